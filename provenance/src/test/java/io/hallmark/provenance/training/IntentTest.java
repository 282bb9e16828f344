package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.training.IntentSignature.Role;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntentTest {
  private static final KeyPair TRAINER = Keys.generate();
  private static final KeyPair AUTHORITY = Keys.generate();

  private static Digest digest(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Intent intent(SeedGrade grade) {
    return new Intent(
        List.of(digest("manifest")),
        digest("program"),
        new InitialModel.FromSeed(),
        ReleaseMode.RELEASED,
        TRAINER.getPublic(),
        "00112233445566778899aabbccddeeff",
        Instant.parse("2026-11-26T12:00:00Z"),
        grade,
        grade == SeedGrade.SELF_CHOSEN ? Optional.of(digest("value")) : Optional.empty());
  }

  @Test
  void bothGradesReadBackToTheSameBytes() throws Exception {
    for (SeedGrade grade : List.of(SeedGrade.COMMITTED, SeedGrade.SELF_CHOSEN)) {
      Intent intent = intent(grade);
      Intent read = Intent.read(intent.write());
      assertEquals(intent, read);
      assertArrayEquals(intent.write(), read.write());
      assertEquals(intent.digest(), read.digest());
    }
  }

  @Test
  void aParentModelReadsBack() throws Exception {
    Intent i = intent(SeedGrade.COMMITTED);
    Intent child =
        new Intent(
            i.datasets(),
            i.program(),
            new InitialModel.Parent(digest("parent"), digest("certificate")),
            ReleaseMode.SEALED,
            i.trainer(),
            i.registration(),
            i.created(),
            i.grade(),
            i.selfChosen());
    assertEquals(child, Intent.read(child.write()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"grade\":\"committed\" | \"grade\":\"proven\"",
        "\"release\":\"released\" | \"release\":\"open\"",
        "\"kind\":\"seed\" | \"kind\":\"other\"",
        "2026-11-26T12:00:00Z | 2026-11-26T12:00:00.5Z",
        "2026-11-26T12:00:00Z | yesterday",
        "00112233445566778899aabbccddeeff | 00112233445566778899aabbccddeef",
        "hallmark/intent/v1 | hallmark/intent/v2",
        "\"trainer\":\"M | \"trainer\":\"N",
        "\"created\" | \"creatred\"",
        "{\"created\" | { \"created\""
      })
  void anythingElseIsMalformed(String from, String to) {
    String text = new String(intent(SeedGrade.COMMITTED).write(), StandardCharsets.UTF_8);
    assertTrue(text.contains(from), from);
    byte[] changed = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
    assertThrows(VerificationException.Malformed.class, () -> Intent.read(changed));
  }

  @Test
  void aValueBelongsToSelfChosenOnly() {
    String text = new String(intent(SeedGrade.SELF_CHOSEN).write(), StandardCharsets.UTF_8);
    byte[] changed = text.replace("self-chosen", "committed").getBytes(StandardCharsets.UTF_8);
    assertThrows(VerificationException.Malformed.class, () -> Intent.read(changed));
  }

  @Test
  void randomChangesNeverThrowAnythingElse() {
    SplittableRandom random = new SplittableRandom(3);
    byte[] text = intent(SeedGrade.COMMITTED).write();
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] changed = Arrays.copyOf(text, random.nextInt(1, text.length + 3));
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        assertArrayEquals(changed, Intent.read(changed).write());
      } catch (VerificationException.Malformed e) {
        refused++;
      }
    }
    assertTrue(refused > 2000);
  }

  @Test
  void aSignatureIsReadBack() throws Exception {
    Intent intent = intent(SeedGrade.COMMITTED);
    byte[] envelope = IntentSignature.sign(intent, Role.SEED, AUTHORITY).write();
    IntentSignature read = IntentSignature.read(envelope, intent, Role.SEED).signature();
    assertNull(IntentSignature.read(envelope, intent, Role.SEED).problem());
    assertEquals(AUTHORITY.getPublic(), read.signer());
    assertEquals(64, read.signature().bytes().length);
  }

  @Test
  void askedTwiceAnHonestSignerGivesTheSameSeed() {
    Intent intent = intent(SeedGrade.COMMITTED);
    assertArrayEquals(
        IntentSignature.sign(intent, Role.SEED, AUTHORITY).write(),
        IntentSignature.sign(intent, Role.SEED, AUTHORITY).write());
  }

  @Test
  void aSelfChosenSeedHasNoSignature() {
    assertThrows(
        IllegalArgumentException.class,
        () -> IntentSignature.sign(intent(SeedGrade.SELF_CHOSEN), Role.SEED, AUTHORITY));
  }

  private static void assertProblem(byte[] envelope, Intent intent, Role role) throws Exception {
    IntentSignature.Reading reading = IntentSignature.read(envelope, intent, role);
    assertNotNull(reading.problem());
  }

  @Test
  void anotherIntentTwoSignaturesOrAnotherKeyAreProblems() throws Exception {
    Intent intent = intent(SeedGrade.COMMITTED);
    DsseEnvelope envelope = IntentSignature.sign(intent, Role.SEED, AUTHORITY);
    assertProblem(envelope.write(), intent(SeedGrade.SELF_CHOSEN), Role.SEED);
    assertProblem(envelope.withSignature(TRAINER).write(), intent, Role.SEED);
    DsseEnvelope byAnother = DsseEnvelope.sign(DsseEnvelope.IN_TOTO, envelope.payload(), TRAINER);
    assertProblem(byAnother.write(), intent, Role.SEED);
    InTotoStatement s = envelope.statement();
    InTotoStatement otherType =
        new InTotoStatement(s.subjects(), "urn:hallmark:training:v1", s.predicate());
    assertProblem(
        DsseEnvelope.sign(DsseEnvelope.IN_TOTO, otherType.write(), AUTHORITY).write(),
        intent,
        Role.SEED);
  }

  @Test
  void anotherRoleOrAFurtherKeyIsMalformed() throws Exception {
    Intent intent = intent(SeedGrade.COMMITTED);
    DsseEnvelope trainer = IntentSignature.sign(intent, Role.TRAINER, TRAINER);
    assertThrows(
        VerificationException.Malformed.class,
        () -> IntentSignature.read(trainer.write(), intent, Role.SEED));
    InTotoStatement s = trainer.statement();
    JsonObject more = s.predicate().toBuilder().put("draw", 7).build();
    byte[] grinding =
        DsseEnvelope.sign(
                DsseEnvelope.IN_TOTO,
                new InTotoStatement(s.subjects(), s.predicateType(), more).write(),
                TRAINER)
            .write();
    assertThrows(
        VerificationException.Malformed.class,
        () -> IntentSignature.read(grinding, intent, Role.TRAINER));
  }
}
