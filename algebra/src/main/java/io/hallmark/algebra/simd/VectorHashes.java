package io.hallmark.algebra.simd;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Digests of sixteen messages at a time, one per lane of a vector; what is left over goes to the
/// platform's SHA-256.
final class VectorHashes implements HashKernels {
  static final VectorHashes INSTANCE = new VectorHashes();

  private static final int LANES = VectorSha.LANES;
  private static final int BLOCK_BYTES = 64;
  private static final int BLOCK_LONGS = 8;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final HashKernels REST = ScalarHashes.INSTANCE;

  private static final Warmup WARMUP =
      new Warmup(
          new Warmup.Pair(() -> elements(INSTANCE), () -> elements(REST)),
          new Warmup.Pair(() -> bytes(INSTANCE), () -> bytes(REST)));

  private VectorHashes() {}

  /// Whether the kernels are compiled.
  ///
  /// @param wanted whether the job is worth it
  static boolean isReady(boolean wanted) {
    if (wanted) {
      WARMUP.start();
    }
    return WARMUP.isReady();
  }

  private static void elements(HashKernels kernels) {
    kernels.digests(0, new long[64 * LANES], 0, 64, 64, LANES, new byte[32 * LANES], 0);
  }

  private static void bytes(HashKernels kernels) {
    kernels.digests(new byte[66 * LANES], 0, 66, 66, LANES, new byte[32 * LANES], 0, 32);
  }

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
    int k = 0;
    int[] w = new int[64 * LANES];
    int[] state = new int[8 * LANES];
    int whole = length / BLOCK_BYTES * BLOCK_BYTES;
    int tailLength = (length - whole + 9 + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
    byte[] tails = new byte[tailLength * LANES];
    for (; k + LANES <= count; k += LANES) {
      VectorSha.begin(state);
      int first = from + k * stride;
      for (int at = 0; at < whole; at += BLOCK_BYTES) {
        load(messages, first + at, stride, w);
        compress(w, state);
      }
      for (int l = 0; l < LANES; l++) {
        int to = tailLength * l;
        System.arraycopy(messages, first + l * stride + whole, tails, to, length - whole);
        tails[to + length - whole] = (byte) 0x80;
        WORDS.set(tails, to + tailLength - 4, length * 8);
      }
      for (int at = 0; at < tailLength; at += BLOCK_BYTES) {
        load(tails, at, tailLength, w);
        compress(w, state);
      }
      store(state, out, outFrom + k * outStride, outStride);
    }
    Arrays.fill(tails, (byte) 0); // messages can hold seeds
    Arrays.fill(w, 0);
    REST.digests(
        messages,
        from + k * stride,
        stride,
        length,
        count - k,
        out,
        outFrom + k * outStride,
        outStride);
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
    int k = 0;
    int[] w = new int[64 * LANES];
    int[] state = new int[8 * LANES];
    for (; k + LANES <= count; k += LANES) {
      VectorSha.begin(state);
      int first = from + k * stride;
      int known = Math.min(BLOCK_LONGS - 1, width);
      for (int l = 0; l < LANES; l++) {
        put(w, 0, l, head);
        for (int i = 0; i < known; i++) {
          put(w, i + 1, l, values[first + l * stride + i]);
        }
      }
      int place = known + 1; // longs of the current block
      for (int i = known; i < width; i += place) {
        compress(w, state);
        place = Math.min(BLOCK_LONGS, width - i);
        if (place == BLOCK_LONGS) {
          VectorBlocks.load(values, first + i, stride, w);
        } else {
          for (int l = 0; l < LANES; l++) {
            for (int j = 0; j < place; j++) {
              put(w, j, l, values[first + l * stride + i + j]);
            }
          }
        }
      }
      finish(w, state, place, 8L * (width + 1));
      store(state, out, outFrom + k * DIGEST_BYTES, DIGEST_BYTES);
    }
    int done = outFrom + k * DIGEST_BYTES;
    REST.digests(head, values, from + k * stride, stride, width, count - k, out, done);
  }

  private static void put(int[] w, int place, int lane, long value) {
    w[2 * place * LANES + lane] = Integer.reverseBytes((int) value);
    w[(2 * place + 1) * LANES + lane] = Integer.reverseBytes((int) (value >>> 32));
  }

  /// Pads a block that holds `place` longs, in all lanes alike, and compresses what is left.
  private static void finish(int[] w, int[] state, int place, long bytes) {
    int filled = place;
    if (filled == BLOCK_LONGS) {
      compress(w, state);
      filled = 0;
    }
    Arrays.fill(w, 2 * filled * LANES, 2 * BLOCK_LONGS * LANES, 0);
    Arrays.fill(w, 2 * filled * LANES, (2 * filled + 1) * LANES, 0x80000000);
    if (filled == BLOCK_LONGS - 1) { // no room for the length
      compress(w, state);
      Arrays.fill(w, 0, 2 * BLOCK_LONGS * LANES, 0);
    }
    Arrays.fill(w, 14 * LANES, 15 * LANES, (int) ((8 * bytes) >>> 32));
    Arrays.fill(w, 15 * LANES, 16 * LANES, (int) (8 * bytes));
    compress(w, state);
  }

  private static void load(byte[] messages, int from, int stride, int[] w) {
    for (int l = 0; l < LANES; l++) {
      int at = from + l * stride;
      for (int t = 0; t < 16; t++) {
        w[t * LANES + l] = (int) WORDS.get(messages, at + 4 * t);
      }
    }
  }

  private static void compress(int[] w, int[] state) {
    VectorSha.schedule(w);
    VectorSha.rounds(w, state);
  }

  private static void store(int[] state, byte[] out, int from, int stride) {
    for (int l = 0; l < LANES; l++) {
      for (int t = 0; t < 8; t++) {
        WORDS.set(out, from + l * stride + 4 * t, state[t * LANES + l]);
      }
    }
  }
}
