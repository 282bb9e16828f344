package io.hallmark.algebra.simd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The digests by the platform's SHA-256, which uses the processor's instructions where it has
/// some.
final class ScalarHashes implements HashKernels {
  static final ScalarHashes INSTANCE = new ScalarHashes();

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ScalarHashes() {}

  @Override
  public void digests(
      byte[] messages,
      int from,
      int stride,
      int length,
      int count,
      byte[] out,
      int outFrom,
      int outStride) {
    MessageDigest sha = sha256();
    for (int k = 0; k < count; k++) {
      sha.update(messages, from + k * stride, length);
      finish(sha, out, outFrom + k * outStride);
    }
  }

  @Override
  public void digests(
      long head,
      long[] values,
      int from,
      int stride,
      int width,
      int count,
      byte[] out,
      int outFrom) {
    MessageDigest sha = sha256();
    byte[] message = new byte[8 + 8 * width];
    LONGS.set(message, 0, head);
    for (int k = 0; k < count; k++) {
      for (int i = 0; i < width; i++) {
        LONGS.set(message, 8 + 8 * i, values[from + k * stride + i]);
      }
      sha.update(message);
      finish(sha, out, outFrom + DIGEST_BYTES * k);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void finish(MessageDigest sha, byte[] out, int at) {
    try {
      sha.digest(out, at, DIGEST_BYTES);
    } catch (DigestException e) {
      throw new IndexOutOfBoundsException("no room for a digest at " + at);
    }
  }
}
