package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Maps;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The smallest part with one kind of constraint, and cells that satisfy it.
@SuppressWarnings("ImmutableEnumChecker") // values that nobody changes
enum TinyPart {
  /// Three values in [0, 4): `x` is looked up in a counter, `m` counts.
  LOOKUP(
      List.of(new Label("i", 3), new Label("t", 4)),
      List.of(
          new Column.Committed("x", List.of("i")),
          new Column.Committed("m", List.of("t")),
          new Column.Counter("range", List.of("t"), 0, 1)),
      List.of(),
      List.of(),
      Map.of("x", Cells.ofInts(1, 2, 1), "m", Cells.ofInts(0, 2, 1, 0))),
  /// One inner product: `norm = <a, b>`.
  PRODUCT(
      List.of(new Label("i", 4)),
      List.of(
          new Column.Committed("a", List.of("i")),
          new Column.Committed("b", List.of("i")),
          new Column.Committed("norm", List.of())),
      List.of(new Part.ProductConstraint("norm", "norm", "a", "b")),
      List.of(),
      Map.of(
          "a", Cells.ofInts(2, 3, 5, 7),
          "b", Cells.ofInts(1, 4, 1, 6),
          "norm", Cells.ofInts(61))),
  /// One affine relation: `x = 10 - 3i`.
  LINEAR(
      List.of(new Label("i", 4)),
      List.of(
          new Column.Committed("x", List.of("i")),
          new Column.Counter("down", List.of("i"), 10, Goldilocks.neg(3)),
          difference("ok", List.of("i"), "x", "down")),
      List.of(),
      List.of("ok"),
      Map.of("x", Cells.ofInts(10, 7, 4, 1))),
  /// The same with `x` in the older commitment `old`.
  IMPORTED(
      List.of(new Label("i", 4)),
      List.of(
          new Column.ImportOlder("x", List.of("i"), "old", "x"),
          new Column.Counter("down", List.of("i"), 10, Goldilocks.neg(3)),
          difference("ok", List.of("i"), "x", "down")),
      List.of(),
      List.of("ok"),
      Map.of()),
  /// Product columns `ab = a·b` and `abb = ab·b` with their sums c and d: two stages, in which the
  /// first operand of the deeper one is a product column.
  STAGE_DEEP_A(stages("ab", "b"), List.of("c_ok", "d_ok")),
  /// The same with the operands of the deeper product column exchanged.
  STAGE_DEEP_B(stages("b", "ab"), List.of("c_ok", "d_ok"));

  /// log2 of the domain of every commitment.
  static final int NU = 6;

  private static final Geometry TRACE = new Geometry(4, NU, 4, 1);

  /// Parameters far below the floor.
  static final Parameters PARAMETERS = new Parameters(1, 1, 1, 2, 0, List.of());

  /// The same with one bit less of grinding before the queries.
  static final Parameters WEAKER = new Parameters(1, 1, 1, 1, 0, List.of());

  private final Part part;
  private final Map<String, Cells> cells;

  TinyPart(List<Column> columns, List<String> linears) {
    this(
        List.of(new Label("i", 4)),
        columns,
        List.of(),
        linears,
        Map.of(
            "a", Cells.ofInts(2, 3, 5, 7),
            "b", Cells.ofInts(1, 4, 1, 6),
            "c", Cells.ofInts(61),
            "d", Cells.ofInts(2 + 48 + 5 + 252)));
  }

  TinyPart(
      List<Label> labels,
      List<Column> columns,
      List<Part.ProductConstraint> products,
      List<String> linears,
      Map<String, Cells> cells) {
    boolean lookup = labels.size() > 1;
    this.cells = cells;
    this.part =
        new Part(
            labels,
            columns,
            products,
            linears,
            lookup
                ? List.of(new Part.Lookup("small", List.of("i"), List.of("x"), "range"))
                : List.of(),
            lookup
                ? List.of(new Part.LookupTable("range", List.of("t"), List.of("range"), "m"))
                : List.of());
  }

  private static Column difference(String name, List<String> labels, String x, String y) {
    return new Column.Affine(
        name, labels, 0, List.of(new Column.Term(1, x), new Column.Term(Goldilocks.neg(1), y)));
  }

  private static List<Column> stages(String a, String b) {
    return List.of(
        new Column.Committed("a", List.of("i")),
        new Column.Committed("b", List.of("i")),
        new Column.Committed("c", List.of()),
        new Column.Committed("d", List.of()),
        new Column.Product("ab", List.of("i"), "a", "b"),
        new Column.Product("abb", List.of("i"), a, b),
        new Column.Sum("ab_sum", List.of(), "ab", "i"),
        new Column.Sum("abb_sum", List.of(), "abb", "i"),
        difference("c_ok", List.of(), "c", "ab_sum"),
        difference("d_ok", List.of(), "d", "abb_sum"));
  }

  /// The part.
  Part part() {
    return part;
  }

  /// Cells that satisfy it.
  Map<String, Cells> cells() {
    return cells;
  }

  /// The cells with something added to one of them.
  Map<String, Cells> changed(String column, int at, long delta) {
    return added(cells, column, at, Goldilocks.fromSigned(delta));
  }

  /// Cells with something added to one of them.
  static Map<String, Cells> added(Map<String, Cells> cells, String column, int at, long element) {
    Map<String, Cells> out = new LinkedHashMap<>(cells);
    long[] values = Maps.get(cells, column).toElements();
    values[at] = Goldilocks.add(values[at], element);
    out.put(column, Cells.ofElements(values));
    return out;
  }

  /// The run of the part with an imported column, in the geometry of the trace.
  static RunIndex importing() {
    return importing(TRACE);
  }

  /// The run of the part with an imported column, in any geometry.
  static RunIndex importing(Geometry older) {
    List<ColumnShape> columns = List.of(new ColumnShape("x", List.of(new Label("i", 4))));
    return run(List.of(IMPORTED.part), List.of(new Run.OlderCommitment("old", older, columns)));
  }

  /// Twice the linear part, with another name of its label.
  static RunIndex renamed() {
    Part part =
        new Part(
            List.of(new Label("j", 4)),
            List.of(
                new Column.Committed("x", List.of("j")),
                new Column.Counter("down", List.of("j"), 10, Goldilocks.neg(3)),
                difference("ok", List.of("j"), "x", "down")),
            List.of(),
            List.of("ok"),
            List.of(),
            List.of());
    return run(List.of(part, part));
  }

  /// The run of some parts.
  static RunIndex run(List<Part> parts) {
    return run(parts, List.of());
  }

  private static RunIndex run(List<Part> parts, List<Run.OlderCommitment> older) {
    return run(TRACE, parts, older);
  }

  /// The run of some parts in any geometry.
  static RunIndex run(Geometry trace, List<Part> parts, List<Run.OlderCommitment> older) {
    try {
      return RunIndex.of(new Run(trace, older, parts));
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  /// A run of this part twice, of which one has other cells.
  LyingProver twice(int lying, Map<String, Cells> lie, LyingProver.Pads pads) {
    List<Map<String, Cells>> witness = new ArrayList<>(List.of(cells, cells));
    witness.set(lying, lie);
    return new LyingProver(run(List.of(part, part)), PARAMETERS, Map.of(), witness, pads);
  }
}
