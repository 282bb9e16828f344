package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.LeafTree;
import io.hallmark.proof.merkle.Opening;

/// Commits to the mask of group 1 with a constant added to it; all else is said by another filter.
record ShiftedMask(MessageFilter other, LeafTree tree) implements MessageFilter {
  /// @param nu log2 of the domain of group 1
  static ShiftedMask of(MessageFilter other, ExtArray mask, int nu, Ext shift, byte[] seed) {
    ExtArray shifted = mask.copy();
    shifted.add(0, shift);
    ExtArray word = ReedSolomon.encode(shifted, nu);
    LeafTree.Source source =
        (i, values, at) -> {
          values[at] = word.a0()[i];
          values[at + 1] = word.a1()[i];
        };
    return new ShiftedMask(other, new LeafTree(LeafShape.mask(), 1 << nu, source, seed, 99));
  }

  @Override
  public ExtArray elements(int part, String label, ExtArray values) {
    return other.elements(part, label, values);
  }

  @Override
  public byte[] digests(int part, String label, byte[] values) {
    return label.equals("mask-roots") ? tree.root() : other.digests(part, label, values);
  }

  @Override
  public Opening opening(long[] positions, Opening opening) {
    boolean mask = opening.values().length == 2 * positions.length;
    return other.opening(positions, mask ? tree.open(positions) : opening);
  }
}
