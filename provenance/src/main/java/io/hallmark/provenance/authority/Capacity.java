package io.hallmark.provenance.authority;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonReader;
import java.util.List;

/// The capacity in which an authority acts: `owner`, `custodian`, `ethics-board`, `re-hasher`, or
/// another word that the trust file uses.
public final class Capacity {
  /// The usual ones.
  public static final List<String> USUAL =
      List.of("owner", "custodian", "ethics-board", "re-hasher");

  private Capacity() {}

  /// Whether a text can name a capacity: 1 to 64 lower-case letters, digits and hyphens, a letter
  /// first.
  public static boolean isCapacity(String text) {
    return text.matches("[a-z][a-z0-9-]{0,63}");
  }

  /// A capacity in a document.
  ///
  /// @throws DocumentException.Malformed if it is none
  public static String read(JsonReader reader, String key) throws DocumentException.Malformed {
    if (!isCapacity(reader.string(key))) {
      throw reader.mismatch(key, "a capacity such as \"owner\"");
    }
    return reader.string(key);
  }
}
