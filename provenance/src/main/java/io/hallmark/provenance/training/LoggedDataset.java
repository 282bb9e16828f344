package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogReading.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a log says about the data set of an accepted policy proof: the proof stays true whatever
/// happens to the data set, so nothing is rejected.
final class LoggedDataset {
  private final HallmarkBundle certificate;
  private final LogVoices voices;

  LoggedDataset(HallmarkBundle certificate, LogVoices voices) {
    this.certificate = certificate;
    this.voices = voices;
  }

  /// The verdict with what the log says.
  Verdict addTo(Verdict verdict) throws VerificationException {
    Digest dataset = PolicyVerifier.statement(certificate).manifest();
    List<Line> declared = new ArrayList<>();
    List<Line> missing = new ArrayList<>();
    List<Entry> committed = voices.events(EventKind.DATASET_COMMITTED, dataset);
    if (committed.isEmpty()) {
      missing.add(
          new Line(
              "DATASET_NOT_LOGGED",
              "log %s has no entry about the commitment of this data set"
                  .formatted(voices.log().checkpoint().checkpoint().origin()),
              dataset));
    } else {
      declared.add(
          line(
              "DATASET_LOGGED",
              "the data set was entered in the log at %s by %s (entry %d)",
              committed.getFirst(),
              dataset));
    }
    for (Entry e : voices.events(EventKind.DATASET_WITHDRAWN, dataset)) {
      if (voices.authority(e).isPresent()) {
        missing.add(
            line(
                "DATASET_WITHDRAWN",
                "the data set was withdrawn at %s by %s (entry %d): nothing new should be trained"
                    + " on it",
                e,
                dataset));
      }
    }
    missing.addAll(replaced(certificate, voices));
    return verdict.with(declared, missing, Set.of());
  }

  /// Certificates of authorities that a newer one replaces.
  static List<Line> replaced(HallmarkBundle certificate, LogVoices voices)
      throws VerificationException.Malformed {
    List<Line> out = new ArrayList<>();
    for (byte[] member : certificate.authorities()) {
      Digest digest = DatasetCertificate.digest(DsseEnvelope.read(member));
      for (Entry e : voices.events(EventKind.CERTIFICATE_SUPERSEDED, digest)) {
        if (voices.authority(e).isPresent()) {
          out.add(
              new Line(
                  "ATTESTATION_SUPERSEDED",
                  "a newer certificate of the data set replaces one of these since %s (%s)"
                      .formatted(LogVoices.time(e), voices.signer(e, Optional.empty())),
                  digest));
        }
      }
    }
    return out;
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is of a library we do not use
  private Line line(String code, String format, Entry e, Digest evidence) {
    return new Line(
        code,
        String.format(
            Locale.ROOT, format, LogVoices.time(e), voices.signer(e, Optional.empty()), e.index()),
        evidence);
  }
}
