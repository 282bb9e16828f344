package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.Evidence;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Whoever follows a line of a report finds what it rests on.
final class EvidenceTest {
  private static Map<Digest, String> evidence(
      World world, HallmarkBundle certificate, TrustPolicy trust) throws Exception {
    Verdict verdict =
        certificate.isPolicyProof()
            ? PolicyVerifier.verify(certificate, trust, World.NOW, Limits.DEFAULT, List.of())
            : TrainingVerifier.verify(world.file(certificate), trust, World.NOW);
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    return new Report(verdict, "x.hallmark", World.NOW, Duration.ZERO)
        .with(Evidence.of(certificate))
        .evidence();
  }

  @Test
  void everyLineOfEveryKindOfCertificateIsFound() throws Exception {
    World world = World.get();
    World chains = World.chains();
    World policies = World.policies();
    for (Map<Digest, String> found :
        List.of(
            evidence(world, world.released(), world.trust()),
            evidence(world, world.sealed(), world.trust()),
            evidence(world, world.registered(), world.trust()),
            evidence(chains, ParentChainTest.releasedChild(), chains.trust()),
            evidence(policies, policies.policyProof(), policies.trust()))) {
      found.forEach((digest, place) -> assertTrue(!place.isEmpty(), digest.hex()));
    }
    Map<Digest, String> released = evidence(world, world.released(), world.trust());
    assertEquals("digest of manifest.json", released.get(world.manifest.digest()));
    assertEquals(
        "SHA-256 of authority/000.dsse.json",
        released.get(Digests.sha256(world.released().required(HallmarkBundle.authority(0)))));
  }

  @Test
  void whatLiesOutsideIsInNoMember() throws Exception {
    World world = World.get();
    Map<Digest, String> found = evidence(world, world.released(), TrustPolicy.EMPTY);
    assertEquals("", found.get(Digests.sha256(TrustPolicy.EMPTY.write())));
    String json =
        new Report(
                Verdict.rejected("X", "y", new Verdict.Sizes(1, 1, 1)),
                "x",
                World.NOW,
                Duration.ZERO)
            .with(Evidence.of(world.released()))
            .jsonText();
    assertTrue(json.contains("\"evidence\":[]"), json);
  }

  /// A container in a container in a container ends somewhere.
  @Test
  void aDeepNestIsReadToAnEnd() throws Exception {
    World world = World.get();
    HallmarkBundle nest = world.released().withoutModel();
    for (int i = 0; i < 20; i++) {
      nest = world.released().withoutModel().with(HallmarkBundle.PARENT, nest.write());
    }
    Map<Digest, String> found = Evidence.of(nest);
    assertTrue(found.containsKey(world.manifest.digest()));
    HallmarkBundle broken = nest.with(HallmarkBundle.PARENT, new byte[] {1});
    assertEquals(
        "SHA-256 of parent.hallmark", Evidence.of(broken).get(Digests.sha256(new byte[] {1})));
  }
}
