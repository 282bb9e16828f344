package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.ForeignKeys;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.Subjects;
import io.hallmark.provenance.timestamp.TimestampAuthority;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Members for other tools: what of them is declared, and what is named as not checked.
final class ForeignMembersTest {
  private static final List<String> DECLARED =
      List.of("LOG_PROOF", "TIMESTAMP", "RESTATED", "SLSA", "MODEL_SIGNED");

  private static ForeignReview review(HallmarkBundle bundle, TrustPolicy trust, Instant at)
      throws Exception {
    return ForeignReview.of(CertificateDocuments.read(bundle, Limits.DEFAULT), trust, at);
  }

  private static List<String> codes(List<Line> lines) {
    return lines.stream().map(Line::code).toList();
  }

  @Test
  void whoIsKnownIsDeclaredAndWhoIsNotIsMissing() throws Exception {
    World world = World.get();
    Verdict known =
        TrainingVerifier.verify(
            world.file(world.attached()), SampleMembers.trust(world.trust()), World.NOW);
    assertTrue(known.accepted(), known.rejection().toString());
    assertTrue(codes(known.declared()).containsAll(DECLARED), codes(known.declared()).toString());
    assertTrue(!codes(known.missing()).contains("NO_LOG"));
    assertTrue(codes(known.missing()).containsAll(List.of("ATTEMPTS", "MODEL_FILES")));
    Verdict stranger =
        TrainingVerifier.verify(world.file(world.attached()), world.trust(), World.NOW);
    assertTrue(stranger.accepted());
    assertTrue(
        codes(stranger.missing())
            .containsAll(
                List.of(
                    "NO_LOG",
                    "LOG_UNKNOWN",
                    "TIMESTAMP_AUTHORITY_UNKNOWN",
                    "MODEL_SIGNER_UNKNOWN")),
        codes(stranger.missing()).toString());
    assertTrue(!codes(stranger.declared()).contains("TIMESTAMP"));
    assertTrue(!codes(stranger.declared()).contains("MODEL_SIGNED"));
  }

  @Test
  void aQuorumThatIsNotMetIsMissingAndAWrongSignatureRejects() throws Exception {
    World world = World.get();
    SignerKey other = SignerKey.generate("three.example", SignatureType.COSIGNATURE_ED25519);
    TrustPolicy demanding =
        world
            .trust()
            .withLogPolicy(
                "log %s\nwitness three %s\nquorum three\n"
                    .formatted(SampleBeacon.LOG.verifier().text(), other.verifier().text()));
    ForeignReview unmet = review(world.attached(), demanding, World.NOW);
    assertTrue(codes(unmet.missing()).contains("LOG_UNKNOWN"));
    assertTrue(unmet.answered().isEmpty());
    String proof =
        new String(world.attached().required(HallmarkBundle.LOG_PROOF), StandardCharsets.UTF_8);
    String name = SampleBeacon.ONE.verifier().name();
    int line = proof.indexOf("\u2014 " + name + " ") + 2 + name.length() + 60;
    char changed = proof.charAt(line) == 'A' ? 'B' : 'A';
    String bent = proof.substring(0, line) + changed + proof.substring(line + 1);
    HallmarkBundle lying =
        world.attached().with(HallmarkBundle.LOG_PROOF, bent.getBytes(StandardCharsets.UTF_8));
    Rejected refused =
        assertThrows(
            Rejected.class, () -> review(lying, SampleMembers.trust(world.trust()), World.NOW));
    assertEquals("LOG_SIGNATURE", refused.code());
  }

  /// An entry about this run that concerns another data set contradicts the certificate.
  @Test
  void anEntryAboutAnotherDataSetRejects() throws Exception {
    World world = World.get();
    for (Digest dataset : List.of(world.manifest.digest(), world.otherManifest.digest())) {
      byte[] entry =
          LogEvent.of(
                  EventKind.CERTIFICATE_ISSUED,
                  new Subject(
                      "model.hallmark",
                      new TreeMap<>(Map.of("hallmark", Subjects.statement(world.released())))),
                  World.NOW,
                  world.trainer.getPublic(),
                  List.of(dataset),
                  Map.of())
              .sign(world.trainer);
      HallmarkBundle bundle =
          world
              .released()
              .with(HallmarkBundle.LOG_EVENT, entry)
              .with(HallmarkBundle.LOG_PROOF, SampleMembers.proof(entry, 5).write());
      if (dataset.equals(world.manifest.digest())) {
        review(bundle, world.trust(), World.NOW);
      } else {
        Rejected refused =
            assertThrows(Rejected.class, () -> review(bundle, world.trust(), World.NOW));
        assertEquals("LOG_PROOF_EVENT", refused.code());
      }
    }
  }

  @Test
  void aLogProofIsRenewedWithoutTouchingTheRest() throws Exception {
    World world = World.get();
    HallmarkBundle before = world.attached();
    byte[] renewed = SampleMembers.proof(before.required(HallmarkBundle.LOG_EVENT), 40).write();
    HallmarkBundle after = before.with(HallmarkBundle.LOG_PROOF, renewed);
    assertTrue(
        codes(review(after, SampleMembers.trust(world.trust()), World.NOW).declared())
            .contains("LOG_PROOF"));
    for (String name : before.names()) {
      if (!name.equals(HallmarkBundle.LOG_PROOF)) {
        assertArrayEquals(before.required(name), after.required(name), name);
      }
    }
  }

