package io.hallmark.cli.dataset;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.source.SourceFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/// Prints shards.
final class Shards {
  private Shards() {}

  /// What the owner should know about sources.
  static void notes(PrintWriter out, List<SourceFile> sources) {
    sources.forEach(s -> s.notes().forEach(note -> out.println("note: " + note)));
  }

  /// One line per shard, with the openings that are left, and the notes about the last source.
  static void print(PrintWriter out, List<ManifestPart> shards, DatasetOpening opening)
      throws VerificationException, IOException {
    for (ManifestPart shard : shards) {
      out.println(
          "  %-5s %,d rows, commitment %s, %d runs remain"
              .formatted(
                  shard.name(),
                  shard.rows(),
                  shard.descriptor().hex(),
                  opening.ledger().runsLeft(shard.name())));
    }
    notes(out, List.of(opening.sources().getLast()));
  }
}
