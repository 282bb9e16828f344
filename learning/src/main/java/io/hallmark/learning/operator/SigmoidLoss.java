package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// Binary cross-entropy of one output: `p = SIG(z)`, `err = p - 2^fp·y`, the derivative of the loss
/// by z at scale fp. The lookup of `(z, p)` in the table also checks that z has bz signed bits.
///
/// @param layer the layer whose output z is
/// @param bz signed bits of z
/// @param fp scale of p
/// @param table SIG for `z = -2^(bz-1) ..`
public record SigmoidLoss(DenseLayer layer, int bz, int fp, Cells table) {
  /// Column of the probabilities.
  public static final String PROBABILITY = "p";

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

  /// `p - 2^fp·label`.
  public long error(int p, int label) {
    return p - ((long) label << fp);
  }

  /// Emits p and the error.
  ///
  /// @param leading labels of the samples
  /// @param z column of the pre-activations
  /// @param y column of the labels, 0 or 1
  /// @return the column of the error
  public String emit(PartBuilder b, List<String> leading, String z, String y) {
    List<String> at = layer.signal(b, leading);
    String p = b.committed(PROBABILITY, at);
    b.lookup(
        "sigmoid",
        List.of(z, p),
        new TableSpec("sigmoid", -(1L << (bz - 1)), 1 << bz, List.of(table)));
    String target = b.broadcast("y.t", y, layer.out());
    return b.affine(
        "err", at, 0, List.of(PartBuilder.term(1, p), PartBuilder.term(-(1L << fp), target)));
  }
}
