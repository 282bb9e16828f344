package io.hallmark.proof;

import io.hallmark.proof.ProofException.Rejected;
import java.util.function.Supplier;

/// The one door through which every check of the verifier goes.
///
/// Each call names its check by a literal constant, so a test can take the calls for one name out
/// of the compiled verifier and show that exactly that name's liar is then accepted. Nothing else
/// can turn a check off.
public final class Checks {
  private Checks() {}

  /// Rejects unless the condition holds.
  ///
  /// @param check the name of the check, a constant at every call
  /// @param holds the condition
  /// @param detail where and why, for people
  /// @throws Rejected with this check if the condition does not hold
  public static void check(Check check, boolean holds, String detail) throws Rejected {
    if (!holds) {
      throw new Rejected(check, detail);
    }
  }

  /// Rejects unless the condition holds; the detail is only made when it is needed.
  ///
  /// @param check the name of the check, a constant at every call
  /// @param holds the condition
  /// @param detail where and why, for people
  /// @throws Rejected with this check if the condition does not hold
  public static void check(Check check, boolean holds, Supplier<String> detail) throws Rejected {
    if (!holds) {
      throw new Rejected(check, detail.get());
    }
  }
}
