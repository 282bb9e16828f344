package io.hallmark.provenance.authority;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.Revocations;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Keys of authorities: two algorithms, hybrid, rotated, revoked, and thresholds over them.
final class AuthorityKeyTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Instant START = NOW.minus(Duration.ofDays(100));
  private static final Instant END = NOW.plus(Duration.ofDays(1000));
  private static final Digest SHA = Digests.sha256(new byte[] {1});
  private static final Digest TAGGED = Digests.sha256(new byte[] {2});
  private static final KeyPair ED = Keys.generate();
  private static final KeyPair ML = Keys.generate(KeyAlgorithm.ML_DSA_65);
  private static final KeyPair NEW = Keys.generate();
  private static final KeyPair OTHER = Keys.generate();

  @Test
  void mlDsaKeysSurviveTheirFiles() throws Exception {
    assertEquals(ML.getPublic(), Keys.readPublic(Keys.publicPem(ML.getPublic())));
    byte[] message = {1, 2, 3};
    byte[] signature = Keys.sign(Keys.readPrivate(Keys.privatePem(ML.getPrivate())), message);
    assertEquals(3309, signature.length);
    assertTrue(Keys.verify(ML.getPublic(), message, signature));
    signature[7] ^= 1;
    assertFalse(Keys.verify(ML.getPublic(), message, signature));
    assertFalse(Keys.verify(ML.getPublic(), message, Keys.sign(ED.getPrivate(), message)));
    assertFalse(Keys.verify(ED.getPublic(), message, Keys.sign(ML.getPrivate(), message)));
  }

  @Test
  void otherParametersOfMlDsaAreRefused() throws Exception {
    for (String kind : List.of("ML-DSA-44", "ML-DSA-87")) {
      KeyPair other = KeyPairGenerator.getInstance(kind).generateKeyPair();
      assertThrows(
          VerificationException.Malformed.class,
          () -> Keys.readPublic(Keys.publicPem(other.getPublic())));
      assertThrows(IllegalArgumentException.class, () -> AuthorityKey.of(other.getPublic()));
    }
  }

  @Test
  void trainersSeedsAndEventsNeedEd25519() {
    assertThrows(
        IllegalArgumentException.class,
        () -> LogEvent.of(EventKind.RECORDED, subject(), NOW, ML.getPublic(), List.of(), Map.of()));
  }

  @Test
  void anAuthorityMaySignWithMlDsa() throws Exception {
    TrustPolicy trust = trust(1, authority("a", AuthorityKey.of(ML.getPublic())));
    trust.requireMet(List.of(review(trust, NOW, ML)));
    DsseEnvelope read = DsseEnvelope.read(signed(ML).write());
    assertEquals(signed(ML).payloadType(), read.payloadType());
    assertTrue(read.isSignedBy(ML.getPublic(), read.signatures().getFirst()));
  }

  @Test
  void aHybridKeyHasSignedOnlyIfBothPartsHave() throws Exception {
    AuthorityKey hybrid = key(List.of(ED, ML));
    TrustPolicy trust = trust(1, authority("a", hybrid));
    trust.requireMet(List.of(review(trust, NOW, ED, ML)));
    assertRejected("AUTHORITY_HYBRID", trust, NOW, ED);
    assertRejected("AUTHORITY_HYBRID", trust, NOW, ML);
    DsseEnvelope honest = signed(ED, ML);
    String envelope = new String(honest.write(), StandardCharsets.UTF_8);
    String mlSignature = Base64.getEncoder().encodeToString(honest.signatures().get(1).bytes());
    String bent = envelope.replace(mlSignature.substring(0, 8), "AAAAAAAA");
    DsseEnvelope forged = DsseEnvelope.read(bent.getBytes(StandardCharsets.UTF_8));
    Rejected e = assertThrows(Rejected.class, () -> trust.review(forged, SHA, TAGGED, NOW));
    assertTrue(
        e.code().equals("AUTHORITY_HYBRID") || e.code().equals("AUTHORITY_SIGNATURE"), e.code());
    assertThrows(IllegalArgumentException.class, () -> key(List.of(ED, NEW)));
    assertThrows(IllegalArgumentException.class, () -> key(List.of()));
  }

  @Test
  void aRotatedKeyIsGoodAtItsTimeAndTheNewOneAfterwards() throws Exception {
    TrustPolicy trust =
        trust(
            1,
            authority(
                "a",
                AuthorityKey.of(ED.getPublic()).until(NOW),
                new AuthorityKey(
                    List.of(NEW.getPublic()),
                    Optional.of(NOW),
                    Optional.empty(),
                    Optional.empty())));
    Instant before = NOW.minusSeconds(5);
    Instant after = NOW.plusSeconds(5);
    trust.requireMet(List.of(review(trust, before, ED)));
    assertRejected("AUTHORITY_KEY_EXPIRED", trust, after, ED);
    assertRejected("AUTHORITY_KEY_NOT_YET_VALID", trust, before, NEW);
    trust.requireMet(List.of(review(trust, after, NEW)));
    // Signed again after the rotation, the envelope stays good and counts once.
    CertificateReview both = review(trust, after, ED, NEW);
    assertEquals(1, both.authorities().size());
    trust.requireMet(List.of(both));
    TrustPolicy two = trust(2, trust.authorities().getFirst());
    Rejected e = assertThrows(Rejected.class, () -> two.requireMet(List.of(both)));
    assertEquals("TRUST_REQUIREMENT", e.code());
  }

  @Test
  void aRevokedKeyCountsForNothingFromThenOn() throws Exception {
    TrustPolicy trust =
        trust(1, authority("a", AuthorityKey.of(ED.getPublic()), AuthorityKey.of(NEW.getPublic())));
    LogEvent own = Revocations.event(List.of(ED.getPublic()), NOW, NEW.getPublic());
    TrustPolicy after = Revocations.apply(trust, List.of(read(own, NEW)));
    assertRejected("AUTHORITY_KEY_REVOKED", after, NOW, ED);
    after.requireMet(List.of(review(after, NOW.minusSeconds(1), ED)));
    after.requireMet(List.of(review(after, NOW, NEW)));
    assertEquals(after, TrustPolicy.read(after.write()));
    // Somebody else's list changes nothing, unless he is believed as a revoker.
    LogEvent others = Revocations.event(List.of(ED.getPublic()), NOW, OTHER.getPublic());
    assertEquals(trust, Revocations.apply(trust, List.of(read(others, OTHER))));
    Authority board = authority("board", AuthorityKey.of(OTHER.getPublic()));
    TrustPolicy withBoard = trust(1, trust.authorities().getFirst(), board);
    assertEquals(withBoard, Revocations.apply(withBoard, List.of(read(others, OTHER))));
    Authority revoker =
        Authority.of(
            "board",
            List.of(OTHER.getPublic()),
            new TreeSet<>(Set.of(Revocations.REVOKER)),
            Optional.empty(),
            Optional.empty());
    TrustPolicy withRevoker = trust(1, trust.authorities().getFirst(), revoker);
    assertRejected(
        "AUTHORITY_KEY_REVOKED",
        Revocations.apply(withRevoker, List.of(read(others, OTHER))),
        NOW,
        ED);
  }

  /// Whoever stole a key that was revoked, or whose time is over, revokes nothing with it.
  @Test
  void aRevokedOrExpiredKeyRevokesNothing() throws Exception {
    TrustPolicy trust =
        trust(
            1,
            authority(
                "a",
                AuthorityKey.of(ED.getPublic()).revokedSince(NOW),
                AuthorityKey.of(NEW.getPublic())));
    LogEvent stolen = Revocations.event(List.of(NEW.getPublic()), NOW, ED.getPublic());
    assertEquals(trust, Revocations.apply(trust, List.of(read(stolen, ED))));
    LogEvent inTime =
        Revocations.event(List.of(NEW.getPublic()), NOW.minusSeconds(1), ED.getPublic());
    assertRejected(
        "AUTHORITY_KEY_REVOKED", Revocations.apply(trust, List.of(read(inTime, ED))), NOW, NEW);
  }

  @Test
  void oneHalfOfAThresholdIsNotEnough() throws Exception {
    TrustPolicy trust =
        trust(
            2,
            authority("a", key(List.of(ED, ML))),
            authority("b", AuthorityKey.of(NEW.getPublic())),
            authority("c", AuthorityKey.of(OTHER.getPublic())));
    CertificateReview one = review(trust, NOW, ED, ML);
    Rejected e = assertThrows(Rejected.class, () -> trust.requireMet(List.of(one)));
    assertEquals("TRUST_REQUIREMENT", e.code());
    trust.requireMet(List.of(review(trust, NOW, ED, ML, OTHER)));
    trust.requireMet(List.of(review(trust, NOW, NEW, OTHER)));
    assertEquals(trust, TrustPolicy.read(trust.write()));
  }

  private static LogEvent read(LogEvent event, KeyPair key) throws Exception {
    return LogEvent.read(event.sign(key));
  }

  private static AuthorityKey key(List<KeyPair> pairs) {
    return new AuthorityKey(
        pairs.stream().map(KeyPair::getPublic).toList(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Authority authority(String name, AuthorityKey... keys) {
    return new Authority(
        name, List.of(keys), new TreeSet<>(Set.of("owner")), Optional.empty(), Optional.empty());
  }

  private static TrustPolicy trust(int threshold, Authority... authorities) {
    return new TrustPolicy(
        List.of(authorities), List.of(new Requirement(Attestation.REVIEWED, "owner", threshold)));
  }

  private static InTotoStatement.Subject subject() {
    return new InTotoStatement.Subject(
        "manifest",
        new TreeMap<>(Map.of(InTotoStatement.SHA256, SHA, InTotoStatement.HALLMARK, TAGGED)));
  }

  private static DsseEnvelope signed(KeyPair... keys) {
    DatasetCertificate certificate =
        new DatasetCertificate(
            "A", "owner", new TreeSet<>(Set.of(Attestation.REVIEWED)), START, END, "", List.of());
    DsseEnvelope envelope =
        DsseEnvelope.sign(DsseEnvelope.IN_TOTO, certificate.about(subject()).write(), keys[0]);
    for (int i = 1; i < keys.length; i++) {
      envelope = envelope.withSignature(keys[i]);
    }
    return envelope;
  }

  private static CertificateReview review(TrustPolicy trust, Instant at, KeyPair... keys)
      throws Exception {
    return trust.review(signed(keys), SHA, TAGGED, at);
  }

  private static void assertRejected(String code, TrustPolicy trust, Instant at, KeyPair... keys) {
    assertEquals(code, assertThrows(Rejected.class, () -> review(trust, at, keys)).code());
  }
}
