package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.RunIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A run that differs from the one proved in where it looks for its cells, or in its parts: the
/// proof says nothing about it. The liar absorbs the digest of the run that it claims to prove, so
/// that only the place of the cells tells the two apart.
final class OtherRunTest {
  private static Column zero(String name, List<String> labels, String x, String y) {
    long minus = Goldilocks.neg(1);
    return new Column.Affine(
        name, labels, 0, List.of(new Column.Term(1, x), new Column.Term(minus, y)));
  }

  private static Part part(List<Label> labels, String linear, Column... columns) {
    List<String> linears = linear.isEmpty() ? List.of() : List.of(linear);
    return new Part(labels, Arrays.asList(columns), List.of(), linears, List.of(), List.of());
  }

  /// The cells are those of `told`, of which they are true; the verifier knows `claimed`.
  private static void assertTellsApart(
      List<Part> claimed, List<Part> told, List<Map<String, Cells>> cells) {
    RunIndex right = TinyPart.run(claimed);
    RunIndex wrong = TinyPart.run(told);
    LyingProver liar =
        new LyingProver(wrong, TinyPart.PARAMETERS, Map.of(), cells, LyingProver.Pads.HONEST);
    Statement disguised = liar.disguised(right);
    byte[] proof = liar.rehearse(disguised, Bends.NONE).proof();
    assertEquals("accepted", LyingProver.verdict(disguised, proof));
    assertEquals("OPEN_LINEAR", verdict(liar, right, proof));
    byte[] honest = liar.prove(Bends.NONE);
    assertEquals("accepted", liar.verdict(honest));
    assertNotEquals("accepted", verdict(liar, right, honest));
  }

  private static String verdict(LyingProver prover, RunIndex run, byte[] proof) {
    return prover.verdict(run, TinyPart.PARAMETERS, new byte[] {5}, proof);
  }

  private static List<Part> importing(int part, String column) {
    List<Label> labels = List.of(new Label("k", 4));
    List<String> k = List.of("k");
    Part source = part(labels, "", new Column.Committed("step", k), new Column.Committed("out", k));
    Part reader =
        part(
            labels,
            "ok",
            new Column.ImportPart("in", k, part, column),
            new Column.Committed("y", k),
            zero("ok", k, "y", "in"));
    return List.of(source, source, reader);
  }

  /// An import of a column of another part, or of another column of the part.
  @Test
  void theSourceOfAnImport() {
    Cells seven = Cells.ofInts(7, 8, 9, 10);
    Cells one = Cells.ofInts(1, 2, 3, 4);
    Cells five = Cells.ofInts(5, 5, 5, 5);
    List<Map<String, Cells>> cells =
        List.of(
            Map.of("step", one, "out", seven),
            Map.of("step", five, "out", five),
            Map.of("y", seven));
    assertTellsApart(importing(0, "step"), importing(0, "out"), cells);
    assertTellsApart(importing(1, "out"), importing(0, "out"), cells);
  }

  private static List<Part> gathering(int... index) {
    return List.of(
        part(
            List.of(new Label("row", 5), new Label("b", 3)),
            "ok",
            new Column.Committed("x", List.of("row")),
            new Column.Gather(
                "picked", List.of("b"), "x", "row", List.of("b"), Cells.ofInts(index)),
            new Column.Committed("y", List.of("b")),
            zero("ok", List.of("b"), "y", "picked")));
  }

  /// The rows of a batch, each one further.
  @Test
  void theIndexOfAGather() {
    List<Map<String, Cells>> cells =
        List.of(Map.of("x", Cells.ofInts(3, 1, 4, 2, 5), "y", Cells.ofInts(1, 2, 3)));
    assertTellsApart(gathering(2, 4, 1), gathering(1, 3, 0), cells);
  }

  private static List<Part> weights(String read) {
    List<String> t = List.of("t");
    return List.of(
        part(
            List.of(new Label("t", 3)),
            "ok",
            new Column.Committed("start", List.of()),
            new Column.Committed("step", t),
            new Column.Prefix("before", t, "start", "step", "t", Goldilocks.neg(1)),
            zero("after", t, "before", "step"),
            new Column.Committed("y", t),
            zero("ok", t, "y", read)));
  }

  /// The weights after a step for those before it.
  @Test
  void theStepOfAPrefix() {
    List<Map<String, Cells>> cells =
        List.of(
            Map.of(
                "start", Cells.ofInts(20),
                "step", Cells.ofInts(1, 3, 2),
                "y", Cells.ofInts(19, 16, 14)));
    assertTellsApart(weights("before"), weights("after"), cells);
  }

  private static List<Part> matrix(String first, String second) {
    List<String> ab = List.of("a", "b");
    return List.of(
        part(
            List.of(new Label("a", 2), new Label("b", 2)),
            "ok",
            new Column.Committed("x", List.of(first, second)),
            new Column.Committed("y", ab),
            zero("ok", ab, "y", "x")));
  }

