package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.RunIndex;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The cells that a prover knows: own columns of every part, and those of the older commitments.
///
/// Of the own columns it holds those of the part that was asked for last, and those that some part
/// imports.
///
/// - **Threads:** belongs to one thread; others get a [#view].
final class Witness {
  /// A column of a part.
  private record Export(int part, String column) {}

  private final RunIndex run;
  private final WitnessSource own;
  private final Map<String, CommittedColumns> older;
  private final Set<Export> imported = new HashSet<>();
  private final Map<Export, Cells> exports;
  private Map<String, Cells> held = Map.of();
  private int heldPart = -1;

  Witness(RunIndex run, WitnessSource own, Map<String, CommittedColumns> older) {
    this.run = run;
    this.own = own;
    this.older = older;
    this.exports = new ConcurrentHashMap<>();
    for (PartIndex part : run.parts()) {
      for (int c = 0; c < part.columnCount(); c++) {
        if (part.column(c) instanceof Column.ImportPart x) {
          imported.add(new Export((int) x.part(), x.column()));
        }
      }
    }
  }

  private Witness(Witness of) {
    this.run = of.run;
    this.own = of.own;
    this.older = of.older;
    this.imported.addAll(of.imported);
    this.exports = of.exports;
  }

  /// The same witness for another thread: it holds a part of its own, and shares what is imported.
  Witness view() {
    return new Witness(this);
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

  /// The own cells of a part, by name.
  Map<String, Cells> part(int part) {
    if (part != heldPart) {
      visit(part);
    }
    return held;
  }

  /// Forgets the part that was asked for last.
  void release() {
    held = Map.of();
    heldPart = -1;
  }

  private CommittedColumns older(String name) {
    CommittedColumns out = older.get(name);
    if (out == null) {
      throw new IllegalArgumentException("no older commitment " + name);
    }
    return out;
  }

  private Cells own(int part, String name) {
    Cells export = exports.get(new Export(part, name));
    if (export != null) {
      return export;
    }
    Cells out = part(part).get(name);
    if (out == null) {
      throw new IllegalArgumentException("part " + part + " has no cells of column " + name);
    }
    return out;
  }

  private void visit(int part) {
    release();
    held = own.part(part);
    heldPart = part;
    held.forEach((name, cells) -> {
      Export export = new Export(part, name);
      if (imported.contains(export)) {
        exports.put(export, cells);
      }
    });
  }
}
