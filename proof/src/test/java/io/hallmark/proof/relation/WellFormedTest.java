package io.hallmark.proof.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule of the relation language has a part or a run that breaks it alone.
final class WellFormedTest {
  private static final Geometry G = new Geometry(4, 8, 8, 1);
  private static final List<Label> IJ = List.of(new Label("i", 2), new Label("j", 3));
  private static final Column A = new Column.Committed("a", List.of("i"));
  private static final Column M = new Column.Committed("m", List.of("j"));
  private static final Column AB = new Column.Committed("ij", List.of("i", "j"));
  private static final Column N = new Column.Counter("n", List.of("j"), 0, 1);
  private static final Column F = new Column.Fingerprint("f", List.of("j"), "ij", List.of("i"));

  /// A part under construction.
  private static final class Draft {
    List<Label> labels = new ArrayList<>(IJ);
    List<Column> columns = new ArrayList<>();
    List<Part.ProductConstraint> products = new ArrayList<>();
    List<String> linears = new ArrayList<>();
    List<Part.Lookup> lookups = new ArrayList<>();
    List<Part.LookupTable> tables = new ArrayList<>();

    Draft(Column... columns) {
      this.columns.addAll(Arrays.asList(columns));
    }

    Draft labels(Label... all) {
      labels = List.of(all);
      return this;
    }

    Draft product(String lhs, String a, String b) {
      products.add(new Part.ProductConstraint("p" + products.size(), lhs, a, b));
      return this;
    }

    Draft twice() {
      products.add(products.get(0));
      return this;
    }

    Draft linear(String name) {
      linears.add(name);
      return this;
    }

    Draft lookup(List<String> over, List<String> columns, String table) {
      lookups.add(new Part.Lookup("l" + lookups.size(), over, columns, table));
      return this;
    }

    Draft table(List<String> columns, String multiplicity) {
      tables.add(new Part.LookupTable("t" + tables.size(), List.of("j"), columns, multiplicity));
      return this;
    }

    Part part() {
      return new Part(labels, columns, products, linears, lookups, tables);
    }
  }

  private static List<String> l(String... names) {
    return List.of(names);
  }

  private static Column affine(String name, List<String> labels, String... sources) {
    List<Column.Term> terms = Arrays.stream(sources).map(s -> new Column.Term(1, s)).toList();
    return new Column.Affine(name, labels, 0, terms);
  }

  private static Column committed(String name, String... labels) {
    return new Column.Committed(name, List.of(labels));
  }

  private static Cells zeros(int n) {
    return Cells.ofInts(new int[n]);
  }

  private static Arguments rule(String name, Draft draft) {
    return Arguments.of(name, draft.part());
  }

  private static Draft lookupOf(List<String> over, List<String> columns, String table) {
    return new Draft(A, M, N).lookup(over, columns, table).table(l("n"), "m");
  }

