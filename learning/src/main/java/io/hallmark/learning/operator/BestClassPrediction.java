package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// The prediction of a model with C ≥ 2 outputs: the class with the largest z, of equal ones the
/// lowest.
///
/// With `κ = bits(C)` the keys `2^κ·z[c] + C-1-c` are all distinct, and the predicted class is the
/// one with the largest key. Committed are that key, *best*, and the one-hot prediction h: every
/// `gap = best - key` is in `[0, 2^(bz+κ))` and the gap of the predicted class is 0. That z has bz
/// signed bits is checked too: a small `2^κ·z` in the field does not make z small.
///
/// @param layer the last layer, with the shift of served weights
/// @param bz signed bits of z
public record BestClassPrediction(DenseLayer layer, int bz) implements Prediction {
  private static final String PREDICTION = "h";
  private static final String BEST = "best";
  private static final String GAP = "gap";

  private int tieBits() {
    return Label.bits(layer.outputs());
  }

  private Range domain() {
    return Range.signed("z", bz, layer.limb());
  }

  private Range gaps() {
    return new Range(GAP, 0, bz + tieBits(), layer.limb());
  }

  /// `2^κ·z + C-1-c`.
  public long key(long z, int c) {
    return (z << tieBits()) + layer.outputs() - 1 - c;
  }

  @Override
  public Tape tape(CellRecorder recorder, int records) {
    int outputs = layer.outputs();
    int[] h = recorder.column(PREDICTION, records * outputs);
    int[] bests = recorder.column(BEST, records);
    Range gap = gaps();
    Range domain = domain();
    int[][] zLow = domain.limbs().columns(recorder, records * outputs);
    int[][] gapLow = gap.limbs().columns(recorder, records * outputs);
    DeclaredRange z = new DeclaredRange(domain, layer.z(), "act_bits", layer.fx());
    List<Integer> extents = List.of(records, outputs);
    return (logits, record) -> {
      int first = record * outputs;
      int best = 0;
      for (int c = 0; c < outputs; c++) {
        z.require(logits[first + c], 0, 0, extents, first + c);
        domain.record(logits[first + c], zLow, first + c);
        best = key(logits[first + c], c) > key(logits[first + best], best) ? c : best;
      }
      long top = key(logits[first + best], best);
      for (int c = 0; c < outputs; c++) {
        gap.record(top - key(logits[first + c], c), gapLow, first + c);
      }
      bests[record] = (int) top;
      h[first + best] = 1;
      return best;
    };
  }

  @Override
  public String emit(PartBuilder b, String z) {
    List<String> at = b.at(z);
    String h = b.committed(PREDICTION, at);
    String best = b.committed(BEST, List.of("b"));
    b.lookup(PREDICTION, List.of(h), TableSpec.range(1));
    long minusOne = Goldilocks.fromSigned(-1);
    String sum = b.sum("h.sum", h, layer.out());
    b.requireZero(b.affine("h.one", List.of("b"), minusOne, List.of(PartBuilder.term(1, sum))));
    domain().emit(b, z);
    String gap = b.affine(GAP, at, 0, gap(b, best, z));
    gaps().emit(b, gap);
    b.requireProduct(BEST, b.affine("zero.b", List.of("b"), 0, List.of()), h, gap);
    return h;
  }

  private List<Column.Term> gap(PartBuilder b, String best, String z) {
    int[] tie = new int[layer.outputs()];
    for (int c = 0; c < tie.length; c++) {
      tie[c] = tie.length - 1 - c;
    }
    String ties = b.constant("tie", List.of(layer.out()), Cells.ofInts(tie));
    return List.of(
        PartBuilder.term(1, b.broadcast(BEST + ".c", best, layer.out())),
        PartBuilder.term(-(1L << tieBits()), z),
        PartBuilder.term(-1, b.broadcast("tie.b", ties, "b")));
  }
}
