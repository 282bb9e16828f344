package io.hallmark.tlog.store;

import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.note.VerifierKey;
import io.hallmark.tlog.tile.TilePath;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/// A log in a folder.
///
/// | path | content |
/// |---|---|
/// | `public/checkpoint`, `public/tile/…` | what any static web server serves |
/// | `private/keys` | the log's keys: an Ed25519 key and an ML-DSA-44 key of one name, the origin |
/// | `private/checkpoint` | the newest signed checkpoint: **the** state of the log |
/// | `private/policy` | the cosigners that must sign before a checkpoint is published |
/// | `private/proofs/` | proofs of registrations that were answered |
/// | `private/lock`, `private/tmp/` | the writer's lock and unfinished files |
///
/// An entry is in the log from the moment when `private/checkpoint` names a tree with it; tiles are
/// on the disk before that, and it is on the disk before anybody sees a signature.
public final class LogFolder {
  private final Path folder;
  private final Disk disk;
  private final List<SignerKey> keys;

  private LogFolder(Path folder, Disk disk, List<SignerKey> keys) {
    this.folder = folder;
    this.disk = disk;
    this.keys = keys;
  }

  /// Makes an empty log, with a signed checkpoint of size 0.
  ///
  /// @param keys the log's keys, one of them Ed25519, all with the origin as name
  /// @throws FileAlreadyExistsException if there is a log
  /// @throws IllegalArgumentException if the keys are no keys of one log
  public static LogFolder create(Path folder, List<SignerKey> keys)
      throws IOException, LogException {
    return create(folder, keys, Disk.REAL);
  }

  static LogFolder create(Path folder, List<SignerKey> keys, Disk disk)
      throws IOException, LogException {
    List<VerifierKey> verifiers = keys.stream().map(SignerKey::verifier).toList();
    if (verifiers.stream().map(VerifierKey::name).distinct().count() != 1
        || verifiers.stream().noneMatch(k -> k.type() == SignatureType.ED25519)) {
      throw new IllegalArgumentException("a log has keys of one name, an Ed25519 key among them");
    }
    LogFolder log = new LogFolder(folder, disk, List.copyOf(keys));
    if (Files.exists(log.state())) {
      throw new FileAlreadyExistsException(log.state().toString());
    }
    Files.createDirectories(log.publicFolder());
    createPrivate(folder.resolve("private"));
    Files.createDirectories(log.secret("tmp"));
    Checkpoint empty = new Checkpoint(verifiers.getFirst().name(), 0, MerkleTree.EMPTY);
    disk.force(folder);
    try (LogSession session = LogSession.start(log)) {
      session.initialize(SignerKey.writeSecret(keys), empty);
    }
    return log;
  }

  private static void createPrivate(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /// A log that exists.
  ///
  /// @throws IOException if there is none
  /// @throws LogException.Malformed if its keys cannot be read
  public static LogFolder open(Path folder) throws IOException, LogException {
    return open(folder, Disk.REAL);
  }

  static LogFolder open(Path folder, Disk disk) throws IOException, LogException {
    List<SignerKey> keys =
        SignerKey.readSecret(Files.readAllBytes(folder.resolve("private").resolve("keys")));
    return new LogFolder(folder, disk, keys);
  }

  /// Waits for the writer's lock and takes it.
  public LogSession lock() throws IOException, LogException {
    return LogSession.open(this);
  }

  /// What is served.
  public Path publicFolder() {
    return folder.resolve("public");
  }

  /// The resources of the log.
  public FolderSource source() {
    return new FolderSource(publicFolder());
  }

  /// The published checkpoint. **Its signatures are not checked.**
  ///
  /// @throws IOException if there is none
  public SignedCheckpoint published() throws IOException, LogException {
    return SignedCheckpoint.parse(Files.readAllBytes(publicFolder().resolve(TilePath.CHECKPOINT)));
  }

  /// The verifier keys of the log.
  public List<VerifierKey> verifiers() {
    return keys.stream().map(SignerKey::verifier).toList();
  }

  /// The origin.
  public String origin() {
    return keys.getFirst().verifier().name();
  }

  /// The policy file of the cosigners that must sign before a checkpoint is published, if one was
  /// given.
  public Optional<byte[]> policy() throws IOException {
    Path file = secret("policy");
    return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }

  List<SignerKey> keys() {
    return keys;
  }

  Disk disk() {
    return disk;
  }

  Path state() {
    return secret("checkpoint");
  }

  Path privateFolder() {
    return folder.resolve("private");
  }

  Path secret(String name) {
    return privateFolder().resolve(name);
  }
}
