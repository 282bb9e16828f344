package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.copy.CopyCertificate;
import io.hallmark.provenance.copy.CopyVerifier;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A training on a renewed data set: what was said and proven about the old commitments goes on to
/// count, because its certificate contains the proof that the records are the same.
final class RenewedDatasetTest {
  private static Verdict verify(HallmarkBundle bundle) throws Exception {
    return TrainingVerifier.verify(bundle, World.renewed().trust(), World.NOW);
  }

  private static String outcome(HallmarkBundle bundle) throws Exception {
    return verify(bundle).rejection().map(Verdict.Rejection::check).orElse("accepted");
  }

  private static HallmarkBundle without(HallmarkBundle bundle, String member) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    bundle.names().stream()
        .filter(n -> !n.equals(member))
        .forEach(n -> members.put(n, bundle.required(n)));
    return HallmarkBundle.of(members);
  }

  @Test
  void certificatesAndPolicyProofsOfTheOriginalCount() throws Exception {
    World world = World.renewed();
    HallmarkBundle bundle = world.released();
    assertTrue(bundle.has(HallmarkBundle.original(0)));
    assertTrue(bundle.has(HallmarkBundle.policyBundle(0)));
    assertTrue(bundle.authorities().isEmpty(), "nobody certified the new commitments");
    Verdict verdict = verify(bundle);
    assertEquals(Optional.empty(), verdict.rejection());
    List<String> proven = verdict.proven().stream().map(Verdict.Line::code).toList();
    assertTrue(proven.contains("SAME_RECORDS") && proven.contains("POLICY"), proven.toString());
    assertTrue(
        verdict.declared().stream().anyMatch(l -> l.sentence().contains("Hospital")),
        "the certificate of the original");
    assertTrue(
        verdict.security().orElseThrow().further().keySet().stream()
            .anyMatch(m -> m.startsWith(HallmarkBundle.original(0))));
    HallmarkBundle orphan =
        without(without(bundle, HallmarkBundle.original(0)), HallmarkBundle.policyBundle(0));
    assertEquals("TRUST_REQUIREMENT", outcome(orphan), "without the proof it is another data set");
    assertEquals(
        "POLICY_DATA",
        TrainingVerifier.verify(
                without(bundle, HallmarkBundle.original(0)), TrustPolicy.EMPTY, World.NOW)
            .rejection()
            .map(Verdict.Rejection::check)
            .orElse("accepted"));
  }

  @Test
  void aCopyProofIsVerifiedWithTheCertificate() throws Exception {
    HallmarkBundle bundle = World.renewed().released();
    HallmarkBundle copy = bundle.originals().getFirst();
    byte[] proof = copy.required(HallmarkBundle.copyProof("test"));
    proof[proof.length / 2] ^= 1;
    HallmarkBundle bent =
        bundle.with(
            HallmarkBundle.original(0), copy.with(HallmarkBundle.copyProof("test"), proof).write());
    String outcome = outcome(bent);
    assertTrue(outcome.startsWith("COPY_CERTIFICATE/COPY_PROOF/"), outcome);
    HallmarkBundle twice = bundle.with(HallmarkBundle.original(1), copy.write());
    assertEquals("COPY_CHAIN", outcome(twice));
  }

  @Test
  void aCopyProofStandsAlone() throws Exception {
    World world = World.renewed();
    HallmarkBundle copy =
        HallmarkBundle.read(CopyCertificate.of(world.dataset, world.manifest).getFirst().write());
    Verdict verdict = CopyVerifier.verify(copy, world.trust(), World.NOW);
    assertEquals(Optional.empty(), verdict.rejection());
    assertTrue(verdict.security().orElseThrow().bits() >= 100);
    Verdict lying =
        CopyVerifier.verify(
            without(copy, HallmarkBundle.authority(0))
                .with(HallmarkBundle.COPIED, world.otherManifest.write()),
            TrustPolicy.EMPTY,
            World.NOW);
    assertEquals("COPY_ORIGINAL", lying.rejection().orElseThrow().check());
    assertEquals(
        "STATEMENT_TYPE",
        TrainingVerifier.verify(copy, world.trust(), World.NOW).rejection().orElseThrow().check());
    assertEquals(
        "STATEMENT_TYPE",
        CopyVerifier.verify(world.released(), world.trust(), World.NOW)
            .rejection()
            .orElseThrow()
            .check());
  }

  @Test
  void theLineageNamesTheOriginal() throws Exception {
    World world = World.renewed();
    DatasetManifest original =
        CopyCertificate.read(world.released().originals().getFirst(), DatasetLimits.DEFAULT)
            .original();
    Lineage lineage = Lineage.read(world.released());
    assertEquals(world.manifest.digest(), lineage.dataset());
    assertTrue(lineage.datasets().contains(original.digest()));
  }

  /// A policy proved about the new commitments carries the proof that the records are the old ones,
  /// and so the certificate of the original.
  @Test
  void aPolicyProofAboutTheRenewalNeedsTheCopyProof() throws Exception {
    World world = World.renewed();
    HallmarkBundle proof = world.policyProof();
    assertEquals(world.manifest.digest(), PolicyVerifier.statement(proof).manifest());
    Verdict verdict = PolicyVerifier.verify(proof, world.trust(), World.NOW);
    assertEquals(Optional.empty(), verdict.rejection());
    assertTrue(verdict.proven().stream().anyMatch(l -> l.code().equals("SAME_RECORDS")));
    assertEquals(
        "TRUST_REQUIREMENT",
        PolicyVerifier.verify(without(proof, HallmarkBundle.original(0)), world.trust(), World.NOW)
            .rejection()
            .map(Verdict.Rejection::check)
            .orElse("accepted"));
  }
}
