package io.hallmark.provenance.training;

import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import java.util.HashMap;
import java.util.Map;

/// How large a run is.
public final class RunSize {
  private RunSize() {}

  /// Committed cells of all parts, without padding and zero-knowledge columns.
  public static long cells(Run run) {
    return run.parts().stream().mapToLong(RunSize::cells).sum();
  }

  /// Committed cells of the largest part.
  public static long largestPart(Run run) {
    return run.parts().stream().mapToLong(RunSize::cells).max().orElse(0);
  }

  /// Fractions of the lookups of all parts: looked-up tuples and rows of lookup tables, without
  /// padding.
  public static long fractions(RunIndex run) {
    return run.parts().stream()
        .flatMap(part -> part.strips().stream().map(strip -> part.boxSize(strip.labels())))
        .mapToLong(Long::longValue)
        .sum();
  }

  private static long cells(Part part) {
    Map<String, Long> extents = new HashMap<>();
    for (Label label : part.labels()) {
      extents.put(label.name(), label.extent());
    }
    long cells = 0;
    for (Column column : part.columns()) {
      if (column instanceof Column.Committed) {
        long size = 1;
        for (String label : column.labels()) {
          size = Math.multiplyExact(size, (long) extents.getOrDefault(label, 1L));
        }
        cells += size;
      }
    }
    return cells;
  }
}
