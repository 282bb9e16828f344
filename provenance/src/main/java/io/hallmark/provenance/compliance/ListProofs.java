package io.hallmark.provenance.compliance;

import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.argument.RunVerifier;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.relation.Run;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.policy.ListRelation;
import java.util.List;
import java.util.Map;

/// The list proofs: that the entries of a private list are in range and ascend. A rule about a
/// private list says nothing without it.
///
/// One run of one part; public bytes: the digest of the list's document, kind 7, number 0; the
/// trace has the geometry of the list; the tail of fewer expected bytes.
public final class ListProofs {
  private ListProofs() {}

  /// The public run.
  static Run run(PrivateListDocument list) {
    return ListRelation.run(list.entries(), list.limbs(), list.geometry());
  }

  /// The parameters follow from the geometry.
  static Parameters parameters(PrivateListDocument list) {
    return Parameters.smallest(List.of(list.geometry()));
  }

  /// Verifies a list proof.
  ///
  /// @param list a document whose sizes were checked
  /// @throws Rejected by the name of the check that the proof fails
  public static SecurityReport verify(PrivateListDocument list, byte[] proof) throws Rejected {
    try {
      return RunVerifier.verify(
          run(list),
          parameters(list),
          Map.of(ListRelation.LIST, list.root().bytes()),
          list.publicBytes(),
          proof);
    } catch (ProofException e) {
      String where = "list proof of " + list.name() + ": " + e.getMessage();
      throw switch (e) {
        case ProofException.Rejected r -> new Rejected(r.check().name(), where);
      };
    }
  }
}
