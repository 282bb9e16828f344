package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.wire.Hashes;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What a prover needs from the outside: fresh random bytes, the credit books of the older
/// commitments, a place for the finished proof, and somebody to tell how far it is.
public final class ProverEnvironment {
  private final Supplier<byte[]> fresh;
  private final Map<String, CreditBook> credits;
  private final Set<String> renewed;
  private final ProofStore store;
  private final Progress progress;
  private final AttemptStore attempts;
  private final int jobs;
  private final long room;

  /// Where a finished proof goes before anything is charged.
  @FunctionalInterface
  public interface ProofStore {
    /// Makes the bytes durable before it returns.
    void store(byte[] proof);
  }

  /// Told how far a prover is.
  @FunctionalInterface
  public interface Progress {
    /// A phase begins, or goes on.
    ///
    /// @param phase a short name: commit, parts, opening, verify
    /// @param done steps done
    /// @param total steps of this phase, at least 1
    void at(String phase, int done, int total);

    /// The proof is finished and verified, and nothing is charged yet.
    ///
    /// @param nanos wall-clock time of every phase, in nanoseconds
    default void spent(Map<ProofPhase, Long> nanos) {}
  }

  private ProverEnvironment(
      Supplier<byte[]> fresh,
      Map<String, CreditBook> credits,
      Set<String> renewed,
      ProofStore store,
      Progress progress,
      AttemptStore attempts,
      int jobs,
      long room) {
    this.fresh = fresh;
    this.credits = Map.copyOf(credits);
    this.renewed = Set.copyOf(renewed);
    this.store = store;
    this.progress = progress;
    this.attempts = attempts;
    this.jobs = jobs;
    this.room = room;
  }

  /// The environment of a product: every attempt draws its own 32 bytes from the platform.
  ///
  /// @param credits the credit book of every older commitment of the run, by its name in the run
  /// @param renewed names of the older commitments that the proof renews
  /// @param store where the proof goes after it was verified and before anything is charged
  /// @param progress told how far the prover is
  public static ProverEnvironment of(
      Map<String, CreditBook> credits, Set<String> renewed, ProofStore store, Progress progress) {
    return new ProverEnvironment(
        () -> {
          byte[] bytes = new byte[Hashes.DIGEST_BYTES];
          new SecureRandom().nextBytes(bytes);
          return bytes;
        },
        credits,
        renewed,
        store,
        progress,
        AttemptStore.NONE,
        1,
        PartWork.PLAIN.room());
  }

  /// The same with a place where an unfinished attempt survives the process: the next call for the
  /// same statement goes on with it.
  public ProverEnvironment resumable(AttemptStore kept) {
    return new ProverEnvironment(fresh, credits, renewed, store, progress, kept, jobs, room);
  }

  /// The same with several parts worked off side by side, which changes time and memory only.
  ///
  /// @param parts parts at a time
  /// @throws IllegalArgumentException if it is none
  public ProverEnvironment withJobs(int parts) {
    if (parts < 1) {
      throw new IllegalArgumentException(parts + " jobs");
    }
    return new ProverEnvironment(fresh, credits, renewed, store, progress, attempts, parts, room);
  }

  /// The same with another room for what could be computed again, which changes time and memory
  /// only; a third of the heap otherwise.
  ///
  /// @param bytes what may be kept
  public ProverEnvironment withRoom(long bytes) {
    return new ProverEnvironment(fresh, credits, renewed, store, progress, attempts, jobs, bytes);
  }

  /// The same with fixed bytes. Tests only: equal bytes with other inputs reveal differences of the
  /// witness.
  static ProverEnvironment withInsecureFixedBytes(byte[] bytes, ProverEnvironment other) {
    return new ProverEnvironment(
        bytes::clone,
        other.credits,
        other.renewed,
        other.store,
        other.progress,
        other.attempts,
        other.jobs,
        other.room);
  }

  byte[] fresh() {
    return fresh.get();
  }

  Map<String, CreditBook> credits() {
    return credits;
  }

  boolean renews(String name) {
    return renewed.contains(name);
  }

  ProofStore store() {
    return store;
  }

  Progress progress() {
    return progress;
  }

  AttemptStore attempts() {
    return attempts;
  }

  int jobs() {
    return jobs;
  }

  long room() {
    return room;
  }
}
