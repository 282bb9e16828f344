package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.copy.CopyCertificate;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.event.LogReading;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a whole log says about an accepted certificate and about those of its parents: how many
/// attempts there were with the same data set, and whether certificates or data sets were withdrawn
/// since.
///
/// Every link is held to the same rules ([LoggedRun]); a link that breaks rejects everything after
/// it, by the name `PARENT_CERTIFICATE/CHECK`. A run inherits the data sets of its parents: what
/// was withdrawn before this very run began, may have been there in time for the parent's.
public final class LogReview {
  private final LogVoices voices;

  private LogReview(LogVoices voices) {
    this.voices = voices;
  }

  /// Adds to a verdict what the log says.
  ///
  /// @param verdict of this certificate, for this trust file and time
  /// @return the verdict with further lines, or rejected by `CERTIFICATE_REVOKED` or
  ///   `DATASET_WITHDRAWN`, of a parent by `PARENT_CERTIFICATE/` and this name
  /// @throws VerificationException.Malformed if the certificate cannot be read
  public static Verdict apply(
      Verdict verdict, HallmarkBundle certificate, LogReading log, TrustPolicy trust, Instant at)
      throws VerificationException {
    LogReview review = new LogReview(new LogVoices(log, trust, at));
    if (!verdict.accepted()) {
      return verdict;
    }
    if (certificate.isCopyProof()) {
      return verdict;
    }
    return certificate.isPolicyProof()
        ? new LoggedDataset(certificate, review.voices).addTo(verdict)
        : review.link(verdict, certificate);
  }

  private Verdict link(Verdict verdict, HallmarkBundle certificate) throws VerificationException {
    LoggedRun run = LoggedRun.of(certificate, voices);
    Optional<Verdict.Rejection> stop = run.problem(datasets(certificate));
    if (stop.isPresent()) {
      return Verdict.rejected(stop.get().check(), stop.get().detail(), verdict.sizes());
    }
    Optional<HallmarkBundle> parent = certificate.parent();
    Verdict own = run.addTo(verdict);
    if (parent.isEmpty() || verdict.parent().isEmpty()) {
      return own;
    }
    Verdict before = link(verdict.parent().get(), parent.get());
    return before
        .rejection()
        .map(r ->
            Verdict.rejected(
                "PARENT_CERTIFICATE/" + r.check(),
                HallmarkBundle.PARENT + ": " + r.detail(),
                verdict.sizes()))
        .orElseGet(() -> own.withParent(before));
  }

  /// The data sets of a run and of all before it, with those that have the same records, and whose
  /// each is, nearest first.
  private static Map<Digest, String> datasets(HallmarkBundle certificate)
      throws VerificationException {
    Map<Digest, String> out = new LinkedHashMap<>();
    String whose = "";
    for (Optional<HallmarkBundle> link = Optional.of(certificate); link.isPresent(); ) {
      for (Digest dataset : Intent.read(link.get().required(HallmarkBundle.INTENT)).datasets()) {
        out.putIfAbsent(dataset, whose);
      }
      for (HallmarkBundle copy : link.get().originals()) {
        DatasetManifest original = CopyCertificate.read(copy, DatasetLimits.DEFAULT).original();
        out.putIfAbsent(original.digest(), whose + ", which has the same records,");
      }
      whose = whose.isEmpty() ? " of the parent model" : " of an ancestor";
      link = link.get().parent();
    }
    return out;
  }
}
