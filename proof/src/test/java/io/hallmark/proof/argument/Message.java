package io.hallmark.proof.argument;

import java.util.List;

/// One message of a proof.
///
/// @param part number of the part that says it, -1 outside the parts
/// @param kind how it is protected
/// @param label its label
/// @param root hexadecimal root of the opened tree, or empty
/// @param firstPad first pad of a hidden message, or -1
/// @param positions opened positions, or none
/// @param units the elements (two words each), base elements or digests that it is made of
record Message(
    int part,
    Kind kind,
    String label,
    String root,
    int firstPad,
    List<Long> positions,
    List<List<Long>> units) {
  enum Kind {
    /// Elements of E less a pad.
    HIDDEN,
    /// Elements of E as they are.
    CLEAR,
    /// Roots.
    DIGEST,
    /// Values of opened leaves, elements of F.
    VALUES,
    /// Salts of opened leaves.
    SALTS,
    /// Digests that lead from leaves to a root.
    SIBLINGS,
    /// A nonce.
    NONCE
  }

  /// All but the units: part, kind, label and number of units. Siblings are counted by positions.
  String shape() {
    String count = kind == Kind.SIBLINGS ? "" : "" + units.size();
    return part + " " + kind + " " + label + " " + count;
  }

  @Override
  public String toString() {
    return shape();
  }
}
