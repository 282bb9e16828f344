package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.TableDigest;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The digests of the public tables of a run. A table that occurs several times as the same object
/// is hashed once.
final class TableDigests {
  /// The entry of a gather index that means *none*, 2^64 - 1.
  static final long NONE = -1;

  private final IdentityHashMap<Cells, byte[]> elements = new IdentityHashMap<>();
  private final IdentityHashMap<Cells, byte[]> indices = new IdentityHashMap<>();
  private final @Nullable Map<String, byte[]> collected;

  /// @param collected receives the encoded entries of every table by the digest in hexadecimal, or
  ///   null to keep none
  TableDigests(@Nullable Map<String, byte[]> collected) {
    this.collected = collected;
  }

  /// Digest of a table of elements.
  byte[] elements(Cells cells) {
    return elements.computeIfAbsent(
        cells, c -> collected == null ? TableDigest.of(c) : collect(collected, encode(c, false)));
  }

  /// Digest of a table of gather indices.
  byte[] indices(Cells cells) {
    return indices.computeIfAbsent(
        cells,
        c -> {
          byte[] entries = encode(c, true);
          return collected == null ? TableDigest.ofEncoded(entries) : collect(collected, entries);
        });
  }

  private static byte[] collect(Map<String, byte[]> collected, byte[] entries) {
    byte[] digest = TableDigest.ofEncoded(entries);
    collected.put(HexFormat.of().formatHex(digest), entries);
    return digest;
  }

  private static byte[] encode(Cells cells, boolean isIndex) {
    byte[] out = new byte[Math.multiplyExact(cells.size(), Long.BYTES)];
    for (int i = 0; i < cells.size(); i++) {
      boolean none = isIndex && cells.isSmall() && cells.small(i) < 0;
      TableDigest.put(out, i * Long.BYTES, none ? NONE : cells.element(i));
    }
    return out;
  }
}
