package io.hallmark.learning.operator;

import io.hallmark.proof.relation.Column;
import java.util.List;
import java.util.stream.Stream;

/// A dense layer with bias:
///
/// - forward: `acc[b,o] = Σ_i x[b,i]·w[i,o] + 2^fx·bias[o]`, `z = rnd(acc, shift)`;
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
  /// The rounding of the pre-activation.
  public Round round() {
    return new Round(z(), shift, limb);
  }

  /// Column of the pre-activations.
  public String z() {
    return name + ".z";
  }

  /// Weight and bias.
  public List<ParameterTensor> tensors() {
    return List.of(
        new ParameterTensor(
            name + ".w", List.of(in, out), List.of(inputs, outputs), name + ".g", name + ".we"),
        new ParameterTensor(
            name + ".b", List.of(out), List.of(outputs), name + ".gb", name + ".be"));
  }

  /// The exact sums acc of a batch.
  ///
  /// @param x inputs, `samples x K`
  /// @param w weights, `K x O`
  /// @param bias bias, O
  /// @param acc result, `samples x O`
  public void forward(int[] x, int samples, long[] w, long[] bias, long[] acc) {
    for (int b = 0; b < samples; b++) {
      for (int o = 0; o < outputs; o++) {
        long sum = bias[o] << fx;
        for (int i = 0; i < inputs; i++) {
          sum += x[b * inputs + i] * w[i * outputs + o];
        }
        acc[b * outputs + o] = sum;
      }
    }
  }

  /// Subtracts the exact gradient of a batch: `w -= G`, `bias -= Gb`.
  ///
  /// @param x inputs, `samples x K`
  /// @param dz signals, `samples x O`
  public void subtractGradient(int[] x, int samples, int[] dz, long[] w, long[] bias) {
    for (int b = 0; b < samples; b++) {
      for (int o = 0; o < outputs; o++) {
        long d = dz[b * outputs + o];
        for (int i = 0; i < inputs; i++) {
          w[i * outputs + o] -= x[b * inputs + i] * d;
        }
        bias[o] -= d << fx;
      }
    }
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
