package io.hallmark.proof.wire;

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

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
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
    LONGS.set(b, 0, 0x12L | (8L * count) << 32);
    for (int i = 0; i < count; i++) {
      LONGS.set(b, 8 + 8 * i, values[from + i]);
    }
    h.finish(b, 8 + 8 * count, out, outAt);
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
    LONGS.set(b, 0, 0x10L | (long) kind << 8);
    INTS.set(b, 4, bodyLength);
    LONGS.set(b, 8, position);
    int at = 16;
    if (salts != null) {
      System.arraycopy(salts, saltAt, b, at, DIGEST_BYTES);
      at += DIGEST_BYTES;
    }
    System.arraycopy(body, bodyAt, b, at, bodyLength);
    h.finish(b, at + bodyLength, out, outAt);
  }

  /// Digest of two neighbours.
  ///
  /// @param height height of the node, at least 1
  /// @param children array that holds the two digests one after the other
  /// @param childrenAt where they start
  /// @param out receives 32 bytes at `outAt`; may be `children`
  public static void node(int height, byte[] children, int childrenAt, byte[] out, int outAt) {
    Hashes h = MINE.get();
    byte[] b = h.room(66);
    b[0] = 0x11;
    b[1] = (byte) height;
    System.arraycopy(children, childrenAt, b, 2, 2 * DIGEST_BYTES);
    h.finish(b, 66, out, outAt);
  }

  /// The salt of position i: `H(0x20, seed, purpose, i)`.
  public static void salt(byte[] seed, int purpose, long i, byte[] out, int outAt) {
    Hashes h = MINE.get();
    byte[] b = h.room(42);
    b[0] = 0x20;
    System.arraycopy(seed, 0, b, 1, DIGEST_BYTES);
    b[33] = (byte) purpose;
    LONGS.set(b, 34, i);
    h.finish(b, 42, out, outAt);
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
