package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// The prediction of a model with one output: a record is predicted to be of class 1 if `z > 0`.
/// The lookup of `(z, [z > 0])` also checks that z has bz signed bits.
///
/// @param layer the last layer, with the shift of served weights
/// @param bz signed bits of z
public record BinaryPrediction(DenseLayer layer, int bz) implements Prediction {
  private static final String PREDICTION = "u";

  /// The range of z: the domain of the table `sign`.
  public Range domain() {
    return Range.signed(layer.z(), bz, layer.limb());
  }

  /// The declared format of z.
  public DeclaredRange declared() {
    return new DeclaredRange(domain(), layer.z(), "act_bits", layer.fx());
  }

  /// `[z > 0]`.
  public int prediction(long z) {
    return z > 0 ? 1 : 0;
  }

  @Override
  public Tape tape(CellRecorder recorder, int records) {
    int[] u = recorder.column(PREDICTION, records);
    DeclaredRange range = declared();
    List<Integer> extents = List.of(records, 1);
    return (z, record) -> {
      range.require(z[record], 0, 0, extents, record);
      u[record] = prediction(z[record]);
      return u[record];
    };
  }

  @Override
  public String emit(PartBuilder b, String z) {
    String u = b.committed(PREDICTION, b.at(z));
    b.lookup("sign", List.of(z, u), signTable());
    return b.sum("u.b", u, layer.out());
  }

  private TableSpec signTable() {
    int half = 1 << (bz - 1);
    int[] sign = new int[2 * half];
    for (int i = 0; i < sign.length; i++) {
      sign[i] = prediction((long) i - half);
    }
    return new TableSpec("sign", -half, sign.length, List.of(Cells.ofInts(sign)));
  }
}
