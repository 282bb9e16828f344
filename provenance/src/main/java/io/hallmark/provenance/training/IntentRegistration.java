package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.MerkleTree;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The registration of an intent in the log that it names: the entry, and the proof with the
/// checkpoint whose size is the entry's index + 1. Each method looks at one thing and says what is
/// wrong with it; the verifier gives each its name.
final class IntentRegistration {
  private final Intent intent;
  private final Beacon beacon;
  private final byte[] entry;
  private final LogEvent event;
  private final TlogProof proof;

  private IntentRegistration(
      Intent intent, Beacon beacon, byte[] entry, LogEvent event, TlogProof proof) {
    this.intent = intent;
    this.beacon = beacon;
    this.entry = entry;
    this.event = event;
    this.proof = proof;
  }

  /// The event that enters an intent in a log.
  ///
  /// @param time when it is entered, by the trainer's clock
  static LogEvent event(Intent intent, Instant time) {
    return LogEvent.of(
        EventKind.TRAINING_REGISTERED,
        Subject.of("intent.json", Digests.sha256(intent.write()), intent.digest()),
        time,
        intent.trainer(),
        intent.datasets(),
        Map.of("program", intent.program()));
  }

  /// The entry.
  static byte[] entry(Intent intent, Instant time, KeyPair trainer) {
    return event(intent, time).sign(trainer);
  }

  /// Reads a registration.
  ///
  /// @throws VerificationException if the entry is no signed event, or the proof cannot be read
  static IntentRegistration read(Intent intent, Beacon beacon, byte[] entry, byte[] proof)
      throws VerificationException {
    try {
      return new IntentRegistration(
          intent, beacon, entry.clone(), LogEvent.read(entry), TlogProof.parse(proof));
    } catch (LogException.Malformed e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  /// What is wrong with the entry: it must be the trainer's registration of this intent, with its
  /// data sets, so that whoever lists the runs of a data set finds it.
  @Nullable String eventProblem() {
    return event.equals(event(intent, event.time()))
        ? null
        : "the entry is not the trainer's registration of this intent";
  }

  /// What is wrong with the log's signature.
  @Nullable String logProblem() {
    if (!checkpoint().origin().equals(beacon.log().name())) {
      return "the checkpoint is of log " + checkpoint().origin();
    }
    try {
      return proof.checkpoint().signature(beacon.log()).isPresent()
          ? null
          : "the log that the intent names has not signed the checkpoint";
    } catch (LogException.Rejected e) {
      return e.detail();
    }
  }

  /// What is wrong with the checkpoint: only the one right after the entry counts, and it has no
  /// extension lines, which would be free for the log to choose.
  @Nullable String sizeProblem() {
    if (!checkpoint().extensions().isEmpty()) {
      return "the checkpoint has extension lines";
    }
    return checkpoint().size() == proof.inclusion().index() + 1
        ? null
        : "the entry has index "
            + proof.inclusion().index()
            + ", the checkpoint has size "
            + checkpoint().size();
  }

  /// What is wrong with the path of the entry.
  @Nullable String inclusionProblem() {
    Hash leaf = MerkleTree.leaf(entry);
    try {
      proof.verifyInclusion(leaf);
      return null;
    } catch (LogException.Rejected e) {
      return e.detail();
    }
  }

  /// What is wrong with the cosignatures.
  @Nullable String cosignatureProblem() {
    try {
      beacon.value(proof.checkpoint());
      return null;
    } catch (LogException.Rejected e) {
      return e.detail();
    }
  }

  /// The first problem, if there is any.
  @Nullable String problem() {
    for (String problem :
        new @Nullable String[] {
          eventProblem(), logProblem(), sizeProblem(), inclusionProblem(), cosignatureProblem()
        }) {
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  /// The value of the seed.
  ///
  /// @throws IllegalStateException if there is a problem with the cosignatures
  Digest value() {
    try {
      return beacon.value(proof.checkpoint());
    } catch (LogException.Rejected e) {
      throw new IllegalStateException("cosignatures are checked first", e);
    }
  }

  /// The proof.
  TlogProof proof() {
    return proof;
  }

  private Checkpoint checkpoint() {
    return proof.checkpoint().checkpoint();
  }

  /// Names of the cosigners in the order of the intent.
  List<String> cosigners() {
    return beacon.cosigners().stream().map(k -> k.name()).toList();
  }
}
