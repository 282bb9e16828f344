package io.hallmark.provenance.policy;

/// A policy that cannot be compiled for a data set: it names a column that does not exist, permits
/// nothing or everything, or exceeds a bound.
public final class PolicyRefused extends Exception {
  private static final long serialVersionUID = 1;
  private final Code code;

  /// Why a policy is refused.
  public enum Code {
    /// A column that does not exist, or stands twice.
    POLICY_COLUMN,
    /// A column of another kind than the rule needs.
    POLICY_KIND,
    /// A value that the codebook does not contain.
    POLICY_VALUE,
    /// A value twice.
    POLICY_DUPLICATE,
    /// Nothing is permitted, or nothing is required.
    POLICY_EMPTY,
    /// Everything is permitted, or there is nothing to compare.
    POLICY_VACUOUS,
    /// Groups, parts or lists that overlap.
    POLICY_OVERLAP,
    /// A count or share outside its bounds.
    POLICY_BOUND,
    /// A part without shards.
    POLICY_PART,
    /// A rule about a time, and no time.
    POLICY_TIME,
    /// A window that does not fit the rule.
    POLICY_WINDOW,
    /// A rule that identifies records by a digest of one limb.
    POLICY_LIMBS,
    /// A list that is missing, empty, or of another form than the rule needs.
    LIST_FORMAT
  }

  /// Policy and run do not fit each other.
  public static PolicyRefused window(String message) {
    return new PolicyRefused(Code.POLICY_WINDOW, message);
  }

  PolicyRefused(Code code, String message) {
    super(code + ": " + message);
    this.code = code;
  }

  /// Why.
  public Code code() {
    return code;
  }
}
