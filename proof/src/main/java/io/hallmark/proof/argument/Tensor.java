package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Block;
import io.hallmark.proof.relation.Phi;
import java.util.List;

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
}
