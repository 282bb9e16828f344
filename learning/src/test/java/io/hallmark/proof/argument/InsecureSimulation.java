package io.hallmark.proof.argument;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;

/// Proofs of a run by whoever may choose the challenges: without a witness.
public final class InsecureSimulation {
  private static final byte[] PUBLIC = {4, 2};

  private InsecureSimulation() {}

  /// Makes a proof without a witness and verifies it under the chosen challenges.
  ///
  /// @param key where the challenges come from
  /// @throws ProofException if the proof is not accepted
  public static void accepted(Run run, long key) throws ProofException {
    Simulation input = Simulation.of(RunIndex.of(run), InsecureFixedProver.PARAMETERS, PUBLIC, key);
    ProgrammedVerifier.verify(
        input.statement(), input.challenges(), input.leaves(), Simulator.prove(input));
  }
}
