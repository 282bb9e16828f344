package io.hallmark.tlog.cosigner;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.cosigner.GroupCommit.Ticket;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.LogSession;
import io.hallmark.tlog.tile.EntryBundle;
import io.hallmark.tlog.tile.TileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Enters things into a log: appends, asks the cosigners of the log's policy, and publishes when
/// the quorum has signed. One checkpoint is settled before the next is made, so cosigners see every
/// checkpoint of the log.
///
/// What threads of one process enter at the same time shares a checkpoint ([GroupCommit]); other
/// processes wait for the lock of the folder.
///
/// - **Threads:** any.
public final class LogWriter {
  private final LogFolder log;
  private final Publisher publisher;
  private final GroupCommit group = new GroupCommit(this::commit);
  private final LeafIndex leaves = new LeafIndex();

  /// A writer of this log, with the policy in its folder.
  ///
  /// @param alarm is told, in a sentence, what a cosigner answered wrongly while the others made
  ///   the quorum
  /// @throws LogException.Malformed if the policy cannot be read
  public LogWriter(LogFolder log, Consumer<String> alarm) throws IOException, LogException {
    this.log = log;
    this.publisher = new Publisher(log, alarm);
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
      publisher.settle(session);
      long first = session.append(entries);
      publisher.settle(session);
      return first;
    }
  }

  /// Publishes what is in the log, if it is not.
  public void settle() throws IOException, LogException {
    try (LogSession session = log.lock()) {
      publisher.settle(session);
    }
  }

  /// Enters one entry, together with what others enter at the same time. An entry that is in the
  /// log is not entered again: the answer is a proof by the newest checkpoint.
  ///
  /// @return the proof that the published log has the entry
  /// @throws NotPublished as [#append] does
  /// @throws IllegalArgumentException if the entry is too long
  public TlogProof enter(byte[] entry) throws IOException, LogException {
    EntryBundle.requireFits(entry);
    return group.enter(new Ticket(entry, false));
  }

  /// Enters one entry and returns the proof whose tree ends with it. An entry that was registered
  /// before is not entered again: its proof is returned.
  ///
  /// The writer's lock is held until the cosigners have answered, so no other entry can come
  /// between.
  ///
  /// @throws LogException.Rejected `LOG_INCLUSION` if the entry is in the log, and its checkpoint
  ///   was not kept
  /// @throws NotPublished as [#append] does
  /// @throws IllegalArgumentException if the entry is too long
  public TlogProof register(byte[] entry) throws IOException, LogException {
    EntryBundle.requireFits(entry);
    return group.enter(new Ticket(entry, true));
  }

  private void commit(List<Ticket> batch) throws IOException, LogException {
    try (LogSession session = log.lock()) {
      publisher.settle(session);
      long size = session.state().checkpoint().size();
      TileReader before = session.reader();
      leaves.follow(size, before);
      Map<Ticket, Long> places = new LinkedHashMap<>();
      Map<Hash, Long> fresh = new LinkedHashMap<>();
      List<byte[]> entries = new ArrayList<>();
      for (Ticket ticket : batch) {
        OptionalLong found = leaves.find(ticket.leaf(), before);
        if (ticket.last() && isAnswered(session, ticket, found)) {
          continue;
        }
        if (found.isEmpty() && fresh.putIfAbsent(ticket.leaf(), size + entries.size()) == null) {
          entries.add(ticket.entry());
        }
        places.put(ticket, found.orElseGet(() -> fresh.getOrDefault(ticket.leaf(), 0L)));
      }
      if (!entries.isEmpty()) {
        session.append(entries);
        fresh.keySet().forEach(leaves::add);
        publisher.settle(session);
      }
      answer(session, places);
    }
  }

  /// Answers a registration that was made before: by its kept proof, or by the newest checkpoint if
  /// it is the one right after the entry.
  private static boolean isAnswered(LogSession session, Ticket ticket, OptionalLong found)
      throws IOException, LogException {
    Optional<TlogProof> kept = session.keptProof(ticket.leaf());
    kept.ifPresent(ticket::answer);
    long size = session.state().checkpoint().size();
    if (kept.isEmpty() && found.isPresent() && found.getAsLong() == size - 1) {
      keep(session, ticket, session.prove(size - 1));
    }
    return ticket.isAnswered();
  }

  private static void keep(LogSession session, Ticket ticket, TlogProof proof) throws IOException {
    session.keepProof(ticket.leaf(), proof);
    ticket.answer(proof);
  }

  private static void answer(LogSession session, Map<Ticket, Long> places)
      throws IOException, LogException {
    long size = session.state().checkpoint().size();
    TileReader reader = session.reader();
    for (Map.Entry<Ticket, Long> place : places.entrySet()) {
      Ticket ticket = place.getKey();
      long index = place.getValue();
      if (ticket.last() && index != size - 1) {
        ticket.refuse(
            new LogException.Rejected(
                LogCheck.LOG_INCLUSION,
                "this entry is in the log at index "
                    + index
                    + ", and no longer the last one: its checkpoint was not kept"));
        continue;
      }
      TlogProof proof = new TlogProof(MerkleTree.inclusion(index, size, reader), session.state());
      if (ticket.last()) {
        keep(session, ticket, proof);
      } else {
        ticket.answer(proof);
      }
    }
  }
}
