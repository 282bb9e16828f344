package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.CommitmentIndex;
import io.hallmark.proof.wire.Hashes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The joint opening without rows or masks: everything that is sent is uniform, and then the
/// verifier's equations are solved for what is left. mu follows from OPEN_LINEAR, G(x) from the
/// folded row and the opened values, GS(x) from hs and S(x). The levels of tail 2 are a function of
/// the folded row.
///
/// - **Source:** steps S3 to S6 of the simulator.
final class SimulatedOpening implements OpeningOracle {
  /// An equation that the simulator solves.
  enum Equation {
    /// OPEN_LINEAR, for mu.
    LINEAR,
    /// ROW_FOLD, for G(x).
    ROW,
    /// MASK_FOLD, for GS(x).
    MASK,
    /// MERKLE_ROOT, by programming the leaf.
    LEAF
  }

  private final Simulation input;
  private final @Nullable Equation unsolved;
  private final DrawnTree trace;
  private final List<DrawnTree> maskTrees = new ArrayList<>();
  private final List<ExtArray> folded = new ArrayList<>();
  private final List<ExtArray> rows = new ArrayList<>();
  private final List<ExtArray> rounds = new ArrayList<>();
  private final ExtArray hs;
  private final Ext gamma;
  private Ext maskSum = Ext.ZERO;
  private Ext claim = Ext.ZERO;

  /// @param unsolved an equation whose unknown is drawn at random instead, or null
  SimulatedOpening(Simulation input, @Nullable Equation unsolved) {
    this.input = input;
    this.unsolved = unsolved;
    trace = drawn(0);
    int tailLength = (int) geometry(0).queries();
    hs = uniform(2 * input.run().kappa() + 1 + tailLength);
    for (int g = 0; g < input.run().groups().size(); g++) {
      folded.add(uniform((int) geometry(g).degreeBound()));
      if (g > 0) {
        maskTrees.add(drawn(g));
      }
    }
    gamma = input.challenges().elements(ProgrammedChallenges.OPENING, "mask-fold", 0, 1)[0];
  }

  private DrawnTree drawn(int group) {
    return new DrawnTree(input.coins().split(), (int) geometry(group).nu());
  }

  private Geometry geometry(int group) {
    return input.run().groups().get(group).geometry();
  }

  private Ext uniform() {
    return ProgrammedChallenges.element(input.coins());
  }

  private ExtArray uniform(int count) {
    ExtArray out = new ExtArray(count);
    for (int i = 0; i < count; i++) {
      out.set(i, uniform());
    }
    return out;
  }

  /// The root of a trace that is nothing but random digests.
  byte[] traceRoot() {
    return trace.root();
  }

  @Override
  public byte[] maskRoots() {
    byte[] out = new byte[Hashes.DIGEST_BYTES * maskTrees.size()];
    for (int g = 0; g < maskTrees.size(); g++) {
      byte[] root = maskTrees.get(g).root();
      System.arraycopy(root, 0, out, Hashes.DIGEST_BYTES * g, Hashes.DIGEST_BYTES);
    }
    return out;
  }

  @Override
  public ExtArray maskSum() {
    maskSum = uniform();
    return ExtArray.of(maskSum);
  }

  @Override
  public ExtArray rowRound(JointForm form, Ext eps, Ext[] bound) {
    if (bound.length == 0) {
      claim = maskSum.plus(eps.times(form.sigma()));
    }
    ExtArray c = uniform(2);
    rounds.add(c);
    return c;
  }

  /// `mu = <hs, c_alpha> + eps·sum_g <h_g, w_g,alpha> - gamma·claim`.
  @Override
  public ExtArray maskValue(Ext eps, ExtArray powers, List<ExtArray> weights) {
    if (unsolved == Equation.LINEAR) {
      return uniform(1);
    }
    Ext last = claim;
    for (int k = 0; k < rounds.size(); k++) {
      last = RoundPolynomial.at(rounds.get(k), last, powers.get(2 * k + 1));
    }
    Ext inner = Ext.ZERO;
    for (int g = 0; g < weights.size(); g++) {
      inner = inner.plus(inner(folded.get(g), weights.get(g)));
    }
    Ext left = inner(hs, powers).plus(eps.times(inner));
    return ExtArray.of(left.minus(gamma.times(last)));
  }

