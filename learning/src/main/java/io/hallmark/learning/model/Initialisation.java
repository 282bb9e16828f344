package io.hallmark.learning.model;

import io.hallmark.document.Digest;
import io.hallmark.learning.fixedpoint.CounterStream;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.TrainingProgram;
import java.math.BigInteger;
import java.util.List;

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

  /// The initial master weights of a program, tensor by tensor.
  ///
  /// @param seed seed of the run
  static long[][] of(TrainingProgram program, Digest seed) {
    List<LayerFormat> layers = program.layers();
    long[][] out = new long[2 * layers.size()][];
    for (int l = 0; l < layers.size(); l++) {
      int in = layers.get(l).inputs();
      int width = layers.get(l).outputs();
      out[2 * l] =
          layers.size() == 1
              ? new long[in * width]
              : glorot(seed, l, program.weightFraction(), in, width);
      out[2 * l + 1] = new long[width];
    }
    return out;
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
