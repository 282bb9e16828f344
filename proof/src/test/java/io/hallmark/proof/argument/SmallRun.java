package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.LevelShape;
import java.util.List;
import java.util.Map;

/// The statement `x = y` about two small columns, in two rows of a geometry, with one group or,
/// when x is imported from a commitment of another geometry, two.
final class SmallRun {
  /// The usual geometry.
  static final Geometry GEOMETRY = new Geometry(4, 6, 4, 1);

  /// The one level of tail 2 in it.
  static final LevelShape LEVEL = new LevelShape(5, 0, 5, 6);

  /// The cells of x.
  static final Cells X = Cells.ofInts(3, 1, 4, 1);

  private static final Column OWN_X = new Column.Committed("x", List.of("i"));
  private static final Column OWN_Y = new Column.Committed("y", List.of("i"));

  private SmallRun() {}

  /// Tail 1 without any grinding.
  static Parameters plain() {
    return new Parameters(1, 0, 0, 0, 0, List.of());
  }

  /// Tail 2 with these levels, without any grinding.
  static Parameters levels(LevelShape... levels) {
    return new Parameters(2, 0, 0, 0, 0, List.of(List.of(levels)));
  }

  private static Run of(
      Geometry trace, List<Run.OlderCommitment> older, Column x, Column y, long factor) {
    List<Label> labels = List.of(new Label("i", 4), new Label("r", Math.max(trace.rowLength(), 1)));
    List<Column> columns =
        List.of(
            x,
            y,
            new Column.Committed("fill", List.of("r")),
            new Column.Affine(
                "difference",
                List.of("i"),
                0,
                List.of(
                    new Column.Term(factor, "x"), new Column.Term(Goldilocks.neg(factor), "y"))));
    Part part = new Part(labels, columns, List.of(), List.of("difference"), List.of(), List.of());
    return new Run(trace, older, List.of(part));
  }

  /// The run with x of its own.
  static RunIndex index(Geometry trace) {
    return scaled(trace, 1);
  }

  /// The run that says `factor·x = factor·y`.
  static RunIndex scaled(Geometry trace, long factor) {
    return indexed(of(trace, List.of(), OWN_X, OWN_Y, factor));
  }

  /// The run with x of an older commitment `data`.
  static RunIndex importing(Geometry trace, Geometry data) {
    return indexed(of(trace, List.of(older("data", "x", data)), imported("data", "x"), OWN_Y, 1));
  }

  /// The run with x of an older commitment `data` and y of an older commitment `other`.
  static RunIndex importingBoth(Geometry trace, Geometry data) {
    List<Run.OlderCommitment> both = List.of(older("data", "x", data), older("other", "y", data));
    return indexed(of(trace, both, imported("data", "x"), imported("other", "y"), 1));
  }

  private static Column imported(String commitment, String name) {
    return new Column.ImportOlder(name, List.of("i"), commitment, name);
  }

  private static Run.OlderCommitment older(String name, String column, Geometry geometry) {
    ColumnShape shape = new ColumnShape(column, List.of(new Label("i", 4)));
    return new Run.OlderCommitment(name, geometry, List.of(shape));
  }

  private static RunIndex indexed(Run run) {
    try {
      return RunIndex.of(run);
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  /// A witness that satisfies it.
  static List<Map<String, Cells>> truth(Geometry trace) {
    return witness(trace, X);
  }

  /// A witness that does not.
  static List<Map<String, Cells>> lie(Geometry trace) {
    return witness(trace, Cells.ofInts(3, 1, 4, 2));
  }

  private static List<Map<String, Cells>> witness(Geometry trace, Cells y) {
    int[] fill = new int[(int) trace.rowLength()];
    for (int k = 0; k < fill.length; k++) {
      fill[k] = 100 + k;
    }
    return List.of(Map.of("x", X, "y", y, "fill", Cells.ofInts(fill)));
  }

  /// A prover of the run with x of its own.
  static TestProver prover(Geometry trace, Parameters parameters) {
    return new TestProver(index(trace), parameters, Map.of());
  }

  /// A prover of the run with x of an older commitment.
  static TestProver prover(Geometry trace, Geometry data, Parameters parameters) {
    RunIndex run = importing(trace, data);
    return new TestProver(run, parameters, Map.of("data", Map.of("x", X)));
  }
}
