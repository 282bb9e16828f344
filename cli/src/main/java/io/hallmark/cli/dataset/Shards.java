package io.hallmark.cli.dataset;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.ManifestPart;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/// Prints shards.
final class Shards {
  private Shards() {}

  /// One line per shard, with the openings that are left.
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
  }
}
