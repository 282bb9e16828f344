package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// The number of correct predictions of a model with one output: a record is predicted to be of
/// class 1 if `z > 0`. With `u = [z > 0]` and labels y of 0 and 1 a record is right iff `1 - u - y
/// + 2·u·y = 1`, so `count = n - Σu - Σy + 2·Σuy`, which the part states as `Σuy = (count - n)/2 +
///   Σu/2 + Σy/2`.
///
/// @param layer the layer, with the shift of served weights
/// @param bz signed bits of z
public record BinaryEvaluation(DenseLayer layer, int bz) {
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

  /// The column of the predictions in a recorder.
  public int[] predictions(CellRecorder recorder, int size) {
    return recorder.column(PREDICTION, size);
  }

  /// Emits the constraints.
  ///
  /// @param records gathered records over `[b]`
  /// @param served columns of weight and bias
  /// @param n number of records
  /// @param count published number of correct predictions
  public void emit(
      PartBuilder b, RecordGather.Columns records, List<String> served, int n, int count) {
    List<String> leading = List.of("b");
    String bias = b.broadcast(layer.name() + ".bb", served.get(1), "b");
    String z = layer.emitForward(b, leading, records.x(), served.get(0), bias);
    String u = b.committed(PREDICTION, layer.signal(b, leading));
    b.lookup("sign", List.of(z, u), signTable());
    String hit = b.sum("u.b", u, layer.out());
    long half = Goldilocks.HALF;
    String agree =
        b.affine(
            "agree",
            List.of(),
            Goldilocks.mul(half, Goldilocks.fromSigned((long) count - n)),
            List.of(
                new Column.Term(half, b.sum("hits", hit, "b")),
                new Column.Term(half, b.sum("ones", records.y(), "b"))));
    b.requireProduct("correct", agree, hit, records.y());
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
