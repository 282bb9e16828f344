package io.hallmark.tlog.store;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.merkle.Frontier;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignedNote;
import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileReader;
import io.hallmark.tlog.tile.TileSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Watches a log from outside: remembers the last checkpoint that it accepted and requires that the
/// next one extends it, entry by entry. **One monitor sees the log as it is shown to it**; that all
/// see the same is what cosigners are for.
///
/// The state is one file: the signed checkpoint, an empty line, then the hashes of the complete
/// subtrees of its tree, one per line. It is what the next look needs, and evidence against a log
/// that denies it.
public final class LogMonitor {
  private static final String HASHES = "\n";

  private final TileSource source;
  private final LogPolicy policy;
  private final Path state;

  /// @param state the file of the state; absent before the first look
  public LogMonitor(TileSource source, LogPolicy policy, Path state) {
    this.source = source;
    this.policy = policy;
    this.state = state;
  }

  /// What a look found.
  ///
  /// @param previous size at the last look, 0 at the first
  /// @param checkpoint the checkpoint now, verified
  /// @param accepted who signed it
  public record Look(long previous, SignedCheckpoint checkpoint, LogPolicy.Accepted accepted) {}

  /// The log misbehaves. Both checkpoints together are the evidence.
  public static final class Alert extends Exception {
    private static final long serialVersionUID = 1L;
    private final LogCheck check;
    private final transient Optional<SignedCheckpoint> before;
    private final transient Optional<SignedCheckpoint> now;

    Alert(
        LogCheck check,
        String detail,
        Optional<SignedCheckpoint> before,
        Optional<SignedCheckpoint> now) {
      super(check + ": " + detail);
      this.check = check;
      this.before = before;
      this.now = now;
    }

    /// What is wrong.
    public LogCheck check() {
      return check;
    }

    /// The last accepted checkpoint, if there was one.
    public Optional<SignedCheckpoint> before() {
      return before;
    }

    /// The checkpoint that cannot be accepted, if there is one.
    public Optional<SignedCheckpoint> now() {
      return now;
    }
  }

  private record Remembered(SignedCheckpoint checkpoint, Frontier frontier) {}

  /// When the last look was, by this machine's clock.
  public Optional<Instant> lastTime() throws IOException {
    return Files.exists(state)
        ? Optional.of(Files.getLastModifiedTime(state).toInstant())
        : Optional.empty();
  }

  /// Looks once. The state changes only if all is well.
  ///
  /// @param visitor is shown the new entries, before it is known that they are the log's
  /// @throws Alert if the log shrank, forked, lacks entries, or its checkpoint does not satisfy the
  ///   policy
  /// @throws IOException if something cannot be fetched, or the state cannot be written
  /// @throws LogException.Malformed if the state file cannot be read
  public Look look(Fsck.Visitor visitor) throws IOException, LogException.Malformed, Alert {
    Optional<Remembered> remembered = remembered();
    Optional<SignedCheckpoint> before = remembered.map(Remembered::checkpoint);
    Optional<SignedCheckpoint> now = Optional.empty();
    try {
      byte[] bytes =
          source
              .fetch(TilePath.CHECKPOINT, SignedNote.MAX_BYTES)
              .orElseThrow(() ->
                  new LogException.Rejected(
                      LogCheck.LOG_TILE_MISSING, "the log has no checkpoint"));
      now = Optional.of(SignedCheckpoint.parse(bytes));
      LogPolicy.Accepted accepted = policy.verify(now.get());
      Frontier frontier = remembered.isPresent() ? remembered.get().frontier() : new Frontier();
      long previous = frontier.size();
      follow(before, now.get().checkpoint(), frontier, visitor);
      remember(now.get(), frontier);
      return new Look(previous, now.get(), accepted);
    } catch (LogException.Rejected e) {
      throw new Alert(e.check(), e.detail(), before, now);
    } catch (LogException e) {
      throw new Alert(LogCheck.LOG_SIGNATURE, String.valueOf(e.getMessage()), before, now);
    }
  }

  private void follow(
      Optional<SignedCheckpoint> before, Checkpoint now, Frontier frontier, Fsck.Visitor visitor)
      throws IOException, LogException {
    if (before.isPresent()) {
      Checkpoint old = before.get().checkpoint();
      if (!old.origin().equals(now.origin())) {
        throw new LogException.Rejected(LogCheck.LOG_ORIGIN, "the log was " + old.origin());
      }
      long from = Math.min(old.size(), now.size());
      MerkleTree.consistency(from, now.size(), new TileReader(source, now.size()))
          .verify(old.size(), old.root(), now.size(), now.root());
    }
    TileReader reader = new TileReader(source, now.size());
    while (frontier.size() < now.size()) {
      long n = frontier.size() / TilePath.WIDTH;
      List<byte[]> entries = reader.entries(n);
      for (int i = (int) (frontier.size() % TilePath.WIDTH); i < entries.size(); i++) {
        visitor.entry(frontier.size(), entries.get(i));
        frontier.append(MerkleTree.leaf(entries.get(i)), (_, _, _) -> {});
      }
    }
    if (!frontier.root().equals(now.root())) {
      throw new LogException.Rejected(
          LogCheck.LOG_ENTRIES, "the entries are not those of the tree");
    }
  }

  private Optional<Remembered> remembered() throws IOException, LogException.Malformed {
    if (!Files.exists(state)) {
      return Optional.empty();
    }
    String text = SignedNote.utf8(Files.readAllBytes(state));
    int split = text.lastIndexOf("\n" + HASHES);
    if (split < 0) {
      throw new LogException.Malformed("state of the monitor: " + state);
    }
    SignedCheckpoint checkpoint =
        SignedCheckpoint.parse(text.substring(0, split + 1).getBytes(StandardCharsets.UTF_8));
    List<Hash> hashes = new ArrayList<>();
    for (String line : text.substring(split + 2).lines().toList()) {
      hashes.add(Hash.parse(line));
    }
    try {
      Frontier frontier = Frontier.of(checkpoint.checkpoint().size(), hashes);
      if (frontier.root().equals(checkpoint.checkpoint().root())) {
        return Optional.of(new Remembered(checkpoint, frontier));
      }
    } catch (IllegalArgumentException e) {
      throw new LogException.Malformed("state of the monitor: " + state);
    }
    throw new LogException.Malformed("state of the monitor: " + state);
  }

  private void remember(SignedCheckpoint checkpoint, Frontier frontier) throws IOException {
    StringBuilder out = new StringBuilder(checkpoint.note().write()).append(HASHES);
    frontier.subtrees().forEach(h -> out.append(h.base64()).append('\n'));
    Path folder = Files.createDirectories(state.toAbsolutePath().getParent());
    Path staged = folder.resolve("." + state.getFileName() + ".tmp");
    Disk.REAL.stage(staged, out.toString().getBytes(StandardCharsets.UTF_8));
    Disk.REAL.rename(staged, state);
    Disk.REAL.force(folder);
  }
}
