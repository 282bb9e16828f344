package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.learning.relation.DatasetRelation;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.argument.RunVerifier;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The proofs that a copy holds the cells of its original: per part, in zero knowledge, that every
/// cell of every column is the same, records in the same order. A renewal and the copy of a second
/// holder are such copies; an index holds the columns of digests only.
///
/// One run of one part per part of the data set, relation "copy": commitments `data` and `copy`;
/// public bytes: the digest of the copy's document, which names the original; the trace has the
/// geometry of the copy; the tail of fewer expected bytes, grinding 16, 12, 20 and 16 bits.
///
/// They do not show that the cells are within their ranges: that is what the dataset proof of
/// either says.
public final class CopyProofs {
  private CopyProofs() {}

  /// The parameters of a proof: they follow from the geometries of the two commitments.
  public static Parameters parameters(Run run) throws Rejected {
    try {
      return Parameters.smallest(RunIndex.of(run).groups().stream().map(Group::geometry).toList());
    } catch (ProofException e) {
      throw new Rejected("COMPILES", String.valueOf(e.getMessage()));
    }
  }

  /// The public run of one part of a copy.
  public static Run run(DatasetSchema schema, ManifestPart original, ManifestPart copy) {
    return DatasetRelation.copyRun(
        DataShapes.layout(schema),
        copy.rows(),
        original.geometry(),
        copy.geometry(),
        copy.geometry());
  }

  /// The public run of one part of an index.
  static Run indexRun(DatasetSchema schema, ManifestPart original, ManifestPart index) {
    return DatasetRelation.indexRun(
        DataShapes.layout(schema),
        DataShapes.digestColumns(schema),
        index.rows(),
        original.geometry(),
        index.geometry(),
        index.geometry());
  }

  /// Verifies that a manifest is that of a copy.
  ///
  /// @param original a manifest from [DatasetManifest#read(byte[])], which has checked its sizes
  /// @param copy another one
  /// @param proofs proof by name of the part
  /// @return the security of each proof, by name of the part
  /// @throws Rejected by a [CopyCheck]
  /// @throws VerificationException.Malformed if a proof cannot be read
  public static SortedMap<String, SecurityReport> verify(
      DatasetManifest original, DatasetManifest copy, Map<String, byte[]> proofs)
      throws VerificationException {
    CopyCheck.check(
        CopyCheck.COPY_ORIGINAL,
        copy.parent().filter(original.digest()::equals).isPresent(),
        () -> "the copy names another original");
    CopyCheck.check(
        CopyCheck.COPY_SCHEMA,
        copy.schema().equals(original.schema()),
        () -> "the copy has another schema");
    return verify(
        original.parts(),
        copy.parts(),
        (one, two) -> run(original.schema(), one, two),
        copy.digest(),
        proofs);
  }

  /// Verifies that an index holds the digests of a data set.
  ///
  /// @param original a manifest from [DatasetManifest#read(byte[])], which has checked its sizes
  /// @param index an index whose sizes were checked for this manifest
  /// @param proofs proof by name of the part
  /// @return the security of each proof, by name of the part
  /// @throws Rejected by a [CopyCheck]
  /// @throws VerificationException.Malformed if a proof cannot be read
  public static SortedMap<String, SecurityReport> verify(
      DatasetManifest original, IndexDocument index, Map<String, byte[]> proofs)
      throws VerificationException {
    CopyCheck.check(
        CopyCheck.COPY_ORIGINAL,
        index.manifest().equals(original.digest()),
        () -> "the index is of another data set");
    return verify(
        original.parts(),
        index.parts(),
        (one, two) -> indexRun(original.schema(), one, two),
        index.digest(),
        proofs);
  }

  /// The run of two commitments.
  private interface Pairing {
    Run run(ManifestPart original, ManifestPart copy);
  }

  private static SortedMap<String, SecurityReport> verify(
      List<ManifestPart> original,
      List<ManifestPart> copy,
      Pairing pairing,
      Digest document,
      Map<String, byte[]> proofs)
      throws VerificationException {
    CopyCheck.check(
        CopyCheck.COPY_PARTS,
        likeness(original).equals(likeness(copy)),
        () -> "the copy has other parts, numbers of records or record roots");
    Set<Digest> roots = new HashSet<>(original.stream().map(ManifestPart::root).toList());
    CopyCheck.check(
        CopyCheck.COPY_FRESH,
        copy.stream().map(ManifestPart::root).noneMatch(roots::contains),
        () -> "a commitment of the copy is one of the original, and shares its openings");
    CopyCheck.check(
        CopyCheck.COPY_PROOF_PRESENT,
        proofs.keySet().equals(Set.copyOf(copy.stream().map(ManifestPart::name).toList())),
        () -> "expected one proof per part, found " + proofs.keySet());
    SortedMap<String, SecurityReport> reports = new TreeMap<>();
    for (int i = 0; i < copy.size(); i++) {
      ManifestPart part = copy.get(i);
      byte[] proof = proofs.getOrDefault(part.name(), new byte[0]);
      Run run = pairing.run(original.get(i), part);
      String refusedBy = "";
      String detail = "";
      try {
        reports.put(
            part.name(),
            RunVerifier.verify(
                run, parameters(run), roots(original.get(i), part), document.bytes(), proof));
      } catch (ProofException e) {
        refusedBy =
            switch (e) {
              case ProofException.Rejected r -> r.check().name();
            };
        detail = "part " + part.name() + ": " + e.getMessage();
      }
      CopyCheck.checkProof(CopyCheck.COPY_PROOF, refusedBy, detail);
    }
    return reports;
  }

  /// What a copy has in common with its original, part by part.
  private static List<List<Object>> likeness(List<ManifestPart> parts) {
    return parts.stream().map(p -> List.<Object>of(p.name(), p.rows(), p.records())).toList();
  }

  private static Map<String, byte[]> roots(ManifestPart original, ManifestPart copy) {
    return Map.of(RunPlan.DATA, original.root().bytes(), DatasetRelation.COPY, copy.root().bytes());
  }
}
