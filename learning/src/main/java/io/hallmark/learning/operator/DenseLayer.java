package io.hallmark.learning.operator;

import io.hallmark.proof.relation.Column;
import java.util.List;
import java.util.stream.Stream;

/// A dense layer with bias:
///
/// - forward: `acc[b,o] = Σ_i x[b,i]·w[i,o] + 2^fx·bias[o]`, `z = rnd(acc, shift)`;
/// - backward: `Σ_o dz[b,o]·w[i,o]`, rounded by the layer before, see [BackwardSignal];
/// - gradient of a step: `G[i,o] = Σ_b x[b,i]·dz[b,o]`, `Gb[o] = 2^fx·Σ_b dz[b,o]`, both exact.
///
/// The sums are product columns, never committed; z and the low limbs of its remainder are. The
/// range of z is checked by the operator that consumes it. Bounds of the program keep every sum
/// below `2^62`. Indices are row-major.
///
/// @param name `d1`, `d2`, … by position
/// @param in label of the inputs
/// @param out label of the outputs
/// @param inputs number of inputs K
/// @param outputs number of outputs O
/// @param fx scale of inputs and outputs
/// @param shift scale of the weights
/// @param limb bits of a limb
public record DenseLayer(
    String name, String in, String out, int inputs, int outputs, int fx, int shift, int limb) {
  /// Samples that share one pass over the weights.
  private static final int BLOCK = 8;

  /// The rounding of the pre-activation.
  public Round round() {
    return new Round(z(), shift, limb);
  }

  /// The order of signals of a batch in columns.
  public CellOrder order(int samples) {
    return CellOrder.signals(samples, new Width(out, outputs));
  }

  /// Column of the pre-activations.
  public String z() {
    return name + ".z";
  }

  /// Weight and bias.
  public List<ParameterTensor> tensors() {
    return List.of(
        new ParameterTensor(
            name + ".w", List.of(in, out), List.of(inputs, outputs), name + ".g", weights()),
        new ParameterTensor(
            name + ".b", List.of(out), List.of(outputs), name + ".gb", name + ".be"));
  }

  /// The exact sums acc of a batch.
  ///
  /// Weights are read once per [#BLOCK] samples, along their rows; inputs 0, of which a ReLU makes
  /// many, cost nothing.
  ///
  /// @param x inputs, `samples x K`
  /// @param w weights, `K x O`
  /// @param bias bias, O
  /// @param acc result, `samples x O`
  public void forward(int[] x, int samples, long[] w, long[] bias, long[] acc) {
    for (int b = 0; b < samples; b++) {
      for (int o = 0; o < outputs; o++) {
        acc[b * outputs + o] = bias[o] << fx;
      }
    }
    for (int first = 0; first < samples; first += BLOCK) {
      int end = Math.min(first + BLOCK, samples);
      for (int i = 0; i < inputs; i++) {
        for (int b = first; b < end; b++) {
          int v = x[b * inputs + i];
          if (v != 0) {
            addRow(v, w, i * outputs, acc, b * outputs, outputs);
          }
        }
      }
    }
  }

  /// The exact sums `Σ_o dz[b,o]·w[i,o]` of a batch, before they are rounded to signals of the
  /// layer before.
  ///
  /// @param dz signals, `samples x O`
  /// @param acc result, `samples x K`
  public void backward(int[] dz, int samples, long[] w, long[] acc) {
    for (int first = 0; first < samples; first += BLOCK) {
      int end = Math.min(first + BLOCK, samples);
      for (int i = 0; i < inputs; i++) {
        for (int b = first; b < end; b++) {
          acc[b * inputs + i] = innerProduct(dz, b * outputs, w, i * outputs, outputs);
        }
      }
    }
  }

  /// Adds or subtracts the exact gradient of a batch: `w ± G`, `bias ± Gb`.
  ///
  /// @param x inputs, `samples x K`
  /// @param dz signals, `samples x O`
  /// @param sign 1 or -1
  public void addGradient(int[] x, int samples, int[] dz, int sign, long[] w, long[] bias) {
    for (int i = 0; i < inputs; i++) {
      for (int b = 0; b < samples; b++) {
        int v = sign * x[b * inputs + i];
        if (v != 0) {
          addRow(v, dz, b * outputs, w, i * outputs, outputs);
        }
      }
    }
    for (int b = 0; b < samples; b++) {
      for (int o = 0; o < outputs; o++) {
        bias[o] += ((long) sign * dz[b * outputs + o]) << fx;
      }
    }
  }

  private static void addRow(long v, long[] row, int from, long[] sum, int to, int n) {
    for (int k = 0; k < n; k++) {
      sum[to + k] += v * row[from + k];
    }
  }

  private static void addRow(long v, int[] row, int from, long[] sum, int to, int n) {
    for (int k = 0; k < n; k++) {
      sum[to + k] += v * row[from + k];
    }
  }

  private static long innerProduct(int[] a, int from, long[] b, int other, int n) {
    long sum = 0;
    for (int k = 0; k < n; k++) {
      sum += a[from + k] * b[other + k];
    }
    return sum;
  }

  /// Emits the pre-activation.
  ///
  /// @param leading labels of the samples
  /// @param input column of the inputs
  /// @param weights column of the weights
  /// @param bias column of the bias, along the samples
  /// @return the column z
  public String emitForward(
      PartBuilder b, List<String> leading, String input, String weights, String bias) {
    List<String> at = signal(b, leading);
    String z = b.committed(z(), at);
    String a = b.product(name + ".z.a", at, input, weights);
    round().emit(b, z, List.of(new Column.Term(1, a), PartBuilder.term(1L << fx, bias)));
    return z;
  }

  /// Column of the weights at every step.
  public String weights() {
    return name + ".we";
  }

  /// Column of the bias along the samples.
  public String biases() {
    return name + ".bb";
  }

  /// Emits the bias of every step along the batch.
  public void emitBiases(PartBuilder b) {
    b.broadcast(biases(), name + ".be", "b");
  }

  /// Emits the gradients `name.g`, `name.gb` over the steps `[g,t]`.
  ///
  /// @param input column of the inputs
  /// @param dz column of the signals
  public void emitGradient(PartBuilder b, String input, String dz) {
    b.product(name + ".g", b.full("g", "t", in, out), input, dz);
    String sum = b.sum(name + ".gs", dz, "b");
    b.affine(name + ".gb", b.full("g", "t", out), 0, List.of(PartBuilder.term(1L << fx, sum)));
  }

  /// Labels of a signal of this layer's outputs.
  public List<String> signal(PartBuilder b, List<String> leading) {
    return b.full(Stream.concat(leading.stream(), Stream.of(out)).toArray(String[]::new));
  }
}
