package io.hallmark.learning.program;

import java.math.BigInteger;

/// The public integers of exact momentum, for n = 0 … P:
///
/// - `C[n] = nearest(2^q·(1 - mu^n)/(1 - mu))`: what a gradient of n steps ago moved, in `2^-q`;
/// - `D[n] = nearest(2^q·mu·(1 - mu^n)/(1 - mu))`: what the state at the start of the segment
///   moved;
/// - `E[n] = nearest(2^S·mu^n)`: what is left of a gradient after n steps, in `2^-S`.
///
/// The kernels are rounded, the state is not: inside a segment the optimiser is an exact linear
/// function of the gradients.
public final class MomentumKernels {
  private final long[] moved;
  private final long[] carried;
  private final long[] left;

  private MomentumKernels(long[] moved, long[] carried, long[] left) {
    this.moved = moved;
    this.carried = carried;
    this.left = left;
  }

  /// @param segment P
  /// @param shift S
  static MomentumKernels of(MomentumFormat format, int segment, int shift) {
    BigInteger m = format.mu().numerator();
    BigInteger d = format.mu().denominator();
    BigInteger rest = d.subtract(m);
    int q = format.kernelBits();
    long[] moved = new long[segment + 1];
    long[] carried = new long[segment + 1];
    long[] left = new long[segment + 1];
    BigInteger top = BigInteger.ONE; // m^n
    BigInteger bottom = BigInteger.ONE; // d^n
    for (int n = 0; n <= segment; n++) {
      BigInteger gone = bottom.subtract(top);
      BigInteger scale = bottom.multiply(rest);
      moved[n] = nearest(gone.multiply(d).shiftLeft(q), scale);
      carried[n] = nearest(gone.multiply(m).shiftLeft(q), scale);
      left[n] = nearest(top.shiftLeft(shift), bottom);
      top = top.multiply(m);
      bottom = bottom.multiply(d);
    }
    return new MomentumKernels(moved, carried, left);
  }

  private static long nearest(BigInteger numerator, BigInteger denominator) {
    return numerator
        .shiftLeft(1)
        .add(denominator)
        .divide(denominator.shiftLeft(1))
        .longValueExact();
  }

  /// P.
  public int segment() {
    return moved.length - 1;
  }

  /// `C[n]`.
  public long moved(int n) {
    return moved[n];
  }

  /// `D[n]`.
  public long carried(int n) {
    return carried[n];
  }

  /// `E[n]`.
  public long left(int n) {
    return left[n];
  }
}
