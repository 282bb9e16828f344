package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.security.GeometryRule;
import io.hallmark.proof.security.GrindingBits;
import io.hallmark.proof.security.Ledger;
import io.hallmark.proof.security.LevelShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Parameters of full strength, and what lies just below or beside them.
final class FloorTest {
  private static final Parameters FULL = Parameters.tailOne(GrindingBits.PROFILE);
  private static final SyntheticRun SMALL = SyntheticRun.of(1);

  private static RunIndex index(Geometry g) {
    Run run = SMALL.run();
    List<Run.OlderCommitment> older =
        run.older().stream().map(x -> new Run.OlderCommitment(x.name(), g, x.columns())).toList();
    try {
      return RunIndex.of(new Run(g, older, run.parts()));
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] prove(TestProver prover, RunIndex run) {
    WitnessSource witness =
        Multiplicities.fill(run, WitnessSource.of(SMALL.witness()), prover.older());
    return prover.prove(TestProver.all(run, witness));
  }

  private static void verify(TestProver prover, RunIndex run, Parameters parameters, byte[] proof)
      throws ProofException {
    RunVerifier.verify(run, parameters, prover.roots(), TestProver.PUBLIC, proof);
  }

  /// With 20 queries fewer the proof is as honest, the bits are fewer, and it is refused.
  @Test
  void fewerQueriesAreFewerBitsAndARefusal() throws ProofException {
    Geometry full = SyntheticRun.GEOMETRY;
    Geometry weak = new Geometry(full.m(), full.nu(), full.queries() - 20, full.openings());
    RunIndex run = index(weak);
    double bits = Ledger.of(run, FULL.grinding(), List.of()).bits();
    double fullBits = RunVerifier.checkFloor(index(full), FULL).bits();
    assertTrue(fullBits > 100.01 && bits < 95 && bits > 80, fullBits + " and " + bits);
    Parameters parameters = new Parameters(1, 0, 0, 0, 0, List.of());
    TestProver prover = new TestProver(run, parameters, SMALL.older());
    byte[] proof = prove(prover, run);
    prover.verify(proof);
    Rejected e = assertThrows(Rejected.class, () -> verify(prover, run, parameters, proof));
    assertEquals(Check.PROFILE_FLOOR, e.check());
    double printed = Ledger.of(run, parameters.grinding(), List.of()).bits();
    assertEquals("PROFILE_FLOOR: %.2f bits".formatted(printed), e.getMessage());
    e = assertThrows(Rejected.class, () -> RunVerifier.checkFloor(run, FULL));
    assertEquals("PROFILE_FLOOR: %.2f bits".formatted(bits), e.getMessage());
  }

  /// Bytes all over a proof of full strength, and the usual clumsiness.
  @Test
  void aBentProofOfFullStrengthIsRefused() throws ProofException {
    RunIndex run = index(SyntheticRun.GEOMETRY);
    TestProver prover = new TestProver(run, FULL, SMALL.older());
    byte[] proof = prove(prover, run);
    verify(prover, run, FULL, proof);
    SplittableRandom random = new SplittableRandom(11);
    for (int k = 0; k < 60; k++) {
      byte[] bent = proof.clone();
      int at = random.nextInt(bent.length);
      bent[at] ^= (byte) (1 << random.nextInt(8));
      assertThrows(Rejected.class, () -> verify(prover, run, FULL, bent), "byte " + at);
    }
    byte[] shorter = Arrays.copyOf(proof, proof.length - 1);
    byte[] longer = Arrays.copyOf(proof, proof.length + 1);
    Rejected e = assertThrows(Rejected.class, () -> verify(prover, run, FULL, shorter));
    assertEquals(Check.ENC_LENGTH, e.check());
    e = assertThrows(Rejected.class, () -> verify(prover, run, FULL, longer));
    assertEquals(Check.ENC_TRAILING, e.check());
  }

  /// Levels that do not chain, each of which the ledger alone would find strong enough.
  @Test
  void levelsThatLookStrongAndProveNothingAreRefused() throws ProofException {
    Geometry g = new Geometry(17, 19, 128, 64);
    RunIndex run = index(g);
    List<LevelShape> right = GeometryRule.levels(g);
    assertTrue(right.size() > 2);
    RunVerifier.checkFloor(run, tailTwo(right));
    LevelShape first = right.get(0);
    LevelShape second = right.get(1);
    LevelShape last = right.getLast();
    List<List<LevelShape>> wrong = new ArrayList<>();
    wrong.add(changed(right, 0, new LevelShape(first.fold(), 0, first.nu(), first.queries())));
    wrong.add(
        changed(
            right, 0, new LevelShape(first.fold() - 1, first.low(), first.nu(), first.queries())));
    wrong.add(changed(right, 1, new LevelShape(second.fold(), 0, second.nu(), second.queries())));
    wrong.add(changed(right, right.size() - 1, new LevelShape(1, 0, last.nu(), last.queries())));
    wrong.add(without(right, 1));
    wrong.add(without(right, 0));
    List<LevelShape> twice = new ArrayList<>(right);
    twice.add(last);
    wrong.add(twice);
    for (List<LevelShape> levels : wrong) {
      assertNotEquals(right, levels);
      assertTrue(Ledger.of(run, FULL.grinding(), List.of(levels)).reachesFloor(), "looks strong");
      Rejected e = assertThrows(Rejected.class, () -> RunVerifier.checkFloor(run, tailTwo(levels)));
      assertEquals(Check.GEOMETRY_VALID, e.check());
    }
  }

  private static Parameters tailTwo(List<LevelShape> levels) {
    return Parameters.tailTwo(GrindingBits.PROFILE, List.of(levels));
  }

  private static List<LevelShape> changed(List<LevelShape> levels, int at, LevelShape to) {
    List<LevelShape> out = new ArrayList<>(levels);
    out.set(at, to);
    return out;
  }

  private static List<LevelShape> without(List<LevelShape> levels, int at) {
    List<LevelShape> out = new ArrayList<>(levels);
    out.remove(at);
    return out;
  }
}
