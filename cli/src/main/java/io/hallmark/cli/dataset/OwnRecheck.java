package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.FolderLock;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.DatasetRecheck;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Re-runs ingestion for whoever is about to sign that it did.
final class OwnRecheck {
  private OwnRecheck() {}

  /// What this very run recomputed, if the certificate attests that.
  static Optional<DatasetRecheck.Recomputed> of(
      DatasetCertificate certificate,
      DatasetManifest manifest,
      List<Path> sources,
      @Nullable Path opening,
      SubjectKey subjectKey)
      throws Exception {
    if (!certificate.attests().contains(Attestation.SOURCES_RECOMPUTED)) {
      return Optional.empty();
    }
    if (sources.isEmpty() || opening == null) {
      throw new CommandException(
          ExitCode.USAGE, "sources-recomputed needs --sources and --opening");
    }
    DatasetOpening shown = DatasetOpening.open(opening);
    try (FolderLock _ = shown.lock("hallmark dataset certify")) {
      return Optional.of(
          DatasetRecheck.recheck(
              Inputs.sources(manifest.schema(), sources, shown.sources()),
              manifest,
              shown,
              subjectKey.bytes()));
    }
  }
}
