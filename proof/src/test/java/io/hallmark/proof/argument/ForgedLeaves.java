package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.LeafTree;
import io.hallmark.proof.merkle.Opening;
import java.util.stream.LongStream;

/// The leaves of one tree with some values changed, and a tree over what came of it.
final class ForgedLeaves {
  private final LeafTree tree;

  /// What to do to the leaves.
  interface Change {
    /// Changes the values of a leaf.
    ///
    /// @param values values of all leaves
    /// @param end where this leaf ends
    void apply(int position, long[] values, int end);
  }

  /// Opens all leaves of the trace of a liar's run and changes them.
  static ForgedLeaves trace(RowLiar liar, Change change) {
    int nu = (int) liar.run.run().trace().nu();
    int[] blocks =
        liar.run.commitments().get(0).blocks().stream()
            .mapToInt(b -> (int) b.layout().liveRows().size())
            .toArray();
    return new ForgedLeaves(LeafShape.rows(blocks, 6), nu, liar.honest().open(0, all(nu)), change);
  }

  /// Opens all leaves of the mask tree of a group and changes them.
  static ForgedLeaves masks(RowLiar liar, int group, Change change) {
    int nu = (int) liar.run.groups().get(group).geometry().nu();
    return new ForgedLeaves(LeafShape.mask(), nu, liar.honest().openMask(group, all(nu)), change);
  }

  private static long[] all(int nu) {
    return LongStream.range(0, 1L << nu).toArray();
  }

  private ForgedLeaves(LeafShape shape, int nu, Opening opening, Change change) {
    long[] values = opening.values().clone();
    for (int i = 0; i < 1 << nu; i++) {
      change.apply(i, values, (i + 1) * shape.width());
    }
    LeafTree.Source source =
        (i, out, at) -> System.arraycopy(values, i * shape.width(), out, at, shape.width());
    this.tree = new LeafTree(shape, 1 << nu, source, new byte[32], 1);
  }

  /// Adds `c·x^j` to the extension element that starts at a place of a leaf.
  static void addPower(int nu, long position, long[] values, int at, Ext c, int j) {
    Ext term = c.times(Goldilocks.pow(ReedSolomon.domainPoint(nu, position), j));
    values[at] = Goldilocks.add(values[at], term.a0());
    values[at + 1] = Goldilocks.add(values[at + 1], term.a1());
  }

  byte[] root() {
    return tree.root();
  }

  Opening open(long[] positions) {
    return tree.open(positions);
  }
}
