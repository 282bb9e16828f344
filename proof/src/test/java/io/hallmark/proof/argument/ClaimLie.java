package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Claim;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.PartIndex;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Lies that make every claim of a run true but one. The lie starts in a false cell and is moved on
/// by solving for the value that is about to be said, so that it meets exactly one claim.
@SuppressWarnings("ImmutableEnumChecker") // copied lists of records
enum ClaimLie {
  /// A value out of range, said honestly: the fractions do not add up to zero.
  OUT_OF_RANGE(Claim.LOOKUP_ROOT, "", TinyPart.LOOKUP, "x", 0, 8),
  /// A value in range whose multiplicity is one too small.
  WRONG_MULTIPLICITY(Claim.LOOKUP_ROOT, "", TinyPart.LOOKUP, "m", 2, -1),
  /// The root is said as if the lookup held; layer 1 does not add up to it.
  PUSHED_TO_LAYER_1(
      Claim.LOOKUP_LAYER, "1", TinyPart.LOOKUP, "x", 0, 8, pushed("lookup-root", 0, 0)),
  /// The values of layer 1 are said to fit the root; layer 2 does not add up to them.
  PUSHED_TO_LAYER_2(
      Claim.LOOKUP_LAYER,
      "2",
      TinyPart.LOOKUP,
      "x",
      0,
      8,
      pushed("lookup-root", 0, 0),
      pushed("lookup-values", 0, 0)),
  /// A round of layer 2 is bent, which is a lie about nothing but layer 2.
  BENT_LAYER_ROUND(
      Claim.LOOKUP_LAYER, "2", TinyPart.LOOKUP, "x", 0, 0, added("lookup-round", 1, 1, 1)),
  /// The lie is pushed into the numerators of the leaves.
  PUSHED_TO_NUMERATORS(
      Claim.LOOKUP_LEAF_P,
      "",
      TinyPart.LOOKUP,
      "x",
      0,
      8,
      pushed("lookup-root", 0, 0),
      pushed("lookup-values", 0, 0),
      pushed("lookup-values", 1, 0)),
  /// The lie is pushed into the denominators of the leaves.
  PUSHED_TO_DENOMINATORS(
      Claim.LOOKUP_LEAF_Q,
      "",
      TinyPart.LOOKUP,
      "x",
      0,
      8,
      pushed("lookup-root", 0, 0),
      pushed("lookup-values", 0, 0),
      pushed("lookup-values", 1, 2)),
  /// A cell that breaks an affine relation.
  FALSE_LINEAR(Claim.LINEAR, "ok", TinyPart.LINEAR, "x", 2, 5),
  /// A left side that is not the product, while everything is said of the product.
  FALSE_LEFT_SIDE(
      Claim.PRODUCT_LHS, "", TinyPart.PRODUCT, "norm", 0, 1, added("product-claim", 0, 0, -1)),
  /// A false product; the end of its sumcheck is explained by another first operand.
  PUSHED_TO_OPERAND_A(
      Claim.OPERAND_A, "norm", TinyPart.PRODUCT, "norm", 0, 1, pushed("product-operand", 0, 0)),
  /// A false product; the end of its sumcheck is explained by another second operand.
  PUSHED_TO_OPERAND_B(
      Claim.OPERAND_B, "norm", TinyPart.PRODUCT, "norm", 0, 1, pushed("product-operand", 1, 0)),
  /// A false product, said honestly.
  FALSE_PRODUCT(Claim.PRODUCT_FINAL, "", TinyPart.PRODUCT, "norm", 0, 1),
  /// A false sum of the product column of depth 1; its stage value is said to fit.
  FALSE_STAGE_1(
      Claim.STAGE_FINAL, "1", TinyPart.STAGE_DEEP_A, "c", 0, 1, pushed("stage-values", 1, 0)),
  /// The same at depth 2.
  FALSE_STAGE_2(
      Claim.STAGE_FINAL, "2", TinyPart.STAGE_DEEP_A, "d", 0, 1, pushed("stage-values", 0, 0)),
  /// The false value of the stage is explained by another first operand, at depth 1.
  PUSHED_TO_STAGE_1_A(
      Claim.STAGE_A,
      "1.0",
      TinyPart.STAGE_DEEP_B,
      "c",
      0,
      1,
      pushed("stage-values", 1, 0),
      pushed("stage-operand", 2, 0)),
  /// The same at depth 2.
  PUSHED_TO_STAGE_2_A(
      Claim.STAGE_A,
      "2.0",
      TinyPart.STAGE_DEEP_B,
      "d",
      0,
      1,
      pushed("stage-values", 0, 0),
      pushed("stage-operand", 0, 0)),
  /// The false value of the stage is explained by another second operand, at depth 1.
  PUSHED_TO_STAGE_1_B(
      Claim.STAGE_B,
      "1.0",
      TinyPart.STAGE_DEEP_A,
      "c",
      0,
      1,
      pushed("stage-values", 1, 0),
      pushed("stage-operand", 3, 0)),
  /// The same at depth 2.
  PUSHED_TO_STAGE_2_B(
      Claim.STAGE_B,
      "2.0",
      TinyPart.STAGE_DEEP_A,
      "d",
      0,
      1,
      pushed("stage-values", 0, 0),
      pushed("stage-operand", 1, 0)),
  /// The committed product of two pads is one too large, the norm 4 (two variables are summed), and
  /// the rounds carry the constant: everything holds but the triple.
  FALSE_TRIPLE(
      Claim.TRIPLE_FINAL,
      "",
      TinyPart.PRODUCT,
      "norm",
      0,
      4,
      added("product-round", 0, 0, 2),
      added("product-round", 1, 0, 1)),
  /// The false triple is explained by another sum of first factors.
  PUSHED_TO_TRIPLE_A(
      Claim.TRIPLE_A,
      "",
      TinyPart.PRODUCT,
      "norm",
      0,
      4,
      added("product-round", 0, 0, 2),
      added("product-round", 1, 0, 1),
      pushed("triple-values", 0, 0)),
  /// The false triple is explained by another sum of second factors.
  PUSHED_TO_TRIPLE_B(
      Claim.TRIPLE_B,
      "",
      TinyPart.PRODUCT,
      "norm",
      0,
      4,
      added("product-round", 0, 0, 2),
      added("product-round", 1, 0, 1),
      pushed("triple-values", 0, 1));

