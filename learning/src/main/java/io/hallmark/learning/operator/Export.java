package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Exported (*served*) weights: `served = rnd(W, fw - fexp)` of the last boundary, in bexp signed
/// bits at scale fexp. Sealed, they are the columns of the older commitment `released` and their
/// range is proven; released, they are public and whoever builds the part checks their range.
///
/// @param shift `fw - fexp`
/// @param bexp signed bits of a served weight
/// @param fexp scale of a served weight
/// @param limb bits of a limb
public record Export(int shift, int bexp, int fexp, int limb) {
  /// The rounding of a tensor.
  public Round round(ParameterTensor w) {
    return new Round("served." + w.name(), shift, limb);
  }

  /// The range of a tensor.
  public Range range(ParameterTensor w) {
    return Range.signed("served." + w.name(), bexp, limb);
  }

  /// The declared format of a tensor.
  public DeclaredRange declared(ParameterTensor w) {
    return new DeclaredRange(range(w), "served." + w.name(), "export weight_bits", fexp);
  }

  /// Emits the columns `served.τ`: imports of `released`, or the given public values.
  public static List<String> emitServed(
      PartBuilder b, List<ParameterTensor> tensors, @Nullable List<Cells> released) {
    List<String> out = new ArrayList<>();
    for (int j = 0; j < tensors.size(); j++) {
      ParameterTensor w = tensors.get(j);
      String name = "served." + w.name();
      out.add(
          released == null
              ? b.importOlder(name, w.at(b), "released", w.name())
              : b.constant(name, w.at(b), released.get(j)));
    }
    return out;
  }

  /// Emits the part's constraints.
  ///
  /// @param last number of the last training part
  /// @param span its segments, the extent of label `gp`
  /// @param released public values, or null for sealed weights
  public void emit(
      PartBuilder b,
      List<ParameterTensor> tensors,
      int last,
      int span,
      @Nullable List<Cells> released) {
    List<String> served = emitServed(b, tensors, released);
    for (int j = 0; j < tensors.size(); j++) {
      ParameterTensor w = tensors.get(j);
      String previous = b.importPart("prev." + w.name(), w.atPrevious(b), last, "out." + w.name());
      String end =
          b.gather("final." + w.name(), w.at(b), previous, "gp", List.of(), Cells.ofInts(span - 1));
      if (released == null) {
        range(w).emit(b, served.get(j));
      }
      round(w).emit(b, served.get(j), List.of(new Column.Term(1, end)));
    }
  }
}
