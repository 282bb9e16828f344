package io.hallmark.learning.model;

import io.hallmark.document.Digest;
import io.hallmark.learning.fixedpoint.CounterStream;
import java.math.BigInteger;

/// Initial weights from the seed. A model of one layer starts at zero; otherwise the matrix of
/// dense layer l = 0, 1, … (biases are not counted, they start at zero) is Glorot-uniform: entries
/// `uniform(2L + 1) - L` of the stream `hallmark/init/v1` with index l, row-major in the order
/// `[in, out]`, `L = isqrt(floor(6·2^(2fw) / (in + out)))`.
public final class Initialisation {
  private static final String TAG = "hallmark/init/v1";

  private Initialisation() {}

  /// The largest magnitude L of a Glorot-uniform entry.
  ///
  /// @param fw scale of the weights, in [0, 60]
  public static long glorotLimit(int fw, int in, int out) {
    return BigInteger.valueOf(6)
        .shiftLeft(2 * fw)
        .divide(BigInteger.valueOf((long) in + out))
        .sqrt()
        .longValueExact();
  }

  /// The matrix of a layer, row-major `[in, out]`.
  ///
  /// @param seed seed of the run
  /// @param layer number of the layer, counted from 0
  /// @param fw scale of the weights
  public static long[] glorot(Digest seed, int layer, int fw, int in, int out) {
    long limit = glorotLimit(fw, in, out);
    CounterStream stream = new CounterStream(TAG, seed, layer);
    long[] weights = new long[Math.multiplyExact(in, out)];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = stream.uniform(2 * limit + 1) - limit;
    }
    return weights;
  }
}
