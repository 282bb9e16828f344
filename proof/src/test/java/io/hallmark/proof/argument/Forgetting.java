package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.transcript.Grinding;
import io.hallmark.proof.wire.Hashes;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/// Liars that use a transcript which forgets to absorb one label. Each rehearses to learn the
/// challenges that come after a message, then chooses the message; if the message was absorbed, the
/// challenges have moved by then.
final class Forgetting {
  private Forgetting() {}

  /// Makes `Transcript.absorb` return at once for one label.
  record Amnesia(String label) implements CodeTransform {
    @Override
    public void atStart(CodeBuilder builder) {
      Label goOn = builder.newLabel();
      builder
          .aload(2)
          .ldc(label)
          .invokevirtual(
              ConstantDescs.CD_String,
              "equals",
              MethodTypeDesc.of(ConstantDescs.CD_boolean, ClassDesc.of("java.lang.Object")))
          .ifeq(goOn)
          .return_()
          .labelBinding(goOn);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      builder.with(element);
    }
  }

  /// A run of a lookup, a product and two stages, of which the product is false.
  static LyingProver falseNorm() {
    List<TinyPart> parts = List.of(TinyPart.LOOKUP, TinyPart.PRODUCT, TinyPart.STAGE_DEEP_A);
    List<Map<String, Cells>> witness =
        new ArrayList<>(parts.stream().map(TinyPart::cells).toList());
    witness.set(1, TinyPart.PRODUCT.changed("norm", 0, 1));
    return new LyingProver(
        TinyPart.run(parts.stream().map(TinyPart::part).toList()),
        TinyPart.PARAMETERS,
        Map.of(),
        witness,
        LyingProver.Pads.HONEST);
  }

  /// The part that says a message.
  private static int part(String label) {
    return label.startsWith("lookup") ? 0 : label.startsWith("stage") ? 2 : 1;
  }

  /// Pays for a false product with the first element of a message of the parts, chosen when theta
  /// is known: the claims add up to zero, each times its power of theta.
  static final class PaidLate implements Callable<String> {
    private final String label;

    PaidLate(String label) {
      this.label = label;
    }

    @Override
    public String call() {
      LyingProver prover = falseNorm();
      LyingProver.Unknown unknown = LyingProver.Unknown.element(part(label), label, 0, 0);
      Bends plan = prover.solve(Bends.NONE, List.of(unknown), List.of(Rehearsal::combined));
      return prover.verdict(prover.prove(plan));
    }
  }

  /// Carries a false claim to the opening and chooses a message there so that the linear equation
  /// holds; what is checked at the queries stays as it was.
  static final class BentOpening implements Callable<String> {
    private final String label;

    BentOpening(String label) {
      this.label = label;
    }

    @Override
    public String call() {
      LyingProver prover = falseNorm();
      boolean polynomial = Set.of("mask-opening", "folded-row").contains(label);
      LyingProver.Unknown unknown =
          polynomial
              ? new LyingProver.Unknown(new Bends.Place(-1, label, 0), this::vanishing)
              : LyingProver.Unknown.element(-1, label, 0, 0);
      Bends plan = prover.solve(Bends.NONE, List.of(unknown), List.of(Rehearsal::linear));
      return prover.verdict(prover.prove(plan));
    }

    /// The polynomial that is zero at the queries.
    private ExtArray vanishing(Heard heard) {
      ExtArray out = new ExtArray(heard.messages(-1, label).getFirst().length());
      out.set(0, Ext.ONE);
      for (long position : heard.positions(0)) {
        long x = ReedSolomon.domainPoint(TinyPart.NU, position);
        for (int i = out.length() - 1; i >= 0; i--) {
          Ext below = i == 0 ? Ext.ZERO : out.get(i - 1);
          out.set(i, below.minus(out.get(i).times(x)));
        }
      }
      return out;
    }
  }

  /// Commits to cells that break a linear constraint everywhere but at the point that will be
  /// drawn.
  static final class LateCells implements Callable<String> {
    private final boolean older;

    /// @param where `trace` or `older`
    LateCells(String where) {
      older = where.equals("older");
    }