  static Stream<Arguments> illFormed() {
    Draft deep = new Draft(A);
    for (int k = 0; k < 5; k++) {
      deep.columns.add(new Column.Product("p" + k, l("i"), k > 0 ? "p" + (k - 1) : "a", "a"));
    }
    Label[] wide = new Label[40];
    List<String> wideNames = new ArrayList<>();
    for (int k = 0; k < wide.length; k++) {
      wide[k] = new Label("w" + k, 2);
      wideNames.add("w" + k);
    }
    Draft doubling = new Draft(A);
    for (int k = 0; k < 40; k++) {
      String last = k > 0 ? "d" + (k - 1) : "a";
      doubling.columns.add(affine("d" + k, l("i"), last, last));
    }
    doubling.linear("d39");
    return Stream.of(
        rule("two columns of one name", new Draft(A, A)),
        rule("a column zk", new Draft(committed("zk", "i"))),
        rule("a label zk", new Draft(A).labels(new Label("i", 2), new Label("zk", 2))),
        rule("two labels of one name", new Draft(A).labels(new Label("i", 2), new Label("i", 3))),
        rule("extent 0", new Draft(A).labels(new Label("i", 0))),
        rule("extent 2^30 + 1", new Draft(A).labels(new Label("i", (1L << 30) + 1))),
        rule("extent 2^63", new Draft().labels(new Label("i", Long.MIN_VALUE))),
        rule("empty name", new Draft(committed("", "i"))),
        rule("name beyond ASCII", new Draft(committed("\u00e9", "i"))),
        rule("name of 256", new Draft(committed("x".repeat(256), "i"))),
        rule("two products of one name", new Draft(A).product("a", "a", "a").twice()),
        rule("a label twice", new Draft(committed("x", "i", "i"))),
        rule("unknown label", new Draft(committed("x", "k"))),
        rule("the label zk used", new Draft(committed("x", "zk"))),
        rule("unknown source", new Draft(affine("b", l("i"), "none"))),
        rule("the column zk used", new Draft(affine("b", l("i"), "zk"))),
        rule("own source", new Draft(affine("b", l("i"), "b"))),
        rule("cycle", new Draft(affine("b", l("i"), "c"), affine("c", l("i"), "b"))),
        rule("affine: more labels", new Draft(A, affine("b", l("i", "j"), "a"))),
        rule("affine: unequal terms", new Draft(A, AB, affine("b", l("i"), "a", "ij"))),
        rule(
            "affine: coefficient p",
            new Draft(
                A,
                new Column.Affine(
                    "b", l("i"), 0, List.of(new Column.Term(0xFFFFFFFF00000001L, "a"))))),
        rule("affine: constant p", new Draft(new Column.Affine("b", l("i"), -1, List.of()))),
        rule("counter: start p", new Draft(new Column.Counter("n", l("i"), -1, 0))),
        rule("public: size", new Draft(new Column.Public("p", l("i"), zeros(1)))),
        rule(
            "public: huge box",
            new Draft(new Column.Public("p", l("i", "j"), zeros(0)))
                .labels(new Label("i", 1L << 30), new Label("j", 1L << 30))),
        rule("counter: two labels", new Draft(new Column.Counter("n", l("i", "j"), 0, 1))),
        rule("counter: no label", new Draft(new Column.Counter("n", l(), 0, 1))),
        rule("broadcast: over its own", new Draft(A, new Column.Broadcast("b", l("i"), "a", "i"))),
        rule(
            "broadcast: unknown label",
            new Draft(A, new Column.Broadcast("b", l("i", "j"), "a", "k"))),
        rule("broadcast: labels", new Draft(A, new Column.Broadcast("b", l("j"), "a", "j"))),
        rule("sum: labels", new Draft(AB, new Column.Sum("s", l("i", "j"), "ij", "i"))),
        rule("sum: absent label", new Draft(A, new Column.Sum("s", l(), "a", "j"))),
        rule("sum: keeps all", new Draft(A, new Column.Sum("s", l("i"), "a", "j"))),
        rule(
            "prefix: start has the label",
            new Draft(AB, new Column.Prefix("w", l("i", "j"), "ij", "ij", "j", 1))),
        rule(
            "prefix: labels of delta",
            new Draft(A, AB, new Column.Prefix("w", l("i"), "a", "ij", "j", 1))),
        rule(
            "prefix: delta lacks the label",
            new Draft(A, new Column.Prefix("w", l("i", "j"), "a", "a", "j", 1))),
        rule(
            "prefix: c is p",
            new Draft(A, AB, new Column.Prefix("w", l("i", "j"), "a", "ij", "j", -1))),
        rule(
            "gather: index out of range",
            new Draft(A, new Column.Gather("g", l("j"), "a", "i", l("j"), Cells.ofInts(0, 1, 2)))),
        rule(
            "gather: index below none",
            new Draft(A, new Column.Gather("g", l("j"), "a", "i", l("j"), Cells.ofInts(0, 1, -2)))),
        rule(
            "gather: size",
            new Draft(A, new Column.Gather("g", l("j"), "a", "i", l("j"), zeros(1)))),
        rule(
            "gather: by is a label of the source",
            new Draft(AB, new Column.Gather("g", l("j"), "ij", "i", l("j"), zeros(3)))),
        rule(
            "gather: absent label",
            new Draft(A, new Column.Gather("g", l("j"), "a", "j", l("j"), zeros(3)))),
        rule(
            "gather: by twice",
            new Draft(A, new Column.Gather("g", l("j"), "a", "i", l("j", "j"), zeros(9)))),
        rule(
            "gather: labels",
            new Draft(A, new Column.Gather("g", l("i"), "a", "i", l("j"), zeros(3)))),
        rule(
            "fingerprint: over twice",
            new Draft(AB, new Column.Fingerprint("f", l("j"), "ij", l("i", "i")))),
        rule(
            "fingerprint: over absent",
            new Draft(A, new Column.Fingerprint("f", l("i"), "a", l("j")))),
        rule(
            "fingerprint: labels",
            new Draft(AB, new Column.Fingerprint("f", l("i"), "ij", l("i")))),
        rule(
            "fingerprint: label bound before",
            new Draft(
                AB,
                F,
                new Column.Broadcast("b", l("i", "j"), "f", "i"),
                new Column.Fingerprint("f2", l("j"), "b", l("i")))),
        rule("rename: extents", new Draft(A, new Column.Rename("r", l("j"), "a", "i", "j"))),
        rule("rename: to itself", new Draft(A, new Column.Rename("r", l("i"), "a", "i", "i"))),
        rule(
            "rename: to a label of the source",
            new Draft(AB, new Column.Rename("r", l("j"), "ij", "i", "j"))
                .labels(new Label("i", 3), new Label("j", 3))),
        rule(
            "operator: rows",
            new Draft(A, new Column.Operator("o", l("j"), "a", "i", "j", zeros(4)))),
        rule(
            "operator: absent label",
            new Draft(A, new Column.Operator("o", l("i"), "a", "j", "i", zeros(6)))),
        rule(
            "operator: labels",
            new Draft(A, new Column.Operator("o", l("i"), "a", "i", "j", zeros(6)))),
        rule("scale: size", new Draft(A, new Column.Scale("s", l("i"), "a", "i", zeros(1)))),
        rule(
            "scale: absent label", new Draft(A, new Column.Scale("s", l("i"), "a", "j", zeros(3)))),
        rule("product column: labels", new Draft(A, M, new Column.Product("p", l(), "a", "m"))),
        rule(
            "product column: public",
            new Draft(
                new Column.Counter("c", l("i"), 0, 1), new Column.Product("p", l("i"), "c", "c"))),
        rule(
            "product column of a fingerprint",
            new Draft(AB, F, new Column.Product("p", l("j"), "f", "f"))),
        rule("product depth 5", deep),
        rule("PRODUCT: labels", new Draft(A, M).product("a", "a", "m")),
        rule("PRODUCT: unknown column", new Draft(A).product("a", "a", "x")),
        rule("PRODUCT of a fingerprint", new Draft(AB, F, M).product("m", "f", "m")),
        rule("LINEAR: unknown column", new Draft(A).linear("b")),
        rule("LINEAR: fingerprint", new Draft(AB, F).linear("f")),
        rule(
            "multiplicity: unknown",
            new Draft(A, M, N).lookup(l("i"), l("a"), "t0").table(l("n"), "x")),
        rule(
            "multiplicity: labels",
            new Draft(A, M, N).lookup(l("i"), l("a"), "t0").table(l("n"), "a")),
        rule(
            "multiplicity: not committed",
            new Draft(A, M, N).lookup(l("i"), l("a"), "t0").table(l("n"), "n")),
        rule("multiplicity: shared", new Draft(M, N).table(l("n"), "m").table(l("n"), "m")),
        rule("lookup table: no columns", new Draft(M).table(l(), "m")),
        rule("lookup table: labels", new Draft(A, M).table(l("a"), "m")),
        rule("lookup table: unknown column", new Draft(M).table(l("x"), "m")),
        rule("lookup: unknown table", lookupOf(l("i"), l("a"), "none")),
        rule("lookup: width", lookupOf(l("i"), l("a", "a"), "t0")),
        rule("lookup: other labels", lookupOf(l("j"), l("a"), "t0")),
        rule("lookup: a label twice", lookupOf(l("i", "i"), l("a"), "t0")),
        rule("lookup: unknown column", lookupOf(l("i"), l("b"), "t0")),
        rule(
            "lookup: fingerprint among plain values",
            new Draft(AB, F, M, N).lookup(l("j"), l("f"), "t0").table(l("n"), "m")),
        rule("names of lookups", twoLookups("l", "l")),
        rule(
            "block above 2^62",
            new Draft(committed("big", "i", "j", "k"))
                .labels(new Label("i", 1L << 30), new Label("j", 1L << 30), new Label("k", 8))),
        rule(
            "lookup depth above 32",
            new Draft(A, committed("big", wideNames.toArray(String[]::new)), M, N)
                .labels(with(wide, new Label("i", 2), new Label("j", 3)))
                .lookup(wideNames, l("big"), "t0")
                .table(l("n"), "m")),
        rule("more pull-back steps than anyone takes", doubling));
  }

