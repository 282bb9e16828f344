package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Block;
import io.hallmark.proof.relation.Phi;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// One product form on the cells of a column, at its place among the rows of a group:
/// `coefficient·(tensor of the factors)`, the factors one vector per label, first label most
/// significant.
///
/// @param coefficient the coefficient
/// @param block block of the column
/// @param column number of the column in the block
/// @param factors one vector per label, as long as its extent
record Tensor(Ext coefficient, Block block, int column, List<Phi> factors) {
  /// Receives a run of weights on consecutive cells.
  interface Sink {
    /// Adds `coefficient·vector` from an address of the block on.
    void add(long address, Ext coefficient, ExtArray vector);
  }

  private static final ExtArray UNIT = ExtArray.of(Ext.ONE);

  /// Emits the weights of a product of vectors, run by run along the last one.
  static void emit(Sink sink, long address, Ext scale, List<ExtArray> factors) {
    if (factors.isEmpty()) {
      sink.add(address, scale, UNIT);
      return;
    }
    ExtArray first = factors.getFirst();
    if (factors.size() == 1) {
      sink.add(address, scale, first);
      return;
    }
    List<ExtArray> rest = factors.subList(1, factors.size());
    int below = variables(rest);
    for (int i = 0; i < first.length(); i++) {
      emit(sink, address + ((long) i << below), scale.times(first.get(i)), rest);
    }
  }

  private static int variables(List<ExtArray> factors) {
    return factors.stream().mapToInt(f -> Label.bits(f.length())).sum();
  }

  /// Adds the weights with the row bound to a point: `sum over rows l of eq(alpha, l)·w[l, ·]`.
  ///
  /// @param alpha kappa coordinates
  /// @param sum M elements
  void addAtRow(Ext[] alpha, ExtArray sum) {
    int m = block.layout().m();
    int inside = Math.max(0, block.layout().variables(column) - m); // row bits of the column
    long address = block.layout().offset(column);
    long row = block.baseRow() + (address >> m);
    Ext scale = coefficient;
    int high = alpha.length - inside;
    for (int k = 0; k < high; k++) {
      boolean one = ((row >> (alpha.length - 1 - k)) & 1) != 0;
      scale = scale.times(one ? alpha[k] : Ext.ONE.minus(alpha[k]));
    }
    List<ExtArray> rest = factors.stream().map(Phi::entries).toList();
    for (int at = high; at < alpha.length; ) {
      ExtArray factor = rest.getFirst();
      int bits = Label.bits(factor.length());
      int bound = Math.min(bits, alpha.length - at);
      ExtArray eq = Tables.eq(Arrays.copyOfRange(alpha, at, at + bound));
      ExtArray left = bindFirst(factor, bits - bound, eq);
      at += bound;
      rest = rest.subList(1, rest.size());
      if (bits == bound) {
        scale = scale.times(left.get(0));
      } else {
        rest = Stream.concat(Stream.of(left), rest.stream()).toList();
      }
    }
    int place = (int) (address & ((1L << m) - 1));
    emit(
        (to, c, vector) -> Kernels.chosen().addScaled(sum, (int) to, c, vector, 0, vector.length()),
        place,
        scale,
        rest);
  }

  /// `out[low] = sum over high of eq[high]·factor[high·2^lowBits + low]`, zero beyond the extent.
  private static ExtArray bindFirst(ExtArray factor, int lowBits, ExtArray eq) {
    ExtArray out = new ExtArray(Math.min(1 << lowBits, factor.length()));
    for (int h = 0; (long) h << lowBits < factor.length(); h++) {
      int from = h << lowBits;
      int length = Math.min(out.length(), factor.length() - from);
      Kernels.chosen().addScaled(out, 0, eq.get(h), factor, from, length);
    }
    return out;
  }
}
