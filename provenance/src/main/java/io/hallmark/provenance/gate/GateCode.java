package io.hallmark.provenance.gate;

/// Why a gate does not take an accepted certificate. The names are stable; programs may rely on
/// them.
public enum GateCode {
  /// A statement of a kind that the gate does not take.
  GATE_STATEMENT,
  /// The proof of the statement, or one that it needs, has fewer bits than required.
  GATE_SECURITY,
  /// The model was made by another program than those permitted.
  GATE_PROGRAM,
  /// The data set is another one than those permitted.
  GATE_DATASET,
  /// No accepted policy proof about the data set is there for a required policy.
  GATE_POLICY,
  /// The policy holds for another version of a list than the required one, or for one that neither
  /// policy nor gate name.
  GATE_POLICY_LIST,
  /// The policy holds as of a time that is too old, in the future, or not stated; or it compares
  /// dates with the time of the statement, and the gate gives no age.
  GATE_POLICY_AGE,
  /// Too few of the required authorities attested what is required, recently enough.
  GATE_ATTESTATION,
  /// The seed could have been chosen by the trainer, or by fewer than the gate tolerates.
  GATE_SEED,
  /// The run was not, as far as can be shown, in a log that the trust file believes before it
  /// began; or the certificate is not in one.
  GATE_LOG,
  /// The intent is too old, or claims a time in the future.
  GATE_AGE,
  /// The model was not made from nothing, and the gate takes no such models.
  GATE_PARENT
}
