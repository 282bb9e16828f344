package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Splits the weights of a group into few vectors along the row, each with weights of the rows.
///
/// Vectors of several columns that follow from the same coordinates are one. What stands within a
/// single row, side by side with other columns, is added up per row.
final class RowWeights {
  /// `rows ⊗ vector`.
  ///
  /// @param vector weights along the row
  /// @param rows weights of all live rows of the group
  record Form(ExtArray vector, ExtArray rows) {}

  private RowWeights() {}

  /// Splits weights.
  ///
  /// @param m log2 of the row length
  static List<Form> of(int m, LiveRows live, List<Tensor> tensors) {
    Map<List<RowPiece>, Form> shared = new LinkedHashMap<>();
    Map<Integer, ExtArray> single = new LinkedHashMap<>();
    for (Tensor tensor : tensors) {
      if (tensor.block().layout().variables(tensor.column()) < m) {
        long offset = tensor.block().layout().offset(tensor.column());
        int row = live.index(tensor.block(), offset);
        ExtArray vector = single.computeIfAbsent(row, _ -> new ExtArray(1 << m));
        for (RowSplit split : RowSplit.of(tensor)) {
          RowForm.addExpanded(vector, split.scale(), split.pieces());
        }
        continue;
      }
      for (RowSplit split : RowSplit.of(tensor)) {
        Form form = shared.computeIfAbsent(split.pieces(), key -> form(m, live, key));
        split.addRows(live, form.rows());
      }
    }
    List<Form> out = new ArrayList<>(shared.values());
    single.forEach((row, vector) -> {
      ExtArray rows = new ExtArray(live.size());
      rows.set(row, Ext.ONE);
      out.add(new Form(vector, rows));
    });
    return out;
  }

  private static Form form(int m, LiveRows live, List<RowPiece> pieces) {
    ExtArray vector = new ExtArray(1 << m);
    RowForm.addExpanded(vector, Ext.ONE, pieces);
    return new Form(vector, new ExtArray(live.size()));
  }
}
