package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.RunIndex;
import java.util.List;

/// What must hold for any bytes that a stranger sends.
final class ProofFuzzTarget {
  private ProofFuzzTarget() {}

  /// The verdict about bytes that claim to prove the example run.
  static String verdict(RunIndex run, int tail, byte[] proof) {
    try {
      RunVerifier.verifyWithoutFloor(
          run, ExampleProof.parameters(tail), ExampleProof.ROOTS, ExampleProof.PUBLIC, proof);
      return "accepted";
    } catch (Rejected e) {
      return e.check().name();
    } catch (ProofException e) {
      throw new AssertionError("a verifier refuses by name", e);
    }
  }

  /// Parameter words are refused by name or re-encode, and may then be judged.
  static void parameters(RunIndex run, byte[] words) {
    List<Geometry> groups = run.groups().stream().map(Group::geometry).toList();
    try {
      Parameters read = Parameters.read(words, groups);
      assertArrayEquals(words, read.words(groups));
      RunVerifier.checkFloor(run, read);
    } catch (Rejected e) {
      if (e.check() != Check.PROFILE_FLOOR) {
        assertEquals(Check.GEOMETRY_VALID, e.check());
      }
    } catch (ProofException e) {
      throw new AssertionError("a reader refuses by name", e);
    }
  }
}
