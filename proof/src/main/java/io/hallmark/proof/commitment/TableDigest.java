package io.hallmark.proof.commitment;

import java.security.MessageDigest;
import java.util.List;

/// Digest of a table of u64 entries: `H(0x34, 7 zero bytes, u64 count, entries)`.
public final class TableDigest {
  private static final int ENTRIES_PER_UPDATE = 1024;

  private TableDigest() {}

  /// Digest of cells as canonical elements.
  public static byte[] of(Cells cells) {
    return of(List.of(cells));
  }

  /// Digest of several tables, one after the other, as one.
  public static byte[] of(List<Cells> tables) {
    long count = tables.stream().mapToLong(Cells::size).sum();
    MessageDigest sha = begin(count);
    byte[] buffer = new byte[ENTRIES_PER_UPDATE * Long.BYTES];
    for (Cells cells : tables) {
      for (int from = 0; from < cells.size(); from += ENTRIES_PER_UPDATE) {
        int n = Math.min(ENTRIES_PER_UPDATE, cells.size() - from);
        for (int i = 0; i < n; i++) {
          put(buffer, i * Long.BYTES, cells.element(from + i));
        }
        sha.update(buffer, 0, n * Long.BYTES);
      }
    }
    return sha.digest();
  }

  /// Digest of entries in their encoding, eight little-endian bytes each.
  public static byte[] ofEncoded(byte[] entries) {
    MessageDigest sha = begin(entries.length / Long.BYTES);
    return sha.digest(entries);
  }

  /// Writes eight little-endian bytes.
  public static void put(byte[] bytes, int at, long value) {
    for (int k = 0; k < Long.BYTES; k++) {
      bytes[at + k] = (byte) (value >>> (Byte.SIZE * k));
    }
  }

  private static MessageDigest begin(long count) {
    MessageDigest sha = Sha256.digest();
    byte[] head = new byte[2 * Long.BYTES];
    head[0] = 0x34;
    put(head, Long.BYTES, count);
    sha.update(head);
    return sha;
  }
}