  private static Draft twoLookups(String first, String second) {
    Draft draft = new Draft(A, M, N).table(l("n"), "m");
    draft.lookups.add(new Part.Lookup(first, l("i"), l("a"), "t0"));
    draft.lookups.add(new Part.Lookup(second, l("i"), l("a"), "t0"));
    return draft;
  }

  private static Label[] with(Label[] labels, Label... more) {
    Label[] out = Arrays.copyOf(labels, labels.length + more.length);
    System.arraycopy(more, 0, out, labels.length, more.length);
    return out;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("illFormed")
  void anIllFormedPartIsRejectedByName(String rule, Part part) {
    Rejected e = assertThrows(Rejected.class, () -> PartIndex.of(part), rule);
    assertEquals(Check.REL_WELL_FORMED, e.check());
  }

  @Test
  void itsWellFormedNeighboursAreAccepted() throws Rejected {
    assertNotNull(PartIndex.of(lookupOf(l("i"), l("a"), "t0").part()));
    assertNotNull(PartIndex.of(twoLookups("l", "l2").part()));
    Draft draft =
        new Draft(
            A,
            AB,
            M,
            N,
            F,
            new Column.Gather("g", l("j"), "a", "i", l("j"), Cells.ofInts(0, 1, -1)));
    draft.linear("a").linear("a").product("a", "a", "a");
    draft.columns.add(new Column.Operator("o", l("i"), "a", "i", "i", zeros(4)));
    draft.columns.add(affine("k", l("j", "i")));
    assertTrue(PartIndex.of(draft.part()).isPublic(7));
  }

  @Test
  void aPartWithoutLookupsIgnoresItsTables() throws Rejected {
    Draft draft = new Draft(A, AB, M, N);
    draft.columns.add(new Column.Product("p", l("j"), "ij", "a"));
    draft.table(l("p"), "m");
    PartIndex index = PartIndex.of(draft.part());
    assertEquals(0, index.lookupDepth());
    assertEquals(List.of(), index.stages());
    assertEquals(2, index.pads());
    assertEquals(1, index.triples());
  }

  @Test
  void aLongChainNeitherOverflowsNorHangs() {
    Draft draft = new Draft(A);
    for (int k = 0; k < 100_000; k++) {
      draft.columns.add(affine("c" + k, l("i"), k > 0 ? "c" + (k - 1) : "a"));
    }
    draft.linear("c99999");
    PartIndex index =
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> PartIndex.of(draft.part()));
    ColumnValues values = new ColumnValues(index, _ -> Cells.ofInts(3, 4), new Phi[3]);
    assertEquals(4, values.of(100_000).a0()[1]);
  }

