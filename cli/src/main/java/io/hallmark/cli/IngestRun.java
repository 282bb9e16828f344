package io.hallmark.cli;

import io.hallmark.document.Progress;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.Ingestion;
import java.nio.file.Path;
import java.util.List;

/// Measures one pass of ingestion in this process, which does nothing else.
final class IngestRun {
  private IngestRun() {}

  /// Prints the rows that were read, the nanoseconds of the pass and the peak memory in bytes.
  ///
  /// @param args source, fitted schema, rows of a shard
  public static void main(String[] args) throws Exception {
    DatasetSchema schema = DatasetSchema.read(InputFiles.bytes(Path.of(args[1])));
    long start = System.nanoTime();
    long rows =
        Ingestion.rehearse(
            Ingestion.source(schema, List.of(Path.of(args[0]))),
            schema,
            Integer.parseInt(args[2]),
            Progress.QUIET);
    long nanos = System.nanoTime() - start;
    System.out.println(rows + " " + nanos + " " + Memory.peakBytes());
  }
}