  /// One change of a message: by a constant, or until the claim is true that is false so far.
  private record Step(String label, int occurrence, int element, long constant) {}

  private static Step added(String label, int occurrence, int element, long constant) {
    return new Step(label, occurrence, element, constant);
  }

  private static Step pushed(String label, int occurrence, int element) {
    return new Step(label, occurrence, element, 0);
  }

  private final Claim claim;
  private final String qualifier;
  private final TinyPart part;
  private final String column;
  private final int cell;
  private final long delta;
  private final List<Step> steps;

  ClaimLie(
      Claim claim,
      String qualifier,
      TinyPart part,
      String column,
      int cell,
      long delta,
      Step... steps) {
    this.claim = claim;
    this.qualifier = qualifier;
    this.part = part;
    this.column = column;
    this.cell = cell;
    this.delta = delta;
    this.steps = List.of(steps);
  }

  /// The one claim that is false.
  Claim claim() {
    return claim;
  }

  /// Which of several claims of this name, or empty.
  String qualifier() {
    return qualifier;
  }

  /// The false claim as a rehearsal names it.
  String falseClaim(int lying) {
    return lying + ":" + claim + (qualifier.isEmpty() ? "" : "/" + qualifier);
  }

  /// A run of two equal parts of which one lies.
  LyingProver prover(int lying) {
    Map<String, Cells> cells = part.changed(column, cell, delta);
    boolean triple =
        claim == Claim.TRIPLE_A || claim == Claim.TRIPLE_B || claim == Claim.TRIPLE_FINAL;
    return part.twice(lying, cells, (u, z) -> triple && u == lying ? bent(z) : z);
  }

  private ExtArray bent(ExtArray z) {
    PartIndex index = TinyPart.run(List.of(part.part())).parts().getFirst();
    ExtArray out = z.copy();
    out.add(index.pads(), Ext.ONE);
    return out;
  }

  /// The messages that make all other claims true.
  Bends bends(LyingProver prover, int lying) {
    Bends out = Bends.NONE;
    for (Step step : steps) {
      LyingProver.Unknown unknown =
          LyingProver.Unknown.element(lying, step.label(), step.occurrence(), step.element());
      Rehearsal now = prover.rehearse(out);
      if (step.constant() != 0) {
        ExtArray by = unknown.direction().of(now.heard());
        by.set(step.element(), Ext.of(Goldilocks.fromSigned(step.constant())));
        out = out.plus(unknown.place(), by);
      } else {
        String next = now.falseClaims().getFirst().substring(2);
        out = prover.solve(out, List.of(unknown), List.of(x -> x.falsity(lying, next)));
      }
    }
    return out;
  }

  /// Carries out a lie that was planned before, in whichever classes it is loaded.
  static final class Liar implements Callable<String> {
    private final LyingProver prover;
    private final Bends bends;

    Liar(String lie, String part, String plan) {
      prover = ClaimLie.valueOf(lie).prover(Integer.parseInt(part));
      bends = Bends.read(plan);
    }

    @Override
    public String call() {
      return prover.verdict(prover.prove(bends));
    }
  }
}
