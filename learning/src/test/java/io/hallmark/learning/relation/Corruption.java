package io.hallmark.learning.relation;

import java.util.function.Consumer;

/// A false witness and the constraint that must catch it.
///
/// @param name what the liar does
/// @param expected the constraint, as `kind of part: NAME`
/// @param apply alters the honest cells; multiplicities are fitted to the lie afterwards
record Corruption(String name, String expected, Consumer<Assignment> apply) {
  @Override
  public String toString() {
    return name;
  }
}
