package io.hallmark.provenance.compliance;

import io.hallmark.provenance.VerificationException.Rejected;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Every check that the verification of a policy proof makes itself, in the order in which it makes
/// them. Below [#DATASET_PROOF] and [#POLICY_PROOF] stand the checks of the proof system; the
/// signatures of authorities have names of their own.
public enum PolicyCheck {
  /// The manifest is the one that the statement names.
  POLICY_MANIFEST,
  /// The policy is the one that the statement names.
  POLICY_DIGEST,
  /// No shard stands twice in the statement.
  SHARD_TWICE,
  /// No shard of the manifest is missing in the statement.
  SHARD_MISSING,
  /// The shards of the statement stand in the order of the manifest.
  SHARD_ORDER,
  /// The shards of the statement are those of the manifest, with their records and descriptors.
  POLICY_SHARDS,
  /// The lists are those that policy and statement name, with their entries.
  POLICY_LISTS,
  /// Counts are published for the rules that say so, and for no other.
  POLICY_PUBLISHED,
  /// The policy is an answer to the request, whatever the answer is, from digests of its kind.
  ANSWER_REQUEST,
  /// A policy about windows of a run comes with the run's program, which reads these records.
  POLICY_ORDER,
  /// Sizes are within the published limits.
  LIMIT,
  /// The policy fits the data set.
  POLICY_FITS,
  /// Proofs of an index come with an index.
  INDEX_PRESENT,
  /// The index from which a request was answered holds the digests of the data set.
  INDEX_PROOF,
  /// Every part that a rule reads has its dataset proof.
  DATASET_PROOF_PRESENT,
  /// The dataset proofs hold for this manifest: tags and keys are in their ranges.
  DATASET_PROOF,
  /// The private lists ascend: their list proofs hold.
  LIST_PROOF,
  /// The proof of the policy holds for this statement.
  POLICY_PROOF;

  /// Rejects unless the condition holds.
  ///
  /// @param check the name of the check, a constant at every call
  /// @throws Rejected with this check's name if the condition does not hold
  static void check(PolicyCheck check, boolean holds, Supplier<String> detail) throws Rejected {
    if (!holds) {
      throw new Rejected(check.name(), detail.get());
    }
  }

  /// Rejects if there is a problem.
  ///
  /// @param check the name of the check, a constant at every call
  /// @throws Rejected with this check's name if there is a problem
  static void checkNone(PolicyCheck check, @Nullable String problem) throws Rejected {
    if (problem != null) {
      throw new Rejected(check.name(), problem);
    }
  }

  /// Rejects if a proof was refused.
  ///
  /// @param check the name of the check, a constant at every call
  /// @param refusedBy name of the check below, empty if the proof was accepted
  /// @throws Rejected with `CHECK/NAME` if it was refused
  static void checkProof(PolicyCheck check, String refusedBy, String detail) throws Rejected {
    if (!refusedBy.isEmpty()) {
      throw new Rejected(check.name() + "/" + refusedBy, detail);
    }
  }
}
