package io.hallmark.provenance.policy;

/// Widths of policy relations.
///
/// @param limb bits of a limb: the width of the largest range table
/// @param key bits of a key, the first limb of a fingerprint; at most 60
/// @param cut longest interval of a public exclusion list, as a power of two
public record PolicyFormat(int limb, int key, int cut) {
  /// The widths of the product.
  public static final PolicyFormat STANDARD = new PolicyFormat(16, 60, 48);

  /// Checks the widths.
  ///
  /// @throws IllegalArgumentException if they are out of bounds
  public PolicyFormat {
    if (limb < 1 || limb > 16 || key < 1 || key > 60 || cut < 1 || cut > key) {
      throw new IllegalArgumentException("limb " + limb + ", key " + key + ", cut " + cut);
    }
  }
}
