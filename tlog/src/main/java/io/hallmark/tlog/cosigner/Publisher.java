package io.hallmark.tlog.cosigner;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.LogSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks the cosigners of a log's policy to sign its newest checkpoint, and publishes it when the
/// quorum has. What one cosigner answers wrongly stops nobody while the others make the quorum, but
/// somebody is told: a cosigner that has signed another or a larger tree saw another log.
final class Publisher {
  private final LogFolder log;
  private final Consumer<String> alarm;
  private final Optional<LogPolicy> policy;
  private final List<CosignerClient> cosigners = new ArrayList<>();

  /// @param alarm is told what a cosigner answered wrongly, and who did not answer
  /// @throws LogException.Malformed if the policy of the log cannot be read
  Publisher(LogFolder log, Consumer<String> alarm) throws IOException, LogException {
    this.log = log;
    this.alarm = alarm;
    Optional<byte[]> file = log.policy();
    this.policy = file.isPresent() ? Optional.of(LogPolicy.parse(file.get())) : Optional.empty();
    for (LogPolicy.Cosigner c : policy.map(LogPolicy::cosigners).orElse(List.of())) {
      c.url().ifPresent(url -> cosigners.add(new CosignerClient(url, c.key())));
    }
  }

  /// Publishes the newest checkpoint, if it is not.
  void settle(LogSession session) throws IOException, LogException {
    if (session.isPublished()) {
      return;
    }
    List<String> failures = new ArrayList<>();
    List<LogException> lies = new ArrayList<>();
    List<SignatureLine> lines = new ArrayList<>();
    long guess = log.published().checkpoint().size();
    for (CosignerClient cosigner : cosigners) {
      if (session.state().signature(cosigner.key()).isEmpty()) {
        try {
          lines.add(cosigner.cosign(session.state(), guess, session.reader()));
        } catch (LogException e) {
          lies.add(e);
        } catch (IOException e) {
          failures.add(String.valueOf(e.getMessage()));
        }
      }
    }
    if (!lines.isEmpty()) {
      session.cosigned(lines);
    }
    requireQuorum(session.state(), failures, lies);
    session.publish();
    lies.forEach(e -> alarm.accept("published without a cosigner: " + e.getMessage()));
    failures.forEach(e -> alarm.accept("published without a cosigner: " + e));
  }

  /// Without the quorum, what a cosigner answered wrongly is the reason.
  private void requireQuorum(SignedCheckpoint state, List<String> failures, List<LogException> lies)
      throws LogWriter.NotPublished, LogException {
    if (policy.isPresent()) {
      try {
        policy.get().verify(state);
      } catch (LogException.Rejected e) {
        if (e.check() != LogCheck.LOG_QUORUM) {
          throw e;
        }
        if (!lies.isEmpty()) {
          throw lies.getFirst();
        }
        throw new LogWriter.NotPublished(
            "the log has "
                + state.checkpoint().size()
                + " entries, not all of them published: "
                + e.detail()
                + failures);
      }
    }
  }
}
