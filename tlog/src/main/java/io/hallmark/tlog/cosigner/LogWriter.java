package io.hallmark.tlog.cosigner;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.LogSession;
import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Enters things into a log: appends, asks the cosigners of the log's policy, and publishes when
/// the quorum has signed. One checkpoint is settled before the next is made, so cosigners see every
/// size that an entry ended.
public final class LogWriter {
  private final LogFolder log;
  private final Optional<LogPolicy> policy;
  private final List<CosignerClient> cosigners = new ArrayList<>();

  /// A writer of this log, with the policy in its folder.
  ///
  /// @throws LogException.Malformed if the policy cannot be read
  public LogWriter(LogFolder log) throws IOException, LogException {
    this.log = log;
    Optional<byte[]> file = log.policy();
    this.policy = file.isPresent() ? Optional.of(LogPolicy.parse(file.get())) : Optional.empty();
    for (LogPolicy.Cosigner c : policy.map(LogPolicy::cosigners).orElse(List.of())) {
      c.url().ifPresent(url -> cosigners.add(new CosignerClient(url, c.key())));
    }
  }

  /// The entries are in the log, and nobody can see them yet: too few cosigners signed. The next
  /// writer tries again.
  public static final class NotPublished extends IOException {
    private static final long serialVersionUID = 1L;

    NotPublished(String message) {
      super(message);
    }
  }

  /// Appends entries and publishes.
  ///
  /// @return index of the first
  /// @throws NotPublished if the cosigners of the policy did not sign; the entries are in the log
  ///   if the message says so
  public long append(List<byte[]> entries) throws IOException, LogException {
    try (LogSession session = log.lock()) {
      settle(session);
      long first = session.append(entries);
      settle(session);
      return first;
    }
  }

  /// Publishes what is in the log, if it is not.
  public void settle() throws IOException, LogException {
    try (LogSession session = log.lock()) {
      settle(session);
    }
  }

  /// Enters one entry and returns the proof whose tree ends with it. An entry that was registered
  /// before is not entered again: its proof is returned.
  ///
  /// The writer's lock is held until the cosigners have answered, so no other entry can come
  /// between.
  public TlogProof register(byte[] entry) throws IOException, LogException {
    Hash leaf = MerkleTree.leaf(entry);
    try (LogSession session = log.lock()) {
      Optional<TlogProof> kept = session.keptProof(leaf);
      if (kept.isPresent()) {
        return kept.get();
      }
      OptionalLong found = find(session, leaf);
      if (found.isEmpty()) {
        settle(session);
        session.append(List.of(entry));
      } else if (found.getAsLong() != session.state().checkpoint().size() - 1) {
        throw new LogException.Rejected(
            LogCheck.LOG_INCLUSION,
            "this entry is in the log at index "
                + found.getAsLong()
                + ", and no longer the last one: its checkpoint was not kept");
      }
      settle(session);
      TlogProof proof = session.prove(session.state().checkpoint().size() - 1);
      session.keepProof(leaf, proof);
      return proof;
    }
  }

  private static OptionalLong find(LogSession session, Hash leaf) throws IOException, LogException {
    long size = session.state().checkpoint().size();
    TileReader reader = session.reader();
    for (long n = (size - 1) / TilePath.WIDTH; size > 0 && n >= 0; n--) {
      byte[] tile = reader.tile(0, n);
      int width = TilePath.width(size, 0, n);
      for (int i = 0; i < width; i++) {
        if (Hash.at(tile, i * Hash.BYTES).equals(leaf)) {
          return OptionalLong.of(n * TilePath.WIDTH + i);
        }
      }
    }
    return OptionalLong.empty();
  }

  private void settle(LogSession session) throws IOException, LogException {
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
  }

  /// What one cosigner answers wrongly stops nobody while the others make the quorum; without it,
  /// it is the reason.
  private void requireQuorum(SignedCheckpoint state, List<String> failures, List<LogException> lies)
      throws NotPublished, LogException {
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
        throw new NotPublished(
            "the log has "
                + state.checkpoint().size()
                + " entries, not all of them published: "
                + e.detail()
                + failures);
      }
    }
  }
}