  private static Run run(List<Run.OlderCommitment> older, Column... columns) {
    return new Run(G, older, List.of(new Draft(A).part(), new Draft(columns).part()));
  }

  private static Run.OlderCommitment older(String name, ColumnShape... columns) {
    return new Run.OlderCommitment(name, G, List.of(columns));
  }

  private static ColumnShape shape(String name, Label... labels) {
    return new ColumnShape(name, List.of(labels));
  }

  private static Run importing(long part, String column, String... labels) {
    return run(List.of(), A, new Column.ImportPart("x", List.of(labels), part, column));
  }

  static Stream<Arguments> illFormedRuns() {
    Label i = new Label("i", 2);
    ColumnShape c = shape("c", i);
    List<Run.OlderCommitment> d = List.of(older("d", c));
    Column virtual = affine("v", l("i"), "a");
    return Stream.of(
        Arguments.of("no part", new Run(G, List.of(), List.of())),
        Arguments.of("no columns", run(List.of(older("d")))),
        Arguments.of("two of one name", run(List.of(older("d", c), older("d", c)))),
        Arguments.of("columns of one name", run(List.of(older("d", c, c)))),
        Arguments.of("labels of one name", run(List.of(older("d", shape("c", i, i))))),
        Arguments.of("extent 0", run(List.of(older("d", shape("c", new Label("i", 0)))))),
        Arguments.of("empty name", run(List.of(older("", c)))),
        Arguments.of("column zk", run(List.of(older("d", shape("zk", i))))),
        Arguments.of(
            "block above 2^62",
            run(List.of(older("d", shape("c", new Label("i", 1L << 62)), shape("e"))))),
        Arguments.of("no such commitment", run(d, new Column.ImportOlder("x", l("i"), "e", "c"))),
        Arguments.of("no such column", run(d, new Column.ImportOlder("x", l("i"), "d", "e"))),
        Arguments.of("other extents", run(d, new Column.ImportOlder("x", l("j"), "d", "c"))),
        Arguments.of("part: other extents", importing(0, "a", "j")),
        Arguments.of("part: more labels", importing(0, "a", "i", "j")),
        Arguments.of("part: own part", importing(1, "a", "i")),
        Arguments.of("part: no such part", importing(2, "a", "i")),
        Arguments.of("part: part 2^63", importing(Long.MIN_VALUE, "a", "i")),
        Arguments.of("part: no such column", importing(0, "b", "i")),
        Arguments.of("part: zk", importing(0, "zk", "i")),
        Arguments.of(
            "part: virtual",
            new Run(
                G,
                List.of(),
                List.of(
                    new Draft(A, virtual).part(),
                    new Draft(new Column.ImportPart("x", l("i"), 0, "v")).part()))),
        Arguments.of(
            "part: imported",
            new Run(
                G,
                d,
                List.of(
                    new Draft(new Column.ImportOlder("x", l("i"), "d", "c")).part(),
                    new Draft(new Column.ImportPart("y", l("i"), 0, "x")).part()))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("illFormedRuns")
  void anIllFormedRunIsRejectedByName(String rule, Run run) {
    Rejected e = assertThrows(Rejected.class, () -> RunIndex.of(run), rule);
    assertEquals(Check.REL_WELL_FORMED, e.check());
  }

  @Test
  void anImportOfEqualExtentsIsAccepted() throws Rejected {
    RunIndex index = RunIndex.of(importing(0, "a", "i"));
    assertEquals(index.partBlock(0), index.place(1, 1).block());
  }

  @Test
  void senselessGeometriesAreNoCrash() throws Rejected {
    for (long m : new long[] {Long.MIN_VALUE, -1, 0, 62, 63, 64, Long.MAX_VALUE}) {
      Geometry g = new Geometry(m, m, m, m);
      RunIndex index = RunIndex.of(new Run(g, List.of(), List.of(new Draft(A).part())));
      assertTrue(index.kappa() >= 0);
    }
  }
}
