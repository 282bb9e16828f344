package io.hallmark.provenance.event;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Revoked keys: events of kind `keys-revoked`, each with the keys as subjects, `sha256` being the
/// digest of a key's SPKI encoding, which is its identifier. A key counts for nothing from the
/// event's time on; before, it is what it was.
///
/// An authority may revoke its own keys; whom the trust file believes in the capacity [#REVOKER]
/// may revoke everybody's.
public final class Revocations {
  /// The capacity of those who may revoke the keys of others.
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
    Map<String, Instant> since = new TreeMap<>();
    for (LogEvent event : events) {
      Optional<Authority> signer = trust.authority(Keys.keyId(event.signer()));
      if (event.kind() == EventKind.KEYS_REVOKED
          && signer.filter(a -> a.isValidAt(event.time())).isPresent()) {
        for (Subject subject : event.subjects()) {
          Digest id = subject.digests().get(InTotoStatement.SHA256);
          if (id != null && mayRevoke(signer.get(), id.hex())) {
            since.merge(id.hex(), event.time(), (a, b) -> a.isBefore(b) ? a : b);
          }
        }
      }
    }
    return trust.withRevoked(since);
  }

  private static boolean mayRevoke(Authority signer, String keyId) {
    return signer.capacities().contains(REVOKER) || signer.key(keyId).isPresent();
  }
}
