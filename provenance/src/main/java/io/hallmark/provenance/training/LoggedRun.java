package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogReading;
import io.hallmark.provenance.event.LogReading.Entry;
import io.hallmark.provenance.event.Subjects;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.note.VerifierKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// One training certificate in a log: its registration, its withdrawal, and the attempts beside it.
///
/// A withdrawal of a data set counts if an authority of the trust file signed it, a revocation of
/// the certificate also if the trainer did. The order of registration and withdrawal is that of the
/// log; where the run is not registered in it, only the time that the trainer claims is left. Other
/// times are those of the events.
final class LoggedRun {
  private static final Set<String> ANSWERED = Set.of("NO_LOG", "ATTEMPTS");

  private final HallmarkBundle certificate;
  private final LogVoices voices;
  private final Intent intent;
  private final Digest statement;
  private final OptionalLong own;
  private final List<Line> declared = new ArrayList<>();
  private final List<Line> missing = new ArrayList<>();

  private LoggedRun(
      HallmarkBundle certificate,
      LogVoices voices,
      Intent intent,
      Digest statement,
      OptionalLong own) {
    this.certificate = certificate;
    this.voices = voices;
    this.intent = intent;
    this.statement = statement;
    this.own = own;
  }

  /// Finds the run in the log.
  static LoggedRun of(HallmarkBundle certificate, LogVoices voices) throws VerificationException {
    Intent intent = Intent.read(certificate.required(HallmarkBundle.INTENT));
    return new LoggedRun(
        certificate,
        voices,
        intent,
        Subjects.statement(certificate),
        registration(certificate, intent, voices.log()));
  }

  /// Index of the run's registration. That of a beacon seed is the one entry that gave it, in the
  /// log that the intent names; another entry of the same intent is another attempt.
  private static OptionalLong registration(
      HallmarkBundle certificate, Intent intent, LogReading log) throws VerificationException {
    if (intent.beacon().isEmpty()) {
      return log.runsOf(intent.datasets().getFirst()).stream()
          .filter(e -> e.event().isAbout(intent.digest()))
          .filter(e -> e.event().signer().equals(intent.trainer()))
          .mapToLong(Entry::index)
          .findFirst();
    }
    VerifierKey key = intent.beacon().get().log();
    Digest event = Digests.sha256(certificate.required(HallmarkBundle.INTENT_EVENT));
    try {
      if (!log.checkpoint().checkpoint().origin().equals(key.name())
          || log.checkpoint().signature(key).isEmpty()) {
        return OptionalLong.empty();
      }
      byte[] proof = certificate.required(HallmarkBundle.INTENT_LOG_PROOF);
      long index = TlogProof.parse(proof).inclusion().index();
      return log.entries().stream()
          .filter(e -> e.index() == index && e.sha256().equals(event))
          .mapToLong(Entry::index)
          .findFirst();
    } catch (LogException.Rejected e) {
      return OptionalLong.empty();
    } catch (LogException.Malformed e) {
      throw new VerificationException.Malformed(String.valueOf(e.getMessage()));
    }
  }

  /// Why the certificate is not to be relied on.
  ///
  /// @param datasets the data sets of this run and of all before it, and whose each is
  Optional<Verdict.Rejection> problem(Map<Digest, String> datasets) {
    return revoked().or(() -> withdrawn(datasets));
  }

  private Optional<Verdict.Rejection> revoked() {
    return voices.events(EventKind.CERTIFICATE_REVOKED, statement).stream()
        .filter(e -> voices.counts(e, intent.trainer()))
        .findFirst()
        .map(e ->
            new Verdict.Rejection(
                "CERTIFICATE_REVOKED",
                "revoked at " + LogVoices.time(e) + " by " + signer(e) + ", entry " + e.index()));
  }

  private Optional<Verdict.Rejection> withdrawn(Map<Digest, String> datasets) {
    for (Map.Entry<Digest, String> dataset : datasets.entrySet()) {
      for (Entry e : voices.events(EventKind.DATASET_WITHDRAWN, dataset.getKey())) {
        if (voices.authority(e).isEmpty()) {
          continue;
        }
        String what =
            "the data set%s was withdrawn at %s by %s"
                .formatted(dataset.getValue(), LogVoices.time(e), signer(e));
        if (isAfterRun(e)) {
          missing.add(
              new Line("DATASET_WITHDRAWN_LATER", what + ", after " + begun(), dataset.getKey()));
        } else {
          return Optional.of(
              new Verdict.Rejection("DATASET_WITHDRAWN", what + ", before " + begun()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isAfterRun(Entry e) {
    return own.isPresent()
        ? e.index() > own.getAsLong()
        : e.event().time().isAfter(intent.created());
  }

  private String begun() {
    return own.isPresent()
        ? "this run was registered in the log"
        : "this run was intended, as the trainer claims (" + intent.created() + ")";
  }

  /// The verdict with what the log says; [#problem] was asked before.
  Verdict addTo(Verdict verdict) throws VerificationException {
    attempts();
    issued();
    missing.addAll(LoggedDataset.replaced(certificate, voices));
    boolean counted = intent.beacon().isEmpty() || own.isPresent();
    return verdict.with(declared, missing, counted ? ANSWERED : Set.of());
  }

  private void attempts() {
    List<Entry> runs = voices.log().runsOf(intent.datasets().getFirst());
    String origin = voices.log().checkpoint().checkpoint().origin();
    if (own.isEmpty()) {
      missing.add(
          line(
              "NOT_REGISTERED",
              "this run is not registered in log %s, which holds %,d registrations with this data"
                  + " set",
              origin,
              runs.size()));
    } else {
      long before = runs.stream().filter(e -> e.index() < own.getAsLong()).count();
      declared.add(
          line(
              "ATTEMPTS_COUNTED",
              "in log %s, %,d registrations of runs with this data set stand before this one, %,d"
                  + " after it (%,d entries)",
              origin,
              before,
              runs.size() - before - 1,
              voices.log().checkpoint().checkpoint().size()));
    }
  }

  private void issued() {
    List<Entry> issued =
        voices.log().where(e -> e.kind() == EventKind.CERTIFICATE_ISSUED && e.isAbout(statement));
    if (issued.isEmpty()) {
      missing.add(line("CERTIFICATE_NOT_LOGGED", "the certificate itself is not in the log"));
    } else {
      Entry first = issued.getFirst();
      declared.add(
          line(
              "CERTIFICATE_LOGGED",
              "the certificate was entered in the log at %s by %s",
              LogVoices.time(first),
              signer(first)));
    }
    for (Entry e : voices.events(EventKind.CERTIFICATE_SUPERSEDED, statement)) {
      if (voices.counts(e, intent.trainer())) {
        missing.add(
            line(
                "SUPERSEDED",
                "a newer certificate replaces this one since %s (%s)",
                LogVoices.time(e),
                signer(e)));
      }
    }
  }

  private String signer(Entry entry) {
    return voices.signer(entry, Optional.of(intent.trainer()));
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is of a library we do not use
  private Line line(String code, String format, Object... arguments) {
    return new Line(code, String.format(Locale.ROOT, format, arguments), statement);
  }
}
