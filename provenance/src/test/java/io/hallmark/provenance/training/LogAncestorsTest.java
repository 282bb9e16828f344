package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.LogReading;
import io.hallmark.provenance.event.Revocations;
import io.hallmark.provenance.event.Subjects;
import io.hallmark.tlog.checkpoint.LogPolicy;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a log says about the parents of a model is said about the model.
final class LogAncestorsTest {
  private static final Instant BEFORE = World.NOW.minusSeconds(1000);
  private static final Instant AFTER = World.NOW.plusSeconds(1000);
  private static final Instant LATER = World.NOW.plusSeconds(5000);

  @Test
  void aRevokedParentRejectsItsChild() throws Exception {
    World world = World.chains();
    HallmarkBundle child = ParentChainTest.releasedChild();
    byte[] byTrainer =
        about(EventKind.CERTIFICATE_REVOKED, Subjects.statement(world.released()), world.trainer);
    assertEquals("PARENT_CERTIFICATE/CERTIFICATE_REVOKED", outcome(child, LATER, byTrainer));
    assertEquals("accepted", outcome(child, World.NOW, byTrainer));
    byte[] byNobody =
        about(EventKind.CERTIFICATE_REVOKED, Subjects.statement(world.released()), world.stranger);
    assertEquals("accepted", outcome(child, LATER, byNobody));
    byte[] own = about(EventKind.CERTIFICATE_REVOKED, Subjects.statement(child), world.trainer);
    assertEquals("CERTIFICATE_REVOKED", outcome(child, LATER, own));
    assertEquals("accepted", outcome(world.released(), LATER, own));
  }

  @Test
  void aSupersededParentIsReported() throws Exception {
    World world = World.chains();
    HallmarkBundle child = ParentChainTest.releasedChild();
    Verdict verdict =
        review(
            child,
            LATER,
            about(
                EventKind.CERTIFICATE_SUPERSEDED,
                Subjects.statement(world.released()),
                world.trainer));
    assertTrue(verdict.accepted());
    Verdict parent = verdict.parent().orElseThrow();
    assertTrue(codes(parent.missing()).contains("SUPERSEDED"));
    assertTrue(codes(parent.missing()).contains("NOT_REGISTERED"));
    assertTrue(!codes(verdict.missing()).contains("SUPERSEDED"));
  }

  /// The child learned from another data set than its parent, whose own is withdrawn.
  @Test
  void whatAParentLearnedFromIsInherited() throws Exception {
    World world = World.chains();
    HallmarkBundle child = ofOtherData();
    byte[] early = withdrawn(world.manifest.digest(), world.authority, BEFORE);
    assertEquals("DATASET_WITHDRAWN", outcome(child, LATER, early));
    Verdict rejected = review(child, LATER, early);
    String detail = rejected.rejection().orElseThrow().detail();
    assertTrue(detail.contains("of the parent model"), detail);
    Verdict later =
        review(child, LATER, withdrawn(world.manifest.digest(), world.authority, AFTER));
    assertTrue(later.accepted());
    assertTrue(codes(later.missing()).contains("DATASET_WITHDRAWN_LATER"));
    Verdict parent = later.parent().orElseThrow();
    assertTrue(codes(parent.missing()).contains("DATASET_WITHDRAWN_LATER"));
    assertEquals(
        "accepted",
        outcome(child, LATER, withdrawn(world.manifest.digest(), world.stranger, BEFORE)));
  }

  /// By the order of the log: the parent was registered in time, the child was not.
  @Test
  void aChildThatBeganAfterTheWithdrawalIsRejectedAndItsParentIsNot() throws Exception {
    World world = World.chains();
    HallmarkBundle child = ofOtherData();
    byte[] parentRun = registration(world.released());
    byte[] childRun = registration(child);
    byte[] gone = withdrawn(world.manifest.digest(), world.authority, AFTER);
    assertEquals("DATASET_WITHDRAWN", outcome(child, LATER, parentRun, gone, childRun));
    assertEquals("accepted", outcome(world.released(), LATER, parentRun, gone, childRun));
    assertEquals("accepted", outcome(child, LATER, parentRun, childRun, gone));
    assertEquals("DATASET_WITHDRAWN", outcome(child, LATER, gone, parentRun, childRun));
    assertEquals("DATASET_WITHDRAWN", outcome(world.released(), LATER, gone, parentRun, childRun));
  }

  @Test
  void anAuthorityTakesItsWordBack() throws Exception {
    World world = World.chains();
    HallmarkBundle child = ParentChainTest.releasedChild();
    Digest certificate =
        DatasetCertificate.digest(DsseEnvelope.read(child.authorities().getFirst()));
    byte[] own = about(EventKind.CERTIFICATE_REVOKED, certificate, world.authority);
    assertEquals("CERTIFICATE_REVOKED", verified(child, LATER, own));
    assertEquals("accepted", verified(child, World.NOW, own));
    byte[] stranger = about(EventKind.CERTIFICATE_REVOKED, certificate, world.stranger);
    assertEquals("accepted", verified(child, LATER, stranger));
    // Only the parent's one: the child has another certificate of the same authority.
    DatasetCertificate again =
        DatasetCertificate.of(DsseEnvelope.read(child.authorities().getFirst()).statement());
    DatasetCertificate other =
        new DatasetCertificate(
            again.authority(),
            again.capacity(),
            again.attests(),
            again.validFrom(),
            again.validUntil(),
            "another one",
            again.references());
    DsseEnvelope envelope =
        DsseEnvelope.sign(
            DsseEnvelope.IN_TOTO,
            other
                .about(
                    Subject.of("manifest.json", world.manifest.sha256(), world.manifest.digest()))
                .write(),
            world.authority);
    HallmarkBundle renewed = child.with(HallmarkBundle.authority(0), envelope.write());
    assertEquals("accepted", verified(renewed, LATER));
    assertEquals("PARENT_CERTIFICATE/CERTIFICATE_REVOKED", verified(renewed, LATER, own));
    Verdict superseded =
        review(child, LATER, about(EventKind.CERTIFICATE_SUPERSEDED, certificate, world.authority));
    assertTrue(codes(superseded.missing()).contains("ATTESTATION_SUPERSEDED"));
  }

