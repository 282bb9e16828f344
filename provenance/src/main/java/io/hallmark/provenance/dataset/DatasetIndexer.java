package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.FolderLock;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.security.GeometryRule;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Makes the index of a data set: commitments to its digests alone, with openings of their own, and
/// a proof per part that they are the data set's. Requests are answered from it, so that answers
/// spend no opening of the data set and whoever answers holds no record. Making it costs one
/// ordinary opening of every part.
///
/// As with [DatasetCopier], the folder appears whole or not at all, and what a killed process left
/// is continued.
public final class DatasetIndexer {
  /// Openings of an index unless stated: one for its proof, two reserved, the rest are answers.
  public static final long DEFAULT_OPENINGS = 256;

  private static final String COMMAND = "hallmark dataset index";
  private static final String SUFFIX = "index";
  private static final int LEAST_OPENINGS = 4;

  private final Path dataset;
  private final DatasetOpening original;
  private final StagingFolder staging;
  private final DatasetCopier.Options options;

  private DatasetIndexer(
      Path dataset, DatasetOpening original, StagingFolder staging, DatasetCopier.Options options) {
    this.dataset = dataset;
    this.original = original;
    this.staging = staging;
    this.options = options;
  }

  /// Makes an index.
  ///
  /// @param dataset the data set folder, which stays as it is
  /// @param out a new folder
  /// @return what is published about it
  /// @throws RefusedException if the ledger does not allow it
  /// @throws IllegalArgumentException if the data set has no digests, or the number of openings is
  ///   impossible
  /// @throws FileAlreadyExistsException if the new folder exists
  /// @throws FolderLock.Busy if a folder is in use
  /// @throws IOException if reading or writing fails
  public static IndexDocument make(Path dataset, Path out, DatasetCopier.Options options)
      throws RefusedException, VerificationException, IOException {
    DatasetOpening original = DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
    if (original.manifest().schema().digests().isEmpty()) {
      throw new IllegalArgumentException("the data set has no columns of digests");
    }
    try (FolderLock _ = original.lock(COMMAND);
        StagingFolder staging = StagingFolder.open(out, SUFFIX, COMMAND)) {
      IndexDocument made = new DatasetIndexer(dataset, original, staging, options).fill();
      staging.publish();
      return made;
    }
  }

  private IndexDocument fill() throws RefusedException, VerificationException, IOException {
    Optional<IndexOpening> begun = begun();
    IndexOpening index = begun.isPresent() ? begun.get() : begin();
    IndexDocument document = index.document();
    AtomicFiles.write(staging.file(IndexOpening.INDEX), document.write());
    Path described = staging.file(DatasetFolder.ORIGINAL);
    OriginalFolder.describe(dataset, original.manifest(), described);
    for (Map.Entry<String, byte[]> proof :
        DatasetFolder.readProofs(dataset.resolve(DatasetFolder.MANIFEST), original.manifest())
            .entrySet()) {
      AtomicFiles.write(
          described.resolve(DatasetFolder.proofName(proof.getKey())), proof.getValue());
    }
    for (ManifestPart part : document.parts()) {
      prove(index, part, described.resolve(DatasetFolder.copyName(part.name())));
    }
    CopyProofs.verify(
        original.manifest(),
        document,
        DatasetFolder.readCopyProofs(described.resolve(DatasetFolder.MANIFEST), document.parts()));
    return document;
  }

  private Optional<IndexOpening> begun()
      throws RefusedException, VerificationException, IOException {
    if (!IndexOpening.isComplete(staging.folder())) {
      staging.clear();
      return Optional.empty();
    }
    IndexOpening left = IndexOpening.open(staging.folder());
    if (!left.document().manifest().equals(original.manifest().digest())) {
      throw new RefusedException(DatasetCopier.left(staging.folder()));
    }
    return Optional.of(left);
  }

  private IndexOpening begin() throws RefusedException, VerificationException, IOException {
    DatasetManifest manifest = original.manifest();
    for (ManifestPart part : manifest.parts()) {
      original.ledger().requireOpening(part.name(), CreditPurpose.INDEX);
    }
    OpeningSecrets secrets = original.secrets().again(Optional.empty());
    Geometry geometry =
        geometry(
            manifest.parts().stream().mapToInt(ManifestPart::rows).max().orElseThrow(),
            options.openings());
    Map<String, long[][]> digests = new LinkedHashMap<>();
    List<ManifestPart> parts = new ArrayList<>();
    for (ManifestPart part : manifest.parts()) {
      long[][] own = digests(part);
      CommittedColumns columns =
          IndexOpening.commit(manifest.schema(), geometry, part.name(), own, secrets);
      digests.put(part.name(), own);
      parts.add(
          ManifestPart.of(
              part.name(),
              part.rows(),
              columns.root(),
              geometry,
              columns.columns(),
              part.records()));
    }
    return IndexOpening.create(
        staging.folder(),
        manifest,
        new IndexDocument(manifest.digest(), parts, options.created()),
        secrets,
        digests);
  }

  /// The columns of digests stand behind those of tags.
  private long[][] digests(ManifestPart part) throws VerificationException.Malformed, IOException {
    long[][] all = original.records(part.name()).tags();
    int count = DataShapes.digestColumns(original.manifest().schema()).size();
    return Arrays.copyOfRange(all, all.length - count, all.length);
  }

  /// Rows so long that they carry the openings.
  static Geometry geometry(int rows, OptionalLong openings) {
    long b = openings.orElse(DEFAULT_OPENINGS);
    int m = GeometryRule.leastRowVariables(GeometryRule.rowVariables(rows), b);
    if (b < LEAST_OPENINGS || b > DatasetLimits.DEFAULT.openings() || m < 0) {
      throw new IllegalArgumentException(
          "openings must be %d (the proof of the index, one answer, two reserved) to %d, not %d"
              .formatted(LEAST_OPENINGS, DatasetLimits.DEFAULT.openings(), b));
    }
    return GeometryRule.of(m, GeometryRule.RATE_BITS, b).orElseThrow();
  }

  private void prove(IndexOpening index, ManifestPart part, Path file)
      throws RefusedException, VerificationException, IOException {
    CopyProver prover =
        new CopyProver(
            part.name(),
            original.commitment(part.name()),
            index.commitment(part.name()),
            original.ledger(),
            index.ledger(),
            CreditPurpose.INDEX);
    if (Files.exists(file)) {
      prover.charge(index.document().digest(), Files.readAllBytes(file));
    } else {
      prover.prove(
          CopyProofs.indexRun(
              original.manifest().schema(),
              original.manifest().part(part.name()).orElseThrow(),
              part),
          index.document().digest(),
          proof -> AtomicFiles.write(file, proof),
          options.progress());
    }
  }
}
