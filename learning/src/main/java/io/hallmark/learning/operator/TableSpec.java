package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// A public lookup table: rows `(first + i, outputs_0[i], outputs_1[i], …)`. First entries are
/// consecutive, so a tuple of the table is fixed by its first entry.
///
/// @param name name, unique among the tables of a part; the column names derive from it
/// @param first entry 0 of the first column
/// @param size number of rows
/// @param outputs further columns
public record TableSpec(String name, long first, int size, List<Cells> outputs) {
  /// Copies the list and checks the sizes.
  ///
  /// @throws IllegalArgumentException if an output has not `size` entries
  public TableSpec {
    outputs = List.copyOf(outputs);
    for (Cells c : outputs) {
      if (c.size() != size) {
        throw new IllegalArgumentException(name + ": " + c.size() + " entries, not " + size);
      }
    }
  }

  /// The range table `0 .. 2^width - 1`.
  public static TableSpec range(int width) {
    return new TableSpec("range" + width, 0, 1 << width, List.of());
  }
}
