package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.relation.Strip;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Computes the multiplicity columns of a witness: how often each entry of a lookup table is looked
/// up. An entry that stands in a table several times is counted at its first place.
///
/// Fingerprints are compared at random points of this class's own, so two tuples that differ are
/// taken as equal with negligible probability; the worst outcome is a proof that its own prover
/// rejects.
public final class Multiplicities {
  private Multiplicities() {}

  /// Fills the multiplicity columns of all parts.
  ///
  /// @param run the checked run
  /// @param witness per part, the cells of its own committed columns, multiplicities aside
  /// @param older the older commitments by name
  /// @return the witness with all own committed columns
  /// @throws IllegalArgumentException if a looked-up tuple is in no entry of its table, or if cells
  ///   are missing
  public static List<Map<String, Cells>> fill(
      RunIndex run, List<Map<String, Cells>> witness, Map<String, CommittedColumns> older) {
    List<Map<String, Cells>> out = new ArrayList<>();
    witness.forEach(own -> out.add(new LinkedHashMap<>(own)));
    Witness all = new Witness(run, out, older);
    for (int u = 0; u < run.parts().size(); u++) {
      int part = u;
      out.get(u).putAll(of(run.parts().get(u), c -> all.cells(part, c)));
    }
    return out;
  }

  /// The multiplicity columns of one part, by name.
  ///
  /// @param part the part
  /// @param cells cells of a column that is cells, by its number; not asked for multiplicities
  /// @throws IllegalArgumentException if a looked-up tuple is in no entry of its table
  public static Map<String, Cells> of(PartIndex part, IntFunction<Cells> cells) {
    ColumnValues values = new ColumnValues(part, cells, randomPoints(part));
    Map<Integer, Map<List<Ext>, Integer>> places = new HashMap<>();
    Map<Integer, long[]> counts = new HashMap<>();
    for (Strip strip : part.strips()) {
      if (!strip.isLookup()) {
        Map<List<Ext>, Integer> place = new HashMap<>();
        List<LabelTable> columns = columns(part, strip, values);
        int size = Math.toIntExact(part.boxSize(strip.labels()));
        for (int i = 0; i < size; i++) {
          place.putIfAbsent(tuple(columns, i), i);
        }
        places.put(strip.tag(), place);
        counts.put(strip.tag(), new long[size]);
      }
    }
    for (Strip strip : part.strips()) {
      if (strip.isLookup()) {
        count(part, strip, values, places, counts);
      }
    }
    Map<String, Cells> out = new LinkedHashMap<>();
    for (Strip strip : part.strips()) {
      if (!strip.isLookup()) {
        long[] count = counts.getOrDefault(strip.tag(), new long[0]);
        out.put(part.columnName(strip.multiplicity()), Cells.ofSigned(ordered(part, strip, count)));
      }
    }
    unused(part, out);
    return out;
  }

  private static void count(
      PartIndex part,
      Strip strip,
      ColumnValues values,
      Map<Integer, Map<List<Ext>, Integer>> places,
      Map<Integer, long[]> counts) {
    List<LabelTable> columns = columns(part, strip, values);
    Map<List<Ext>, Integer> place = places.getOrDefault(strip.tag(), Map.of());
    long[] count = counts.getOrDefault(strip.tag(), new long[0]);
    int size = Math.toIntExact(part.boxSize(strip.labels()));
    for (int i = 0; i < size; i++) {
      Integer at = place.get(tuple(columns, i));
      if (at == null) {
        String name = part.part().lookups().get(strip.item()).name();
        throw new IllegalArgumentException(
            "lookup " + name + ": entry " + i + " is not in its table");
      }
      count[at]++;
    }
  }

  private static List<LabelTable> columns(PartIndex part, Strip strip, ColumnValues values) {
    List<LabelTable> out = new ArrayList<>();
    for (int k = 0; k < strip.columns().size(); k++) {
      int column = strip.columns().get(k);
      out.add(LabelTable.of(part, column, values.of(column)).reordered(strip.labels()));
    }
    return out;
  }

  private static List<Ext> tuple(List<LabelTable> columns, int i) {
    List<Ext> out = new ArrayList<>(columns.size());
    for (LabelTable column : columns) {
      long[] a1 = column.a1();
      out.add(new Ext(column.a0()[i], a1 == null ? 0 : a1[i]));
    }
    return out;
  }

  /// From the order of the strip's labels to that of the multiplicity column.
  private static long[] ordered(PartIndex part, Strip strip, long[] count) {
    return LabelTable.of(part, strip.labels(), count)
        .reordered(part.labels(strip.multiplicity()))
        .a0();
  }

  /// Without a lookup the tables of a part are unused, and their multiplicities are zero.
  private static void unused(PartIndex part, Map<String, Cells> out) {
    part.part()
        .tables()
        .forEach(table -> {
          if (!out.containsKey(table.multiplicity())) {
            Ids own = part.ownCommitted();
            for (int k = 0; k < own.size(); k++) {
              if (part.columnName(own.get(k)).equals(table.multiplicity())) {
                int size = Math.toIntExact(part.boxSize(part.labels(own.get(k))));
                out.put(table.multiplicity(), Cells.ofInts(new int[size]));
              }
            }
          }
        });
  }

  private static @Nullable Phi[] randomPoints(PartIndex part) {
    SecureRandom random = new SecureRandom();
    @Nullable Phi[] out = new Phi[part.labelCount()];
    Ids labels = part.fingerprintLabels();
    for (int k = 0; k < labels.size(); k++) {
      Ext[] point = new Ext[part.bits(labels.get(k))];
      for (int v = 0; v < point.length; v++) {
        point[v] = new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1);
      }
      out[labels.get(k)] = Phi.point(point, part.extent(labels.get(k)));
    }
    return out;
  }
}
