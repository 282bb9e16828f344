package io.hallmark.algebra.code;

import io.hallmark.algebra.simd.TransformKernels;
import io.hallmark.algebra.simd.Workers;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Encodes several messages of K coefficients at once on the domain of [ReedSolomon]; coefficients
/// come in pieces, so that no message need be held whole.
///
/// The codewords stand interleaved, `[index][row]`: the values of all rows at one point are
/// neighbours, as leaf hashing wants them. Coefficients are put in bit-reversed order; each fills
/// the block of `2^c` places of which it is the only coefficient, because a constant transforms
/// into copies of itself, so the first `c = nu - ceil(log2 K)` stages are skipped. The powers of 7
/// stand in the roots of the stages.
///
/// - **Cost:** about `nu·2^(nu-1)` multiplications per row.
/// - **Threads:** one encoder belongs to one thread; [#encode] uses the pool in which it is called.
public final class RowEncoder {
  private static final int ALIGNED = 8; // rows of one cache line

  private static final int SMALL = 1 << 15; // entries not worth a second thread

  private final int width;
  private final int count;
  private final int nu;
  private final int copyStages;
  private final long[] codewords;

  /// @param width number of rows, at least 1
  /// @param count K, between 1 and `2^nu`
  /// @param nu log2 of the domain
  /// @param codewords receives the codewords in its first `width·2^nu` entries; its old contents do
  ///   not matter
  /// @throws IllegalArgumentException if the sizes do not fit
  public RowEncoder(int width, int count, int nu, long[] codewords) {
    Ntt.checkLogSize(nu);
    if (width == 0 || (long) width << nu > codewords.length) {
      throw new IllegalArgumentException(
          width + " rows on a domain of 2^" + nu + " in " + codewords.length + " places");
    }
    if (count == 0 || count > 1 << nu) {
      throw new IllegalArgumentException("row of " + count + " on a domain of 2^" + nu);
    }
    this.width = width;
    this.count = count;
    this.nu = nu;
    this.copyStages = nu - (32 - Integer.numberOfLeadingZeros(count - 1));
    this.codewords = codewords;
    int bits = nu - copyStages;
    for (int j = count; j < 1 << bits; j++) {
      int to = Ntt.reverse(j, bits) * (width << copyStages);
      Arrays.fill(codewords, to, to + (width << copyStages), 0);
    }
  }

  /// Puts the coefficients `first, …, first + n - 1` of every row; each must be put once. Several
  /// threads may put others at the same time.
  ///
  /// @param pieces coefficient `first + k` of row r stands at `r·stride + k`, canonical
  public void put(int first, int n, long[] pieces, int stride) {
    int bits = nu - copyStages;
    for (int k = 0; k < n; k++) {
      int to = Ntt.reverse(first + k, bits) * (width << copyStages);
      int from = k;
      for (int r = 0; r < width; r++) {
        codewords[to + r] = pieces[from];
        from += stride;
      }
    }
  }

  /// Number of coefficients of a row.
  public int count() {
    return count;
  }

  /// Transforms what was put.
  ///
  /// @param job elements of all codewords of the job of which this is a part
  public void encode(long job) {
    TransformKernels kernels = TransformKernels.chosen(job);
    copy();
    long[] roots = Roots.cosetTwiddles(nu);
    int lines = (width + ALIGNED - 1) / ALIGNED;
    int slices = (long) width << nu < SMALL ? 1 : Math.min(lines, Workers.count());
    IntStream.range(0, slices)
        .parallel()
        .forEach(s -> {
          int from = s * lines / slices * ALIGNED;
          int to = Math.min((s + 1) * lines / slices * ALIGNED, width);
          kernels.butterflies(codewords, width, from, to - from, copyStages, nu, roots);
        });
  }

  private void copy() {
    int block = width << copyStages;
    for (int to = 0; copyStages > 0 && to < width << nu; to += block) {
      for (int at = to + width; at < to + block; at += width) {
        System.arraycopy(codewords, to, codewords, at, width);
      }
    }
  }
}
