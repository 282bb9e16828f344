package io.hallmark.provenance.event;

import io.hallmark.document.Digest;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.event.LogReading.Entry;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A run that was registered in a log, and what became of it: a certificate that its trainer
/// entered later, and what was said of that. A run without one was abandoned, goes on, or is kept
/// to itself.
///
/// @param registration the registration
/// @param issued the trainer's entry about the certificate that links to this intent, if there is
///   one
/// @param revoked the first revocation of that certificate by the trainer, if there is one
/// @param superseded the trainer's entry that a newer certificate replaces it, if there is one
public record RegisteredRun(
    Entry registration,
    Optional<Entry> issued,
    Optional<Entry> revoked,
    Optional<Entry> superseded) {
  /// Role of the link from a certificate's event to the intent.
  public static final String INTENT = "intent";

  /// All runs that were registered for a data set, in the order of the log.
  public static List<RegisteredRun> of(LogReading log, Digest dataset) {
    return log.runsOf(dataset).stream().map(run -> of(log, run)).toList();
  }

  private static RegisteredRun of(LogReading log, Entry run) {
    Predicate<LogEvent> own = e -> e.signer().equals(run.event().signer());
    Optional<Entry> issued =
        log
            .where(
                own.and(e ->
                    e.kind() == EventKind.CERTIFICATE_ISSUED
                        && Optional.ofNullable(e.links().get(INTENT))
                            .filter(run.event()::isAbout)
                            .isPresent()))
            .stream()
            .filter(e -> e.index() > run.index())
            .findFirst();
    return new RegisteredRun(
        run,
        issued,
        issued.flatMap(e -> about(log, EventKind.CERTIFICATE_REVOKED, e, own)),
        issued.flatMap(e -> about(log, EventKind.CERTIFICATE_SUPERSEDED, e, own)));
  }

  private static Optional<Entry> about(
      LogReading log, EventKind kind, Entry issued, Predicate<LogEvent> own) {
    Optional<Digest> certificate =
        Optional.ofNullable(
            issued.event().subjects().getFirst().digests().get(InTotoStatement.HALLMARK));
    return certificate.flatMap(
        c -> log.where(own.and(e -> e.kind() == kind && e.isAbout(c))).stream().findFirst());
  }

  /// What became of it, for people.
  public String state() {
    if (issued.isEmpty()) {
      return "no certificate in the log";
    }
    return "certificate in entry "
        + issued.get().index()
        + revoked.map(e -> ", revoked in entry " + e.index()).orElse("")
        + superseded.map(e -> ", superseded in entry " + e.index()).orElse("");
  }
}
