package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;

/// Withdraws records from a data set: every shard that holds one is replaced, in a new version, by
/// a shard without it. Other shards keep their commitments, proofs and openings. Needs no source:
/// the records that stay are committed again as they are, with their salts.
///
/// The new version appears at once or not at all. Then records and secrets of the replaced shards
/// are erased: what was proven of them stays proven, but they can be opened no more.
public final class DatasetWithdrawer {
  private final DatasetOpening opening;
  private final int column;
  private final LongPredicate isWithdrawn;

  private DatasetWithdrawer(DatasetOpening opening, int column, LongPredicate isWithdrawn) {
    this.opening = opening;
    this.column = column;
    this.isWithdrawn = isWithdrawn;
  }

  private static DatasetWithdrawer of(
      DatasetOpening opening, String digest, LongPredicate isWithdrawn) {
    return new DatasetWithdrawer(
        opening, DataShapes.keyColumn(opening.manifest().schema(), digest), isWithdrawn);
  }

  /// The shards that hold records to withdraw.
  ///
  /// @param digest name of a column of digests
  /// @param isWithdrawn whether a key, the first limb of a digest, is that of a record to withdraw
  /// @return how many records, by name of the shard
  /// @throws IllegalArgumentException if there is no such column
  /// @throws VerificationException.Malformed if records cannot be read
  /// @throws IOException if a file cannot be read
  public static Map<String, Integer> find(
      DatasetOpening opening, String digest, LongPredicate isWithdrawn)
      throws VerificationException.Malformed, IOException {
    Map<String, Integer> out = new LinkedHashMap<>();
    DatasetWithdrawer withdrawer = of(opening, digest, isWithdrawn);
    for (ManifestPart shard : opening.manifest().parts()) {
      int found = withdrawer.gone(opening.records(shard.name())).cardinality();
      if (found > 0) {
        out.put(shard.name(), found);
      }
    }
    return out;
  }

  /// Makes the version without the records.
  ///
  /// @param dataset the data set folder
  /// @param digest name of a column of digests
  /// @param isWithdrawn whether a key, the first limb of a digest, is that of a record to withdraw
  /// @param created the time to publish
  /// @return the manifest of the new version
  /// @throws IllegalArgumentException if there is no such column
  /// @throws RefusedException if no record is to be withdrawn, a part would be left empty, or the
  ///   ledger is in use
  /// @throws FolderLock.Busy if the folder is in use
  /// @throws IOException if reading or writing fails
  public static DatasetManifest withdraw(
      Path dataset, String digest, LongPredicate isWithdrawn, Instant created, Progress progress)
      throws RefusedException, VerificationException, IOException {
    Path folder = dataset.resolve(DatasetFolder.OPENING);
    try (FolderLock _ = DatasetOpening.open(folder).lock("hallmark dataset withdraw")) {
      DatasetOpening opening = DatasetOpening.open(folder);
      NextVersion.finishPublishing(dataset, opening);
      return of(opening, digest, isWithdrawn).withdraw(dataset, created, progress);
    }
  }

  /// Finishes what a killed process left: publishes the version that it made, and erases the shards
  /// that it replaced.
  ///
  /// @throws FolderLock.Busy if the folder is in use
  /// @throws IOException if reading or writing fails
  public static void finish(Path dataset) throws VerificationException, IOException {
    Path folder = dataset.resolve(DatasetFolder.OPENING);
    try (FolderLock _ = DatasetOpening.open(folder).lock("hallmark dataset withdraw")) {
      DatasetOpening opening = DatasetOpening.open(folder);
      NextVersion.finishPublishing(dataset, opening);
      opening.eraseRemoved();
    }
  }

  private DatasetManifest withdraw(Path dataset, Instant created, Progress progress)
      throws RefusedException, VerificationException, IOException {
    DatasetManifest before = opening.manifest();
    OpeningSecrets secrets = opening.secrets();
    Map<String, PartCells> cells = new LinkedHashMap<>();
    Map<String, CommittedColumns> commitments = new LinkedHashMap<>();
    List<ManifestPart> added = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    for (ManifestPart shard : before.parts()) {
      PartCells old = opening.records(shard.name());
      BitSet gone = gone(old);
      if (gone.isEmpty()) {
        continue;
      }
      removed.add(shard.name());
      if (gone.cardinality() == old.rows()) {
        continue;
      }
      progress.report("commit " + shard.name(), 0, 1);
      String name = name(before, shard.part(), added);
      PartCells rest = old.without(gone, name);
      secrets = secrets.withShard(name, rows(secrets, shard, gone));
      DatasetOpening.writeRecords(opening.folder(), rest);
      CommittedColumns columns =
          DatasetOpening.commit(before.schema(), shard.geometry(), rest, secrets);
      cells.put(name, rest);
      commitments.put(name, columns);
      added.add(
          ManifestPart.of(
              name,
              rest.rows(),
              columns.root(),
              shard.geometry(),
              columns.columns(),
              rest.recordRoot()));
    }
    requireSome(before, added, removed);
    DatasetManifest next = NextVersion.manifest(before, added, removed, created);
    DatasetOpening prepared = opening.prepare(next, secrets);
    for (ManifestPart shard : added) {
      Path file = dataset.resolve(DatasetFolder.proofName(shard.name()));
      DatasetProver.prove(
          next,
          cells.getOrDefault(shard.name(), prepared.records(shard.name())),
          commitments.getOrDefault(shard.name(), prepared.commitment(shard.name())),
          prepared.ledger(),
          proof -> AtomicFiles.write(file, proof),
          progress);
    }
    NextVersion.publish(dataset, prepared);
    prepared.erase(removed);
    return next;
  }

  private static void requireSome(
      DatasetManifest before, List<ManifestPart> added, List<String> removed)
      throws RefusedException {
    if (removed.isEmpty()) {
      throw new RefusedException("no record of the data set is to be withdrawn");
    }
    for (String part : before.parts().stream().map(ManifestPart::part).distinct().toList()) {
      boolean left =
          before.shards(part).stream().anyMatch(s -> !removed.contains(s.name()))
              || added.stream().anyMatch(s -> s.part().equals(part));
      if (!left) {
        throw new RefusedException(
            "part \"" + part + "\" would be left without records; nothing was changed");
      }
    }
  }

  private static String name(DatasetManifest before, String part, List<ManifestPart> added) {
    long others = added.stream().filter(s -> s.part().equals(part)).count();
    return new ShardName(part, before.version() + 1, (int) others + 1).text();
  }

  /// The records of a shard that are to be withdrawn.
  private BitSet gone(PartCells cells) {
    BitSet out = new BitSet(cells.rows());
    for (int r = 0; r < cells.rows(); r++) {
      if (isWithdrawn.test(cells.tag(column, r))) {
        out.set(r);
      }
    }
    return out;
  }

  /// The rows of the source that stay.
  private ShardRows rows(OpeningSecrets secrets, ManifestPart shard, BitSet gone) {
    ShardRows rows = secrets.rows(shard.name());
    long first = secrets.sources().get(rows.source()).first();
    SplitRule split = opening.manifest().schema().split();
    boolean test = shard.part().equals(Ingestion.TEST);
    long[] own = rows.rows(row -> split.isTest(first + row) == test);
    return rows.without(gone.stream().mapToObj(r -> own[r]).toList());
  }
}
