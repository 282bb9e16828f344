package io.hallmark.provenance.training;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.FolderLock;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.tlog.LogException;
import java.io.IOException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Optional;

/// Enters the intent of a run in the log that it names, and keeps the proof: from then on the seed
/// is fixed. The entry is kept before it is sent, so asking again, after a kill too, enters the
/// same bytes, which a log recognises; a kept proof is checked and returned.
public final class IntentRegistrar {
  private IntentRegistrar() {}

  /// A log that takes an entry and answers with the proof whose tree ends with it.
  @FunctionalInterface
  public interface Log {
    /// Enters an entry, or finds it.
    ///
    /// @return bytes of the `.tlog-proof`
    byte[] enter(byte[] entry) throws IOException, LogException;
  }

  /// What was registered.
  ///
  /// @param origin the log
  /// @param index index of the entry
  public record Registered(String origin, long index) {}

  /// Registers a run.
  ///
  /// @param folder the run folder
  /// @param trainer the key that the intent names
  /// @param now the time to state; a repeated registration states the first one
  /// @throws Rejected `SEED_GRADE` if the seed is not to come from a log; `BEACON` if the log's
  ///   answer is not the registration of this intent by the checkpoint right after it with all
  ///   cosignatures
  /// @throws IOException if the log does not answer, or a file cannot be written
  public static Registered register(RunFolder folder, KeyPair trainer, Instant now, Log log)
      throws IOException, VerificationException, LogException {
    try (FolderLock _ = folder.lock("hallmark intent register")) {
      Intent intent = folder.intent();
      Beacon beacon =
          intent
              .beacon()
              .orElseThrow(() ->
                  new Rejected(
                      "SEED_GRADE",
                      "the intent's grade is " + intent.grade().word() + ", not beacon"));
      if (!trainer.getPublic().equals(intent.trainer())) {
        throw new Rejected("INTENT_TRAINER_SIGNATURE", "the intent names another trainer's key");
      }
      Optional<byte[]> begun = folder.optional(HallmarkBundle.INTENT_EVENT);
      byte[] entry =
          begun.isPresent() ? begun.get() : IntentRegistration.entry(intent, now, trainer);
      if (begun.isEmpty()) {
        AtomicFiles.write(folder.file(HallmarkBundle.INTENT_EVENT), entry);
      }
      Optional<byte[]> kept = folder.optional(HallmarkBundle.INTENT_LOG_PROOF);
      byte[] proof = kept.isPresent() ? kept.get() : log.enter(entry);
      IntentRegistration registration = IntentRegistration.read(intent, beacon, entry, proof);
      String problem = registration.problem();
      if (problem != null) {
        throw new Rejected("BEACON", problem);
      }
      if (kept.isEmpty()) {
        AtomicFiles.write(folder.file(HallmarkBundle.INTENT_LOG_PROOF), proof);
      }
      return new Registered(beacon.log().name(), registration.proof().inclusion().index());
    }
  }
}
