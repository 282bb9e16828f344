package io.hallmark.learning.operator;

import java.util.List;

/// Half the square of output minus target: the outputs are the pre-activations themselves, in bz
/// signed bits, and what [ValueTarget] subtracts from them is the error.
///
/// @param layer the layer whose output z is
/// @param bz signed bits of z
public record SquaredLoss(DenseLayer layer, int bz) implements Loss {
  /// The range of z.
  public Range domain() {
    return Range.signed("z", bz, layer.limb());
  }

  /// The declared format of z.
  public DeclaredRange declared() {
    return new DeclaredRange(domain(), layer.z(), "act_bits", layer.fx());
  }

  @Override
  public Tape tape(CellRecorder recorder, int samples) {
    DeclaredRange range = declared();
    int outputs = layer.outputs();
    int[][] low = range.range().limbs().columns(recorder, Math.multiplyExact(samples, outputs));
    List<Integer> extents = List.of(samples, outputs);
    return (z, row, sample, step, segment, p) -> {
      for (int o = 0; o < outputs; o++) {
        long v = z[row * outputs + o];
        range.require(v, step, segment, extents, row * outputs + o);
        range.range().record(v, low, sample * outputs + o);
        p[row * outputs + o] = (int) v;
      }
    };
  }

  @Override
  public String emit(PartBuilder b, String z) {
    domain().emit(b, z);
    return z;
  }
}
