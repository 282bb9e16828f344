package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// Binary cross-entropy of one output: `p = SIG(z)`. The lookup of `(z, p)` in the table also
/// checks that z has bz signed bits.
///
/// @param layer the layer whose output z is
/// @param bz signed bits of z
/// @param fp scale of p
/// @param table SIG for `z = -2^(bz-1) ..`
public record SigmoidLoss(DenseLayer layer, int bz, int fp, Cells table) implements Loss {
  /// The range of z: the domain of the table.
  public Range domain() {
    return Range.signed(layer.z(), bz, layer.limb());
  }

  /// The declared format of z.
  public DeclaredRange declared() {
    return new DeclaredRange(domain(), layer.z(), "act_bits", layer.fx());
  }

  /// `SIG(z)` for z in the domain.
  public int probability(long z) {
    return table.small((int) z + (1 << (bz - 1)));
  }

  @Override
  public Tape tape(CellRecorder recorder, int samples) {
    int[] column = recorder.column(PROBABILITY, samples);
    DeclaredRange range = declared();
    List<Integer> extents = List.of(samples, 1);
    return (z, row, sample, step, segment, p) -> {
      range.require(z[row], step, segment, extents, row);
      p[row] = probability(z[row]);
      column[sample] = p[row];
    };
  }

  @Override
  public String emit(PartBuilder b, String z) {
    String p = b.committed(PROBABILITY, b.at(z));
    b.lookup(
        "sigmoid",
        List.of(z, p),
        new TableSpec("sigmoid", -(1L << (bz - 1)), 1 << bz, List.of(table)));
    return p;
  }
}