  /// A cosigner that is believed may still sign nonsense as its time.
  @Test
  void aCosignersTimeIsOnlyANumber() throws Exception {
    World world = World.get();
    byte[] entry = world.attached().required(HallmarkBundle.LOG_EVENT);
    TlogProof honest = SampleMembers.proof(entry, 0);
    Checkpoint checkpoint = honest.checkpoint().checkpoint();
    for (long time : new long[] {Long.MAX_VALUE, 253_402_300_800L, 1}) {
      SignedCheckpoint signed =
          SignedCheckpoint.of(
              checkpoint,
              List.of(
                  CheckpointSignatures.sign(SampleBeacon.LOG, checkpoint, 1),
                  CheckpointSignatures.sign(SampleBeacon.ONE, checkpoint, time),
                  CheckpointSignatures.sign(SampleBeacon.TWO, checkpoint, 1)));
      byte[] proof = new TlogProof(honest.inclusion(), signed).write();
      ForeignReview review =
          review(
              world.attached().with(HallmarkBundle.LOG_PROOF, proof),
              SampleMembers.trust(world.trust()),
              World.NOW);
      assertTrue(
          codes(review.declared()).contains("LOG_PROOF"), codes(review.missing()).toString());
    }
  }

  @Test
  void aTimestampCountsFromItsTimeOnAndForItsRootOnly() throws Exception {
    World world = World.get();
    TrustPolicy trust = SampleMembers.trust(world.trust());
    Instant before = SampleMembers.STAMPED.minusSeconds(1);
    assertTrue(
        codes(review(world.attached(), trust, before).missing()).contains("TIMESTAMP_LATER"));
    TimestampAuthority other =
        TimestampAuthority.create(
            "Other", World.NOW.minus(Duration.ofDays(1)), SampleMembers.RANDOM);
    TrustPolicy elsewhere =
        world.trust().withForeign(new ForeignKeys(List.of(other.root()), List.of()));
    assertTrue(
        codes(review(world.attached(), elsewhere, World.NOW).missing())
            .contains("TIMESTAMP_AUTHORITY_UNKNOWN"));
  }

  @Test
  void aModelSignatureByAKnownKeyThatIsWrongRejects() throws Exception {
    World world = World.get();
    String text =
        new String(
            world.attached().required(HallmarkBundle.MODEL_SIGNATURE), StandardCharsets.UTF_8);
    String other = new String(SampleMembers.signature(new byte[3]), StandardCharsets.UTF_8);
    String bent = text.replace(sig(text), sig(other));
    HallmarkBundle lying =
        world
            .attached()
            .with(HallmarkBundle.MODEL_SIGNATURE, bent.getBytes(StandardCharsets.UTF_8));
    Rejected refused =
        assertThrows(
            Rejected.class, () -> review(lying, SampleMembers.trust(world.trust()), World.NOW));
    assertEquals("OMS_SIGNATURE", refused.code());
    assertTrue(
        codes(review(lying, world.trust(), World.NOW).missing()).contains("MODEL_SIGNER_UNKNOWN"));
  }

  private static String sig(String bundle) {
    int at = bundle.indexOf("\"sig\":\"") + 7;
    return bundle.substring(at, bundle.indexOf('"', at));
  }

  @Test
  void theSubjectsOfExportsAreTheModel() throws Exception {
    World world = World.get();
    for (HallmarkBundle bundle : List.of(world.released(), world.sealed())) {
      var certificate =
          DsseEnvelope.read(bundle.required(HallmarkBundle.STATEMENT)).statement().subjects();
      CertificateExports exports = CertificateExports.of(bundle);
      assertEquals(
          certificate, DsseEnvelope.read(exports.slsa(world.trainer)).statement().subjects());
      assertArrayEquals(bundle.required(HallmarkBundle.STATEMENT), exports.inToto());
      assertArrayEquals(exports.bom(), CertificateExports.of(bundle).bom());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> CertificateExports.of(world.released()).slsa(world.stranger));
  }

  @Test
  void changedMembersNeverThrowAnythingElse() throws Exception {
    World world = World.get();
    TrustPolicy trust = SampleMembers.trust(world.trust());
    SplittableRandom random = new SplittableRandom(11);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      String name = HallmarkBundle.FOREIGN.get(random.nextInt(HallmarkBundle.FOREIGN.size()));
      byte[] content = world.attached().required(name).clone();
      for (int k = random.nextInt(3); k >= 0; k--) {
        content[random.nextInt(content.length)] = (byte) random.nextInt(256);
      }
      try {
        review(world.attached().with(name, content), trust, World.NOW);
      } catch (VerificationException e) {
        refused++;
      }
    }
    assertTrue(refused > 350, "refused " + refused);
    assertThrows(
        Malformed.class,
        () ->
            review(world.attached().with(HallmarkBundle.TIMESTAMP, new byte[0]), trust, World.NOW));
  }

  @Test
  void exportsOfTheSameCertificateAreEqualAndOfOthersDiffer() throws Exception {
    World world = World.get();
    assertTrue(
        !Digests.sha256(CertificateExports.of(world.released()).bom())
            .equals(Digests.sha256(CertificateExports.of(world.sealed()).bom())));
  }
}
