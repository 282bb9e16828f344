package io.hallmark.tlog.cosigner;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.note.VerifierKey;
import io.hallmark.tlog.store.WriterLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Vouches that a log is one and only grows: signs a checkpoint after it verified that it extends
/// the last one that it signed. C2SP calls it a witness.
///
/// For each log it keeps one file, `ORIGINHASH/checkpoint`: the last checkpoint with the log's
/// signatures and its own. The file is on the disk before a signature leaves. **Asked again for the
/// size that it signed last, it answers with the stored signature**, and signs no other text of
/// that size; its times never go back.
public final class Cosigner {
  private final Path folder;
  private final List<SignerKey> keys;
  private final List<VerifierKey> logs;
  private final InstantSource clock;

  /// @param folder where the state lies; made if absent
  /// @param keys the keys to sign with, of cosignature types and one name
  /// @param logs keys of the logs to cosign; the name of a key is the log's origin
  /// @throws IllegalArgumentException if the keys do not fit
  public Cosigner(Path folder, List<SignerKey> keys, List<VerifierKey> logs, InstantSource clock) {
    this.folder = folder;
    this.keys = List.copyOf(keys);
    this.logs = List.copyOf(logs);
    this.clock = clock;
    if (keys.isEmpty() || !keys.stream().allMatch(k -> k.verifier().type().isCosignature())) {
      throw new IllegalArgumentException("a cosigner has keys of cosignature types");
    }
  }

  /// The cosigner does not sign.
  public static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    @SuppressWarnings("serial") // never serialised
    private final OptionalLong size;

    Refusal(int status, String message, OptionalLong size) {
      super(message);
      this.status = status;
      this.size = size;
    }

    /// The status of the HTTP answer.
    public int status() {
      return status;
    }

    /// With status 409, the size of the tree that was signed last.
    public boolean hasSize() {
      return size.isPresent();
    }

    /// The size of the tree that was signed last.
    public long size() {
      return size.orElseThrow();
    }
  }

  /// Cosigns a checkpoint.
  ///
  /// @return the lines of this cosigner's signatures
  /// @throws Refusal with the status that the protocol gives the reason: 404 unknown log, 403
  ///   signature, 400 sizes, 409 not the size that was signed last, 422 not consistent
  /// @throws IOException if the state cannot be read or written; nothing is signed then
  public List<SignatureLine> add(AddCheckpoint request) throws Refusal, IOException {
    SignedCheckpoint signed = request.checkpoint();
    Checkpoint checkpoint = signed.checkpoint();
    List<SignatureLine> logLines = requireLog(signed);
    if (request.oldSize() > checkpoint.size()) {
      throw refusal(400, "the old size is larger than the new one");
    }
    Path own = Files.createDirectories(folder.resolve(originHash(checkpoint.origin())));
    try (WriterLock _ = WriterLock.acquire(own)) {
      Optional<SignedCheckpoint> last = last(own);
      long lastSize = last.map(s -> s.checkpoint().size()).orElse(0L);
      if (request.oldSize() != lastSize) {
        throw new Refusal(409, Long.toString(lastSize), OptionalLong.of(lastSize));
      }
      requireConsistent(request, last);
      if (last.isPresent() && lastSize == checkpoint.size()) {
        return again(own, last.get(), checkpoint);
      }
      List<SignatureLine> lines = sign(keys, checkpoint, last);
      List<SignatureLine> all = new ArrayList<>(logLines);
      all.addAll(lines);
      store(own, SignedCheckpoint.of(checkpoint, all));
      force(folder);
      return lines;
    }
  }

  /// The size that was signed last: one text only, and one signature for each key.
  private List<SignatureLine> again(Path own, SignedCheckpoint last, Checkpoint checkpoint)
      throws Refusal, IOException {
    if (!last.checkpoint().equals(checkpoint)) {
      throw new Refusal(409, Long.toString(checkpoint.size()), OptionalLong.of(checkpoint.size()));
    }
    List<SignerKey> fresh =
        keys.stream().filter(k -> last.note().by(k.verifier()).isEmpty()).toList();
    if (fresh.isEmpty()) {
      return ownLines(last);
    }
    SignedCheckpoint all = last.with(sign(fresh, checkpoint, Optional.of(last)));
    store(own, all);
    return ownLines(all);
  }

  private List<SignatureLine> requireLog(SignedCheckpoint signed) throws Refusal {
    List<SignatureLine> lines = new ArrayList<>();
    List<VerifierKey> known =
        logs.stream().filter(k -> k.name().equals(signed.checkpoint().origin())).toList();
    if (known.isEmpty()) {
      throw refusal(404, "unknown log");
    }
    try {
      for (VerifierKey key : known) {
        signed.signature(key).ifPresent(lines::add);
      }
    } catch (LogException.Rejected e) {
      throw refusal(403, e.detail());
    }
    if (lines.isEmpty()) {
      throw refusal(403, "no signature of the log");
    }
    return lines;
  }

  private static void requireConsistent(AddCheckpoint request, Optional<SignedCheckpoint> last)
      throws Refusal {
    Checkpoint now = request.checkpoint().checkpoint();
    try {
      if (now.size() == 0 && !now.root().equals(MerkleTree.EMPTY)) {
        throw refusal(422, "the empty tree has another root");
      }
      request
          .proof()
          .verify(
              request.oldSize(),
              last.map(s -> s.checkpoint().root()).orElse(MerkleTree.EMPTY),
              now.size(),
              now.root());
    } catch (LogException.Rejected e) {
      throw refusal(422, e.detail());
    }
  }

  private List<SignatureLine> sign(
      List<SignerKey> signers, Checkpoint checkpoint, Optional<SignedCheckpoint> last) {
    long time = Math.max(clock.instant().getEpochSecond(), 1);
    if (last.isPresent()) {
      for (SignerKey key : keys) {
        for (SignatureLine line : last.get().note().by(key.verifier())) {
          time = Math.max(time, CheckpointSignatures.time(key.verifier(), line).orElse(0));
        }
      }
    }
    List<SignatureLine> lines = new ArrayList<>();
    for (SignerKey key : signers) {
      lines.add(CheckpointSignatures.sign(key, checkpoint, time));
    }
    return lines;
  }

  private List<SignatureLine> ownLines(SignedCheckpoint last) {
    List<SignatureLine> out = new ArrayList<>();
    keys.forEach(k -> out.addAll(last.note().by(k.verifier())));
    return out;
  }

  /// The last checkpoint that was signed for a log, by the hash of its origin.
  ///
  /// @param originHash lower-case hexadecimal SHA-256 of the origin
  public Optional<byte[]> checkpoint(String originHash) throws IOException {
    Path file = folder.resolve(originHash).resolve("checkpoint");
    return originHash.matches("[0-9a-f]{64}") && Files.exists(file)
        ? Optional.of(Files.readAllBytes(file))
        : Optional.empty();
  }

  /// Lower-case hexadecimal SHA-256 of an origin.
  public static String originHash(String origin) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(origin.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Optional<SignedCheckpoint> last(Path own) throws IOException {
    Path file = own.resolve("checkpoint");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignedCheckpoint.parse(Files.readAllBytes(file)));
    } catch (LogException.Malformed e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void store(Path own, SignedCheckpoint signed) throws IOException {
    Path staged = own.resolve("checkpoint.tmp");
    try (FileChannel channel =
        FileChannel.open(
            staged,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(signed.note().bytes());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        staged,
        own.resolve("checkpoint"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    force(own);
  }

  private static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static Refusal refusal(int status, String message) {
    return new Refusal(status, message, OptionalLong.empty());
  }
}
