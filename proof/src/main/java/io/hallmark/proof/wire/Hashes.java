package io.hallmark.proof.wire;

import io.hallmark.algebra.simd.HashKernels;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Every use of SHA-256 outside the transcript, each under its own first byte, so that all inputs
/// form a prefix-free set:
///
/// | use | input |
/// |---|---|
/// | leaf | `0x10, u8 kind, u16 0, u32 body length, u64 position, salt, body` |
/// | node at height h | `0x11, u8 h, left, right` |
/// | chunk | `0x12, 3 zero bytes, u32 length of the values, values` |
/// | salt | `0x20, seed, u8 purpose, u64 i` |
/// | stream | `0x21, seed, u8 purpose, u64 block, u64 j`, see [ElementStream] |
/// | public bytes | `0x31, u64 length, bytes` |
///
/// Integers and elements are little-endian. The methods that fill a caller's array allocate
/// nothing.
///
/// - **Threads:** all methods are static; each thread has its own digest.
public final class Hashes {
  /// Bytes of a digest.
  public static final int DIGEST_BYTES = 32;

  /// Bytes of the message of a leaf before salt and body.
  public static final int LEAF_HEAD_BYTES = 16;

  private static final int NODE_BYTES = 2 + 2 * DIGEST_BYTES;
  private static final int SALT_BYTES = 42;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final ThreadLocal<Hashes> MINE = ThreadLocal.withInitial(Hashes::new);

  private final MessageDigest sha;
  private byte[] buffer = new byte[1024];

  private Hashes() {
    sha = newSha256();
  }

  /// A new digest object.
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// SHA-256 of the concatenation of the parts.
  public static byte[] sha256(byte[]... parts) {
    MessageDigest sha = MINE.get().sha;
    for (byte[] part : parts) {
      sha.update(part);
    }
    return sha.digest();
  }

  /// SHA-256 of one domain byte and the concatenation of the parts.
  public static byte[] tagged(int tag, byte[]... parts) {
    MINE.get().sha.update((byte) tag);
    return sha256(parts);
  }

  /// Eight bytes of an unsigned integer, little-endian.
  public static byte[] u64(long value) {
    byte[] out = new byte[8];
    putLong(out, 0, value);
    return out;
  }

  /// `u8 length, ASCII bytes`.
  ///
  /// @throws IllegalArgumentException if the text has not 1 to 255 ASCII characters
  public static byte[] label(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    if (ascii.length < 1
        || ascii.length > 255
        || !text.equals(new String(ascii, StandardCharsets.US_ASCII))) {
      throw new IllegalArgumentException("no label: " + text);
    }
    byte[] out = new byte[ascii.length + 1];
    out[0] = (byte) ascii.length;
    System.arraycopy(ascii, 0, out, 1, ascii.length);
    return out;
  }

  /// Writes eight bytes, little-endian.
  public static void putLong(byte[] bytes, int at, long value) {
    LONGS.set(bytes, at, value);
  }

