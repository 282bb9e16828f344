package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
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
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.note.VerifierKey;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// What a whole log says about an accepted certificate: how many attempts there were with the same
/// data set, and whether certificate or data set were withdrawn since.
///
/// A withdrawal counts if an authority of the trust file signed it, a revocation also if the
/// trainer did. The order of registration and withdrawal is that of the log; where the run is not
/// registered in it, only the time that the trainer claims is left. Other times are those of the
/// events.
public final class LogReview {
  private static final Set<String> ANSWERED = Set.of("NO_LOG", "ATTEMPTS");

  private final LogReading log;
  private final TrustPolicy trust;
  private final Instant at;
  private final Intent intent;
  private final Digest statement;
  private final OptionalLong own;
  private final List<Line> declared = new ArrayList<>();
  private final List<Line> missing = new ArrayList<>();

  private LogReview(
      LogReading log,
      TrustPolicy trust,
      Instant at,
      Intent intent,
      Digest statement,
      OptionalLong own) {
    this.log = log;
    this.trust = trust;
    this.at = at;
    this.intent = intent;
    this.statement = statement;
    this.own = own;
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
    LogReview review =
        new LogReview(
            log,
            trust,
            at,
            intent,
            Subjects.statement(certificate),
            registration(certificate, intent, log));
    Optional<Verdict.Rejection> stop = review.revoked().or(review::withdrawn);
    if (stop.isPresent()) {
      return Verdict.rejected(stop.get().check(), stop.get().detail(), verdict.sizes());
    }
    review.attempts();
    review.issued();
    boolean counted = intent.beacon().isEmpty() || review.own.isPresent();
    return verdict.with(review.declared, review.missing, counted ? ANSWERED : Set.of());
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
        boolean later =
            own.isPresent()
                ? e.index() > own.getAsLong()
                : e.event().time().isAfter(intent.created());
        String intended =
            own.isPresent()
                ? "this run was registered in the log"
                : "this run was intended, as the trainer claims (" + intent.created() + ")";
        if (later) {
          missing.add(
              line(
                  "DATASET_WITHDRAWN_LATER",
                  "the data set was withdrawn at %s by %s, after %s",
                  time(e),
                  signer(e),
                  intended));
        } else {
          return Optional.of(
              new Verdict.Rejection(
                  "DATASET_WITHDRAWN",
                  "the data set was withdrawn at "
                      + time(e)
                      + " by "
                      + signer(e)
                      + ", before "
                      + intended));
        }
      }
    }
    return Optional.empty();
  }

  private void attempts() {
    List<Entry> runs = log.runsOf(intent.datasets().getFirst());
    String origin = log.checkpoint().checkpoint().origin();
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
