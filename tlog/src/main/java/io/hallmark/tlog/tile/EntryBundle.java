package io.hallmark.tlog.tile;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Entries one after the other, each behind its length as a big-endian 16-bit number.
public final class EntryBundle {
  /// The longest entry.
  public static final int MAX_ENTRY = 0xffff;

  /// The longest bundle.
  public static final int MAX_BYTES = TilePath.WIDTH * (2 + MAX_ENTRY);

  private EntryBundle() {}

  /// Appends an entry.
  ///
  /// @throws IllegalArgumentException if it is longer than [#MAX_ENTRY]
  public static void write(byte[] entry, ByteArrayOutputStream out) {
    requireFits(entry);
    out.write(entry.length >>> 8);
    out.write(entry.length);
    out.writeBytes(entry);
  }

  /// Requires that an entry is short enough for a bundle.
  ///
  /// @throws IllegalArgumentException if the entry is longer than [#MAX_ENTRY]
  public static void requireFits(byte[] entry) {
    if (entry.length > MAX_ENTRY) {
      throw new IllegalArgumentException(
          "an entry of " + entry.length + " bytes; a log takes at most " + MAX_ENTRY);
    }
  }

  /// Reads a bundle that must hold exactly this many entries.
  ///
  /// @throws LogException.Rejected `LOG_ENTRIES` if it holds anything else
  public static List<byte[]> read(byte[] bundle, int count) throws LogException.Rejected {
    List<byte[]> out = new ArrayList<>();
    int at = 0;
    while (at + 2 <= bundle.length && out.size() < count) {
      int length = (bundle[at] & 0xff) << 8 | (bundle[at + 1] & 0xff);
      if (length > bundle.length - at - 2) {
        break;
      }
      out.add(Arrays.copyOfRange(bundle, at + 2, at + 2 + length));
      at += 2 + length;
    }
    if (at != bundle.length || out.size() != count) {
      throw new LogException.Rejected(
          LogCheck.LOG_ENTRIES, "a bundle does not hold exactly " + count + " entries");
    }
    return out;
  }
}
