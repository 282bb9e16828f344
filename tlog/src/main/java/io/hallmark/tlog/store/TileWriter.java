package io.hallmark.tlog.store;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.merkle.Frontier;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.tile.EntryBundle;
import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Writes the tiles and bundles of entries that are appended to a tree. Full ones are written once;
/// a partial one is a file of its own per width, so nothing that a published checkpoint needs is
/// ever changed.
final class TileWriter {
  private final Path folder;
  private final DurableFiles files;
  private final Frontier frontier;
  private final List<ByteArrayOutputStream> levels = new ArrayList<>();
  private final ByteArrayOutputStream bundle = new ByteArrayOutputStream();
  private final Set<Integer> changed = new TreeSet<>();
  private final List<Path> replaced = new ArrayList<>();

  /// @param folder the public folder
  /// @param reader reads the tree as it is
  /// @param frontier of the tree as it is; it advances
  TileWriter(Path folder, DurableFiles files, TileReader reader, Frontier frontier)
      throws IOException, LogException {
    this.folder = folder;
    this.files = files;
    this.frontier = frontier;
    long size = frontier.size();
    for (int level = 0; size >>> (TilePath.HEIGHT * level) > 0; level++) {
      ByteArrayOutputStream tile = new ByteArrayOutputStream();
      long n = size >>> (TilePath.HEIGHT * (level + 1));
      int width = TilePath.width(size, level, n);
      if (width > 0) {
        tile.write(reader.tile(level, n), 0, width * Hash.BYTES);
      }
      levels.add(tile);
    }
    if (size % TilePath.WIDTH != 0) {
      for (byte[] entry : reader.entries(size / TilePath.WIDTH)) {
        EntryBundle.write(entry, bundle);
      }
    }
  }

  /// Writes the entries and the tiles above them; nothing is forced yet.
  void append(List<byte[]> entries) throws IOException {
    List<Made> made = new ArrayList<>();
    for (byte[] entry : entries) {
      EntryBundle.write(entry, bundle);
      frontier.append(MerkleTree.leaf(entry), (level, index, hash) -> take(made, level, hash));
      for (Made m : made) {
        hash(m);
      }
      made.clear();
      if (frontier.size() % TilePath.WIDTH == 0) {
        writeBundle(TilePath.WIDTH);
        bundle.reset();
      }
    }
    int rest = (int) (frontier.size() % TilePath.WIDTH);
    if (rest > 0) {
      writeBundle(rest);
    }
    for (int level : changed) {
      int width = levels.get(level).size() / Hash.BYTES;
      if (width > 0) {
        writeTile(level, width);
      }
    }
  }

  private record Made(int level, Hash hash) {}

  private static void take(List<Made> made, int level, Hash hash) {
    if (level % TilePath.HEIGHT == 0) {
      made.add(new Made(level / TilePath.HEIGHT, hash));
    }
  }

  private void hash(Made m) throws IOException {
    if (m.level() == levels.size()) {
      levels.add(new ByteArrayOutputStream());
    }
    changed.add(m.level());
    ByteArrayOutputStream tile = levels.get(m.level());
    tile.writeBytes(m.hash().bytes());
    if (tile.size() == TilePath.WIDTH * Hash.BYTES) {
      writeTile(m.level(), TilePath.WIDTH);
      tile.reset();
    }
  }

  private void writeTile(int level, int width) throws IOException {
    long hashes = frontier.size() >>> (TilePath.HEIGHT * level);
    long n = (hashes - 1) / TilePath.WIDTH;
    String path = TilePath.hashes(level, n, width);
    files.write(folder.resolve(path), levels.get(level).toByteArray());
    noteReplaced(path, width);
  }

  private void writeBundle(int width) throws IOException {
    String path = TilePath.entries((frontier.size() - 1) / TilePath.WIDTH, width);
    files.write(folder.resolve(path), bundle.toByteArray());
    noteReplaced(path, width);
  }

  private void noteReplaced(String path, int width) {
    if (width == TilePath.WIDTH) {
      replaced.add(folder.resolve(path + ".p"));
    }
  }

  /// Folders of partial ones whose full ones are there now.
  List<Path> replaced() {
    return replaced;
  }
}
