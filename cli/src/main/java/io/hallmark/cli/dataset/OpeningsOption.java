package io.hallmark.cli.dataset;

import io.hallmark.document.Progress;
import io.hallmark.provenance.dataset.DatasetCopier;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How often a fresh commitment can be opened.
final class OpeningsOption {
  @Option(
      names = "--openings",
      paramLabel = "B",
      description = "how often each commitment can be opened; more make every proof larger")
  private @Nullable Long openings;

  DatasetCopier.Options options(Progress progress) {
    return new DatasetCopier.Options(
        openings == null ? OptionalLong.empty() : OptionalLong.of(openings),
        Instant.now(),
        progress);
  }
}
