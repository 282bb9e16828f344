package io.hallmark.algebra.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every implementation against the platform's SHA-256, at all lengths around the borders of blocks
/// and at numbers of messages that are no multiple of the lanes.
final class HashKernelsTest {
  private static final int[] COUNTS = {0, 1, 15, 16, 17, 33, 64};

  static Stream<HashKernels> implementations() {
    return HashKernels.implementations().stream();
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void messagesOfBytes(HashKernels kernels) throws NoSuchAlgorithmException {
    SplittableRandom random = new SplittableRandom(1);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (int length = 0; length <= 200; length++) {
      int count = COUNTS[length % COUNTS.length];
      int stride = length + length % 3;
      byte[] messages = new byte[5 + stride * count];
      random.nextBytes(messages);
      byte[] out = new byte[7 + 40 * count];
      kernels.digests(messages, 5, stride, length, count, out, 7, 40);
      for (int k = 0; k < count; k++) {
        sha.update(messages, 5 + k * stride, length);
        assertArrayEquals(
            sha.digest(), Arrays.copyOfRange(out, 7 + 40 * k, 39 + 40 * k), "length " + length);
        assertEquals(0, out[39 + 40 * k], "nothing beyond a digest");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void messagesOfElements(HashKernels kernels) throws NoSuchAlgorithmException {
    SplittableRandom random = new SplittableRandom(2);
    MessageDigest sha = MessageDigest.getInstance("SHA-256");
    for (int width = 0; width <= 70; width++) {
      int count = COUNTS[width % COUNTS.length];
      int stride = width + width % 4;
      long[] values = random.longs(3 + (long) stride * count).toArray();
      byte[] out = new byte[2 + 32 * count];
      kernels.digests(-width, values, 3, stride, width, count, out, 2);
      ByteBuffer message = ByteBuffer.allocate(8 + 8 * width).order(ByteOrder.LITTLE_ENDIAN);
      for (int k = 0; k < count; k++) {
        message.clear().putLong(-width);
        message.asLongBuffer().put(values, 3 + k * stride, width);
        assertArrayEquals(
            sha.digest(message.array()),
            Arrays.copyOfRange(out, 2 + 32 * k, 34 + 32 * k),
            "width " + width);
      }
    }
  }
}
