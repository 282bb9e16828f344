package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.List;

/// Where the weights of a window come from: `in.τ[g]`, the weights at the start of segment g, is
/// the start of the window for g = 0 and the boundary `out.τ[g-1]` before it for every other g.
public sealed interface WindowStart {
  /// The public initial weights, one table per tensor in box order.
  record Public(List<Cells> values) implements WindowStart {
    /// Copies the list.
    public Public {
      values = List.copyOf(values);
    }
  }

  /// The served weights of a parent model, `W = 2^shift·parent`.
  record Parent(int shift) implements WindowStart {
    /// The master weight of a served one.
    public long weight(long served) {
      return served << shift;
    }
  }

  /// The last boundary of an earlier part that covers `span` segments.
  record Carried(int part, int span) implements WindowStart {}

  /// Emits `in.τ [g,τ]` of every tensor; `out.τ` is emitted before.
  ///
  /// @param span segments of the window
  default void emit(PartBuilder b, int span, List<ParameterTensor> tensors) {
    int[] unit = new int[span];
    unit[0] = 1;
    for (int j = 0; j < tensors.size(); j++) {
      ParameterTensor w = tensors.get(j);
      String name = w.name();
      List<String> at = w.at(b, "g");
      String start =
          switch (this) {
            case Public p ->
                spread(b, name, b.constant("start." + name, w.at(b), p.values().get(j)), unit);
            case Parent p -> spread(b, name, scaledParent(b, w, p.shift()), unit);
            case Carried c -> imported(b, w, name, c, span);
          };
      String carried = before(b, "in." + name + ".p", at, name, span);
      b.affine(
          "in." + name, at, 0, List.of(PartBuilder.term(1, start), PartBuilder.term(1, carried)));
    }
  }

  /// Emits a state `in.τ.a [g,τ]` of an optimiser in the same way; a first part starts at zero,
  /// whatever its weights start from.
  ///
  /// @param state name of the state, a
  /// @param span segments of the window
  default void emitState(PartBuilder b, int span, List<ParameterTensor> tensors, String state) {
    for (ParameterTensor w : tensors) {
      String name = w.name() + "." + state;
      List<String> at = w.at(b, "g");
      if (this instanceof Carried c) {
        String start = imported(b, w, name, c, span);
        String carried = before(b, "in." + name + ".p", at, name, span);
        b.affine(
            "in." + name, at, 0, List.of(PartBuilder.term(1, start), PartBuilder.term(1, carried)));
      } else {
        before(b, "in." + name, at, name, span);
      }
    }
  }

  /// The boundary before every segment but the first.
  private static String before(
      PartBuilder b, String column, List<String> at, String name, int span) {
    int[] index = new int[span];
    Arrays.setAll(index, g -> g - 1);
    return b.gather(column, at, "out." + name, "g", List.of("g"), Cells.ofInts(index));
  }

  /// The last boundary of the part before, for the first segment.
  private static String imported(
      PartBuilder b, ParameterTensor w, String name, Carried c, int span) {
    int[] index = new int[span];
    Arrays.fill(index, -1);
    index[0] = c.span() - 1;
    String previous = b.importPart("prev." + name, w.atPrevious(b), c.part(), "out." + name);
    return b.gather(
        "in." + name + ".s", w.at(b, "g"), previous, "gp", List.of("g"), Cells.ofInts(index));
  }

  private static String scaledParent(PartBuilder b, ParameterTensor w, int shift) {
    String parent = b.importOlder("parent." + w.name(), w.at(b), "parent", w.name());
    return b.affine(
        "start." + w.name(), w.at(b), 0, List.of(PartBuilder.term(1L << shift, parent)));
  }

  private static String spread(PartBuilder b, String name, String start, int[] unit) {
    return b.scale(
        "in." + name + ".s", b.broadcast("in." + name + ".b", start, "g"), "g", Cells.ofInts(unit));
  }
}
