package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.LogReading;
import io.hallmark.provenance.event.Subjects;
import io.hallmark.tlog.checkpoint.LogPolicy;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a log says about a certificate: by whom, and when, it counts.
final class LogReviewTest {
  private static final Instant BEFORE = World.NOW.minusSeconds(1000);
  private static final Instant AFTER = World.NOW.plusSeconds(1000);
  private static final Instant LATER = World.NOW.plusSeconds(5000);

  @Test
  void aWithdrawalBeforeTheIntentRejectsAndALaterOneIsReported() throws Exception {
    World world = World.get();
    assertEquals("DATASET_WITHDRAWN", outcome(world, withdrawn(world, world.authority, BEFORE)));
    Verdict later = review(world, LATER, withdrawn(world, world.authority, AFTER));
    assertTrue(later.accepted());
    assertTrue(codes(later.missing()).contains("DATASET_WITHDRAWN_LATER"));
    Verdict notYet = review(world, World.NOW, withdrawn(world, world.authority, AFTER));
    assertTrue(!codes(notYet.missing()).contains("DATASET_WITHDRAWN_LATER"));
    // Somebody whom the trust file does not know withdraws nothing.
    assertEquals("accepted", outcome(world, withdrawn(world, world.stranger, BEFORE)));
  }

  @Test
  void trainerAndAuthoritiesRevokeAndStrangersDoNot() throws Exception {
    World world = World.get();
    for (KeyPair key : List.of(world.trainer, world.authority)) {
      assertEquals(
          "CERTIFICATE_REVOKED", outcome(world, about(world, EventKind.CERTIFICATE_REVOKED, key)));
      assertTrue(
          review(world, World.NOW, about(world, EventKind.CERTIFICATE_REVOKED, key)).accepted(),
          "revoked later than the time of the verdict");
    }
    assertEquals(
        "accepted", outcome(world, about(world, EventKind.CERTIFICATE_REVOKED, world.stranger)));
    Verdict superseded =
        review(world, LATER, about(world, EventKind.CERTIFICATE_SUPERSEDED, world.trainer));
    assertTrue(codes(superseded.missing()).contains("SUPERSEDED"));
  }

  @Test
  void attemptsAreCountedBeforeAndAfter() throws Exception {
    World world = World.get();
    Intent own = Intent.read(world.registered().required(HallmarkBundle.INTENT));
    byte[] entry = world.registered().required(HallmarkBundle.INTENT_EVENT);
    Intent other = world.intent(world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.BEACON);
    byte[] attempt = IntentRegistration.entry(other, World.NOW, world.trainer);
    byte[] issued =
        LogEvent.of(
                EventKind.CERTIFICATE_ISSUED,
                Subject.of("run", digest("file"), Subjects.statement(world.registered())),
                AFTER,
                world.trainer.getPublic(),
                own.datasets(),
                Map.of())
            .sign(world.trainer);
    Verdict verdict =
        review(
            world.registered(),
            world,
            LATER,
            attempt,
            attempt,
            new byte[] {1},
            entry,
            attempt,
            issued);
    assertTrue(verdict.accepted());
    assertTrue(
        sentence(verdict.declared(), "ATTEMPTS_COUNTED")
            .contains("2 registrations of runs with this data set stand before this one, 1 after"),
        verdict.declared().toString());
    assertTrue(codes(verdict.declared()).contains("CERTIFICATE_LOGGED"));
    assertTrue(!codes(verdict.missing()).contains("ATTEMPTS"));
    Verdict unregistered = review(world, LATER, attempt);
    assertTrue(codes(unregistered.missing()).contains("NOT_REGISTERED"));
    assertTrue(codes(unregistered.missing()).contains("CERTIFICATE_NOT_LOGGED"));
    assertTrue(!codes(unregistered.missing()).contains("NO_LOG"));
  }

  @Test
  void theEntryThatGaveTheSeedCountsAndNoOther() throws Exception {
    World world = World.get();
    byte[] entry = world.registered().required(HallmarkBundle.INTENT_EVENT);
    Verdict again = review(world.registered(), world, LATER, entry, entry, entry, entry);
    assertTrue(
        sentence(again.declared(), "ATTEMPTS_COUNTED").contains("3 registrations"),
        again.declared().toString());
    Verdict elsewhere = review(world.registered(), world, LATER, entry, entry);
    assertTrue(codes(elsewhere.missing()).contains("NOT_REGISTERED"));
    assertTrue(codes(elsewhere.missing()).contains("ATTEMPTS"));
  }

  @Test
  void aWithdrawalBeforeTheRegistrationRejectsWhateverTheTrainerClaims() throws Exception {
    World world = World.get();
    byte[] entry = world.registered().required(HallmarkBundle.INTENT_EVENT);
    byte[] gone = withdrawn(world, world.authority, AFTER);
    byte[] filler = {1};
    Verdict before = review(world.registered(), world, LATER, filler, filler, gone, entry);
    assertEquals("DATASET_WITHDRAWN", before.rejection().orElseThrow().check());
    Verdict after =
        review(
            world.registered(),
            world,
            LATER,
            filler,
            filler,
            filler,
            entry,
            withdrawn(world, world.authority, BEFORE));
    assertTrue(after.accepted());
    assertTrue(codes(after.missing()).contains("DATASET_WITHDRAWN_LATER"));
  }

  private static byte[] withdrawn(World world, KeyPair key, Instant time) {
    return LogEvent.of(
            EventKind.DATASET_WITHDRAWN,
            Subject.of("manifest.json", world.manifest.sha256(), world.manifest.digest()),
            time,
            key.getPublic(),
            List.of(world.manifest.digest()),
            Map.of())
        .sign(key);
  }

  private static byte[] about(World world, EventKind kind, KeyPair key) throws Exception {
    return LogEvent.of(
            kind,
            Subject.of("run", digest("file"), Subjects.statement(world.released())),
            AFTER,
            key.getPublic(),
            List.of(),
            Map.of())
        .sign(key);
  }

  private static Digest digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String outcome(World world, byte[]... entries) throws Exception {
    return review(world, LATER, entries)
        .rejection()
        .map(Verdict.Rejection::check)
        .orElse("accepted");
  }

  private static Verdict review(World world, Instant at, byte[]... entries) throws Exception {
    return review(world.released(), world, at, entries);
  }

  private static Verdict review(
      HallmarkBundle certificate, World world, Instant at, byte[]... entries) throws Exception {
    SampleBeacon beacon = new SampleBeacon(SampleBeacon.LOG);
    List<byte[]> all = new ArrayList<>(List.of(entries));
    byte[] last = all.removeLast();
    for (byte[] entry : all) {
      beacon.enter(entry, 0, 0);
    }
    beacon.enter(last, 0, 0);
    LogPolicy policy =
        LogPolicy.parse(
            ("log " + SampleBeacon.LOG.verifier().text() + "\nquorum none\n")
                .getBytes(StandardCharsets.UTF_8));
    LogReading reading = LogReading.read(beacon.log.source(), policy);
    Verdict verdict = TrainingVerifier.verify(certificate, world.trust(), World.NOW);
    return LogReview.apply(verdict, certificate, reading, world.trust(), at);
  }

  private static String sentence(List<Line> lines, String code) {
    return lines.stream().filter(l -> l.code().equals(code)).findFirst().orElseThrow().sentence();
  }

  private static List<String> codes(List<Line> lines) {
    return lines.stream().map(Line::code).toList();
  }
}