  private static Ext inner(ExtArray a, ExtArray b) {
    return Kernels.chosen().innerProduct(a, 0, b, 0, b.length());
  }

  @Override
  public ExtArray maskOpening(Ext challenge) {
    return hs;
  }

  @Override
  public ExtArray foldedRow(int group, ExtArray rowWeights, Ext challenge) {
    rows.add(rowWeights);
    return folded.get(group);
  }

  @Override
  public Opening open(int commitment, long[] positions) {
    LeafShape shape = shape(commitment);
    int count = (int) input.run().commitments().get(commitment).liveRows();
    DrawnTree tree = commitment == 0 ? trace : input.older().get(commitment - 1);
    if (commitment > 0) {
      for (long i : positions) {
        tree.leaf(i, _ -> uniformBase(count));
      }
      return tree.open(shape, positions, leaves());
    }
    long[] own = uniformBase(count * positions.length);
    ExtArray h = Evaluation.at(folded.getFirst(), (int) geometry(0).nu(), positions);
    ExtArray s = Evaluation.at(hs, (int) geometry(0).nu(), positions);
    for (int k = 0; k < positions.length; k++) {
      long[] leaf = new long[count + 6];
      System.arraycopy(own, count * k, leaf, 0, count);
      Ext fold = Kernels.chosen().innerProduct(leaf, 0, rows.getFirst(), 0, count);
      Ext g = h.get(k).minus(gamma.times(fold.plus(foldOfOlder(0, count, positions[k]))));
      Ext maskAt = uniform();
      Ext gs = s.get(k).minus(gamma.times(maskAt));
      put(leaf, count, unsolved == Equation.ROW ? uniform() : g);
      put(leaf, count + 2, maskAt);
      put(leaf, count + 4, unsolved == Equation.MASK ? uniform() : gs);
      tree.leaf(positions[k], _ -> leaf);
    }
    return tree.open(shape, positions, leaves());
  }

  /// The part of the fold at a position that the older commitments of a group pay.
  ///
  /// @param first index of their first live row in the group
  private Ext foldOfOlder(int group, int first, long position) {
    Ext sum = Ext.ZERO;
    int row = first;
    for (CommitmentIndex commitment : input.run().commitments()) {
      if (commitment.older() >= 0 && commitment.group() == group) {
        int count = (int) commitment.liveRows();
        long[] values =
            input.older().get(commitment.older()).leaf(position, _ -> uniformBase(count));
        sum = sum.plus(Kernels.chosen().innerProduct(values, 0, rows.get(group), row, count));
        row += count;
      }
    }
    return sum;
  }

  @Override
  public Opening openMask(int group, long[] positions) {
    DrawnTree tree = maskTrees.get(group - 1);
    ExtArray h = Evaluation.at(folded.get(group), (int) geometry(group).nu(), positions);
    for (int k = 0; k < positions.length; k++) {
      long[] leaf = new long[2];
      Ext g = h.get(k).minus(gamma.times(foldOfOlder(group, 0, positions[k])));
      put(leaf, 0, unsolved == Equation.ROW ? uniform() : g);
      tree.leaf(positions[k], _ -> leaf);
    }
    return tree.open(LeafShape.mask(), positions, leaves());
  }

  private ProgrammedLeaves leaves() {
    return unsolved == Equation.LEAF ? new ProgrammedLeaves() : input.leaves();
  }

  private LeafShape shape(int commitment) {
    CommitmentIndex index = input.run().commitments().get(commitment);
    int[] blocks =
        index.blocks().stream().mapToInt(b -> (int) b.layout().liveRows().size()).toArray();
    return LeafShape.rows(blocks, commitment == 0 ? 6 : 0);
  }

  private long[] uniformBase(int count) {
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      out[i] = ProgrammedChallenges.base(input.coins());
    }
    return out;
  }

  private static void put(long[] leaf, int at, Ext value) {
    leaf[at] = value.a0();
    leaf[at + 1] = value.a1();
  }

  @Override
  public LevelOracle levels(int group, ExtArray foldedRow) {
    return new LevelTables(input.parameters().levels(group), foldedRow);
  }
}
