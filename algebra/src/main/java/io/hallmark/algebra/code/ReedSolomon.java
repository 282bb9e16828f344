package io.hallmark.algebra.code;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.Kernels;
import java.util.Arrays;

/// Reed-Solomon encoding on the coset domain `x_i = 7·w_nu^i`, i in `[2^nu]`, in natural order.
///
/// A message is the K coefficients of a polynomial, low degree first, `K <= 2^nu`; its codeword is
/// the values at all points of the domain. Coefficient j is scaled by `7^j`, the list is padded
/// with zeros and transformed; stages that would only copy (the first `nu - ceil(log2 K)`) are
/// skipped.
///
/// Many rows are encoded together and stand interleaved, `[index][row]`: the values of all rows at
/// one point are neighbours, as leaf hashing wants them.
///
/// - **Cost:** about `nu·2^(nu-1)` multiplications per row.
/// - **Threads:** any method may run on any thread, each on its own arrays.
public final class ReedSolomon {
  private ReedSolomon() {}

  /// The point `x_i = 7·w_nu^i`.
  ///
  /// @throws IllegalArgumentException unless `0 <= nu <= 32` and `0 <= i < 2^nu`
  public static long domainPoint(int nu, long i) {
    long root = Goldilocks.rootOfUnity(nu);
    if (i < 0 || i >= 1L << nu) {
      throw new IllegalArgumentException("no point " + i + " in a domain of 2^" + nu);
    }
    return Goldilocks.mul(Goldilocks.GENERATOR, Goldilocks.pow(root, i));
  }

  /// The codeword of one message over F.
  ///
  /// @param coefficients canonical, between 1 and `2^nu` of them
  /// @throws IllegalArgumentException if there are none, or too many for the domain
  public static long[] encode(long[] coefficients, int nu) {
    return encodeRows(new long[][] {coefficients}, nu);
  }

  /// The codeword of one message over E.
  ///
  /// @param coefficients between 1 and `2^nu` of them
  /// @throws IllegalArgumentException if there are none, or too many for the domain
  public static ExtArray encode(ExtArray coefficients, int nu) {
    return ExtArray.over(encode(coefficients.a0(), nu), encode(coefficients.a1(), nu));
  }

  /// The codewords of several messages over F, interleaved: row r at `x_i` stands at `i·rows.length
  /// + r`.
  ///
  /// @param rows at least one message, all of the same length, canonical
  /// @throws IllegalArgumentException if the lengths differ or do not fit the domain, or if the
  ///   codewords do not fit one array
  public static long[] encodeRows(long[][] rows, int nu) {
    Ntt.checkLogSize(nu);
    if (rows.length == 0 || (long) rows.length << nu > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(rows.length + " rows on a domain of 2^" + nu);
    }
    long[] codewords = new long[rows.length << nu];
    encodeRows(rows, nu, codewords);
    return codewords;
  }

  /// As [#encodeRows(long[][], int)], into the first `rows.length·2^nu` entries of `codewords`,
  /// whose old contents do not matter.
  ///
  /// @throws IllegalArgumentException if the lengths differ or do not fit the domain or the array
  public static void encodeRows(long[][] rows, int nu, long[] codewords) {
    Ntt.checkLogSize(nu);
    if (rows.length == 0 || (long) rows.length << nu > codewords.length) {
      throw new IllegalArgumentException(
          rows.length + " rows on a domain of 2^" + nu + " in " + codewords.length + " places");
    }
    int count = rows[0].length;
    for (long[] row : rows) {
      if (row.length != count || count == 0 || count > 1 << nu) {
        throw new IllegalArgumentException("row of " + row.length + " on a domain of 2^" + nu);
      }
    }
    int copyStages = nu - (32 - Integer.numberOfLeadingZeros(count - 1));
    place(rows, nu, copyStages, codewords);
    Kernels.chosen().butterflies(codewords, rows.length, copyStages, nu, Roots.twiddles(nu));
  }

  /// Scales the coefficients and puts them in bit-reversed order; each fills the block of
  /// `2^copyStages` places of which it is the only coefficient, because a constant transforms into
  /// copies of itself.
  private static void place(long[][] rows, int nu, int copyStages, long[] codewords) {
    int count = rows[0].length;
    int width = rows.length;
    int blockLength = width << copyStages;
    int blocks = 1 << (nu - copyStages);
    long[] shifts = Roots.shifts(count);
    for (int j = 0; j < blocks; j++) {
      int to = Ntt.reverse(j, nu - copyStages) * blockLength;
      if (j >= count) {
        Arrays.fill(codewords, to, to + blockLength, 0);
        continue;
      }
      for (int r = 0; r < width; r++) {
        codewords[to + r] = Goldilocks.mul(rows[r][j], shifts[j]);
      }
      for (int copy = to + width; copy < to + blockLength; copy += width) {
        System.arraycopy(codewords, to, codewords, copy, width);
      }
    }
  }
}
