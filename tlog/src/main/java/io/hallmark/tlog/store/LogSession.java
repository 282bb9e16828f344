package io.hallmark.tlog.store;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.Frontier;
import io.hallmark.tlog.merkle.Hash;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.note.VerifierKey;
import io.hallmark.tlog.tile.EntryBundle;
import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one writer of a log: from the lock to its release. Appending has these steps, and a kill
/// between any two loses nothing that was acknowledged and never leaves two signed trees of one
/// size:
///
/// 1. tiles and bundles are written and forced to the disk;
/// 2. the checkpoint is signed, written to `private/checkpoint` and forced: the entries are in;
/// 3. cosigners may see it, and the checkpoint is published.
public final class LogSession implements AutoCloseable {
  private final LogFolder log;
  private final WriterLock lock;
  private final DurableFiles files;
  private @Nullable SignedCheckpoint state;

  private LogSession(LogFolder log, WriterLock lock) {
    this.log = log;
    this.lock = lock;
    this.files = new DurableFiles(log.disk(), log.secret("tmp"));
  }

  static LogSession start(LogFolder log) throws IOException {
    return new LogSession(log, WriterLock.acquire(log.privateFolder()));
  }

  static LogSession open(LogFolder log) throws IOException, LogException {
    LogSession session = start(log);
    try {
      session.files.removeLeftovers();
      SignedCheckpoint read = SignedCheckpoint.parse(Files.readAllBytes(log.state()));
      session.requireOurs(read);
      session.state = read;
      return session;
    } catch (IOException | LogException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private void requireOurs(SignedCheckpoint read) throws LogException {
    if (!read.checkpoint().origin().equals(log.origin())) {
      throw new LogException.Rejected(LogCheck.LOG_ORIGIN, "the state is another log's");
    }
    for (VerifierKey key : log.verifiers()) {
      if (read.signature(key).isEmpty()) {
        throw new LogException.Rejected(
            LogCheck.LOG_SIGNATURE, "the state is not signed by " + key);
      }
    }
  }

  void initialize(byte[] keys, Checkpoint empty) throws IOException {
    if (Files.exists(log.state())) {
      throw new java.nio.file.FileAlreadyExistsException(log.state().toString());
    }
    files.writeForced(log.secret("keys"), keys);
    SignedCheckpoint signed = sign(empty);
    files.writeForced(log.state(), signed.note().bytes());
    state = signed;
    publish(signed);
  }

  /// The newest signed checkpoint. It may not be published yet.
  public SignedCheckpoint state() {
    if (state == null) {
      throw new IllegalStateException("the log is not made yet");
    }
    return state;
  }

  /// Whether the newest checkpoint is the published one.
  public boolean isPublished() throws IOException, LogException {
    return log.published().checkpoint().equals(state().checkpoint());
  }

  /// Reads the tree.
  public TileReader reader() {
    return new TileReader(log.source(), state().checkpoint().size());
  }

  /// Appends entries; they are in the log when this returns. To be seen they must be published.
  ///
  /// @param entries at least one, each of at most 65,535 bytes
  /// @return index of the first one
  /// @throws LogException.Rejected `LOG_ROOT` if the tiles are not those of the signed tree;
  ///   nothing is signed then
  /// @throws IllegalArgumentException if an entry is too long, or there is none
  public long append(List<byte[]> entries) throws IOException, LogException {
    entries.forEach(EntryBundle::requireFits);
    if (entries.isEmpty()) {
      throw new IllegalArgumentException("nothing to append");
    }
    Checkpoint old = state().checkpoint();
    TileReader reader = reader();
    Frontier frontier = Frontier.of(old.size(), reader);
    if (!frontier.root().equals(old.root())) {
      throw new LogException.Rejected(
          LogCheck.LOG_ROOT, "the tiles on the disk are not those of the signed tree");
    }
    TileWriter writer = new TileWriter(log.publicFolder(), files, reader, frontier);
    writer.append(entries);
    files.force();
    SignedCheckpoint signed = sign(new Checkpoint(old.origin(), frontier.size(), frontier.root()));
    files.writeForced(log.state(), signed.note().bytes());
    state = signed;
    for (Path folder : writer.replaced()) {
      files.deleteFolder(folder);
    }
    return old.size();
  }

  /// Signs; the time of a signature never goes back, even if the clock was set back.
  private SignedCheckpoint sign(Checkpoint checkpoint) {
    long time = Math.max(Instant.now().getEpochSecond(), 1);
    for (VerifierKey key : log.verifiers()) {
      time = Math.max(time, lastTime(key));
    }
    List<SignatureLine> lines = new ArrayList<>();
    for (SignerKey key : log.keys()) {
      lines.add(CheckpointSignatures.sign(key, checkpoint, time));
    }
    return SignedCheckpoint.of(checkpoint, lines);
  }

  private long lastTime(VerifierKey key) {
    return state == null
        ? 0
        : state.note().by(key).stream()
            .mapToLong(line -> CheckpointSignatures.time(key, line).orElse(0))
            .max()
            .orElse(0);
  }

  /// Adds cosignatures to the newest checkpoint; they last.
  public void cosigned(List<SignatureLine> lines) throws IOException {
    SignedCheckpoint more = state().with(lines);
    files.writeForced(log.state(), more.note().bytes());
    state = more;
  }

  /// Publishes the newest checkpoint.
  public void publish() throws IOException {
    publish(state());
  }

  private void publish(SignedCheckpoint signed) throws IOException {
    files.writeForced(log.publicFolder().resolve(TilePath.CHECKPOINT), signed.note().bytes());
  }

  /// The proof that an entry is in the newest tree.
  public TlogProof prove(long index) throws IOException, LogException {
    return new TlogProof(
        MerkleTree.inclusion(index, state().checkpoint().size(), reader()), state());
  }

  /// Keeps a proof, so that a repeated registration is answered with it.
  public void keepProof(Hash leaf, TlogProof proof) throws IOException {
    files.writeForced(proofFile(leaf), proof.write());
  }

  /// The kept proof for an entry.
  public Optional<TlogProof> keptProof(Hash leaf) throws IOException, LogException {
    Path file = proofFile(leaf);
    return Files.exists(file)
        ? Optional.of(TlogProof.parse(Files.readAllBytes(file)))
        : Optional.empty();
  }

  /// Sets the policy of the cosigners that must sign before a checkpoint is published.
  public void setPolicy(byte[] policy) throws IOException {
    files.writeForced(log.secret("policy"), policy);
  }

  private Path proofFile(Hash leaf) {
    return log.secret("proofs").resolve(HexFormat.of().formatHex(leaf.bytes()) + ".tlog-proof");
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
