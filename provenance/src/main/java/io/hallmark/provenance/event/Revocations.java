package io.hallmark.provenance.event;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.RevokedCertificate;
import io.hallmark.provenance.authority.TrustPolicy;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What authorities took back.
///
/// - **Keys**: events of kind `keys-revoked`, each with the keys as subjects, `sha256` being the
///   digest of a key's SPKI encoding, which is its identifier.
/// - **Certificates of data sets**: events of kind `certificate-revoked`, each with certificates as
///   subjects, by the digest `hallmark`
///   ([io.hallmark.provenance.authority.DatasetCertificate#digest]).
///
/// Both count for nothing from the event's time on; before, they are what they were. An authority
/// may revoke its own keys and its own word; whom the trust file believes in the capacity
/// [#REVOKER] may revoke everybody's. What a key signed when it was revoked already, or its
/// authority not believed, revokes nothing.
public final class Revocations {
  /// The capacity of those who may revoke keys and certificates of others.
  public static final String REVOKER = "revoker";

  private Revocations() {}

  /// The event that revokes keys.
  public static LogEvent event(List<PublicKey> keys, Instant since, PublicKey signer) {
    List<Subject> subjects = new ArrayList<>();
    for (PublicKey key : keys) {
      Digest id = Digests.sha256(key.getEncoded());
      subjects.add(new Subject("key", new TreeMap<>(Map.of(InTotoStatement.SHA256, id))));
    }
    return new LogEvent(
        EventKind.KEYS_REVOKED,
        subjects,
        since,
        signer,
        List.of(),
        new TreeMap<>(),
        new TreeMap<>());
  }

  /// A trust file after these events; those that are not revocations, or by nobody who may revoke,
  /// change nothing.
  public static TrustPolicy apply(TrustPolicy trust, List<LogEvent> events) {
    Map<String, Instant> keys = new TreeMap<>();
    List<RevokedCertificate> certificates = new ArrayList<>();
    for (LogEvent event : events) {
      String keyId = Keys.keyId(event.signer());
      Optional<Authority> signer =
          trust.authority(keyId).filter(a -> a.speaksWith(keyId, event.time()));
      if (signer.isPresent() && event.kind() == EventKind.KEYS_REVOKED) {
        keys(event, signer.get(), keys);
      } else if (signer.isPresent() && event.kind() == EventKind.CERTIFICATE_REVOKED) {
        certificates(event, signer.get(), certificates);
      }
    }
    return trust.withRevoked(keys).withRevokedCertificates(certificates);
  }

  private static void keys(LogEvent event, Authority signer, Map<String, Instant> since) {
    for (Subject subject : event.subjects()) {
      Digest id = subject.digests().get(InTotoStatement.SHA256);
      if (id != null && (isRevoker(signer) || signer.key(id.hex()).isPresent())) {
        since.merge(id.hex(), event.time(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
  }

  private static void certificates(
      LogEvent event, Authority signer, List<RevokedCertificate> certificates) {
    Optional<String> whose = isRevoker(signer) ? Optional.empty() : Optional.of(signer.name());
    for (Subject subject : event.subjects()) {
      Digest id = subject.digests().get(InTotoStatement.HALLMARK);
      if (id != null) {
        certificates.add(new RevokedCertificate(id, whose, event.time()));
      }
    }
  }

  private static boolean isRevoker(Authority signer) {
    return signer.capacities().contains(REVOKER);
  }
}
