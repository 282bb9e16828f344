package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// Parts that break a rule of the relation language and hold, as far as the arithmetic goes, for
/// cells that do not satisfy what they seem to say.
final class IllFormedLiars {
  private static final Geometry G = new Geometry(4, 8, 8, 1);
  private static final long MINUS = Goldilocks.neg(1);

  private IllFormedLiars() {}

  private static List<String> l(String... names) {
    return List.of(names);
  }

  private static Label label(String name, int extent) {
    return new Label(name, extent);
  }

  private static Column committed(String name, String... labels) {
    return new Column.Committed(name, List.of(labels));
  }

  private static Column difference(List<String> labels, String x, String y) {
    List<Column.Term> terms = List.of(new Column.Term(1, x), new Column.Term(MINUS, y));
    return new Column.Affine("e", labels, 0, terms);
  }

  private static String zero(
      String linear, List<Label> labels, Map<String, Cells> cells, Column... columns) {
    Part part =
        new Part(labels, Arrays.asList(columns), List.of(), l(linear), List.of(), List.of());
    return UncheckedLiar.verdict(new Run(G, List.of(), List.of(part)), List.of(cells));
  }

  private static String lookup(
      List<Label> labels,
      Part.Lookup lookup,
      Part.LookupTable table,
      Map<String, Cells> cells,
      Column... columns) {
    Part part =
        new Part(
            labels, Arrays.asList(columns), List.of(), List.of(), List.of(lookup), List.of(table));
    return UncheckedLiar.verdict(new Run(G, List.of(), List.of(part)), List.of(cells));
  }

  /// A label twice in a column: an antisymmetric matrix passes for zero.
  static final class AntisymmetricForZero implements Callable<String> {
    @Override
    public String call() {
      return zero(
          "x",
          List.of(label("i", 3)),
          Map.of("x", Cells.ofInts(0, 5, 0, -5, 0, 0, 0, 0, 0)),
          committed("x", "i", "i"));
    }
  }

  /// A label twice in a column: the transpose passes for the matrix.
  static final class TransposeForMatrix implements Callable<String> {
    @Override
    public String call() {
      return zero(
          "e",
          List.of(label("i", 3)),
          Map.of(
              "w", Cells.ofInts(0, 1, 2, 10, 11, 12, 20, 21, 22),
              "v", Cells.ofInts(0, 10, 20, 1, 11, 21, 2, 12, 22)),
          committed("w", "i", "i"),
          committed("v", "i", "i"),
          difference(l("i", "i"), "w", "v"));
    }
  }

  /// A prefix whose delta lacks the label: one update passes for any number of them.
  static final class UpdateOnce implements Callable<String> {
    @Override
    public String call() {
      return zero(
          "e",
          List.of(label("t", 4), label("i", 2)),
          Map.of(
              "w0", Cells.ofInts(100, 200),
              "d", Cells.ofInts(3, 4),
              "v", Cells.ofInts(97, 196, 97, 196, 97, 196, 97, 196)),
          committed("w0", "i"),
          committed("d", "i"),
          committed("v", "t", "i"),
          new Column.Prefix("w", l("t", "i"), "w0", "d", "t", MINUS),
          difference(l("t", "i"), "w", "v"));
    }
  }

  /// A sum over a label that the source has not: x passes for 4x.
  static final class SumOfOne implements Callable<String> {
    @Override
    public String call() {
      return zero(
          "e",
          List.of(label("t", 4), label("i", 2)),
          Map.of("x", Cells.ofInts(5, 6), "y", Cells.ofInts(5, 6)),
          committed("x", "i"),
          committed("y", "i"),
          new Column.Sum("s", l("i"), "x", "t"),
          difference(l("i"), "s", "y"));
    }
  }

  /// A fingerprint looked up among plain values: a row of four passes for a number.
  static final class RowForNumber implements Callable<String> {
    @Override
    public String call() {
      return lookup(
          List.of(label("t", 2), label("i", 4), label("s", 8)),
          new Part.Lookup("l", l("t"), l("zf"), "tb"),
          new Part.LookupTable("tb", l("s"), l("small"), "m"),
          Map.of(
              "z", Cells.ofInts(3, 3, 3, 3, 4, 4, 4, 4),
              "m", Cells.ofInts(0, 0, 0, 1, 1, 0, 0, 0)),
          committed("z", "t", "i"),
          committed("m", "s"),
          new Column.Counter("small", l("s"), 0, 1),
          new Column.Fingerprint("zf", l("t"), "z", l("i")));
    }
  }

  /// A fingerprint looked up among fingerprints over other labels: a vector passes for a matrix.
  static final class VectorForMatrix implements Callable<String> {
    @Override
    public String call() {
      return lookup(
          List.of(label("t", 2), label("i", 2), label("j", 2), label("r", 3)),
          new Part.Lookup("l", l("t"), l("zf"), "tb"),
          new Part.LookupTable("tb", l("r"), l("df"), "m"),
          Map.of(
              "z", Cells.ofInts(0, 1, 10, 11),
              "m", Cells.ofInts(1, 1, 0),
              "data", Cells.ofInts(0, 0, 1, 1, 10, 10, 11, 11, 20, 20, 21, 21)),
          committed("z", "t", "i"),
          committed("m", "r"),
          committed("data", "r", "i", "j"),
          new Column.Fingerprint("zf", l("t"), "z", l("i")),
          new Column.Fingerprint("df", l("r"), "data", l("i", "j")));
    }
  }
}