  /// A matrix for its transpose.
  @Test
  void theOrderOfLabels() {
    List<Map<String, Cells>> cells =
        List.of(Map.of("x", Cells.ofInts(1, 3, 2, 4), "y", Cells.ofInts(1, 2, 3, 4)));
    assertTellsApart(matrix("a", "b"), matrix("b", "a"), cells);
  }

  /// Parts dropped, repeated and exchanged, in the run and in the bytes of the proof.
  @Test
  void theListOfParts() {
    Part linear = TinyPart.LINEAR.part();
    Part product = TinyPart.PRODUCT.part();
    List<List<Part>> runs =
        List.of(
            List.of(linear, product),
            List.of(linear),
            List.of(linear, product, product),
            List.of(product, linear));
    for (List<Part> proved : runs) {
      List<Map<String, Cells>> cells =
          proved.stream()
              .map(p -> p.equals(linear) ? TinyPart.LINEAR.cells() : TinyPart.PRODUCT.cells())
              .toList();
      LyingProver prover =
          new LyingProver(
              TinyPart.run(proved), TinyPart.PARAMETERS, Map.of(), cells, LyingProver.Pads.HONEST);
      byte[] proof = prover.prove(Bends.NONE);
      for (List<Part> other : runs) {
        String verdict = verdict(prover, TinyPart.run(other), proof);
        assertEquals(proved.equals(other), verdict.equals("accepted"), verdict);
      }
    }
  }

  @Test
  void theMessagesOfTwoPartsExchanged() {
    LyingProver prover =
        TinyPart.PRODUCT.twice(0, TinyPart.PRODUCT.cells(), LyingProver.Pads.HONEST);
    Rehearsal honest = prover.rehearse(Bends.NONE);
    int start = ProofHeader.LENGTH + 32;
    int middle = honest.ends().get(0);
    int end = honest.ends().get(1);
    assertEquals(middle - start, end - middle);
    byte[] exchanged = honest.proof().clone();
    System.arraycopy(honest.proof(), middle, exchanged, start, end - middle);
    System.arraycopy(honest.proof(), start, exchanged, middle, middle - start);
    assertNotEquals("accepted", prover.verdict(exchanged));
  }

  /// Values looked up together are looked up in one row of the table, which is private.
  private static List<Part> privateRows() {
    List<Label> labels = List.of(new Label("t", 3), new Label("row", 4), new Label("i", 3));
    return List.of(
        new Part(
            labels,
            List.of(
                new Column.Committed("data", List.of("row", "i")),
                new Column.Committed("pick", List.of("t")),
                new Column.Committed("z", List.of("t", "i")),
                new Column.Committed("m", List.of("row")),
                new Column.Counter("id", List.of("row"), 7, 3),
                new Column.Fingerprint("data_fp", List.of("row"), "data", List.of("i")),
                new Column.Fingerprint("z_fp", List.of("t"), "z", List.of("i"))),
            List.of(),
            List.of(),
            List.of(new Part.Lookup("rows", List.of("t"), List.of("pick", "z_fp"), "rows")),
            List.of(new Part.LookupTable("rows", List.of("row"), List.of("id", "data_fp"), "m"))));
  }

  /// A row that is in no place of the table, and a row of the table under the number of another.
  @Test
  void aForeignRow() {
    Map<String, Cells> cells =
        Map.of(
            "data", Cells.ofInts(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1, 1),
            "pick", Cells.ofInts(10, 7, 10),
            "z", Cells.ofInts(4, 5, 6, 1, 2, 3, 4, 5, 6),
            "m", Cells.ofInts(1, 2, 0, 0));
    assertEquals(List.of(), falseClaims(cells));
    assertEquals(List.of("0:LOOKUP_ROOT"), falseClaims(TinyPart.added(cells, "z", 4, 1)));
    assertEquals(List.of("0:LOOKUP_ROOT"), falseClaims(TinyPart.added(cells, "pick", 1, 3)));
    assertEquals(List.of("0:LOOKUP_ROOT"), falseClaims(TinyPart.added(cells, "m", 3, 1)));
  }

  private static List<String> falseClaims(Map<String, Cells> cells) {
    LyingProver prover =
        new LyingProver(
            TinyPart.run(privateRows()),
            TinyPart.PARAMETERS,
            Map.of(),
            List.of(cells),
            LyingProver.Pads.HONEST);
    Rehearsal heard = prover.rehearse(Bends.NONE);
    List<String> out = heard.falseClaims();
    assertEquals(out.isEmpty() ? "accepted" : "OPEN_LINEAR", prover.verdict(heard.proof()));
    return out;
  }
}
