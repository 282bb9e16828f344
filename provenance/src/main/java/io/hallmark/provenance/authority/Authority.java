package io.hallmark.provenance.authority;

import io.hallmark.provenance.Documents;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Somebody whom the holder of a trust file believes, within limits.
///
/// @param name the name in reports
/// @param keys its Ed25519 keys, at least one
/// @param capacities the capacities in which it is believed, at least one
/// @param validFrom since when it is believed, if limited
/// @param validUntil until when it is believed, if limited
public record Authority(
    String name,
    List<PublicKey> keys,
    SortedSet<String> capacities,
    Optional<Instant> validFrom,
    Optional<Instant> validUntil) {
  /// @throws IllegalArgumentException if name, keys or capacities are missing or wrong
  public Authority {
    keys = List.copyOf(keys);
    capacities = Collections.unmodifiableSortedSet(new TreeSet<>(capacities));
    if (!Documents.isLine(name) || keys.isEmpty() || capacities.isEmpty()) {
      throw new IllegalArgumentException("an authority has a name, a key and a capacity");
    }
    if (!capacities.stream().allMatch(Capacity::isCapacity)) {
      throw new IllegalArgumentException("not capacities: " + capacities);
    }
  }

  /// Whether it is believed at this time.
  public boolean isValidAt(Instant at) {
    return validFrom.stream().noneMatch(at::isBefore) && validUntil.stream().noneMatch(at::isAfter);
  }

  /// The key with this identifier.
  public Optional<PublicKey> key(String keyId) {
    return keys.stream().filter(k -> Keys.keyId(k).equals(keyId)).findFirst();
  }
}
