package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Phi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Splits the weights of a group into few vectors along the row, each with weights of the rows.
///
/// The end of the row cuts at most one label of a column. The labels before it weigh the rows; each
/// index of the cut label in the row number gives a vector along the row. A point splits as a
/// tensor, so the vectors of its indices differ by a factor only, except where the extent cuts one;
/// vectors of several columns that follow from the same coordinates are one. What stands within a
/// single row, side by side with other columns, is added up per row.
final class RowWeights {
  /// `H ⊗ vector`, the vector from a place of the row on.
  ///
  /// @param place place of the first entry of the vector
  /// @param vector weights along the row
  /// @param rows H, weights of all live rows of the group
  record Form(int place, ExtArray vector, ExtArray rows) {}

  /// What a vector follows from.
  private sealed interface Piece {
    /// A variable of a point.
    record Coordinate(Ext value) implements Piece {}

    /// The first entries of eq of a point.
    record Cut(List<Ext> point, int length) implements Piece {}

    /// Entries of a vector.
    record Slice(Phi phi, int from, int length) implements Piece {}
  }

  private final LiveRows live;
  private final Map<List<Piece>, Form> shared = new LinkedHashMap<>();
  private final Map<Integer, ExtArray> single = new LinkedHashMap<>();

  private RowWeights(LiveRows live) {
    this.live = live;
  }

  /// Splits weights.
  static List<Form> of(LiveRows live, List<Tensor> tensors) {
    RowWeights weights = new RowWeights(live);
    tensors.forEach(weights::add);
    List<Form> out = new ArrayList<>(weights.shared.values());
    weights.single.forEach((row, vector) -> {
      ExtArray rows = new ExtArray(live.size());
      rows.set(row, Ext.ONE);
      out.add(new Form(0, vector, rows));
    });
    return out;
  }

  private void add(Tensor tensor) {
    int m = tensor.block().layout().m();
    long offset = tensor.block().layout().offset(tensor.column());
    int inNumber = tensor.block().layout().variables(tensor.column()) - m;
    if (inNumber < 0) {
      ExtArray vector =
          single.computeIfAbsent(live.index(tensor.block(), offset), _ -> new ExtArray(1 << m));
      List<ExtArray> factors = tensor.factors().stream().map(Phi::entries).toList();
      int place = (int) (offset & ((1L << m) - 1));
      Tensor.emit(
          (at, c, run) -> Kernels.chosen().addScaled(vector, (int) at, c, run, 0, run.length()),
          place,
          tensor.coefficient(),
          factors);
      return;
    }
    int outer = 0;
    int left = inNumber;
    while (left > 0 && Label.bits(tensor.factors().get(outer).length()) <= left) {
      left -= Label.bits(tensor.factors().get(outer++).length());
    }
    List<ExtArray> high = tensor.factors().subList(0, outer).stream().map(Phi::entries).toList();
    List<Phi> inside = tensor.factors().subList(outer, tensor.factors().size());
    if (left == 0) {
      add(tensor, high, 0, 0, tensor.coefficient(), pieces(null, inside));
      return;
    }
    Phi cut = inside.getFirst();
    List<Phi> rest = inside.subList(1, inside.size());
    int low = Label.bits(cut.length()) - left;
    @Nullable Ext[] point = cut.point();
    @Nullable ExtArray scales = point == null ? null : Tables.eq(Arrays.copyOf(point, left));
    for (int h = 0; (long) h << low < cut.length(); h++) {
      int length = Math.min(1 << low, cut.length() - (h << low));
      Ext scale = tensor.coefficient();
      Piece first;
      if (point == null || scales == null) {
        first = new Piece.Slice(cut, h << low, length);
      } else {
        scale = scale.times(scales.get(h));
        List<Ext> lowPoint = List.of(Arrays.copyOfRange(point, left, point.length));
        first = new Piece.Cut(lowPoint, length);
      }
      add(tensor, high, h, left, scale, pieces(first, rest));
    }
  }

  /// In a canonical form: equal vectors from equal coordinates have equal pieces.
  private static List<Piece> pieces(@Nullable Piece first, List<Phi> rest) {
    List<Piece> out = new ArrayList<>();
    if (first != null) {
      append(first, out);
    }
    for (Phi phi : rest) {
      Ext[] point = phi.point();
      append(
          point == null
              ? new Piece.Slice(phi, 0, phi.length())
              : new Piece.Cut(List.of(point), phi.length()),
          out);
    }
    return out;
  }

  private static void append(Piece piece, List<Piece> to) {
    if (piece instanceof Piece.Cut c && c.length() == 1 << c.point().size()) {
      c.point().forEach(x -> to.add(new Piece.Coordinate(x)));
    } else {
      to.add(piece);
    }
  }

  /// Adds `scale·(high ⊗ unit vector of h)` to the weights of the rows of a vector.
  private void add(
      Tensor tensor, List<ExtArray> high, int h, int bits, Ext scale, List<Piece> pieces) {
    int m = tensor.block().layout().m();
    Form form =
        shared.computeIfAbsent(pieces, key -> new Form(0, expand(key), new ExtArray(live.size())));
    long offset = tensor.block().layout().offset(tensor.column()) >> m;
    Tensor.emit(
        (at, c, run) -> {
          for (int i = 0; i < run.length(); i++) {
            long row = offset + ((at + i) << bits) + h;
            form.rows().add(live.index(tensor.block(), row << m), run.get(i).times(c));
          }
        },
        0,
        scale,
        high);
  }

  private static ExtArray expand(List<Piece> pieces) {
    List<ExtArray> factors = new ArrayList<>();
    List<Ext> point = new ArrayList<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Coordinate x) {
        point.add(x.value());
        continue;
      }
      flush(point, factors);
      switch (piece) {
        case Piece.Cut x -> factors.add(Tables.eq(x.point().toArray(new Ext[0]), x.length()));
        case Piece.Slice x ->
            factors.add(x.phi().entries().copyOfRange(x.from(), x.from() + x.length()));
        case Piece.Coordinate _ -> throw new IllegalStateException();
      }
    }
    flush(point, factors);
    int size = 0;
    for (ExtArray factor : factors) {
      size += Label.bits(factor.length());
    }
    ExtArray out = new ExtArray(1 << size);
    Tensor.emit(
        (at, c, run) -> Kernels.chosen().addScaled(out, (int) at, c, run, 0, run.length()),
        0,
        Ext.ONE,
        factors);
    return out;
  }

  private static void flush(List<Ext> point, List<ExtArray> to) {
    if (!point.isEmpty()) {
      to.add(Tables.eq(point.toArray(new Ext[0])));
      point.clear();
    }
  }
}
