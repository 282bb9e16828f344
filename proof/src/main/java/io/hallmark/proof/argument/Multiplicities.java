package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.relation.BoxTable;
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
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Computes the multiplicity columns of a witness: how often each entry of a lookup table is looked
/// up. An entry that stands in a table several times is counted at its first place.
///
/// Fingerprints, and tuples of a table whose first column is no index ([DirectIndex]), are compared
/// at random points of this class's own, so two that differ are taken as equal with negligible
/// probability; the worst outcome is a proof that its own prover rejects.
public final class Multiplicities {
  private Multiplicities() {}

  /// Adds the multiplicity columns to a witness. Those of a part are counted at its first visit and
  /// kept.
  ///
  /// @param run the checked run
  /// @param witness the cells of the own committed columns, multiplicities aside
  /// @param older the older commitments by name
  /// @return the witness with all own committed columns; a visit throws an
  ///   `IllegalArgumentException` if a looked-up tuple is in no entry of its table, or if cells are
  ///   missing
  public static WitnessSource fill(
      RunIndex run, WitnessSource witness, Map<String, CommittedColumns> older) {
    return new FilledWitness(run, witness, older);
  }

  /// The multiplicity columns of one part, by name.
  ///
  /// @param part the part
  /// @param cells cells of a column that is cells, by its number; not asked for multiplicities
  /// @param given values of virtual columns that are known anyway
  /// @throws IllegalArgumentException if a looked-up tuple is in no entry of its table
  public static Map<String, Cells> of(
      PartIndex part, IntFunction<Cells> cells, Map<String, Cells> given) {
    ColumnValues values = new ColumnValues(part, cells, randomPoints(part));
    values.give(given);
    Map<Integer, TableCounter> counters = new HashMap<>();
    Ext[] betas = randomElements(part.lookupWidth());
    for (Strip strip : part.strips()) {
      if (!strip.isLookup()) {
        counters.put(strip.tag(), TableCounter.of(columns(part, strip, values), betas));
      }
    }
    for (Strip strip : part.strips()) {
      if (strip.isLookup()) {
        int missing = counter(counters, strip).count(columns(part, strip, values));
        if (missing >= 0) {
          String name = part.part().lookups().get(strip.item()).name();
          throw new IllegalArgumentException(
              "lookup " + name + ": entry " + missing + " is not in its table");
        }
      }
    }
    Map<String, Cells> out = new LinkedHashMap<>();
    for (Strip strip : part.strips()) {
      if (!strip.isLookup()) {
        long[] counts = counter(counters, strip).counts();
        out.put(
            part.columnName(strip.multiplicity()), Cells.ofSigned(ordered(part, strip, counts)));
      }
    }
    unused(part, out);
    return out;
  }

  private static TableCounter counter(Map<Integer, TableCounter> counters, Strip strip) {
    return Objects.requireNonNull(counters.get(strip.tag()), "no table");
  }

  private static List<BoxTable> columns(PartIndex part, Strip strip, ColumnValues values) {
    List<BoxTable> out = new ArrayList<>();
    for (int k = 0; k < strip.columns().size(); k++) {
      int column = strip.columns().get(k);
      out.add(LabelTable.of(part, column, values.of(column)).reordered(strip.labels()).values());
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
    @Nullable Phi[] out = new Phi[part.labelCount()];
    Ids labels = part.fingerprintLabels();
    for (int k = 0; k < labels.size(); k++) {
      Ext[] point = randomElements(part.bits(labels.get(k)));
      out[labels.get(k)] = Phi.point(point, part.extent(labels.get(k)));
    }
    return out;
  }

  private static Ext[] randomElements(int count) {
    SecureRandom random = new SecureRandom();
    Ext[] out = new Ext[count];
    for (int i = 0; i < count; i++) {
      out[i] = new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1);
    }
    return out;
  }
}
