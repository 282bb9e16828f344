package io.hallmark.proof.relation;

import static io.hallmark.proof.Checks.check;

import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Label;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of [Check#REL_WELL_FORMED] that concern the run: older commitments and imports.
final class RunWellFormed {
  private RunWellFormed() {}

  /// At least one part; names, extents and sizes of the older commitments.
  static void checkShape(Run run) throws Rejected {
    check(Check.REL_WELL_FORMED, !run.parts().isEmpty(), "no part");
    check(
        Check.REL_WELL_FORMED,
        WellFormed.areNames(run.older(), Run.OlderCommitment::name),
        "names of older commitments");
    for (Run.OlderCommitment older : run.older()) {
      check(
          Check.REL_WELL_FORMED,
          !older.columns().isEmpty() && WellFormed.areNames(older.columns(), ColumnShape::name),
          () -> "columns of " + older.name());
      long padded = 0;
      for (ColumnShape column : older.columns()) {
        check(
            Check.REL_WELL_FORMED,
            WellFormed.areNames(column.labels(), Label::name)
                && column.labels().stream().allMatch(x -> x.extent() >= 1),
            () -> "labels of " + older.name() + "." + column.name());
        int variables = column.labels().stream().mapToInt(Label::numVariables).sum();
        padded = Saturating.plus(padded, Saturating.power(variables));
      }
      check(
          Check.REL_WELL_FORMED,
          padded <= 1L << 62,
          () -> "padded sizes of " + older.name() + " above 2^62");
    }
  }

  /// Every import names an existing column that is its own cells, with equal extents.
  static void checkImports(Run run, List<PartIndex> parts) throws Rejected {
    Map<String, List<ColumnShape>> older = new HashMap<>();
    run.older().forEach(x -> older.put(x.name(), x.columns()));
    for (int u = 0; u < parts.size(); u++) {
      PartIndex part = parts.get(u);
      for (int c = 0; c < part.columnCount(); c++) {
        long[] source =
            switch (part.column(c)) {
              case Column.ImportOlder x -> extents(older.get(x.commitment()), x.column());
              case Column.ImportPart x -> extents(parts, u, x);
              default -> extents(part, c);
            };
        String place = "part " + u + ": import " + part.columnName(c);
        check(Check.REL_WELL_FORMED, Arrays.equals(source, extents(part, c)), place);
      }
    }
  }

  private static long @Nullable [] extents(@Nullable List<ColumnShape> columns, String name) {
    int k = columns == null ? -1 : position(columns, name);
    if (columns == null || k < 0) {
      return null;
    }
    return columns.get(k).labels().stream().mapToLong(Label::extent).toArray();
  }

  private static long @Nullable [] extents(
      List<PartIndex> parts, int self, Column.ImportPart source) {
    if (source.part() < 0 || source.part() >= parts.size() || source.part() == self) {
      return null;
    }
    PartIndex part = parts.get((int) source.part());
    int column = ownCommitted(part, source.column());
    return column < 0 ? null : extents(part, column);
  }

  private static long[] extents(PartIndex part, int column) {
    Ids labels = part.labels(column);
    long[] out = new long[labels.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = part.extent(labels.get(i));
    }
    return out;
  }

  /// The position of a column by name, or -1.
  static int position(List<ColumnShape> columns, String name) {
    for (int k = 0; k < columns.size(); k++) {
      if (columns.get(k).name().equals(name)) {
        return k;
      }
    }
    return -1;
  }

  /// The own committed column of this name other than `zk`, or -1.
  static int ownCommitted(PartIndex part, String name) {
    for (int k = 0; k < part.ownCommitted().size() - 1; k++) {
      int c = part.ownCommitted().get(k);
      if (part.columnName(c).equals(name)) {
        return c;
      }
    }
    return -1;
  }
}
