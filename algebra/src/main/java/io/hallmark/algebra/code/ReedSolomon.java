package io.hallmark.algebra.code;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;

/// Reed-Solomon encoding on the coset domain `x_i = 7·w_nu^i`, i in `[2^nu]`, in natural order.
///
/// A message is the K coefficients of a polynomial, low degree first, `K <= 2^nu`; its codeword is
/// the values at all points of the domain. Many rows are encoded together, see [RowEncoder].
///
/// - **Cost:** about `nu·2^(nu-1)` multiplications per row.
/// - **Threads:** any method may run on any thread, each on its own arrays.
public final class ReedSolomon {
  private static final int PIECE = 72; // no power of two, so that the rows differ in cache lines

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
    int count = rows.length == 0 ? 0 : rows[0].length;
    RowEncoder encoder = new RowEncoder(rows.length, count, nu, codewords);
    for (long[] row : rows) {
      if (row.length != count) {
        throw new IllegalArgumentException("rows of " + count + " and " + row.length);
      }
    }
    long[] piece = new long[rows.length * PIECE];
    for (int first = 0; first < count; first += PIECE) {
      int n = Math.min(PIECE, count - first);
      for (int r = 0; r < rows.length; r++) {
        System.arraycopy(rows[r], first, piece, r * PIECE, n);
      }
      encoder.put(first, n, piece, PIECE);
    }
    encoder.encode((long) rows.length << nu);
  }
}
