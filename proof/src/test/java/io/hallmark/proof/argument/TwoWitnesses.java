package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A tiny run with many witnesses for one statement: x times y is z, x is below 8, the sum of the
/// elementwise product of y with the data d is a total.
final class TwoWitnesses {
  static final byte[] PUBLIC = {9};
  private static final int N = 4;

  private TwoWitnesses() {}

  /// The run.
  ///
  /// @param trace geometry of the trace
  /// @param data geometry of the older commitment `data`
  static RunIndex run(Geometry trace, Geometry data) {
    List<String> n = List.of("n");
    Part part =
        new Part(
            List.of(new Label("n", N), new Label("r", 8), new Label("one", 1)),
            List.of(
                new Column.Committed("x", n),
                new Column.Committed("y", n),
                new Column.Committed("z", n),
                new Column.Committed("total", List.of()),
                new Column.Committed("uses", List.of("r")),
                new Column.Counter("range", List.of("r"), 0, 1),
                new Column.ImportOlder("d", n, "data", "d"),
                new Column.Product("yd", n, "y", "d"),
                new Column.Sum("sum", List.of(), "yd", "n"),
                new Column.Affine(
                    "agrees",
                    List.of(),
                    0,
                    List.of(
                        new Column.Term(1, "total"), new Column.Term(Goldilocks.neg(1), "sum")))),
            List.of(new Part.ProductConstraint("times", "z", "x", "y")),
            List.of("agrees"),
            List.of(new Part.Lookup("small", n, List.of("x"), "range")),
            List.of(new Part.LookupTable("range", List.of("r"), List.of("range"), "uses")));
    Run run =
        new Run(trace, List.of(new Run.OlderCommitment("data", data, shape())), List.of(part));
    try {
      return RunIndex.of(run);
    } catch (Rejected e) {
      throw new AssertionError(e);
    }
  }

  private static List<ColumnShape> shape() {
    return List.of(new ColumnShape("d", List.of(new Label("n", N))));
  }

  private static int[] data(int contents) {
    return new SplittableRandom(contents).ints(N, 0, 100).toArray();
  }

  /// The data, committed under a secret.
  static Map<String, CommittedColumns> older(Geometry data, int contents, int secret) {
    return Map.of(
        "data",
        CommittedColumns.commit(
            data, shape(), Map.of("d", Cells.ofInts(data(contents))), bytes(secret)));
  }

  /// A witness.
  static List<Map<String, Cells>> witness(int contents, int seed) {
    int[] d = data(contents);
    SplittableRandom random = new SplittableRandom(seed);
    int[] x = random.ints(N, 0, 8).toArray();
    int[] y = random.ints(N, 0, 1000).toArray();
    int[] z = new int[N];
    int[] uses = new int[8];
    int total = 0;
    for (int i = 0; i < N; i++) {
      z[i] = x[i] * y[i];
      uses[x[i]]++;
      total += y[i] * d[i];
    }
    return List.of(
        Map.of(
            "x", Cells.ofInts(x),
            "y", Cells.ofInts(y),
            "z", Cells.ofInts(z),
            "total", Cells.ofInts(total),
            "uses", Cells.ofInts(uses)));
  }

  static Statement statement(
      RunIndex run, Parameters parameters, Map<String, CommittedColumns> older) {
    return Statement.of(run, parameters, TestProver.roots(run.run(), older), PUBLIC);
  }

  /// 32 bytes that stand for fresh ones.
  static byte[] bytes(int number) {
    byte[] out = new byte[32];
    new SplittableRandom(number).nextBytes(out);
    return out;
  }
}
