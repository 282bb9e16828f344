package io.hallmark.provenance.authority;

/// What a trust file asks for: an attestation by enough distinct authorities in one capacity.
///
/// @param attestation what must be attested
/// @param capacity in which capacity
/// @param threshold by how many authorities of the trust file, each counted once
public record Requirement(Attestation attestation, String capacity, int threshold) {
  /// @throws IllegalArgumentException if the threshold is not positive or the capacity is no word
  public Requirement {
    if (threshold < 1 || !Capacity.isCapacity(capacity)) {
      throw new IllegalArgumentException("a requirement has a capacity and a threshold from 1 on");
    }
  }

  @Override
  public String toString() {
    return attestation.code() + " by " + threshold + " in capacity " + capacity;
  }
}
