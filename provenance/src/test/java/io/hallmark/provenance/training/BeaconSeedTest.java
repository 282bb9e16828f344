package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.event.LogReading;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.note.VerifierKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A seed that a log and its cosigners give: what the report says about it, and that nobody can
/// steer it.
final class BeaconSeedTest {
  private static final String BOTH = "group both all one two\nquorum both";

  @Test
  void theValueIsTheFormulaOfTheDocument() throws Exception {
    TlogProof proof =
        TlogProof.parse(World.get().registered().required(HallmarkBundle.INTENT_LOG_PROOF));
    SignedCheckpoint checkpoint = proof.checkpoint();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("hallmark/beacon/v1\0".getBytes(StandardCharsets.US_ASCII));
    lp(bytes, checkpoint.note().text().getBytes(StandardCharsets.UTF_8));
    for (SignerKey key : List.of(SampleBeacon.ONE, SampleBeacon.TWO)) {
      lp(bytes, checkpoint.note().by(key.verifier()).getFirst().signature());
    }
    Digest expected = Digests.sha256(bytes.toByteArray());
    assertEquals(expected, SampleBeacon.TERMS.value(checkpoint));
    assertEquals(4, checkpoint.checkpoint().size());
    assertEquals(3, proof.inclusion().index());
    Beacon turned =
        new Beacon(
            SampleBeacon.LOG.verifier(),
            List.of(SampleBeacon.TWO.verifier(), SampleBeacon.ONE.verifier()));
    assertTrue(!expected.equals(turned.value(checkpoint)));
  }

  private static void lp(ByteArrayOutputStream out, byte[] piece) {
    out.writeBytes(ByteBuffer.allocate(8).putLong(piece.length).array());
    out.writeBytes(piece);
  }

  @Test
  void aKnownQuorumOfTheNamedCosignersIsDeclared() throws Exception {
    Verdict verdict = verdict(SampleBeacon.trust(World.get().trust(), BOTH));
    assertTrue(verdict.accepted(), () -> verdict.rejection().toString());
    assertTrue(codes(verdict.declared()).contains("SEED_BEACON"));
    assertTrue(codes(verdict.missing()).contains("ATTEMPTS"));
    assertTrue(!codes(verdict.missing()).contains("NO_LOG"));
  }

  @Test
  void unknownCosignersAreAMissingLine() throws Exception {
    World world = World.get();
    String log = "log " + SampleBeacon.LOG.verifier().text() + "\n";
    SignerKey stranger = SignerKey.generate("x.example", SignatureType.COSIGNATURE_ED25519);
    for (TrustPolicy trust :
        List.of(
            world.trust(),
            world.trust().withLogPolicy(log + "quorum none\n"),
            world
                .trust()
                .withLogPolicy(log + "witness x " + stranger.verifier().text() + "\nquorum x\n"),
            world
                .trust()
                .withLogPolicy(
                    "witness one " + SampleBeacon.ONE.verifier().text() + "\nquorum one\n"),
            world
                .trust()
                .withLogPolicy(
                    log
                        + "witness one "
                        + SampleBeacon.ONE.verifier().text()
                        + "\nquorum one\n"))) {
      Verdict verdict = verdict(trust);
      assertTrue(verdict.accepted(), () -> verdict.rejection().toString());
      assertTrue(codes(verdict.missing()).contains("SEED_COSIGNERS_UNKNOWN"));
      assertTrue(!codes(verdict.declared()).contains("SEED_BEACON"));
    }
  }

  @Test
  void aCosignerOutsideTheIntentDoesNotMakeTheQuorum() throws Exception {
    World world = World.get();
    HallmarkBundle honest = world.registered();
    TlogProof proof = TlogProof.parse(honest.required(HallmarkBundle.INTENT_LOG_PROOF));
    SignerKey third = SignerKey.generate("three.example", SignatureType.COSIGNATURE_ED25519);
    TlogProof more =
        new TlogProof(
            proof.inclusion(),
            proof.checkpoint().with(SampleBeacon.sign(proof.checkpoint().checkpoint(), third)));
    TrustPolicy trust =
        world
            .trust()
            .withLogPolicy(
                "log %s\nwitness three %s\nquorum three\n"
                    .formatted(SampleBeacon.LOG.verifier().text(), third.verifier().text()));
    Verdict verdict =
        TrainingVerifier.verify(
            honest.with(HallmarkBundle.INTENT_LOG_PROOF, more.write()), trust, World.NOW);
    assertTrue(verdict.accepted());
    assertTrue(codes(verdict.missing()).contains("SEED_COSIGNERS_UNKNOWN"));
  }

