package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.RunIndex;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// A witness with its multiplicity columns, which are counted at the first visit of a part, or when
/// another part imports one, and kept.
///
/// - **Threads:** any, one at a time.
final class FilledWitness implements WitnessSource {
  private final RunIndex run;
  private final Witness witness;
  private final Map<Integer, Map<String, Cells>> counted = new HashMap<>();

  /// @param source the cells of the own committed columns, multiplicities aside
  FilledWitness(RunIndex run, WitnessSource source, Map<String, CommittedColumns> older) {
    this.run = run;
    this.witness = new Witness(run, source, older);
  }

  @Override
  public synchronized Map<String, Cells> part(int part) {
    Map<String, Cells> counts = counts(part);
    Map<String, Cells> out = new LinkedHashMap<>(witness.part(part));
    out.putAll(counts);
    witness.release();
    return out;
  }

  private Map<String, Cells> counts(int part) {
    Map<String, Cells> counts = counted.get(part);
    if (counts == null) {
      counted.put(part, Map.of()); // a part whose counts need its own counts finds none
      counts = Multiplicities.of(run.parts().get(part), c -> cells(part, c), witness.part(part));
      counted.put(part, counts);
    }
    return counts;
  }

  private Cells cells(int part, int column) {
    if (run.parts().get(part).column(column) instanceof Column.ImportPart x
        && isMultiplicity((int) x.part(), x.column())) {
      Cells counts = counts((int) x.part()).get(x.column());
      if (counts == null) {
        throw new IllegalArgumentException("multiplicities depend on each other: " + x.column());
      }
      return counts;
    }
    return witness.cells(part, column);
  }

  private boolean isMultiplicity(int part, String column) {
    return run.parts().get(part).part().tables().stream()
        .anyMatch(table -> table.multiplicity().equals(column));
  }
}
