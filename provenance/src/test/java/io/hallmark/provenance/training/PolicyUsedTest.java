package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The certificate of a training contains the policy proofs that lie beside its data set, and no
/// other.
final class PolicyUsedTest {
  @Test
  void policiesOfTheDataSetTravelWithTheModel() throws Exception {
    World world = World.policies();
    Path own = world.dataset.resolve("policy-classes.hallmark");
    Path foreign = world.dataset.resolve("policy-other.hallmark");
    Files.write(own, world.policyProof().write());
    Files.write(foreign, world.otherPolicyProof().write());
    HallmarkBundle certificate;
    try {
      Path folder =
          world.begin(
              world.program("0.1"),
              world.intent(world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED));
      certificate = world.prove(folder, 0);
    } finally {
      Files.delete(own);
      Files.delete(foreign);
    }
    assertEquals(1, certificate.policyProofs().size());
    Verdict verdict = TrainingVerifier.verify(certificate, world.trust(), World.NOW);
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    assertEquals(1, verdict.proven().stream().filter(l -> l.code().equals("POLICY_USED")).count());
    assertEquals(1, verdict.proven().stream().filter(l -> l.code().equals("RULE")).count());
  }
}
