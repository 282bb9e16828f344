package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
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

  /// The data set was certified after the policy was proved: the certificate of the training shows
  /// it, and the proof need not be made again.
  @Test
  void aPolicyProofInsideNeedsNoCertificatesOfItsOwn() throws Exception {
    World world = World.policies();
    HallmarkBundle whole = world.policyProof();
    Map<String, byte[]> members = new LinkedHashMap<>();
    whole.names().stream()
        .filter(n -> !n.startsWith("authority/"))
        .forEach(n -> members.put(n, whole.required(n)));
    HallmarkBundle bare = HallmarkBundle.of(members);
    assertEquals(
        "TRUST_REQUIREMENT",
        PolicyVerifier.verify(bare, world.trust(), World.NOW).rejection().orElseThrow().check());
    HallmarkBundle training = world.released().with(HallmarkBundle.policyBundle(0), bare.write());
    Verdict verdict = TrainingVerifier.verify(training, world.trust(), World.NOW);
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    Verdict.Security security = verdict.security().orElseThrow();
    assertTrue(security.further().containsKey("policy/000.hallmark"), security.toString());
    assertTrue(security.weakest() >= 100, security.toString());
  }
}
