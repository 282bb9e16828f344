package io.hallmark.proof.argument;

import io.hallmark.proof.commitment.Cells;
import java.util.List;
import java.util.Map;

/// Gives the cells of a run part by part, so that a prover need not hold all of them.
///
/// A prover visits every part several times, in the order of the parts: when it commits, in the
/// relation phase, and in the joint opening. It holds the cells of one part at a time, and for the
/// whole attempt only the columns that other parts import. A source may keep the cells, read them
/// back, or compute them again; every visit must give the same cells.
@FunctionalInterface
public interface WitnessSource {
  /// The cells of a part's own committed columns, by name, without `zk`; and, if they are known
  /// anyway, the values of virtual columns, which then need not be computed.
  ///
  /// @param part number of the part
  /// @throws IllegalArgumentException if there is no such part
  Map<String, Cells> part(int part);

  /// A source that holds everything.
  ///
  /// @param parts the cells of every part; not copied
  static WitnessSource of(List<Map<String, Cells>> parts) {
    return part -> {
      if (part < 0 || part >= parts.size()) {
        throw new IllegalArgumentException("no witness of part " + part);
      }
      return parts.get(part);
    };
  }
}
