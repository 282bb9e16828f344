package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Univariate;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.LeafTree;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.LevelShape;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/// Liars about what a proof is worth: levels and parameters that prove nothing, a commitment under
/// another geometry. What ill-formed runs allow is in [IllFormedLiars].
final class StatementLiars {
  private static final Geometry G = SmallRun.GEOMETRY;

  private StatementLiars() {}

  private static TestProver plain() {
    return SmallRun.prover(G, SmallRun.plain());
  }

  /// A level of rows of 4 elements on a domain of 2 points: whatever the final vector is to be, a
  /// multiple of the polynomial that vanishes on the domain makes it so.
  static final class LevelWithoutDistance implements Callable<String> {
    private static final Geometry WIDE = new Geometry(6, 8, 4, 1);

    @Override
    public String call() {
      LevelShape level = new LevelShape(5, 2, 1, 2);
      TestProver prover = SmallRun.prover(WIDE, SmallRun.levels(level));
      RunIndex run = SmallRun.index(WIDE);
      return prover.verdict(prover.prove(SmallRun.lie(WIDE), new Liar(run, level)));
    }

    private static final class Liar extends OpeningLiars.ValueLiar {
      private final LevelShape shape;

      Liar(RunIndex run, LevelShape shape) {
        super(run, 1);
        this.shape = shape;
      }

      @Override
      public LevelOracle levels(int group, ExtArray foldedRow) {
        LevelOracle honest = super.levels(group, foldedRow);
        return new LevelLiar(honest, 1, error()) {
          private final LeafTree tree = LevelWithoutDistance.tree(shape, foldedRow);

          @Override
          public byte[] root() {
            return tree.root();
          }

          @Override
          public Opening open(int number, long[] positions) {
            return tree.open(positions);
          }

          @Override
          ExtArray end(ExtArray vector, ExtArray weights, Ext lacking) {
            int n = 1 << shape.nu();
            long constant = Goldilocks.neg(Goldilocks.pow(Goldilocks.GENERATOR, n));
            Ext weight = weights.get(n).plus(weights.get(0).times(constant));
            Ext c = lacking.times(weight.inverse());
            vector.add(0, c.times(constant));
            vector.add(n, c);
            return vector;
          }
        };
      }
    }

    private static LeafTree tree(LevelShape shape, ExtArray vector) {
      int length = 1 << shape.low();
      int rows = vector.length() / length;
      LeafTree.Source source =
          (i, out, at) -> {
            long x = ReedSolomon.domainPoint((int) shape.nu(), i);
            for (int l = 0; l < rows; l++) {
              ExtArray row = vector.copyOfRange(l * length, (l + 1) * length);
              Ext value = Univariate.horner(row, x);
              out[at + 2 * l] = value.a0();
              out[at + 2 * l + 1] = value.a1();
            }
          };
      return new LeafTree(LeafShape.level(rows), 1 << shape.nu(), source, new byte[32], 0);
    }
  }

  /// An honest proof with parameters far below 100 bits.
  static final class WeakParameters implements Callable<String> {
    @Override
    public String call() throws ProofException {
      TestProver prover = plain();
      byte[] proof = prover.prove(SmallRun.truth(G));
      try {
        RunVerifier.verify(SmallRun.index(G), SmallRun.plain(), Map.of(), TestProver.PUBLIC, proof);
        return "accepted";
      } catch (ProofException.Rejected e) {
        return e.check().name();
      }
    }
  }

  /// One commitment proved under another geometry than it was made in; the slack is as long, so the
  /// verifier cannot tell.
  static final class TwoGeometries implements Callable<String> {
    @Override
    public String call() throws ProofException {
      Geometry listed = new Geometry(5, 7, 5, 3);
      Geometry own = new Geometry(5, 7, 3, 5);
      RunIndex run = SmallRun.importing(G, listed);
      List<ColumnShape> shapes = run.run().older().get(0).columns();
      CommittedColumns data =
          CommittedColumns.commit(own, shapes, Map.of("x", SmallRun.X), new byte[32]);
      ProverEnvironment environment =
          ProverEnvironment.of(
              Map.of("data", new MemoryBook(OpeningBudget.fresh(listed))),
              Set.of(),
              _ -> {},
              (_, _, _) -> {});
      try {
        RunProver.prove(
            run,
            SmallRun.plain(),
            WitnessSource.of(SmallRun.truth(G)),
            Map.of("data", data),
            TestProver.PUBLIC,
            environment,
            RunVerifier::verifyWithoutFloor);
        return "accepted";
      } catch (ProofException.Rejected e) {
        return e.check().name();
      }
    }
  }
}
