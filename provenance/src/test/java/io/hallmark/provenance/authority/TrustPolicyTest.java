package io.hallmark.provenance.authority;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.timestamp.TimestampAuthority;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class TrustPolicyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant END = Instant.parse("2027-12-31T23:59:59Z");
  private static final Digest SHA = Digests.sha256(new byte[] {1});
  private static final Digest TAGGED = Digests.sha256(new byte[] {2});

  private final KeyPair hospital = Keys.generate();
  private final KeyPair board = Keys.generate();
  private final KeyPair stranger = Keys.generate();

  @Test
  void aCertificateOfATrustedAuthorityMeetsItsRequirement() throws Exception {
    TrustPolicy trust = trust(require(Attestation.SOURCES_RECOMPUTED, 1), hospital);
    CertificateReview review = trust.review(signed(hospital), SHA, TAGGED, NOW);
    assertEquals("authority 0", review.authorities().getFirst().name());
    assertTrue(review.certificate().attests().contains(Attestation.SOURCES_RECOMPUTED));
    trust.requireMet(List.of(review));
  }

  @Test
  void anUnknownSignerIsReportedButMeetsNothing() throws Exception {
    TrustPolicy open = trust(List.of(), hospital);
    CertificateReview review = open.review(signed(stranger), SHA, TAGGED, NOW);
    assertEquals(Optional.empty(), review.signers().getFirst().authority());
    open.requireMet(List.of(review));
    TrustPolicy strict = trust(require(Attestation.SOURCES_RECOMPUTED, 1), hospital);
    assertCode("TRUST_REQUIREMENT", () -> strict.requireMet(List.of(review)));
    assertCode("TRUST_REQUIREMENT", () -> strict.requireMet(List.of()));
  }

  @Test
  void anotherAttestationOrCapacityMeetsNothing() throws Exception {
    TrustPolicy trust = trust(require(Attestation.COLLECTED, 1), hospital);
    CertificateReview review = trust.review(signed(hospital), SHA, TAGGED, NOW);
    assertCode("TRUST_REQUIREMENT", () -> trust.requireMet(List.of(review)));
    DsseEnvelope custodian = envelope(certificate("custodian", START, END), hospital);
    assertCode("AUTHORITY_CAPACITY", () -> trust.review(custodian, SHA, TAGGED, NOW));
  }

  @Test
  void anExpiredOrFutureCertificateIsRejected() {
    TrustPolicy trust = trust(List.of(), hospital);
    DsseEnvelope envelope = signed(hospital);
    assertCode(
        "CERTIFICATE_EXPIRED", () -> trust.review(envelope, SHA, TAGGED, END.plusSeconds(1)));
    assertCode(
        "CERTIFICATE_NOT_YET_VALID",
        () -> trust.review(envelope, SHA, TAGGED, START.minusSeconds(1)));
  }

  @Test
  void anAuthorityIsBelievedOnlyInItsTime() throws Exception {
    Authority limited =
        Authority.of(
            "A",
            List.of(hospital.getPublic()),
            new TreeSet<>(Set.of("owner")),
            Optional.of(START),
            Optional.of(NOW));
    TrustPolicy trust = new TrustPolicy(List.of(limited), List.of());
    trust.review(signed(hospital), SHA, TAGGED, NOW);
    assertCode(
        "AUTHORITY_EXPIRED", () -> trust.review(signed(hospital), SHA, TAGGED, NOW.plusSeconds(1)));
  }

  @Test
  void aForgedSignatureIsRejectedNotIgnored() throws Exception {
    TrustPolicy trust = trust(List.of(), hospital);
    String good = new String(signed(stranger).write(), StandardCharsets.UTF_8);
    String claimed =
        good.replace(Keys.keyId(stranger.getPublic()), Keys.keyId(hospital.getPublic()));
    DsseEnvelope forged = DsseEnvelope.read(claimed.getBytes(StandardCharsets.UTF_8));
    assertCode("AUTHORITY_SIGNATURE", () -> trust.review(forged, SHA, TAGGED, NOW));
  }

  @Test
  void aCertificateAboutAnotherManifestIsRejected() {
    TrustPolicy trust = trust(List.of(), hospital);
    assertCode("SUBJECT", () -> trust.review(signed(hospital), TAGGED, TAGGED, NOW));
    assertCode("SUBJECT", () -> trust.review(signed(hospital), SHA, SHA, NOW));
  }

  /// A signature for one manifest, put on the envelope for another, is nobody's word.
  @Test
  void signaturesOverDifferentManifestsDoNotAddUp() throws Exception {
    TrustPolicy trust = trust(require(Attestation.SOURCES_RECOMPUTED, 2), hospital, board);
    DsseEnvelope here = signed(hospital);
    DsseEnvelope there =
        envelope(
            certificate("owner", START, END)
                .about(InTotoStatement.Subject.of("manifest.json", SHA, SHA)),
            board);
    String mixed =
        new String(here.write(), StandardCharsets.UTF_8)
            .replace("}]}", "}," + signature(there) + "]}");
    DsseEnvelope both = DsseEnvelope.read(mixed.getBytes(StandardCharsets.UTF_8));
    assertEquals(2, both.signatures().size());
    assertCode("AUTHORITY_SIGNATURE", () -> trust.review(both, SHA, TAGGED, NOW));
    assertCode("SUBJECT", () -> trust.review(there, SHA, TAGGED, NOW));
    CertificateReview one = trust.review(here, SHA, TAGGED, NOW);
    assertCode("TRUST_REQUIREMENT", () -> trust.requireMet(List.of(one)));
    trust.requireMet(List.of(trust.review(here.withSignature(board), SHA, TAGGED, NOW)));
  }

  private static String signature(DsseEnvelope envelope) {
    String text = new String(envelope.write(), StandardCharsets.UTF_8);
    return text.substring(text.indexOf("{\"keyid\""), text.lastIndexOf("]}"));
  }

  /// What a signer takes back counts for nothing from then on; the others' word stays.
  @Test
  void aRevokedCertificateIsRejectedFromThenOn() throws Exception {
    DsseEnvelope envelope = signed(hospital).withSignature(board);
    Digest digest = DatasetCertificate.digest(envelope);
    assertEquals(digest, DatasetCertificate.digest(signed(hospital)));
    TrustPolicy trust = trust(require(Attestation.SOURCES_RECOMPUTED, 1), hospital, board);
    TrustPolicy byOne =
        trust.withRevokedCertificates(
            List.of(new RevokedCertificate(digest, Optional.of("authority 0"), NOW)));
    TrustPolicy byAll =
        trust.withRevokedCertificates(
            List.of(new RevokedCertificate(digest, Optional.empty(), NOW)));
    TrustPolicy another =
        trust.withRevokedCertificates(List.of(new RevokedCertificate(SHA, Optional.empty(), NOW)));
    assertCode("CERTIFICATE_REVOKED", () -> byOne.review(envelope, SHA, TAGGED, NOW));
    assertCode("CERTIFICATE_REVOKED", () -> byAll.review(signed(board), SHA, TAGGED, NOW));
    byOne.review(signed(board), SHA, TAGGED, NOW);
    byOne.review(envelope, SHA, TAGGED, NOW.minusSeconds(1));
    another.review(envelope, SHA, TAGGED, NOW);
    assertEquals(byOne, TrustPolicy.read(byOne.write()));
    assertEquals(byAll, TrustPolicy.read(byAll.write()));
    assertEquals(byAll, byAll.withRevokedCertificates(byAll.revoked()));
    assertEquals(byOne.revoked(), byOne.withAuthorities(trust.authorities()).revoked());
    assertEquals(byOne.revoked(), byOne.withRequirements(List.of()).revoked());
  }

  @Test
  void anotherPayloadOrPredicateTypeIsRejected() {
    TrustPolicy trust = trust(List.of(), hospital);
    InTotoStatement statement = certificate("owner", START, END).about(subject());
    assertCode(
        "PAYLOAD_TYPE",
        () ->
            trust.review(
                DsseEnvelope.sign("application/json", statement.write(), hospital),
                SHA,
                TAGGED,
                NOW));
    InTotoStatement other =
        new InTotoStatement(statement.subjects(), "urn:other:v1", statement.predicate());
    assertCode("PREDICATE_TYPE", () -> trust.review(envelope(other, hospital), SHA, TAGGED, NOW));
  }

  @Test
  void aThresholdCountsEachAuthorityOnce() throws Exception {
    Authority twoKeys =
        Authority.of(
            "two keys",
            List.of(hospital.getPublic(), stranger.getPublic()),
            new TreeSet<>(Set.of("owner")),
            Optional.empty(),
            Optional.empty());
    Authority other =
        Authority.of(
            "other",
            List.of(board.getPublic()),
            new TreeSet<>(Set.of("owner")),
            Optional.empty(),
            Optional.empty());
    TrustPolicy trust =
        new TrustPolicy(List.of(twoKeys, other), require(Attestation.SOURCES_RECOMPUTED, 2));
    CertificateReview twice =
        trust.review(signed(hospital).withSignature(stranger), SHA, TAGGED, NOW);
    assertCode("TRUST_REQUIREMENT", () -> trust.requireMet(List.of(twice)));
    CertificateReview again = trust.review(signed(hospital), SHA, TAGGED, NOW);
    assertCode("TRUST_REQUIREMENT", () -> trust.requireMet(List.of(twice, again)));
    CertificateReview both = trust.review(signed(hospital).withSignature(board), SHA, TAGGED, NOW);
    trust.requireMet(List.of(both));
    CertificateReview apart = trust.review(signed(board), SHA, TAGGED, NOW);
    trust.requireMet(List.of(again, apart));
  }

  @Test
  void aForgedText() {
    InTotoStatement statement = certificate("owner", START, END).about(subject());
    String text = new String(statement.write(), StandardCharsets.UTF_8);
    String bent = text.replace("obtained the same record roots", "looked at the record roots");
    DsseEnvelope envelope =
        DsseEnvelope.sign(DsseEnvelope.IN_TOTO, bent.getBytes(StandardCharsets.UTF_8), hospital);
    assertThrows(
        VerificationException.Malformed.class,
        () -> trust(List.of(), hospital).review(envelope, SHA, TAGGED, NOW));
  }

  @Test
  void theFileRoundTrips() throws Exception {
    TrustPolicy trust = trust(require(Attestation.REVIEWED, 2), hospital, board);
    assertEquals(trust, TrustPolicy.read(trust.write()));
    assertArrayEquals(trust.write(), TrustPolicy.read(trust.write()).write());
    assertEquals(TrustPolicy.EMPTY, TrustPolicy.read(TrustPolicy.EMPTY.write()));
    String twice =
        new String(trust.write(), StandardCharsets.UTF_8).replace("authority 1", "authority 0");
    assertThrows(
        VerificationException.Malformed.class,
        () -> TrustPolicy.read(twice.getBytes(StandardCharsets.UTF_8)));
  }

  private static ForeignKeys foreign() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return new ForeignKeys(
        List.of(TimestampAuthority.create("Clock", START, new SecureRandom()).root()),
        List.of(generator.generateKeyPair().getPublic()));
  }

  @Test
  void keysOfOtherFormatsSurviveTheFileAndEveryChangeOfTheRest() throws Exception {
    ForeignKeys foreign = foreign();
    TrustPolicy trust = trust(require(Attestation.REVIEWED, 2), hospital).withForeign(foreign);
    assertEquals(trust, TrustPolicy.read(trust.write()));
    assertEquals(foreign, trust.withForeign(foreign).foreign(), "each once");
    assertEquals(foreign, trust.withAuthorities(List.of()).foreign());
    assertEquals(foreign, trust.withRequirements(List.of()).foreign());
    assertEquals(foreign, trust.withRevoked(Map.of()).foreign());
    assertEquals(2, trust.withForeign(foreign()).foreign().timestampRoots().size());
    String text = new String(trust.write(), StandardCharsets.UTF_8);
    for (String key : List.of("timestamp_roots", "model_keys")) {
      String bent = text.replaceFirst("(\"" + key + "\": \\[\\s*\")M", "$1N");
      assertTrue(!bent.equals(text), text);
      assertThrows(
          VerificationException.Malformed.class,
          () -> TrustPolicy.read(bent.getBytes(StandardCharsets.UTF_8)));
    }
  }

  @Test
  void mutatedCertificatesAndTrustFilesNeverThrowAnythingElse() throws Exception {
    TrustPolicy trust = trust(require(Attestation.REVIEWED, 1), hospital).withForeign(foreign());
    byte[] file = trust.write();
    byte[] payload = certificate("owner", START, END).about(subject()).write();
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 3000; i++) {
      byte[] bent = (i % 2 == 0 ? file : payload).clone();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        bent[random.nextInt(bent.length)] = (byte) random.nextInt(32, 127);
      }
      try {
        if (i % 2 == 0) {
          TrustPolicy read = TrustPolicy.read(bent);
          assertEquals(read, TrustPolicy.read(read.write()));
        } else {
          DatasetCertificate read = DatasetCertificate.of(InTotoStatement.read(bent));
          InTotoStatement.Subject subject = InTotoStatement.read(bent).subjects().getFirst();
          assertArrayEquals(bent, read.about(subject).write());
        }
      } catch (VerificationException e) {
        assertTrue(e.getMessage() != null);
      }
    }
  }

  private DsseEnvelope signed(KeyPair key) {
    return envelope(certificate("owner", START, END), key);
  }

  private static DsseEnvelope envelope(DatasetCertificate certificate, KeyPair key) {
    return envelope(certificate.about(subject()), key);
  }

  private static DsseEnvelope envelope(InTotoStatement statement, KeyPair key) {
    return DsseEnvelope.sign(DsseEnvelope.IN_TOTO, statement.write(), key);
  }

  private static InTotoStatement.Subject subject() {
    return InTotoStatement.Subject.of("manifest.json", SHA, TAGGED);
  }

  private static DatasetCertificate certificate(String capacity, Instant from, Instant until) {
    return new DatasetCertificate(
        "City Hospital",
        capacity,
        new TreeSet<>(EnumSet.of(Attestation.SOURCES_RECOMPUTED)),
        from,
        until,
        "",
        List.of());
  }

  private static List<Requirement> require(Attestation attestation, int threshold) {
    return List.of(new Requirement(attestation, "owner", threshold));
  }

  private static TrustPolicy trust(List<Requirement> requirements, KeyPair... keys) {
    List<Authority> authorities = new ArrayList<>();
    for (KeyPair key : keys) {
      authorities.add(
          Authority.of(
              "authority " + authorities.size(),
              List.of(key.getPublic()),
              new TreeSet<>(Set.of("owner")),
              Optional.empty(),
              Optional.empty()));
    }
    return new TrustPolicy(authorities, requirements);
  }

  private static void assertCode(String code, Executable action) {
    assertEquals(code, assertThrows(Rejected.class, action).code());
  }
}
