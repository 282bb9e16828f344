package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/// Lays out the lookup tree of a part: lookups, then lookup tables, in declared order, stably
/// sorted by descending padded size, one after the other. Empty without lookups.
final class Strips {
  final List<Strip> strips;

  /// Depth L of the tree, 0 without lookups; above 32 the part is not well-formed.
  final int depth;

  Strips(Part part, PartNames names, ToIntFunction<Ids> variables) {
    List<Strip> sorted = new ArrayList<>();
    if (!part.lookups().isEmpty()) {
      for (int i = 0; i < part.lookups().size(); i++) {
        Part.Lookup x = part.lookups().get(i);
        Ids labels = names.labels(x.labels());
        Ids columns = names.columns(x.expressions());
        int tag = names.table(x.table()) + 1;
        sorted.add(new Strip(true, i, labels, columns, -1, tag, variables.applyAsInt(labels), 0));
      }
      for (int i = 0; i < part.tables().size(); i++) {
        Part.LookupTable x = part.tables().get(i);
        Ids labels = names.labels(x.labels());
        Ids columns = names.columns(x.columns());
        int m = names.column(x.multiplicity());
        sorted.add(new Strip(false, i, labels, columns, m, i + 1, variables.applyAsInt(labels), 0));
      }
    }
    sorted.sort(Comparator.comparingInt((Strip s) -> s.variables()).reversed());
    List<Strip> placed = new ArrayList<>();
    long at = 0;
    for (Strip s : sorted) {
      placed.add(
          new Strip(
              s.isLookup(),
              s.item(),
              s.labels(),
              s.columns(),
              s.multiplicity(),
              s.tag(),
              s.variables(),
              at));
      at = Saturating.plus(at, Saturating.power(s.variables()));
    }
    strips = List.copyOf(placed);
    depth = placed.isEmpty() ? 0 : Math.max(1, Label.bits(at));
  }
}
