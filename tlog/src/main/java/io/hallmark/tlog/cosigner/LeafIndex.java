package io.hallmark.tlog.cosigner;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;

/// Where in a log an entry is: an open hash table from the first eight bytes of a leaf's hash to
/// its index, 16 bytes a slot, at most half of them taken. It is a hint: what it finds is compared
/// with the tile, so a stale table finds nothing wrong.
///
/// - **Threads:** one at a time.
final class LeafIndex {
  private static final int START = 1 << 10;

  private long[] keys = new long[START];
  private long[] indexes = new long[START];
  private long size;

  /// Reads what the log has more than the table; a log that shrank is read anew.
  ///
  /// @param now size of the tree
  void follow(long now, TileReader reader) throws IOException, LogException {
    if (now < size) {
      keys = new long[START];
      indexes = new long[START];
      size = 0;
    }
    while (size < now) {
      long n = size / TilePath.WIDTH;
      byte[] tile = reader.tile(0, n);
      long end = Math.min(now, (n + 1) * TilePath.WIDTH);
      while (size < end) {
        add(Hash.at(tile, (int) (size % TilePath.WIDTH) * Hash.BYTES));
      }
    }
  }

  /// The next leaf of the log.
  void add(Hash leaf) {
    if (2 * (size + 1) > keys.length) {
      grow();
    }
    put(key(leaf), size);
    size++;
  }

  private void grow() {
    if (keys.length > Integer.MAX_VALUE / 4) {
      throw new IllegalStateException("more than " + size + " entries: give this log a successor");
    }
    long[] oldKeys = keys;
    long[] oldIndexes = indexes;
    keys = new long[2 * oldKeys.length];
    indexes = new long[keys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        put(oldKeys[i], oldIndexes[i]);
      }
    }
  }

  private void put(long key, long index) {
    int slot = slot(key);
    while (keys[slot] != 0) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
    indexes[slot] = index;
  }

  private int slot(long key) {
    return (int) key & (keys.length - 1);
  }

  /// Never 0, which is an empty slot.
  private static long key(Hash leaf) {
    long key = ByteBuffer.wrap(leaf.bytes()).getLong();
    return key == 0 ? 1 : key;
  }

  /// The largest index of this leaf.
  OptionalLong find(Hash leaf, TileReader reader) throws IOException, LogException {
    long found = -1;
    long key = key(leaf);
    for (int slot = slot(key); keys[slot] != 0; slot = (slot + 1) & (keys.length - 1)) {
      long index = indexes[slot];
      if (keys[slot] == key && index > found) {
        byte[] tile = reader.tile(0, index / TilePath.WIDTH);
        int at = (int) (index % TilePath.WIDTH) * Hash.BYTES;
        found = Arrays.equals(Hash.at(tile, at).bytes(), leaf.bytes()) ? index : found;
      }
    }
    return found < 0 ? OptionalLong.empty() : OptionalLong.of(found);
  }
}
