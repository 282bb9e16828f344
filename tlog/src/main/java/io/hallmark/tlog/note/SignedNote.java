package io.hallmark.tlog.note;

import io.hallmark.tlog.LogException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A signed note (c2sp.org/signed-note): a text that ends in a newline, an empty line, signature
/// lines. **The text means nothing before a signature of a known key was verified.**
///
/// @param text the text, with its last newline
/// @param signatures the signature lines, known or not, at least one
public record SignedNote(String text, List<SignatureLine> signatures) {
  /// A longer note is refused.
  public static final int MAX_BYTES = 1 << 20;

  /// More signatures are refused.
  public static final int MAX_SIGNATURES = 100;

  /// @throws IllegalArgumentException if the text does not end in a newline or has a control
  ///   character, or there is no signature
  public SignedNote {
    signatures = List.copyOf(signatures);
    if (!isText(text) || signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("not a note");
    }
  }

  private static boolean isText(String text) {
    return text.endsWith("\n")
        && text.chars().noneMatch(c -> c < 0x20 && c != '\n')
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  /// Reads a note.
  ///
  /// @throws LogException.Malformed if the bytes are none
  public static SignedNote parse(byte[] bytes) throws LogException.Malformed {
    String all = utf8(bytes);
    int split = all.lastIndexOf("\n\n");
    if (split < 0 || !all.endsWith("\n")) {
      throw new LogException.Malformed("note: no empty line before signatures, or no last newline");
    }
    String text = all.substring(0, split + 1);
    if (!isText(all)) {
      throw new LogException.Malformed("note: a control character");
    }
    return new SignedNote(text, parseLines(all.substring(split + 2)));
  }

  /// Reads signature lines, each ended by a newline.
  ///
  /// @throws LogException.Malformed if there is anything else, or none
  public static List<SignatureLine> parseLines(String lines) throws LogException.Malformed {
    if (!lines.endsWith("\n")) {
      throw new LogException.Malformed("note: no signature, or no last newline");
    }
    List<SignatureLine> out = new ArrayList<>();
    for (String line : lines.substring(0, lines.length() - 1).split("\n", -1)) {
      if (out.size() == MAX_SIGNATURES) {
        throw new LogException.Malformed("note: more than " + MAX_SIGNATURES + " signatures");
      }
      out.add(SignatureLine.parse(line));
    }
    return out;
  }

  /// Strict UTF-8 of at most [#MAX_BYTES].
  ///
  /// @throws LogException.Malformed if the bytes are anything else
  public static String utf8(byte[] bytes) throws LogException.Malformed {
    if (bytes.length > MAX_BYTES) {
      throw new LogException.Malformed("note: larger than " + MAX_BYTES + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new LogException.Malformed("note: not UTF-8");
    }
  }

  /// The signatures that name this key, in their order.
  public List<SignatureLine> by(VerifierKey key) {
    return signatures.stream().filter(key::signed).toList();
  }

  /// The same text with further signatures; a line that is there already is not added again.
  ///
  /// @throws IllegalArgumentException if there are too many
  public SignedNote with(List<SignatureLine> more) {
    List<SignatureLine> all = new ArrayList<>(signatures);
    for (SignatureLine line : more) {
      if (!all.contains(line)) {
        all.add(line);
      }
    }
    return new SignedNote(text, all);
  }

  /// The note as text.
  public String write() {
    StringBuilder out = new StringBuilder(text).append('\n');
    signatures.forEach(s -> out.append(s.text()).append('\n'));
    return out.toString();
  }

  /// The note as bytes.
  public byte[] bytes() {
    return write().getBytes(StandardCharsets.UTF_8);
  }
}
