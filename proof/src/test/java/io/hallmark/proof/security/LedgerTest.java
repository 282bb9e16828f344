package io.hallmark.proof.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.ExampleRun;
import io.hallmark.proof.relation.RunIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The published worked ledgers, budgets and sizes.
final class LedgerTest {
  /// A part with twice as many fractions as cells, 256 products with two private operands, 256
  /// linear constraints.
  private static PartShape typical(int logCells) {
    int depth = logCells + 1;
    return new PartShape(
        Math.pow(2, depth), depth, 96, 256, 64, 512, List.of(), 9, 512 + 256 + depth + 7);
  }

  private static List<GroupShape> worked(int logCells, int tail, int rate, int rows, long b) {
    int m = logCells - Label.bits(rows);
    Geometry g = GeometryRule.of(m, rate, b).orElseThrow();
    List<Long> live = List.of((long) rows, Math.max(1L, rows / 4), Math.max(1L, rows / 64));
    return List.of(new GroupShape(g, live, tail == 2 ? GeometryRule.levels(g) : List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "14, 1, 3, 8, 16, 124, 104.5, 188126, ''",
    "16, 1, 3, 32, 16, 124, 104.5, 219646, ''",
    "18, 1, 3, 64, 16, 111, 104.7, 283863, ''",
    "18, 2, 3, 64, 16, 111, 103.1, 273629, '92,87'",
    "22, 2, 1, 64, 64, 309, 102.4, 643164, '106,92,87'",
    "22, 2, 2, 64, 64, 135, 102.5, 400077, '97,90,88'",
    "24, 2, 1, 128, 64, 236, 102.2, 720327, '106,92,88'",
    "24, 2, 2, 128, 64, 128, 102.3, 492125, '97,90,88'",
    "26, 2, 2, 128, 64, 128, 102.1, 575598, '97,90,89,88'",
    "28, 2, 1, 128, 64, 219, 102.0, 849977, '107,93,89,88'",
    "30, 2, 2, 128, 64, 128, 101.9, 722415, '97,91,89,89,88'"
  })
  void theWorkedLedgersAreThePublishedOnes(
      int logCells,
      int tail,
      int rate,
      int rows,
      long b,
      long queries,
      double bits,
      double bytes,
      String levels) {
    List<GroupShape> groups = worked(logCells, tail, rate, rows, b);
    assertEquals(queries, groups.get(0).geometry().queries());
    List<Long> expected =
        levels.isEmpty() ? List.of() : Arrays.stream(levels.split(",")).map(Long::valueOf).toList();
    assertEquals(expected, groups.get(0).levels().stream().map(LevelShape::queries).toList());
    List<PartShape> parts = List.of(typical(logCells));
    int kappa = Label.bits(rows + rows / 4 + Math.max(1, rows / 64));
    Ledger ledger = Ledger.of(parts, kappa, groups, GrindingBits.PROFILE);
    assertEquals(bits, Math.floor(ledger.bits() * 10) / 10);
    assertTrue(ledger.reachesFloor());
    assertEquals(bytes, ProofSize.expected(parts, kappa, groups), 2);
  }

  @ParameterizedTest
  @CsvSource({
    "12, 3, 1, 103, 1",
    "12, 3, 16, 111, 7",
    "13, 3, 16, 107, 4",
    "13, 3, 64, 124, 16",
    "15, 2, 16, 128, 1",
    "15, 2, 64, 143, 5",
    "18, 1, 64, 218, 1",
    "18, 1, 256, 309, 5",
    "18, 2, 1024, 171, 11",
    "20, 2, 4096, 171, 11"
  })
  void theBudgetsAreThePublishedOnes(int m, int rate, long b, long queries, long units) {
    Geometry g = GeometryRule.of(m, rate, b).orElseThrow();
    assertEquals(queries, g.queries());
    assertEquals(units, g.slack() >> (m - 4));
    assertTrue(g.isValid());
  }

  @Test
  void aBudgetThatDoesNotFitNamesTheRowLengthThatCarriesIt() {
    assertEquals(Optional.empty(), GeometryRule.of(12, 3, 64));
    assertEquals(13, GeometryRule.leastRowVariables(11, 64));
    assertEquals(11, GeometryRule.leastRowVariables(11, 16));
    assertEquals(-1, GeometryRule.leastRowVariables(11, Long.MAX_VALUE));
  }

  @Test
  void dataSetsGetTheGeometryOfTheirLargestPart() {
    assertEquals(new Geometry(11, 14, 124, 16), dataset(455, 30));
    assertEquals(new Geometry(12, 15, 111, 16), dataset(4096, 30));
    assertEquals(new Geometry(13, 16, 124, 64), dataset(4097, 30));
  }

  /// Digits, a larger table, Fashion-MNIST.
  @Test
  void largeDataSetsGetLongRowsAtAHigherRate() {
    assertEquals(new Geometry(11, 14, 124, 16), dataset(1437, 64));
    assertEquals(14, dataset(16384, 30).m());
    assertEquals(16, dataset(16384, 30).nu());
    assertEquals(new Geometry(19, 20, 218, 64), dataset(60000, 784));
  }

  private static Geometry dataset(long rows, long features) {
    return GeometryRule.forDataset(rows, features, OptionalLong.empty()).orElseThrow();
  }

  @Test
  void theQueriesAreTheLeast() {
    Geometry g = GeometryRule.of(11, 3, 16).orElseThrow();
    Geometry fewer = new Geometry(g.m(), g.nu(), g.queries() - 1, g.openings());
    assertTrue(QueryError.bits(g.domainSize(), g.degreeBound(), g.queries()) >= 84);
    assertTrue(QueryError.bits(fewer.domainSize(), fewer.degreeBound(), fewer.queries()) < 84);
  }

  @Test
  void queriesThatCannotMissHaveNoError() {
    assertEquals(Double.POSITIVE_INFINITY, QueryError.bits(8, 2, 8));
    // 3 of 8 positions are bad: C(4, 2)/C(8, 2) with a = 8 - 3 - 1 = 4
    assertEquals(-Math.log(6.0 / 28) / Math.log(2), QueryError.bits(8, 2, 2), 1e-12);
  }

  @Test
  void aSiblingIsCountedWhereItsNeighbourIsNotOpened() {
    assertEquals(3, ProofSize.siblings(8, 1), 1e-12);
    assertEquals(0, ProofSize.siblings(8, 8), 1e-12);
    // two of four leaves: neighbours (2 of 6 pairs) need 1 sibling, others 2
    assertEquals(2.0 / 6 + 2 * 4.0 / 6, ProofSize.siblings(4, 2), 1e-12);
  }

  @Test
  void twentyQueriesFewerAreBelowTheFloor() {
    Geometry g = GeometryRule.of(11, 3, 16).orElseThrow();
    Geometry weak = new Geometry(g.m(), g.nu(), g.queries() - 20, g.openings());
    List<GroupShape> groups = List.of(new GroupShape(weak, List.of(8L), List.of()));
    Ledger ledger = Ledger.of(List.of(typical(14)), 4, groups, GrindingBits.PROFILE);
    assertFalse(ledger.reachesFloor());
  }

  @Test
  void theExampleRunHasTheClaimsAndSizeOfItsProof() throws Exception {
    RunIndex run = RunIndex.of(ExampleRun.run());
    List<PartShape> parts = run.parts().stream().map(PartShape::of).toList();
    assertEquals(List.of(43L, 20L), parts.stream().map(PartShape::claims).toList());
    List<GroupShape> groups = GroupShape.of(run, List.of());
    assertEquals(17216, ProofSize.expected(parts, run.kappa(), groups), 200);
    assertFalse(Ledger.of(run, GrindingBits.PROFILE, List.of()).reachesFloor());
  }
}