  /// Reads eight bytes, little-endian.
  public static long getLong(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at);
  }

  /// Digest of the values of one chunk of rows at one position, one element per row.
  ///
  /// @param values elements
  /// @param from index of the first
  /// @param count number of elements, at most 64
  /// @param out receives 32 bytes at `outAt`
  public static void chunk(long[] values, int from, int count, byte[] out, int outAt) {
    Hashes h = MINE.get();
    byte[] b = h.room(8 + 8 * count);
    LONGS.set(b, 0, chunkHead(count));
    for (int i = 0; i < count; i++) {
      LONGS.set(b, 8 + 8 * i, values[from + i]);
    }
    h.finish(b, 8 + 8 * count, out, outAt);
  }

  /// Digests of the values of one chunk of rows at `count` neighbouring positions.
  ///
  /// @param kernels what computes them
  /// @param values the elements of position k start at `from + k·width`
  /// @param width number of rows, at most 64
  /// @param out receives 32 bytes per position from `outAt` on
  public static void chunks(
      HashKernels kernels, long[] values, int from, int width, int count, byte[] out, int outAt) {
    kernels.digests(chunkHead(width), values, from, width, width, count, out, outAt);
  }

  private static long chunkHead(int count) {
    return 0x12L | (8L * count) << 32;
  }

  /// Digest of a leaf.
  ///
  /// @param kind 1 rows, 2 masks, 3 levels
  /// @param position index of the leaf
  /// @param salts array that holds the salt of 32 bytes, or null for a leaf without salt
  /// @param saltAt where the salt starts
  /// @param body array that holds the body
  /// @param bodyAt where the body starts
  /// @param bodyLength its length in bytes
  /// @param out receives 32 bytes at `outAt`
  public static void leaf(
      int kind,
      long position,
      byte @Nullable [] salts,
      int saltAt,
      byte[] body,
      int bodyAt,
      int bodyLength,
      byte[] out,
      int outAt) {
    Hashes h = MINE.get();
    byte[] b = h.room(48 + bodyLength);
    putLeafHead(kind, position, bodyLength, b, 0);
    int at = LEAF_HEAD_BYTES;
    if (salts != null) {
      System.arraycopy(salts, saltAt, b, at, DIGEST_BYTES);
      at += DIGEST_BYTES;
    }
    System.arraycopy(body, bodyAt, b, at, bodyLength);
    h.finish(b, at + bodyLength, out, outAt);
  }

  /// Writes the 16 bytes with which the message of a leaf starts.
  public static void putLeafHead(int kind, long position, int bodyLength, byte[] bytes, int at) {
    LONGS.set(bytes, at, 0x10L | (long) kind << 8 | (long) bodyLength << 32);
    LONGS.set(bytes, at + 8, position);
  }

  /// Digest of two neighbours.
  ///
  /// @param height height of the node, at least 1
  /// @param children array that holds the two digests one after the other
  /// @param childrenAt where they start
  /// @param out receives 32 bytes at `outAt`; may be `children`
  public static void node(int height, byte[] children, int childrenAt, byte[] out, int outAt) {
    Hashes h = MINE.get();
    byte[] b = h.room(NODE_BYTES);
    b[0] = 0x11;
    b[1] = (byte) height;
    System.arraycopy(children, childrenAt, b, 2, 2 * DIGEST_BYTES);
    h.finish(b, NODE_BYTES, out, outAt);
  }

  /// Digests of neighbours, two by two.
  ///
  /// @param kernels what computes them
  /// @param height height of the nodes, at least 1
  /// @param children array that holds `2·count` digests one after the other
  /// @param childrenAt where they start
  /// @param out receives 32 bytes per node from `outAt` on
  public static void nodes(
      HashKernels kernels,
      int height,
      byte[] children,
      int childrenAt,
      int count,
      byte[] out,
      int outAt) {
    byte[] messages = new byte[NODE_BYTES * count];
    for (int k = 0; k < count; k++) {
      messages[NODE_BYTES * k] = 0x11;
      messages[NODE_BYTES * k + 1] = (byte) height;
      System.arraycopy(
          children,
          childrenAt + 2 * DIGEST_BYTES * k,
          messages,
          NODE_BYTES * k + 2,
          2 * DIGEST_BYTES);
    }
    kernels.digests(messages, 0, NODE_BYTES, NODE_BYTES, count, out, outAt, DIGEST_BYTES);
  }

  /// The salts of `count` positions from `first` on.
  ///
  /// @param kernels what computes them
  /// @param out receives 32 bytes per position, every `outStride` bytes from `outAt` on
  public static void salts(
      HashKernels kernels,
      byte[] seed,
      int purpose,
      long first,
      int count,
      byte[] out,
      int outAt,
      int outStride) {
    byte[] messages = new byte[SALT_BYTES * count];
    for (int k = 0; k < count; k++) {
      putSalt(seed, purpose, first + k, messages, SALT_BYTES * k);
    }
    kernels.digests(messages, 0, SALT_BYTES, SALT_BYTES, count, out, outAt, outStride);
    Arrays.fill(messages, (byte) 0);
  }

  private static void putSalt(byte[] seed, int purpose, long i, byte[] b, int at) {
    b[at] = 0x20;
    System.arraycopy(seed, 0, b, at + 1, DIGEST_BYTES);
    b[at + 33] = (byte) purpose;
    LONGS.set(b, at + 34, i);
  }

  /// The salt of position i: `H(0x20, seed, purpose, i)`.
  public static void salt(byte[] seed, int purpose, long i, byte[] out, int outAt) {
    Hashes h = MINE.get();
    byte[] b = h.room(SALT_BYTES);
    putSalt(seed, purpose, i, b, 0);
    h.finish(b, SALT_BYTES, out, outAt);
    Arrays.fill(b, 1, 33, (byte) 0);
  }

  /// The public digest: `H(0x31, u64 length, bytes)`.
  public static byte[] publicDigest(byte[] publicBytes) {
    return tagged(0x31, u64(publicBytes.length), publicBytes);
  }

  private byte[] room(int length) {
    if (buffer.length < length) {
      buffer = new byte[Math.max(length, 2 * buffer.length)];
    }
    return buffer;
  }

  private void finish(byte[] input, int length, byte[] out, int outAt) {
    sha.update(input, 0, length);
    digestInto(sha, out, outAt);
  }

  /// Finishes a digest into an array.
  public static void digestInto(MessageDigest sha, byte[] out, int outAt) {
    try {
      sha.digest(out, outAt, DIGEST_BYTES);
    } catch (DigestException e) {
      throw new IllegalArgumentException("no room for a digest", e);
    }
  }
}
