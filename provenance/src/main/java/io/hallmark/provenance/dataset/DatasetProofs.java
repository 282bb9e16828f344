package io.hallmark.provenance.dataset;

import io.hallmark.learning.relation.DatasetRelation;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.argument.RunVerifier;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import io.hallmark.provenance.VerificationException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The dataset proofs: per part, in zero knowledge, that every feature is in its declared range and
/// every label is 0 or 1 (or exactly one of a one-hot row). Every later certificate relies on them.
///
/// One run of one part per shard of the data set; public bytes: the digest of the manifest of the
/// version that added the shard, so that a later version costs what it adds; the trace has the
/// geometry of the part's commitment; the tail of fewer expected bytes, grinding 16, 12, 20 and 16
/// bits.
///
/// They do not show that the cells encode the sources: that is attested. Of a one-hot *feature*
/// they show the range, not that exactly one is set.
public final class DatasetProofs {
  private DatasetProofs() {}

  /// The parameters of the proof of a part: they follow from the geometry of its commitment.
  public static Parameters parameters(ManifestPart part) {
    return Parameters.smallest(List.of(part.geometry()));
  }

  /// The public run of one part.
  ///
  /// @throws VerificationException.Rejected `COMPILES` if the compiler refuses it
  public static Run run(DatasetManifest manifest, ManifestPart part)
      throws VerificationException.Rejected {
    Geometry geometry = part.geometry();
    try {
      return DatasetRelation.run(
          DataShapes.range(manifest.schema(), manifest.limb()), part.rows(), geometry, geometry);
    } catch (RunRefused e) {
      throw new VerificationException.Rejected("COMPILES", "part " + part.name() + ": " + e);
    }
  }

  /// Verifies the proofs of all parts.
  ///
  /// @param manifest a manifest from [DatasetManifest#read(byte[])], which has checked its sizes
  /// @param proofs proof by name of the part
  /// @return the security of each proof, by name of the part
  /// @throws VerificationException.Rejected `DATASET_PROOF_PRESENT` if a proof is missing or too
  ///   many; else the name of the check that a proof fails
  /// @throws VerificationException.Malformed if a proof cannot be read
  public static SortedMap<String, SecurityReport> verify(
      DatasetManifest manifest, Map<String, byte[]> proofs) throws VerificationException {
    SortedMap<String, SecurityReport> reports = new TreeMap<>();
    for (ManifestPart part : manifest.parts()) {
      byte[] proof = proofs.get(part.name());
      if (proof == null || proofs.size() != manifest.parts().size()) {
        throw new VerificationException.Rejected(
            "DATASET_PROOF_PRESENT", "expected one proof per part, found " + proofs.keySet());
      }
      reports.put(part.name(), verify(manifest, part, proof));
    }
    return reports;
  }

  /// Verifies the proof of one part.
  ///
  /// @throws VerificationException see [#verify(DatasetManifest, Map)]
  public static SecurityReport verify(DatasetManifest manifest, ManifestPart part, byte[] proof)
      throws VerificationException {
    Run run = run(manifest, part);
    try {
      return RunVerifier.verify(
          run,
          parameters(part),
          Map.of(RunPlan.DATA, part.root().bytes()),
          manifest.proofContext(part).bytes(),
          proof);
    } catch (ProofException e) {
      String where = "dataset proof of part " + part.name() + ": " + e.getMessage();
      throw switch (e) {
        case ProofException.Rejected r ->
            new VerificationException.Rejected(r.check().name(), where);
      };
    }
  }
}
