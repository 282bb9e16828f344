package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.GeometryRule;
import io.hallmark.proof.security.GrindingBits;
import io.hallmark.proof.security.ProofSize;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProofChoiceTest {
  private static final Geometry SHARED = GeometryRule.of(11, 3, 16).orElseThrow();

  private static RunIndex run(long cells, int parts, long modelCells) throws Exception {
    Part part =
        new Part(
            List.of(new Label("a", cells)),
            List.of(new Column.Committed("x", List.of("a"))),
            List.of(),
            List.of("x"),
            List.of(),
            List.of());
    List<Run.OlderCommitment> older =
        List.of(
            new Run.OlderCommitment(
                "data", SHARED, List.of(new ColumnShape("x", List.of(new Label("row", 1 << 14))))),
            new Run.OlderCommitment(
                "released",
                SHARED,
                List.of(new ColumnShape("w", List.of(new Label("n", modelCells))))));
    return RunIndex.of(new Run(SHARED, older, java.util.Collections.nCopies(parts, part)));
  }

  private static Geometry geometry(ProofChoice choice, int older) {
    return choice.run().run().older().get(older).geometry();
  }

  @Test
  void aShortTraceSharesTheGeometryOfItsDataSetAndSendsTheFoldedRow() throws Exception {
    ProofChoice choice = ProofChoice.of(run(1 << 16, 1, 31), Set.of("released"));
    assertEquals(SHARED, choice.run().run().trace());
    assertEquals(SHARED, geometry(choice, 1));
    assertEquals(Parameters.tailOne(GrindingBits.PROFILE), choice.parameters());
  }

  @Test
  void aLongTraceHasLongRowsAndLevelsAndAProofBelowAMegabyte() throws Exception {
    ProofChoice choice = ProofChoice.of(run(1 << 24, 1, 31), Set.of("released"));
    assertTrue(choice.run().run().trace().m() > SHARED.m());
    assertEquals(SHARED, geometry(choice, 0), "the data set is committed already");
    assertEquals(2, choice.parameters().tail());
    assertEquals(choice.run().groups().size(), choice.parameters().levels().size());
    assertTrue(choice.bytes() < 1e6);
    assertDoesNotThrow(() -> RunVerifier.checkFloor(choice.run(), choice.parameters()));
  }

  /// A model of millions of weights would be thousands of short rows.
  @Test
  void aLargeModelIsCommittedInTheRowsOfTheTrace() throws Exception {
    ProofChoice free = ProofChoice.of(run(1 << 22, 1, 1 << 22), Set.of("released"));
    assertEquals(free.run().run().trace(), geometry(free, 1));
    assertTrue(free.run().run().trace().openings() >= 4, "a model is opened again");
    ProofChoice bound = ProofChoice.of(run(1 << 22, 1, 1 << 22), Set.of());
    assertEquals(SHARED, geometry(bound, 1));
    assertTrue(bound.bytes() > free.bytes());
  }

  /// Parts are rows of one commitment: eight parts are one long trace.
  @Test
  void theGeometryFollowsTheWholeRunNotOnePart() throws Exception {
    ProofChoice choice = ProofChoice.of(run(1 << 21, 8, 31), Set.of());
    assertNotEquals(SHARED, choice.run().run().trace());
    assertDoesNotThrow(() -> RunVerifier.checkFloor(choice.run(), choice.parameters()));
  }

  /// The tail is the one of fewer expected bytes, and nothing but the geometry decides.
  @ParameterizedTest
  @CsvSource({"11, 3, 16, 1", "12, 3, 16, 2", "13, 3, 64, 2", "18, 1, 64, 2", "11, 3, 1, 1"})
  void theTailIsTheSmallerOne(int m, int rate, long openings, long tail) {
    Geometry g = GeometryRule.of(m, rate, openings).orElseThrow();
    Parameters chosen = Parameters.smallest(List.of(g));
    assertEquals(tail, chosen.tail());
    double clear = ProofSize.tail(g, List.of());
    double folded = ProofSize.tail(g, GeometryRule.levels(g));
    assertEquals(tail == 2, folded < clear);
  }
}
