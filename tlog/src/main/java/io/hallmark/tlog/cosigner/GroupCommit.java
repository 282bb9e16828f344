package io.hallmark.tlog.cosigner;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.MerkleTree;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Threads that want to enter something at the same time share one checkpoint: while one commits,
/// the others gather, and the next one commits for all of them. Nobody is answered before the
/// commit with its entry has ended; the order is that of arrival.
///
/// - **Threads:** any.
final class GroupCommit {
  private static final int MAX_ENTRIES = 1024;
  private static final long MAX_BYTES = 1 << 25;

  private final ReentrantLock turn = new ReentrantLock(true);
  private final ArrayDeque<Ticket> waiting = new ArrayDeque<>();
  private final Commit commit;

  GroupCommit(Commit commit) {
    this.commit = commit;
  }

  /// Enters a batch and answers its tickets.
  @FunctionalInterface
  interface Commit {
    /// Enters what is not in the log yet. A ticket that is not answered gets the exception.
    void run(List<Ticket> batch) throws IOException, LogException;
  }

  /// An entry that waits for its proof.
  static final class Ticket {
    private final byte[] entry;
    private final Hash leaf;
    private final boolean last;
    private @Nullable TlogProof proof;
    private @Nullable Exception failure;

    /// @param last whether the checkpoint must be the one right after the entry
    Ticket(byte[] entry, boolean last) {
      this.entry = entry;
      this.leaf = MerkleTree.leaf(entry);
      this.last = last;
    }

    byte[] entry() {
      return entry;
    }

    Hash leaf() {
      return leaf;
    }

    boolean last() {
      return last;
    }

    void answer(TlogProof with) {
      proof = with;
    }

    void refuse(Exception why) {
      failure = why;
    }

    boolean isAnswered() {
      return proof != null || failure != null;
    }

    private TlogProof result() throws IOException, LogException {
      switch (Optional.<Exception>ofNullable(failure).orElse(null)) {
        case IOException e -> throw e;
        case LogException e -> throw e;
        case RuntimeException e -> throw e;
        case null -> {}
        default -> throw new IllegalStateException(failure);
      }
      return Optional.ofNullable(proof).orElseThrow();
    }
  }

  /// Waits until the entry is committed.
  ///
  /// @return its proof
  TlogProof enter(Ticket ticket) throws IOException, LogException {
    synchronized (waiting) {
      waiting.add(ticket);
    }
    turn.lock();
    try {
      while (!ticket.isAnswered()) {
        commitNext();
      }
    } finally {
      turn.unlock();
    }
    return ticket.result();
  }

  /// How many wait and are in no commit yet.
  int size() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  private void commitNext() {
    List<Ticket> batch = next();
    Exception problem = new IOException("the commit ended without an answer");
    try {
      commit.run(batch);
    } catch (IOException | LogException | RuntimeException e) {
      problem = e;
    } finally {
      for (Ticket ticket : batch) {
        if (!ticket.isAnswered()) {
          ticket.refuse(problem);
        }
      }
    }
  }

  /// The tickets that came first; one whose entry must be the last of its tree ends the batch.
  private List<Ticket> next() {
    List<Ticket> batch = new ArrayList<>();
    long bytes = 0;
    synchronized (waiting) {
      while (!waiting.isEmpty() && batch.size() < MAX_ENTRIES && bytes < MAX_BYTES) {
        Ticket ticket = waiting.removeFirst();
        bytes += ticket.entry().length;
        batch.add(ticket);
        if (ticket.last()) {
          break;
        }
      }
    }
    return batch;
  }
}
