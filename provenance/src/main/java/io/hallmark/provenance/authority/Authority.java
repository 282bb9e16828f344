package io.hallmark.provenance.authority;

import io.hallmark.provenance.Documents;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Somebody whom the holder of a trust file believes, within limits.
///
/// @param name the name in reports
/// @param keySets its keys, at least one; those without limits of their own come first
/// @param capacities the capacities in which it is believed, at least one
/// @param validFrom since when it is believed, if limited
/// @param validUntil until when it is believed, if limited
public record Authority(
    String name,
    List<AuthorityKey> keySets,
    SortedSet<String> capacities,
    Optional<Instant> validFrom,
    Optional<Instant> validUntil) {
  /// @throws IllegalArgumentException if name, keys or capacities are missing or wrong
  public Authority {
    keySets =
        Stream.concat(
                keySets.stream().filter(AuthorityKey::isPlain),
                keySets.stream().filter(k -> !k.isPlain()))
            .toList();
    capacities = Collections.unmodifiableSortedSet(new TreeSet<>(capacities));
    if (!Documents.isLine(name) || keySets.isEmpty() || capacities.isEmpty()) {
      throw new IllegalArgumentException("an authority has a name, a key and a capacity");
    }
    if (!capacities.stream().allMatch(Capacity::isCapacity)) {
      throw new IllegalArgumentException("not capacities: " + capacities);
    }
  }

  /// An authority whose keys have no limits of their own.
  public static Authority of(
      String name,
      List<PublicKey> keys,
      SortedSet<String> capacities,
      Optional<Instant> validFrom,
      Optional<Instant> validUntil) {
    return new Authority(
        name, keys.stream().map(AuthorityKey::of).toList(), capacities, validFrom, validUntil);
  }

  /// All keys, the parts of hybrid ones each.
  public List<PublicKey> keys() {
    return keySets.stream().flatMap(k -> k.parts().stream()).toList();
  }

  /// The same authority with other keys.
  public Authority withKeys(List<AuthorityKey> other) {
    return new Authority(name, other, capacities, validFrom, validUntil);
  }

  /// Whether it is believed at this time.
  public boolean isValidAt(Instant at) {
    return validFrom.stream().noneMatch(at::isBefore) && validUntil.stream().noneMatch(at::isAfter);
  }

  /// Whether what this key of it signs at this time is its word: it is believed, and so is the key.
  public boolean speaksWith(String keyId, Instant at) {
    return isValidAt(at) && keySet(keyId).filter(k -> k.problem(at).isEmpty()).isPresent();
  }

  /// The key with this identifier.
  public Optional<PublicKey> key(String keyId) {
    return keySet(keyId).flatMap(k -> k.part(keyId));
  }

  /// The key of which the one with this identifier is, or is a part.
  public Optional<AuthorityKey> keySet(String keyId) {
    return keySets.stream().filter(k -> k.part(keyId).isPresent()).findFirst();
  }
}
