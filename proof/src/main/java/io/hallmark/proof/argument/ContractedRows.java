package io.hallmark.proof.argument;

import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.commitment.BlockCells;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The weights of a group, `w[l, ·] = sum over k of H_k[l]·lo_k`, and what the row rounds need of
/// its cells: `u_k[l] = <row l, lo_k>` for every live row l. Weights are never expanded over cells.
///
/// Then `sum over X, j of W(X,j)·w(X,j) = sum over X, k of H_k(X)·u_k(X)`.
///
/// - **Cost:** one multiplication of a cell by an element of E per live row, k and entry of lo_k.
/// - **Threads:** [#contract] shares its work with the pool in which it is called.
final class ContractedRows {
  private static final int PIECE = 4096;

  private final List<RowWeights.Form> forms;
  private final List<ExtArray> contracted = new ArrayList<>();

  /// @param m log2 of the row length
  /// @param live the live rows of the group
  /// @param tensors the weights
  ContractedRows(int m, LiveRows live, List<Tensor> tensors) {
    forms = RowWeights.of(m, live, tensors);
    forms.forEach(_ -> contracted.add(new ExtArray(live.size())));
  }

  /// H_k by live row.
  List<ExtArray> rowWeights() {
    return forms.stream().map(RowWeights.Form::rows).toList();
  }

  /// u_k by live row.
  List<ExtArray> contracted() {
    return contracted;
  }

  /// Contracts the rows of a block.
  ///
  /// @param first index of its first row among the live rows of the group
  void contract(BlockCells cells, int first) {
    IntStream.range(0, cells.rowCount()).parallel().forEach(l -> contract(cells, l, first + l));
  }

  private void contract(BlockCells cells, int l, int row) {
    int length = 1 << cells.layout().m();
    boolean isSmall = cells.isSmall(l);
    int[] small = new int[isSmall ? Math.min(PIECE, length) : 0];
    long[] wide = new long[isSmall ? 0 : Math.min(PIECE, length)];
    for (int start = 0; start < length; start += PIECE) {
      int n = Math.min(PIECE, length - start);
      if (isSmall) {
        cells.read(l, start, n, small, 0);
      } else {
        cells.read(l, start, n, wide, 0);
      }
      for (int k = 0; k < forms.size(); k++) {
        ExtArray lo = forms.get(k).vector();
        contracted
            .get(k)
            .add(
                row,
                isSmall
                    ? Kernels.chosen().innerProduct(small, 0, lo, start, n)
                    : Kernels.chosen().innerProduct(wide, 0, lo, start, n));
      }
    }
  }
}
