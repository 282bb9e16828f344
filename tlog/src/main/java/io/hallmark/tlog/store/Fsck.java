package io.hallmark.tlog.store;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.merkle.Frontier;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileReader;
import io.hallmark.tlog.tile.TileSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Recomputes a whole log from its entries and compares every tile and the root. Memory stays at
/// one tile per level.
public final class Fsck {
  private static final int MAX_FINDINGS = 100;

  private final TileReader reader;
  private final Checkpoint checkpoint;
  private final Frontier frontier = new Frontier();
  private final Map<Integer, List<Hash>> rows = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  private Fsck(TileSource source, Checkpoint checkpoint) {
    this.reader = new TileReader(source, checkpoint.size());
    this.checkpoint = checkpoint;
  }

  /// What is wrong, and where.
  ///
  /// @param check the check that fails
  /// @param place the resource, or the checkpoint
  /// @param detail for people
  public record Finding(LogCheck check, String place, String detail) {}

  /// Is shown every entry in order.
  @FunctionalInterface
  public interface Visitor {
    /// One entry. It is proven to be the log's only if the run ends without a finding.
    void entry(long index, byte[] entry);
  }

  /// Checks the tree of a checkpoint. **The checkpoint's signatures are the caller's to check.**
  ///
  /// @return everything that is wrong; empty if the log is whole
  /// @throws IOException if something cannot be fetched
  public static List<Finding> check(TileSource source, Checkpoint checkpoint, Visitor visitor)
      throws IOException {
    Fsck fsck = new Fsck(source, checkpoint);
    fsck.run(visitor);
    return List.copyOf(fsck.findings);
  }

  private void run(Visitor visitor) throws IOException {
    long size = checkpoint.size();
    boolean whole = true;
    for (long n = 0; n * TilePath.WIDTH < size && findings.size() < MAX_FINDINGS; n++) {
      List<byte[]> entries;
      try {
        entries = reader.entries(n);
      } catch (LogException e) {
        find(e, TilePath.entries(n, TilePath.width(size, 0, n)));
        whole = false;
        continue;
      }
      if (whole) {
        for (byte[] entry : entries) {
          visitor.entry(frontier.size(), entry);
          frontier.append(MerkleTree.leaf(entry), this::row);
        }
      } else {
        compareAlone(n, entries);
      }
    }
    if (!whole) {
      return; // what stands above cannot be recomputed
    }
    rows.forEach((level, hashes) -> compare(level, (size >>> (8 * level)) / 256, hashes));
    if (!frontier.root().equals(checkpoint.root())) {
      add(LogCheck.LOG_ROOT, TilePath.CHECKPOINT, "the entries give the root " + frontier.root());
    }
  }

  private void row(int level, long index, Hash hash) {
    if (level % TilePath.HEIGHT != 0) {
      return;
    }
    int tileLevel = level / TilePath.HEIGHT;
    List<Hash> hashes = rows.computeIfAbsent(tileLevel, _ -> new ArrayList<>());
    hashes.add(hash);
    if (hashes.size() == TilePath.WIDTH) {
      compare(tileLevel, index / TilePath.WIDTH, hashes);
      hashes.clear();
    }
  }

  private void compareAlone(long n, List<byte[]> entries) {
    compare(0, n, entries.stream().map(MerkleTree::leaf).toList());
  }

  private void compare(int level, long n, List<Hash> expected) {
    if (expected.isEmpty()) {
      return;
    }
    String place = TilePath.hashes(level, n, expected.size());
    try {
      byte[] tile = reader.tile(level, n);
      for (int i = 0; i < expected.size(); i++) {
        if (!Hash.at(tile, i * Hash.BYTES).equals(expected.get(i))) {
          add(LogCheck.LOG_TILE_HASH, place, "hash " + i + " is not that of what stands below it");
          return;
        }
      }
    } catch (LogException e) {
      find(e, place);
    } catch (IOException e) {
      add(LogCheck.LOG_TILE_MISSING, place, String.valueOf(e.getMessage()));
    }
  }

  private void find(LogException e, String place) {
    LogCheck check = e instanceof LogException.Rejected r ? r.check() : LogCheck.LOG_ENTRIES;
    add(check, place, String.valueOf(e.getMessage()));
  }

  private void add(LogCheck check, String place, String detail) {
    findings.add(new Finding(check, place, detail));
  }
}