  /// The trainer owns the log and its key. Whatever it puts before the intent, the value needs the
  /// cosigners' signatures over the outcome; once they signed a size, another tree of that size is
  /// refused, so a second draw needs a further entry, which is public.
  @Test
  void aTrainerWhoOwnsTheLogDrawsOnceForEachPublicEntry() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Intent intent = world.intent(program, ReleaseMode.RELEASED, SeedGrade.BEACON);
    byte[] entry = IntentRegistration.entry(intent, World.NOW, world.trainer);
    SampleBeacon first = new SampleBeacon(SampleBeacon.LOG);
    TlogProof unsigned = first.enter(entry, 1, 0);
    assertThrows(
        LogException.Rejected.class, () -> SampleBeacon.TERMS.value(unsigned.checkpoint()));
    // The same intent twice in one log: both stand in it for everybody to see.
    TlogProof once = first.enter(entry, 0, 0, SampleBeacon.ONE, SampleBeacon.TWO);
    assertEquals(2, once.inclusion().index());
    LogPolicy policy =
        LogPolicy.parse(
            ("log " + SampleBeacon.LOG.verifier().text() + "\nquorum none\n")
                .getBytes(StandardCharsets.UTF_8));
    LogReading reading = LogReading.read(first.log.source(), policy);
    assertEquals(2, reading.runsOf(world.manifest.digest()).size());
    assertEquals(1, reading.others());
    assertEquals(0, reading.runsOf(world.otherManifest.digest()).size());
  }

  @Test
  void theRegistrarKeepsOnlyTheRightProof() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Path run = world.begin(program, world.intent(program, ReleaseMode.RELEASED, SeedGrade.BEACON));
    RunFolder folder = RunFolder.at(run);
    SampleBeacon beacon = new SampleBeacon(SampleBeacon.LOG);
    assertBeacon(
        folder, entry -> beacon.enter(entry, 0, 1, SampleBeacon.ONE, SampleBeacon.TWO).write());
    assertBeacon(folder, entry -> beacon.enter(entry, 0, 0, SampleBeacon.ONE).write());
    assertBeacon(
        folder, _ -> beacon.enter(new byte[1], 0, 0, SampleBeacon.ONE, SampleBeacon.TWO).write());
    assertTrue(!Files.exists(run.resolve(HallmarkBundle.INTENT_LOG_PROOF)));
    assertThrows(
        Rejected.class,
        () -> IntentRegistrar.register(folder, world.stranger, World.NOW, _ -> new byte[0]));
    IntentRegistrar.Registered made =
        IntentRegistrar.register(
            folder,
            world.trainer,
            World.NOW,
            log(entry -> beacon.enter(entry, 0, 0, SampleBeacon.ONE, SampleBeacon.TWO).write()));
    IntentRegistrar.Registered again =
        IntentRegistrar.register(
            folder,
            world.trainer,
            World.NOW.plusSeconds(9),
            _ -> {
              throw new IOException("not asked again");
            });
    assertEquals(made, again);
  }

  @Test
  void aRunThatIsNotRegisteredCannotBeProved() throws Exception {
    World world = World.get();
    TrainingProgram program = world.program("0.1");
    Path run = world.begin(program, world.intent(program, ReleaseMode.RELEASED, SeedGrade.BEACON));
    Rejected e = assertThrows(Rejected.class, () -> world.prove(run, 0));
    assertEquals("BEACON_PRESENT", e.code());
  }

  @Test
  void theTermsAreReadAsTheyWereWritten() throws Exception {
    World world = World.get();
    Intent intent = world.intent(world.program("0.1"), ReleaseMode.SEALED, SeedGrade.BEACON);
    assertEquals(intent, Intent.read(intent.write()));
    String text = new String(intent.write(), StandardCharsets.UTF_8);
    for (String bad :
        List.of(
            text.replace("\"beacon\":{", "\"bacon\":{"),
            text.replace(SampleBeacon.LOG.verifier().text(), SampleBeacon.ONE.verifier().text()),
            text.replace("\"grade\":\"beacon\"", "\"grade\":\"committed\""),
            text.replace(SampleBeacon.TWO.verifier().text(), SampleBeacon.ONE.verifier().text()),
            text.replace(SampleBeacon.TWO.verifier().text(), SampleBeacon.LOG.verifier().text()))) {
      assertThrows(
          VerificationException.Malformed.class,
          () -> Intent.read(bad.getBytes(StandardCharsets.UTF_8)));
    }
    VerifierKey log = SampleBeacon.LOG.verifier();
    assertThrows(IllegalArgumentException.class, () -> new Beacon(log, List.of()));
  }

  @FunctionalInterface
  private interface Entering {
    byte[] enter(byte[] entry) throws Exception;
  }

  private static IntentRegistrar.Log log(Entering entering) {
    return entry -> {
      try {
        return entering.enter(entry);
      } catch (Exception e) {
        throw new IOException(e);
      }
    };
  }

  private static void assertBeacon(RunFolder folder, Entering entering) throws Exception {
    World world = World.get();
    Rejected e =
        assertThrows(
            Rejected.class,
            () -> IntentRegistrar.register(folder, world.trainer, World.NOW, log(entering)));
    assertEquals("BEACON", e.code());
  }

  private static Verdict verdict(TrustPolicy trust) throws Exception {
    return TrainingVerifier.verify(
        World.get().file(World.get().registered()),
        Optional.empty(),
        trust,
        World.NOW,
        Limits.DEFAULT);
  }

  private static List<String> codes(List<Line> lines) {
    return lines.stream().map(Line::code).toList();
  }
}
