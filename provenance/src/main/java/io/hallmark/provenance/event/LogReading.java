package io.hallmark.provenance.event;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.note.SignedNote;
import io.hallmark.tlog.store.Fsck;
import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A whole log, read and recomputed from its entries up to its signed root.
///
/// @param checkpoint the verified checkpoint
/// @param entries the events in order, without entries that are none
/// @param others number of entries that are no events, or not signed by the key that they name
public record LogReading(SignedCheckpoint checkpoint, List<Entry> entries, long others) {
  /// Copies the list.
  public LogReading {
    entries = List.copyOf(entries);
  }

  /// An event and its place.
  ///
  /// @param index index of the entry
  /// @param event what it says
  /// @param sha256 digest of the entry's bytes
  public record Entry(long index, LogEvent event, Digest sha256) {}

  /// Reads a log.
  ///
  /// @throws Rejected with a check of the log if its checkpoint does not satisfy the policy, or its
  ///   resources are not those of the checkpoint's tree
  /// @throws IOException if something cannot be fetched
  /// @throws LogException.Malformed if the checkpoint cannot be read
  public static LogReading read(TileSource source, LogPolicy policy)
      throws IOException, Rejected, LogException.Malformed {
    byte[] bytes =
        source
            .fetch(TilePath.CHECKPOINT, SignedNote.MAX_BYTES)
            .orElseThrow(() -> new IOException("there is no log: no checkpoint"));
    SignedCheckpoint checkpoint = SignedCheckpoint.parse(bytes);
    try {
      policy.verify(checkpoint);
    } catch (LogException.Rejected e) {
      throw new Rejected(e.check().name(), e.detail());
    }
    List<Entry> entries = new ArrayList<>();
    long[] others = new long[1];
    List<Fsck.Finding> findings =
        Fsck.check(
            source,
            checkpoint.checkpoint(),
            (index, entry) ->
                LogEvent.find(entry)
                    .ifPresentOrElse(
                        e -> entries.add(new Entry(index, e, Digests.sha256(entry))),
                        () -> others[0]++));
    if (!findings.isEmpty()) {
      Fsck.Finding first = findings.getFirst();
      throw new Rejected(first.check().name(), first.place() + ": " + first.detail());
    }
    return new LogReading(checkpoint, entries, others[0]);
  }

  /// The events that satisfy a condition.
  public List<Entry> where(Predicate<LogEvent> condition) {
    return entries.stream().filter(e -> condition.test(e.event())).toList();
  }

  /// All runs that were registered for a data set: restarts and abandoned ones too.
  public List<Entry> runsOf(Digest dataset) {
    return where(e -> e.kind() == EventKind.TRAINING_REGISTERED && e.datasets().contains(dataset));
  }
}
