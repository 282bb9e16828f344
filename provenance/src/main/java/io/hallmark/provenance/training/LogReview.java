package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.LogReading;
import io.hallmark.provenance.event.LogReading.Entry;
import io.hallmark.provenance.event.Subjects;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a whole log says about an accepted certificate: how many attempts there were with the same
/// data set, and whether certificate or data set were withdrawn since.
///
/// A withdrawal counts if an authority of the trust file signed it, a revocation also if the
/// trainer did. Times are those of the events.
public final class LogReview {
  private static final Set<String> ANSWERED = Set.of("NO_LOG", "ATTEMPTS");

  private final LogReading log;
  private final TrustPolicy trust;
  private final Instant at;
  private final Intent intent;
  private final Digest statement;
  private final List<Line> declared = new ArrayList<>();
  private final List<Line> missing = new ArrayList<>();

  private LogReview(
      LogReading log, TrustPolicy trust, Instant at, Intent intent, Digest statement) {
    this.log = log;
    this.trust = trust;
    this.at = at;
    this.intent = intent;
    this.statement = statement;
  }

  /// Adds to the verdict of a training certificate what the log says; other verdicts stay as they
  /// are.
  ///
  /// @param verdict of this certificate, for this trust file and time
  /// @return the verdict with further lines, or rejected by `CERTIFICATE_REVOKED` or
  ///   `DATASET_WITHDRAWN`
  /// @throws VerificationException.Malformed if the certificate cannot be read
  public static Verdict apply(
      Verdict verdict, HallmarkBundle certificate, LogReading log, TrustPolicy trust, Instant at)
      throws VerificationException {
    Optional<byte[]> member = certificate.optional(HallmarkBundle.INTENT);
    if (!verdict.accepted() || member.isEmpty()) {
      return verdict;
    }
    Intent intent = Intent.read(member.get());
    LogReview review = new LogReview(log, trust, at, intent, Subjects.statement(certificate));
    Optional<Verdict.Rejection> stop = review.revoked().or(review::withdrawn);
    if (stop.isPresent()) {
      return Verdict.rejected(stop.get().check(), stop.get().detail(), verdict.sizes());
    }
    review.attempts();
    review.issued();
    return verdict.with(review.declared, review.missing, ANSWERED);
  }

  private Optional<Verdict.Rejection> revoked() {
    return events(EventKind.CERTIFICATE_REVOKED, statement).stream()
        .filter(e -> byTrainer(e) || authority(e).isPresent())
        .findFirst()
        .map(e ->
            new Verdict.Rejection(
                "CERTIFICATE_REVOKED",
                "revoked at " + time(e) + " by " + signer(e) + ", entry " + e.index()));
  }

  private Optional<Verdict.Rejection> withdrawn() {
    for (Digest dataset : intent.datasets()) {
      for (Entry e : events(EventKind.DATASET_WITHDRAWN, dataset)) {
        if (authority(e).isEmpty()) {
          continue;
        }
        if (e.event().time().isAfter(intent.created())) {
          missing.add(
              line(
                  "DATASET_WITHDRAWN_LATER",
                  "the data set was withdrawn at %s by %s, after this run was intended",
                  time(e),
                  signer(e)));
        } else {
          return Optional.of(
              new Verdict.Rejection(
                  "DATASET_WITHDRAWN",
                  "the data set was withdrawn at "
                      + time(e)
                      + " by "
                      + signer(e)
                      + ", before this run was intended"));
        }
      }
    }
    return Optional.empty();
  }

  private void attempts() {
    long own = -1;
    long before = 0;
    List<Entry> runs = log.runsOf(intent.datasets().getFirst());
    for (Entry e : runs) {
      if (own < 0 && e.event().isAbout(intent.digest())) {
        own = e.index();
      } else if (own < 0) {
        before++;
      }
    }
    String origin = log.checkpoint().checkpoint().origin();
    if (own < 0) {
      missing.add(
          line(
              "NOT_REGISTERED",
              "this run is not registered in log %s, which holds %,d other registrations with this"
                  + " data set",
              origin,
              runs.size()));
    } else {
      declared.add(
          line(
              "ATTEMPTS_COUNTED",
              "in log %s, %,d registrations of runs with this data set stand before this one, %,d"
                  + " after it (%,d entries)",
              origin,
              before,
              runs.size() - before - 1,
              log.checkpoint().checkpoint().size()));
    }
  }

  private void issued() {
    List<Entry> issued =
        log.where(e -> e.kind() == EventKind.CERTIFICATE_ISSUED && e.isAbout(statement));
    if (issued.isEmpty()) {
      missing.add(line("CERTIFICATE_NOT_LOGGED", "the certificate itself is not in the log"));
    } else {
      Entry first = issued.getFirst();
      declared.add(
          line(
              "CERTIFICATE_LOGGED",
              "the certificate was entered in the log at %s by %s",
              time(first),
              signer(first)));
    }
    for (Entry e : events(EventKind.CERTIFICATE_SUPERSEDED, statement)) {
      if (byTrainer(e) || authority(e).isPresent()) {
        missing.add(
            line(
                "SUPERSEDED",
                "a newer certificate replaces this one since %s (%s)",
                time(e),
                signer(e)));
      }
    }
  }

  private List<Entry> events(EventKind kind, Digest about) {
    return log.where(e -> e.kind() == kind && e.isAbout(about) && !e.time().isAfter(at));
  }

  private boolean byTrainer(Entry entry) {
    return entry.event().signer().equals(intent.trainer());
  }

  private Optional<String> authority(Entry entry) {
    PublicKey key = entry.event().signer();
    return trust
        .authority(Keys.keyId(key))
        .filter(a -> a.isValidAt(entry.event().time()))
        .map(a -> a.name());
  }

  private String signer(Entry entry) {
    return authority(entry)
        .orElse(
            byTrainer(entry) ? "the trainer" : Keys.keyId(entry.event().signer()).substring(0, 16));
  }

  private static String time(Entry entry) {
    LogEvent event = entry.event();
    return Documents.text(event.time());
  }

  @SuppressWarnings("AnnotateFormatMethod") // its annotation is of a library we do not use
  private Line line(String code, String format, Object... arguments) {
    return new Line(code, String.format(Locale.ROOT, format, arguments), statement);
  }
}
