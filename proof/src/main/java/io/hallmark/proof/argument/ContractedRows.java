package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.algebra.simd.RowKernels;
import io.hallmark.algebra.simd.Workers;
import io.hallmark.proof.commitment.BlockCells;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final int PIECE = 1024; // of all vectors in the second-level cache
  private static final int SHARES_PER_THREAD = 4;

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
    int length = 1 << cells.layout().m();
    int pieces = (length + PIECE - 1) / PIECE;
    int shares = Math.min(pieces, SHARES_PER_THREAD * Workers.count());
    RowKernels kernels = RowKernels.chosen((long) cells.rowCount() * length * forms.size());
    List<ExtArray[]> sums =
        IntStream.range(0, shares)
            .parallel()
            .mapToObj(s -> {
              Share share = new Share(kernels, cells);
              for (int k = s * pieces / shares; k < (s + 1) * pieces / shares; k++) {
                share.contract(k * PIECE, Math.min(PIECE, length - k * PIECE));
              }
              return share.sums;
            })
            .toList();
    for (ExtArray[] share : sums) {
      for (int k = 0; k < share.length; k++) {
        for (int l = 0; l < cells.rowCount(); l++) {
          contracted.get(k).add(first + l, share[k].get(l));
        }
      }
    }
  }

  /// The work of one thread on some places of all rows of a block.
  private final class Share {
    private final RowKernels kernels;
    private final BlockCells cells;
    private final int[] small = new int[PIECE];
    private final long[] wide = new long[PIECE];
    private final ExtArray[] sums = new ExtArray[forms.size()];

    Share(RowKernels kernels, BlockCells cells) {
      this.kernels = kernels;
      this.cells = cells;
      Arrays.setAll(sums, _ -> new ExtArray(cells.rowCount()));
    }

    void contract(int start, int n) {
      Ext[] totals = new Ext[sums.length];
      Arrays.setAll(totals, k -> total(forms.get(k).vector(), start, n));
      for (int l = 0; l < cells.rowCount(); l++) {
        if (cells.isSmall(l)) {
          cells.read(l, start, n, small, 0);
          int bits = RowKernels.bits(small, n);
          for (int k = 0; k < sums.length; k++) {
            ExtArray lo = forms.get(k).vector();
            sums[k].add(l, kernels.innerProduct(small, bits, lo, start, n, totals[k]));
          }
        } else {
          cells.read(l, start, n, wide, 0);
          for (int k = 0; k < sums.length; k++) {
            ExtArray lo = forms.get(k).vector();
            sums[k].add(l, Kernels.chosen().innerProduct(wide, 0, lo, start, n));
          }
        }
      }
    }

    private static Ext total(ExtArray vector, int start, int n) {
      Ext out = Ext.ZERO;
      for (int i = start; i < start + n; i++) {
        out = out.plus(vector.get(i));
      }
      return out;
    }
  }
}
