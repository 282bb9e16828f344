package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.learning.operator.Range;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The list proof of a private list: its committed keys are in range and strictly ascend. Every
/// rule that reads a private list relies on it: a list out of order would leave gaps in which a
/// listed key could hide.
///
/// Constraints: RANGE `list.r` of every key, width 60; with d = −1 + next − this over consecutive
/// entries, RANGE `list.gap` of d, width 60. Keys below 2^60 whose differences are in [1, 2^60]
/// modulo p ascend as integers. Limbs after the key are only compared and need no range.
public final class ListRelation {
  /// Name of the commitment in the run of the list proof.
  public static final String LIST = "list";

  private static final String ROW = "row";
  private static final String GAP = "v";
  private static final PolicyFormat FORMAT = PolicyFormat.STANDARD;

  private ListRelation() {}

  /// Columns of the commitment to a private list.
  ///
  /// @param limbs 4 for fingerprints, 1 for identifiers
  public static List<ColumnShape> shapes(int rows, int limbs) {
    Label row = new Label(ROW, rows);
    return IntStream.range(0, limbs).mapToObj(k -> new ColumnShape("e" + k, List.of(row))).toList();
  }

  /// The committed cells.
  public static Map<String, Cells> cells(EntryList entries) {
    Map<String, Cells> out = new LinkedHashMap<>();
    for (int k = 0; k < entries.width(); k++) {
      out.put("e" + k, Cells.ofSigned(entries.limb(k)));
    }
    return out;
  }

  /// The run of the list proof; its trace has the geometry of the list.
  public static Run run(int rows, int limbs, Geometry geometry) {
    List<Label> labels = new ArrayList<>();
    labels.add(new Label(ROW, rows));
    if (rows > 1) {
      labels.add(new Label(GAP, rows - 1L));
    }
    PartBuilder b = new PartBuilder(FORMAT.limb(), labels, List.of(), List.of(), List.of());
    String key = b.importOlder("list.0", List.of(ROW), LIST, "e0");
    ranges().emit(b, key);
    if (rows > 1) {
      List<String> at = List.of(GAP);
      String high = b.gather("list.hi", at, key, ROW, at, places(rows, 1));
      String low = b.gather("list.lo", at, key, ROW, at, places(rows, 0));
      String d =
          b.affine(
              "list.d",
              at,
              PartBuilder.element(-1),
              List.of(PartBuilder.term(1, high), PartBuilder.term(-1, low)));
      gaps().emit(b, d);
    }
    return new Run(
        geometry,
        List.of(new Run.OlderCommitment(LIST, geometry, shapes(rows, limbs))),
        List.of(b.build()));
  }

  private static Range ranges() {
    return new Range("list.r", 0, FORMAT.key(), FORMAT.limb());
  }

  private static Range gaps() {
    return new Range("list.gap", 0, FORMAT.key(), FORMAT.limb());
  }

  private static Cells places(int rows, int shift) {
    return Cells.ofInts(IntStream.range(0, rows - 1).map(j -> j + shift).toArray());
  }

  /// Own committed cells of the run, multiplicities left out.
  ///
  /// @throws IllegalArgumentException if two entries share their key
  public static List<Map<String, Cells>> witness(EntryList entries) {
    long[] keys = entries.limb(0);
    long[] gaps = new long[keys.length - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = keys[i + 1] - keys[i] - 1;
    }
    CellRecorder recorder = new CellRecorder();
    record(ranges(), keys, recorder);
    if (gaps.length > 0) {
      record(gaps(), gaps, recorder);
    }
    return List.of(recorder.cells());
  }

  private static void record(Range range, long[] values, CellRecorder recorder) {
    int[][] low = range.limbs().columns(recorder, values.length);
    for (int i = 0; i < values.length; i++) {
      if (!range.contains(values[i])) {
        throw new IllegalArgumentException(range.name() + ": " + values[i] + " at " + i);
      }
      range.record(values[i], low, i);
    }
  }
}
