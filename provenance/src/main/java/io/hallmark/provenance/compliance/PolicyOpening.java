package io.hallmark.provenance.compliance;

import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.dataset.CreditLedger;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.IndexDocument;
import io.hallmark.provenance.dataset.IndexOpening;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.PartCells;
import io.hallmark.provenance.dataset.SchemaTag;
import io.hallmark.provenance.policy.ShardRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a policy proof opens: the commitments of a data set, or those of an index of it, which
/// holds its digests alone.
sealed interface PolicyOpening {
  /// The manifest of the data set.
  DatasetManifest manifest();

  /// The index, if it is one.
  Optional<IndexDocument> index();

  /// The folder of the public description: manifest, dataset proofs, certificates.
  Path described();

  /// The private folder.
  Path folder();

  /// The ledger that is charged.
  CreditLedger ledger();

  /// What rules read of a part.
  ShardRecords records(ManifestPart part) throws IOException, Malformed;

  /// The commitment of a part, made again.
  CommittedColumns commitment(String part) throws IOException, Malformed;

  /// The commitments that are opened, in the order of the manifest.
  default List<ManifestPart> parts() {
    return index().map(IndexDocument::parts).orElseGet(() -> manifest().parts());
  }

  /// A data set.
  ///
  /// @param dataset its folder
  record Records(Path dataset, DatasetOpening opening) implements PolicyOpening {
    @Override
    public DatasetManifest manifest() {
      return opening.manifest();
    }

    @Override
    public Optional<IndexDocument> index() {
      return Optional.empty();
    }

    @Override
    public Path described() {
      return dataset;
    }

    @Override
    public Path folder() {
      return opening.folder();
    }

    @Override
    public CreditLedger ledger() {
      return opening.ledger();
    }

    @Override
    public ShardRecords records(ManifestPart part) throws IOException, Malformed {
      PartCells cells = opening.records(part.name());
      long[][] all = cells.tags();
      int tags = manifest().schema().tags().size();
      return new ShardRecords(
          cells.labels(),
          Arrays.copyOf(all, tags),
          limbs(manifest(), Arrays.copyOfRange(all, tags, all.length)));
    }

    @Override
    public CommittedColumns commitment(String part) throws IOException, Malformed {
      return opening.commitment(part);
    }
  }

  /// An index: classes and tags of its records are not there, and no rule of an answer reads them.
  ///
  /// @param folderOfIndex its folder
  record Digests(Path folderOfIndex, IndexOpening opening) implements PolicyOpening {
    @Override
    public DatasetManifest manifest() {
      return opening.original();
    }

    @Override
    public Optional<IndexDocument> index() {
      return Optional.of(opening.document());
    }

    @Override
    public Path described() {
      return folderOfIndex.resolve(DatasetFolder.ORIGINAL);
    }

    @Override
    public Path folder() {
      return folderOfIndex.resolve(DatasetFolder.OPENING);
    }

    @Override
    public CreditLedger ledger() {
      return opening.ledger();
    }

    @Override
    public ShardRecords records(ManifestPart part) throws IOException, Malformed {
      return new ShardRecords(
          new int[part.rows()],
          new long[manifest().schema().tags().size()][0],
          limbs(manifest(), opening.digests(part.name())));
    }

    @Override
    public CommittedColumns commitment(String part) throws IOException, Malformed {
      return opening.commitment(part);
    }
  }

  /// Columns of limbs by column of digests.
  private static long[][][] limbs(DatasetManifest manifest, long[][] columns) {
    List<SchemaTag.DigestTag> digests = manifest.schema().digests();
    long[][][] out = new long[digests.size()][][];
    int next = 0;
    for (int d = 0; d < out.length; d++) {
      out[d] = Arrays.copyOfRange(columns, next, next + digests.get(d).committed());
      next += out[d].length;
    }
    return out;
  }
}