  @Test
  void aPolicyProofStaysTrueAndTheWithdrawalIsReported() throws Exception {
    World world = World.policies();
    HallmarkBundle proof = world.policyProof();
    Verdict verdict =
        review(
            world,
            proof,
            LATER,
            about(EventKind.DATASET_COMMITTED, world.manifest.digest(), world.stranger),
            withdrawn(world.manifest.digest(), world.authority, AFTER));
    assertTrue(verdict.accepted(), verdict.rejection().toString());
    assertTrue(codes(verdict.declared()).contains("DATASET_LOGGED"));
    assertTrue(codes(verdict.missing()).contains("DATASET_WITHDRAWN"));
    Verdict none = review(world, proof, World.NOW, new byte[] {1});
    assertTrue(codes(none.missing()).contains("DATASET_NOT_LOGGED"));
    assertTrue(!codes(none.missing()).contains("DATASET_WITHDRAWN"));
  }

  /// A child of the released model whose intent names the other data set; its proof is not looked
  /// at here.
  private static HallmarkBundle ofOtherData() throws Exception {
    World world = World.chains();
    Forger forger = new Forger(world, ParentChainTest.releasedChild());
    return forger
        .intent(CertificateForgeryTest.with(forger.intent, List.of(world.otherManifest.digest())))
        .forge();
  }

  private static byte[] registration(HallmarkBundle certificate) throws Exception {
    return IntentRegistration.entry(
        Intent.read(certificate.required(HallmarkBundle.INTENT)),
        World.NOW,
        World.chains().trainer);
  }

  private static byte[] withdrawn(Digest dataset, KeyPair key, Instant time) {
    return LogEvent.of(
            EventKind.DATASET_WITHDRAWN,
            Subject.of("manifest.json", nothing(), dataset),
            time,
            key.getPublic(),
            List.of(dataset),
            Map.of())
        .sign(key);
  }

  private static byte[] about(EventKind kind, Digest subject, KeyPair key) {
    return LogEvent.of(
            kind, Subject.of("it", nothing(), subject), AFTER, key.getPublic(), List.of(), Map.of())
        .sign(key);
  }

  private static Digest nothing() {
    return Digests.sha256(new byte[0]);
  }

  private static LogReading log(byte[]... entries) throws Exception {
    SampleBeacon beacon = new SampleBeacon(SampleBeacon.LOG);
    for (byte[] entry : entries) {
      beacon.enter(entry, 0, 0);
    }
    return LogReading.read(
        beacon.log.source(),
        LogPolicy.parse(
            ("log " + SampleBeacon.LOG.verifier().text() + "\nquorum none\n")
                .getBytes(StandardCharsets.UTF_8)));
  }

  private static Verdict review(HallmarkBundle certificate, Instant at, byte[]... entries)
      throws Exception {
    return review(World.chains(), certificate, at, entries);
  }

  /// The review of a certificate that was accepted: the unchanged child stands for changed ones.
  private static Verdict review(
      World world, HallmarkBundle certificate, Instant at, byte[]... entries) throws Exception {
    HallmarkBundle honest =
        certificate.isPolicyProof() || !certificate.has(HallmarkBundle.PARENT)
            ? certificate
            : ParentChainTest.releasedChild();
    Verdict verdict =
        honest.isPolicyProof()
            ? io.hallmark.provenance.compliance.PolicyVerifier.verify(
                honest, world.trust(), World.NOW)
            : TrainingVerifier.verify(honest, world.trust(), World.NOW);
    assertEquals(Optional.empty(), verdict.rejection());
    return LogReview.apply(verdict, certificate, log(entries), world.trust(), at);
  }

  private static String outcome(HallmarkBundle certificate, Instant at, byte[]... entries)
      throws Exception {
    return check(review(certificate, at, entries));
  }

  /// The verdict under a trust file after these events.
  private static String verified(HallmarkBundle certificate, Instant at, byte[]... entries)
      throws Exception {
    List<LogEvent> events =
        List.of(entries).stream().map(e -> LogEvent.find(e).orElseThrow()).toList();
    TrustPolicy trust = Revocations.apply(World.chains().trust(), events);
    return check(TrainingVerifier.verify(certificate, trust, at));
  }

  private static String check(Verdict verdict) {
    return verdict.rejection().map(Verdict.Rejection::check).orElse("accepted");
  }

  private static List<String> codes(List<Line> lines) {
    return lines.stream().map(Line::code).toList();
  }
}
