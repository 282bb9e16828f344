package io.hallmark.tlog.tile;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.HashReader;
import io.hallmark.tlog.merkle.MerkleTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads hashes and entries of a tree of a known size from tiles. Lengths are checked, **hashes are
/// not**: whoever uses them verifies a proof or a root with them. Not safe for several threads.
public final class TileReader implements HashReader {
  private static final int CACHED = 64;

  private final TileSource source;
  private final long size;
  private final Map<String, byte[]> cache =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > CACHED;
        }
      };

  /// @param size size of the tree, as a checkpoint says
  public TileReader(TileSource source, long size) {
    this.source = source;
    this.size = size;
  }

  @Override
  public Hash read(int level, long index) throws IOException, LogException {
    if (level < 0 || level > 62 || index < 0 || index > (size >>> level) - 1) {
      throw new IllegalArgumentException("no subtree " + level + "/" + index + " of size " + size);
    }
    int tileLevel = level / TilePath.HEIGHT;
    int inner = level % TilePath.HEIGHT;
    long first = index << inner;
    byte[] tile = tile(tileLevel, first / TilePath.WIDTH);
    return subtree(tile, (int) (first % TilePath.WIDTH), 1 << inner);
  }

  private static Hash subtree(byte[] tile, int first, int count) {
    return count == 1
        ? Hash.at(tile, first * Hash.BYTES)
        : MerkleTree.node(
            subtree(tile, first, count / 2), subtree(tile, first + count / 2, count / 2));
  }

  /// A tile of hashes, of exactly the length that the tree has there or of a full tile's.
  ///
  /// @throws LogException.Rejected `LOG_TILE_MISSING`, `LOG_TILE_LENGTH`
  public byte[] tile(int level, long n) throws IOException, LogException {
    int width = TilePath.width(size, level, n);
    String path = TilePath.hashes(level, n, width);
    byte[] cached = cache.get(path);
    if (cached != null) {
      return cached;
    }
    byte[] tile = fetch(path, TilePath.hashes(level, n, TilePath.WIDTH), 256 * Hash.BYTES);
    boolean full = tile.length == TilePath.WIDTH * Hash.BYTES;
    if (tile.length != width * Hash.BYTES && !full) {
      throw new LogException.Rejected(
          LogCheck.LOG_TILE_LENGTH,
          path + " has " + tile.length + " bytes instead of " + width * Hash.BYTES);
    }
    cache.put(path, tile);
    return tile;
  }

  /// The entries of a bundle, as many as the tree has there. **Not checked against the tree.**
  ///
  /// @throws LogException.Rejected `LOG_TILE_MISSING`, `LOG_ENTRIES`
  public List<byte[]> entries(long n) throws IOException, LogException {
    int width = TilePath.width(size, 0, n);
    String path = TilePath.entries(n, width);
    Optional<byte[]> exact = source.fetch(path, EntryBundle.MAX_BYTES);
    if (exact.isPresent()) {
      return EntryBundle.read(exact.get(), width);
    }
    String full = TilePath.entries(n, TilePath.WIDTH);
    byte[] bundle = fetch(full, full, EntryBundle.MAX_BYTES);
    return EntryBundle.read(bundle, TilePath.WIDTH).subList(0, width);
  }

  /// One entry. **Not checked against the tree.**
  public byte[] entry(long index) throws IOException, LogException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("index " + index + " of a tree of size " + size);
    }
    return entries(index / TilePath.WIDTH).get((int) (index % TilePath.WIDTH));
  }

  /// A partial resource may be gone once the full one is there.
  private byte[] fetch(String path, String full, int limit) throws IOException, LogException {
    Optional<byte[]> found = source.fetch(path, limit);
    if (found.isEmpty() && !path.equals(full)) {
      found = source.fetch(full, limit);
    }
    return found.orElseThrow(
        () -> new LogException.Rejected(LogCheck.LOG_TILE_MISSING, path + " is missing"));
  }
}