    @Override
    public String call() {
      TinyPart part = older ? TinyPart.IMPORTED : TinyPart.LINEAR;
      LyingProver honest = prover(part, TinyPart.LINEAR.cells());
      Ext[] r = honest.rehearse(Bends.NONE).heard().challenges(0, "label-points");
      ExtArray eq = Tables.eq(r);
      Map<String, Cells> lie = TinyPart.LINEAR.cells();
      for (int i = 0; i < 3; i++) {
        int j = (i + 1) % 3;
        int k = (i + 2) % 3;
        long plus = Goldilocks.mul(eq.a0()[j], eq.a1()[k]);
        long minus = Goldilocks.mul(eq.a0()[k], eq.a1()[j]);
        lie = TinyPart.added(lie, "x", i, Goldilocks.sub(plus, minus));
      }
      LyingProver liar = prover(part, lie);
      return liar.verdict(liar.rehearse(honest.statement(), Bends.NONE).proof());
    }

    private LyingProver prover(TinyPart part, Map<String, Cells> cells) {
      return new LyingProver(
          older ? TinyPart.importing() : TinyPart.run(List.of(part.part())),
          TinyPart.PARAMETERS,
          Map.of("old", cells),
          List.of(older ? Map.of() : cells),
          LyingProver.Pads.HONEST);
    }
  }

  /// Commits to the mask of a second group when gamma is known: the folded row of this group then
  /// explains a false claim, and its mask explains the folded row.
  static final class LateMask implements Callable<String> {
    @Override
    public String call() {
      LyingProver prover =
          new LyingProver(
              TinyPart.importing(new Geometry(5, 7, 4, 1)),
              TinyPart.PARAMETERS,
              Map.of("old", TinyPart.LINEAR.changed("x", 1, 1)),
              List.of(Map.of()),
              LyingProver.Pads.HONEST);
      LyingProver.Unknown unknown = LyingProver.Unknown.element(-1, "folded-row", 1, 0);
      Bends plan = prover.solve(Bends.NONE, List.of(unknown), List.of(Rehearsal::linear));
      prover.shiftMask(plan.list().getFirst().delta().get(0));
      return prover.verdict(prover.prove(plan));
    }
  }

  /// Proves one statement and shows the proof for another.
  static final class OtherStatement implements Callable<String> {
    private final String label;

    OtherStatement(String label) {
      this.label = label;
    }

    @Override
    public String call() {
      LyingProver prover =
          TinyPart.LINEAR.twice(0, TinyPart.LINEAR.cells(), LyingProver.Pads.HONEST);
      byte[] proof = prover.prove(Bends.NONE);
      return switch (label) {
        case "public" -> prover.verdict(prover.run(), TinyPart.PARAMETERS, new byte[] {6}, proof);
        case "run" ->
            prover.verdict(TinyPart.renamed(), TinyPart.PARAMETERS, new byte[] {5}, proof);
        case "parameters" -> prover.verdict(prover.run(), TinyPart.WEAKER, new byte[] {5}, proof);
        default -> throw new IllegalArgumentException(label);
      };
    }
  }

  /// Puts another nonce that fits into a finished proof.
  static final class LateNonce implements Callable<String> {
    private final Grinding place;

    LateNonce(String place) {
      this.place = Grinding.valueOf(place);
    }

    @Override
    public String call() {
      LyingProver prover =
          place == Grinding.LEVEL
              ? ForgettingLevels.prover(TinyPart.PRODUCT.cells())
              : TinyPart.LOOKUP.twice(0, TinyPart.LOOKUP.cells(), LyingProver.Pads.HONEST);
      Rehearsal honest = prover.rehearse(Bends.NONE);
      int at = honest.heard().nonce(place);
      long nonce = Hashes.getLong(honest.proof(), at);
      String last = "";
      for (int k = 1; k <= 20 && !last.equals("accepted"); k++) {
        byte[] other = honest.proof().clone();
        Hashes.putLong(other, at, nonce + k);
        last = prover.verdict(other);
      }
      return last;
    }
  }

  /// Compares the first challenges of two equal parts: `equal` or `different`.
  static final class Twins implements Callable<String> {
    @Override
    public String call() {
      LyingProver prover =
          TinyPart.LINEAR.twice(0, TinyPart.LINEAR.cells(), LyingProver.Pads.HONEST);
      Heard heard = prover.rehearse(Bends.NONE).heard();
      List<Ext> first = List.of(heard.challenges(0, "label-points"));
      return first.equals(List.of(heard.challenges(1, "label-points"))) ? "equal" : "different";
    }
  }

  /// Pays for the false product of part 1 with the last message of part 2.
  static final class PaidElsewhere implements Callable<String> {
    @Override
    public String call() {
      LyingProver prover = falseNorm();
      LyingProver.Unknown unknown = LyingProver.Unknown.element(2, "triple-values", 0, 0);
      Bends plan = prover.solve(Bends.NONE, List.of(unknown), List.of(Rehearsal::combined));
      return prover.verdict(prover.prove(plan));
    }
  }
}
