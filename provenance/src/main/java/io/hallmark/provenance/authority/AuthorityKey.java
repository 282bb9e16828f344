package io.hallmark.provenance.authority;

import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A key of an authority with its own time: a rotated key ends, a revoked one counts for nothing
/// from then on, and at earlier times both are what they were.
///
/// A hybrid key has two parts of different algorithms; it has signed only if both have.
///
/// @param parts one key, or two of different algorithms
/// @param validFrom since when it is believed, if limited
/// @param validUntil until when it is believed, if limited
/// @param revoked since when it is revoked, if it is
public record AuthorityKey(
    List<PublicKey> parts,
    Optional<Instant> validFrom,
    Optional<Instant> validUntil,
    Optional<Instant> revoked) {
  /// @throws IllegalArgumentException if the parts are not one key, or two of different algorithms
  public AuthorityKey {
    parts = List.copyOf(parts);
    List<KeyAlgorithm> algorithms = parts.stream().map(KeyAlgorithm::of).distinct().toList();
    if (parts.isEmpty() || parts.size() > 2 || algorithms.size() != parts.size()) {
      throw new IllegalArgumentException("one key, or two of different algorithms");
    }
  }

  /// A key without limits of its own.
  public static AuthorityKey of(PublicKey key) {
    return new AuthorityKey(List.of(key), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Whether this is one key without limits, which a trust file writes as a mere text.
  boolean isPlain() {
    return equals(of(parts.getFirst()));
  }

  /// The same key, believed until a time.
  public AuthorityKey until(Instant end) {
    return new AuthorityKey(parts, validFrom, Optional.of(end), revoked);
  }

  /// The same key, revoked since a time; an earlier revocation stays.
  public AuthorityKey revokedSince(Instant since) {
    Instant first = revoked.filter(r -> r.isBefore(since)).orElse(since);
    return new AuthorityKey(parts, validFrom, validUntil, Optional.of(first));
  }

  /// The part with this identifier.
  public Optional<PublicKey> part(String keyId) {
    return parts.stream().filter(k -> Keys.keyId(k).equals(keyId)).findFirst();
  }

  /// Why a signature by this key counts for nothing at a time.
  ///
  /// @return name of the check and a sentence, or nothing if it counts
  Optional<Problem> problem(Instant at) {
    if (revoked.filter(r -> !at.isBefore(r)).isPresent()) {
      return Optional.of(new Problem("AUTHORITY_KEY_REVOKED", "revoked since " + revoked.get()));
    }
    if (validUntil.filter(at::isAfter).isPresent()) {
      return Optional.of(
          new Problem("AUTHORITY_KEY_EXPIRED", "believed until " + validUntil.get()));
    }
    if (validFrom.filter(at::isBefore).isPresent()) {
      return Optional.of(
          new Problem("AUTHORITY_KEY_NOT_YET_VALID", "believed from " + validFrom.get()));
    }
    return Optional.empty();
  }

  /// Why a key counts for nothing.
  ///
  /// @param check name of the check
  /// @param detail for people
  record Problem(String check, String detail) {}
}
