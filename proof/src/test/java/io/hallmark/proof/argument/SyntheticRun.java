package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A run of chosen size in the real geometry of small jobs, shaped like a step of training:
/// gathered samples times weights, a remainder that is looked up, an elementwise product, a
/// gradient that is summed.
///
/// @param run the run
/// @param witness its witness
/// @param older contents of the older commitment
record SyntheticRun(
    Run run, List<Map<String, Cells>> witness, Map<String, Map<String, Cells>> older) {
  static final Geometry GEOMETRY = new Geometry(11, 14, 124, 16);

  /// A run with about `6·steps·256` cells.
  static SyntheticRun of(int steps) {
    int batch = 16;
    int out = 16;
    int in = 32;
    int rows = 64;
    int shift = 1024;
    SplittableRandom random = new SplittableRandom(steps);
    int[] data = random.ints((long) rows * in, 0, 16).toArray();
    int[] w = random.ints((long) steps * in * out, -8, 8).toArray();
    int[] index = random.ints((long) steps * batch, 0, rows).toArray();
    int size = steps * batch * out;
    int[] y = new int[size];
    int[] quotient = new int[size];
    int[] remainder = new int[size];
    long[] square = new long[size];
    long[] gradient = new long[in * out];
    for (int tb = 0; tb < steps * batch; tb++) {
      int t = tb / batch;
      for (int o = 0; o < out; o++) {
        int sum = 0;
        for (int i = 0; i < in; i++) {
          sum += data[index[tb] * in + i] * w[(t * in + i) * out + o];
        }
        int at = tb * out + o;
        y[at] = sum;
        quotient[at] = Math.floorDiv(sum, shift);
        remainder[at] = Math.floorMod(sum, shift);
        square[at] = (long) sum * sum;
        for (int i = 0; i < in; i++) {
          gradient[i * out + o] += (long) data[index[tb] * in + i] * sum;
        }
      }
    }
    Map<String, Cells> own = new HashMap<>();
    own.put("w", Cells.ofInts(w));
    own.put("y", Cells.ofInts(y));
    own.put("quotient", Cells.ofInts(quotient));
    own.put("remainder", Cells.ofInts(remainder));
    own.put("square", Cells.ofSigned(square));
    own.put("total", Cells.ofSigned(gradient));
    List<String> tbo = List.of("t", "b", "o");
    List<Column> columns = new ArrayList<>();
    columns.add(new Column.ImportOlder("data", List.of("row", "i"), "data", "data"));
    columns.add(new Column.Committed("w", List.of("t", "i", "o")));
    for (String name : List.of("y", "quotient", "remainder", "square")) {
      columns.add(new Column.Committed(name, tbo));
    }
    columns.add(new Column.Committed("total", List.of("i", "o")));
    columns.add(new Column.Committed("uses", List.of("r")));
    columns.add(new Column.Counter("range", List.of("r"), 0, 1));
    columns.add(
        new Column.Gather(
            "x", List.of("t", "b", "i"), "data", "row", List.of("t", "b"), Cells.ofInts(index)));
    columns.add(
        new Column.Affine(
            "divided",
            tbo,
            0,
            List.of(
                new Column.Term(1, "y"),
                new Column.Term(negative(shift), "quotient"),
                new Column.Term(negative(1), "remainder"))));
    columns.add(new Column.Product("gradient", List.of("t", "i", "o"), "x", "y"));
    columns.add(new Column.Sum("summed", List.of("i", "o"), "gradient", "t"));
    columns.add(
        new Column.Affine(
            "agrees",
            List.of("i", "o"),
            0,
            List.of(new Column.Term(1, "total"), new Column.Term(negative(1), "summed"))));
    Part part =
        new Part(
            List.of(
                new Label("t", steps),
                new Label("b", batch),
                new Label("i", in),
                new Label("o", out),
                new Label("row", rows),
                new Label("r", shift)),
            columns,
            List.of(
                new Part.ProductConstraint("forward", "y", "x", "w"),
                new Part.ProductConstraint("squared", "square", "y", "y")),
            List.of("divided", "agrees"),
            List.of(new Part.Lookup("remainder", tbo, List.of("remainder"), "range")),
            List.of(new Part.LookupTable("range", List.of("r"), List.of("range"), "uses")));
    List<ColumnShape> shapes =
        List.of(new ColumnShape("data", List.of(new Label("row", rows), new Label("i", in))));
    Run run =
        new Run(
            GEOMETRY, List.of(new Run.OlderCommitment("data", GEOMETRY, shapes)), List.of(part));
    return new SyntheticRun(run, List.of(own), Map.of("data", Map.of("data", Cells.ofInts(data))));
  }

  private static long negative(long value) {
    return Goldilocks.neg(value);
  }
}
