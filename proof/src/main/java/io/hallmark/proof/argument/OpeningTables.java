package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.commitment.RowCommitment;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.LeafTree;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.wire.Hashes;
import java.util.ArrayList;
import java.util.List;

/// What the holder of a witness knows about rows and masks.
final class OpeningTables implements OpeningOracle {
  private static final int MASK_SALTS = 16;

  private final RunIndex run;
  private final Parameters parameters;
  private final List<RowCommitment> commitments;
  private final Masks masks;
  private final byte[] seed;
  private final List<LeafTree> maskTrees = new ArrayList<>();
  private final List<RowRounds> rounds = new ArrayList<>();

  /// @param commitments the trace, then the older ones as declared
  /// @param seed seed of the trace; not copied, it is erased by its owner
  OpeningTables(
      RunIndex run,
      Parameters parameters,
      List<RowCommitment> commitments,
      Masks masks,
      byte[] seed) {
    this.run = run;
    this.parameters = parameters;
    this.commitments = commitments;
    this.masks = masks;
    this.seed = seed;
  }

  /// Does something with every commitment of a group.
  private interface Visitor {
    /// @param first index of its first row among the live rows of the group
    void visit(RowCommitment commitment, int first);
  }

  private void visit(int group, Visitor visitor) {
    int first = 0;
    for (int k = 0; k < commitments.size(); k++) {
      if (run.commitments().get(k).group() == group) {
        visitor.visit(commitments.get(k), first);
        first += commitments.get(k).rowCount();
      }
    }
  }

  private RowRounds rounds(JointForm form, int group) {
    Group own = run.groups().get(group);
    LiveRows live = new LiveRows(own);
    ContractedRows rows = new ContractedRows((int) own.geometry().m(), live, form.tensors(group));
    visit(
        group,
        (commitment, first) -> {
          for (int b = 0; b < commitment.blockCount(); b++) {
            rows.contract(commitment.block(b), first + commitment.firstRow(b));
          }
        });
    return new RowRounds(live, rows.rowWeights(), rows.contracted(), run.kappa());
  }

  @Override
  public byte[] maskRoots() {
    int groups = run.groups().size();
    byte[] out = new byte[Hashes.DIGEST_BYTES * (groups - 1)];
    for (int g = 1; g < groups; g++) {
      int nu = (int) run.groups().get(g).geometry().nu();
      ExtArray word = ReedSolomon.encode(masks.row(g), nu);
      LeafTree.Source source =
          (i, values, at) -> {
            values[at] = word.a0()[i];
            values[at + 1] = word.a1()[i];
          };
      LeafTree tree = new LeafTree(LeafShape.mask(), 1 << nu, source, seed, MASK_SALTS + g);
      maskTrees.add(tree);
      System.arraycopy(tree.root(), 0, out, Hashes.DIGEST_BYTES * (g - 1), Hashes.DIGEST_BYTES);
    }
    return out;
  }

  @Override
  public ExtArray maskSum() {
    return ExtArray.of(masks.sum());
  }

  @Override
  public ExtArray rowRound(JointForm form, Ext eps, Ext[] bound) {
    if (rounds.isEmpty()) {
      for (int g = 0; g < run.groups().size(); g++) {
        rounds.add(rounds(form, g));
      }
    }
    ExtArray weighted = new ExtArray(2);
    rounds.forEach(r -> r.addRound(bound, weighted));
    ExtArray c = masks.round(bound);
    c.add(0, eps.times(weighted.get(0)));
    c.add(1, eps.times(weighted.get(1)));
    return c;
  }

  @Override
  public ExtArray maskValue(Ext eps, ExtArray powers, List<ExtArray> weights) {
    Kernels kernels = Kernels.chosen();
    Ext sum = kernels.innerProduct(masks.gs(), 0, powers, 0, powers.length());
    for (int g = 0; g < weights.size(); g++) {
      ExtArray w = weights.get(g);
      sum = sum.plus(eps.times(kernels.innerProduct(masks.row(g), 0, w, 0, w.length())));
    }
    return ExtArray.of(sum);
  }

  @Override
  public ExtArray maskOpening(Ext gamma) {
    ExtArray hs = masks.gs().copy();
    Kernels.chosen().addScaled(hs, 0, gamma, masks.s(), 0, hs.length());
    return hs;
  }

  @Override
  public ExtArray foldedRow(int group, ExtArray rows, Ext gamma) {
    ExtArray h = masks.row(group).copy();
    ExtArray weights = new ExtArray(rows.length());
    Kernels.chosen().addScaled(weights, 0, gamma, rows, 0, rows.length());
    visit(group, (commitment, first) -> commitment.addFold(h, weights, first));
    return h;
  }

  @Override
  public Opening open(int commitment, long[] positions) {
    return commitments.get(commitment).open(positions);
  }

  @Override
  public Opening openMask(int group, long[] positions) {
    return maskTrees.get(group - 1).open(positions);
  }

  @Override
  public LevelOracle levels(int group, ExtArray foldedRow) {
    return new LevelTables(parameters.levels(group), foldedRow);
  }

  /// Overwrites the salts of the mask trees.
  void erase() {
    maskTrees.forEach(LeafTree::eraseSalts);
  }
}
