package io.hallmark.proof.argument;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.relation.UncheckedRun;
import java.util.List;
import java.util.Map;

/// A prover that does not ask whether its run is well-formed.
final class UncheckedLiar {
  private UncheckedLiar() {}

  /// Proves a run without older commitments and gives the proof to the verifier.
  ///
  /// @return `accepted`, or the name of the check that refuses
  static String verdict(Run run, List<Map<String, Cells>> witness) {
    TestProver prover = new TestProver(UncheckedRun.index(run), SmallRun.plain(), Map.of());
    byte[] proof = prover.prove(witness);
    try {
      RunVerifier.verifyWithoutFloor(
          RunIndex.of(run), SmallRun.plain(), Map.of(), TestProver.PUBLIC, proof);
      return "accepted";
    } catch (ProofException.Rejected e) {
      return e.check().name();
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }
}
