package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Progress;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Commits to the shards of one source as they come, one at a time in memory: stores records and
/// draws secrets, commits, later proves. Whole parts, whose geometry follows from the larger one,
/// wait for each other in memory.
final class ShardCommitter implements Ingestion.ShardSink {
  private final DatasetSchema schema;
  private final Path opening;
  private final int source;
  private final Sizes sizes;
  private final Progress progress;
  private final List<ManifestPart> published = new ArrayList<>();
  private final List<PartCells> waiting = new ArrayList<>();
  private final Map<String, PartCells> keptCells = new HashMap<>();
  private final Map<String, CommittedColumns> kept = new HashMap<>();
  private OpeningSecrets secrets;
  private @Nullable Geometry geometry;

  /// @param opening the private folder
  /// @param source number of the source, from 0
  /// @param secrets secrets of the shards before
  ShardCommitter(
      DatasetSchema schema,
      Path opening,
      int source,
      OpeningSecrets secrets,
      Sizes sizes,
      Progress progress) {
    this.schema = schema;
    this.opening = opening;
    this.source = source;
    this.secrets = secrets;
    this.sizes = sizes;
    this.progress = progress;
  }

  /// What the geometry of commitments follows from.
  ///
  /// @param shardRows records of a full shard; empty for whole parts
  /// @param openings openings of a commitment, or the default
  /// @param present geometry of the shards that are there, kept for new ones that fit into it
  record Sizes(OptionalInt shardRows, OptionalLong openings, Optional<Geometry> present) {
    private Geometry geometry(int rows, DatasetSchema schema) {
      return present
          .filter(g -> rows <= 1L << g.m())
          .orElseGet(() -> CommitmentGeometry.of(rows, schema.featureCount(), openings));
    }
  }

  @Override
  public void shard(PartCells cells, long begin, long end) throws IOException {
    secrets =
        secrets.withShard(cells.name(), new ShardRows(source, begin, end, List.of(), cells.name()));
    DatasetOpening.writeRecords(opening, cells);
    if (geometry == null && sizes.shardRows().equals(OptionalInt.of(cells.rows()))) {
      geometry = sizes.geometry(cells.rows(), schema);
    }
    if (geometry == null) {
      waiting.add(cells);
    } else {
      commit(cells, geometry);
    }
  }

  /// Ends the source.
  ///
  /// @return the secrets of all shards
  OpeningSecrets finish(OpenedSource read) {
    int largest = waiting.stream().mapToInt(PartCells::rows).max().orElse(0);
    Geometry last = geometry == null ? sizes.geometry(largest, schema) : geometry;
    waiting.forEach(cells -> commit(cells, last));
    waiting.clear();
    published.sort((a, b) -> a.shard().compareTo(b.shard()));
    secrets = secrets.withSource(read);
    return secrets;
  }

  private void commit(PartCells cells, Geometry chosen) {
    progress.report("commit " + cells.name(), 0, 1);
    CommittedColumns columns = DatasetOpening.commit(schema, chosen, cells, secrets);
    published.add(
        ManifestPart.of(
            cells.name(),
            cells.rows(),
            columns.root(),
            chosen,
            columns.columns(),
            cells.recordRoot()));
    if (sizes.shardRows().isEmpty()) {
      keptCells.put(cells.name(), cells);
      kept.put(cells.name(), columns);
    }
  }

  /// The committed shards, in order.
  List<ManifestPart> published() {
    return List.copyOf(published);
  }

  /// Writes the dataset proofs of the committed shards, and charges them.
  ///
  /// @param prepared the opening at the version that adds them
  /// @param folder where the proofs go
  /// @throws RefusedException if the ledger refuses
  void prove(DatasetOpening prepared, Path folder)
      throws RefusedException, VerificationException, IOException {
    for (ManifestPart part : published) {
      PartCells cells = keptCells.remove(part.name());
      CommittedColumns columns = kept.remove(part.name());
      Path file = folder.resolve(DatasetFolder.proofName(part.name()));
      DatasetProver.prove(
          prepared.manifest(),
          cells == null ? prepared.records(part.name()) : cells,
          columns == null ? prepared.commitment(part.name()) : columns,
          prepared.ledger(),
          proof -> AtomicFiles.write(file, proof),
          progress);
    }
  }
}
