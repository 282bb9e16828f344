package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.RunIndex;
import java.util.List;
import java.util.Map;

/// The cells that a prover knows: own columns of every part, and those of the older commitments.
final class Witness {
  private final RunIndex run;
  private final List<Map<String, Cells>> own;
  private final Map<String, CommittedColumns> older;

  Witness(RunIndex run, List<Map<String, Cells>> own, Map<String, CommittedColumns> older) {
    if (own.size() != run.parts().size()) {
      throw new IllegalArgumentException(
          own.size() + " witnesses for " + run.parts().size() + " parts");
    }
    this.run = run;
    this.own = own;
    this.older = older;
  }

  /// The cells of a column that is cells, `zk` aside.
  ///
  /// @throws IllegalArgumentException if they are missing
  Cells cells(int part, int column) {
    PartIndex index = run.parts().get(part);
    return switch (index.column(column)) {
      case Column.ImportOlder x -> older(x.commitment()).cells(x.column());
      case Column.ImportPart x -> own((int) x.part(), x.column());
      default -> own(part, index.columnName(column));
    };
  }

  private CommittedColumns older(String name) {
    CommittedColumns out = older.get(name);
    if (out == null) {
      throw new IllegalArgumentException("no older commitment " + name);
    }
    return out;
  }

  private Cells own(int part, String name) {
    Cells out = own.get(part).get(name);
    if (out == null) {
      throw new IllegalArgumentException("part " + part + " has no cells of column " + name);
    }
    return out;
  }
}
