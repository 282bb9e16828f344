package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.TableDigest;
import io.hallmark.proof.wire.Hashes;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What an [AttemptStore] holds of the attempt at one statement, every file behind its digest:
///
/// | file | content |
/// |---|---|
/// | `attempt` | version, digest of the statement, the 32 fresh bytes |
/// | `rows-U` | digest of the cells of part U, and the digests of its rows |
/// | `root` | the root of the trace, before anything else of the attempt can leave |
/// | `part-U` | the messages of part U |
/// | `proof` | digest of the finished proof |
///
/// The bytes serve one statement and one trace root. An attempt at another statement, of another
/// version, or at another root is never continued: its bytes are erased (two messages under the
/// same pads reveal a difference of the witness; equal ones reveal nothing).
final class StoredAttempt {
  private static final byte[] VERSION = {'H', 'L', 'M', 'K', 'A', 'T', '0', '1'};
  private static final int LENGTH = VERSION.length + 2 * Hashes.DIGEST_BYTES;
  private static final int BINDING_TAG = 0x7f;

  private final AttemptStore store;
  private final byte[] binding;
  private final boolean keepsDigests;

  StoredAttempt(AttemptStore store, Statement statement) {
    this.store = store;
    long cells = statement.run().commitments().getFirst().liveRows();
    cells *= statement.run().run().trace().rowLength();
    this.keepsDigests = cells >= store.leastCellsForDigests();
    byte[] words = statement.parameterWords();
    this.binding =
        Hashes.tagged(
            BINDING_TAG,
            Hashes.u64(words.length),
            words,
            statement.runDigest(),
            Hashes.u64(statement.olderRoots().size()),
            statement.joinedRoots(),
            statement.publicDigest());
  }

  /// The fresh bytes of the attempt at this statement that was begun before. What cannot be
  /// continued is erased.
  Optional<byte[]> fresh() {
    Optional<byte[]> file = read("attempt");
    if (file.isEmpty()) {
      store.erase();
      return Optional.empty();
    }
    byte[] content = file.get();
    byte[] head = Arrays.copyOf(VERSION, VERSION.length + binding.length);
    System.arraycopy(binding, 0, head, VERSION.length, binding.length);
    boolean ours =
        content.length == LENGTH && Arrays.equals(head, 0, head.length, content, 0, head.length);
    byte[] fresh =
        Arrays.copyOfRange(content, Math.min(head.length, content.length), content.length);
    Arrays.fill(content, (byte) 0);
    if (!ours) {
      Arrays.fill(fresh, (byte) 0);
      store.erase();
      return Optional.empty();
    }
    return Optional.of(fresh);
  }

  /// Keeps the fresh bytes of a new attempt.
  void begin(byte[] fresh) {
    byte[] content = new byte[LENGTH];
    int at = 0;
    for (byte[] field : new byte[][] {VERSION, binding, fresh}) {
      System.arraycopy(field, 0, content, at, field.length);
      at += field.length;
    }
    create("attempt", content);
    Arrays.fill(content, (byte) 0);
  }

  /// Fixes the root of the trace, before anything of the attempt can leave.
  ///
  /// @return whether it is the one that was fixed before, if one was
  boolean fixRoot(byte[] root) {
    Optional<byte[]> before = read("root");
    if (before.isEmpty()) {
      create("root", root);
    }
    return Arrays.equals(root, before.orElse(root));
  }

  /// The digests of the rows of a part that were made before. They stand for the rows: the root
  /// binds the witness only because they are used for the cells from which they were made.
  ///
  /// @param cells the cells of the part
  /// @param bytes how many digests there are
  Optional<byte[]> rows(int part, Supplier<List<Cells>> cells, int bytes) {
    Optional<byte[]> file = keepsDigests ? read("rows-" + part) : Optional.empty();
    if (file.isEmpty() || file.get().length != Hashes.DIGEST_BYTES + bytes) {
      return Optional.empty();
    }
    byte[] known = file.get();
    byte[] digest = TableDigest.of(cells.get());
    return Arrays.equals(digest, 0, digest.length, known, 0, digest.length)
        ? Optional.of(Arrays.copyOfRange(known, digest.length, known.length))
        : Optional.empty();
  }

  /// Keeps the digests of the rows of a part.
  void keepRows(int part, Supplier<List<Cells>> cells, byte[] digests) {
    if (keepsDigests) {
      byte[] digest = TableDigest.of(cells.get());
      byte[] content = Arrays.copyOf(digest, digest.length + digests.length);
      System.arraycopy(digests, 0, content, digest.length, digests.length);
      store.replace("rows-" + part, framed(content));
    }
  }

  /// The messages of a part that was finished before.
  Optional<byte[]> part(int part) {
    return read("part-" + part);
  }

  /// Keeps the messages of a finished part.
  void keepPart(int part, byte[] messages) {
    store.replace("part-" + part, framed(messages));
  }

  /// Fixes the bytes of the proof, before they are stored anywhere.
  ///
  /// @throws IllegalStateException if this attempt ended in other bytes before
  void seal(byte[] proof) {
    byte[] digest = Hashes.sha256(proof);
    Optional<byte[]> before = read("proof");
    if (before.isEmpty()) {
      create("proof", digest);
    } else if (!Arrays.equals(digest, before.get())) {
      throw new IllegalStateException("ONE_SEED_ONE_PROOF: the attempt ended in another proof");
    }
  }

  /// Erases the attempt.
  void erase() {
    store.erase();
  }

  private void create(String name, byte[] content) {
    byte[] file = framed(content);
    store.create(name, file);
    Arrays.fill(file, (byte) 0);
  }

  private static byte[] framed(byte[] content) {
    byte[] digest = Hashes.sha256(content);
    byte[] file = Arrays.copyOf(digest, digest.length + content.length);
    System.arraycopy(content, 0, file, digest.length, content.length);
    return file;
  }

  /// A file that is whole.
  private Optional<byte[]> read(String name) {
    Optional<byte[]> file = store.read(name);
    if (file.isEmpty() || file.get().length < Hashes.DIGEST_BYTES) {
      return Optional.empty();
    }
    byte[] bytes = file.get();
    byte[] content = Arrays.copyOfRange(bytes, Hashes.DIGEST_BYTES, bytes.length);
    byte[] digest = Hashes.sha256(content);
    boolean whole = Arrays.equals(digest, 0, digest.length, bytes, 0, digest.length);
    Arrays.fill(bytes, (byte) 0);
    return whole ? Optional.of(content) : Optional.empty();
  }
}
