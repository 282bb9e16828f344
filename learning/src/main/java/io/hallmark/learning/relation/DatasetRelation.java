package io.hallmark.learning.relation;

import io.hallmark.learning.operator.CellRecorder;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.operator.LabelRange;
import io.hallmark.learning.operator.TagRange;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import java.util.List;
import java.util.Map;

/// Runs of their own about one part of a data set: that its cells are what the schema declares, and
/// that a copy holds the same cells, all of them or those of some tags. The commitment is called
/// `data`, whichever part it is.
public final class DatasetRelation {
  /// Name of the commitment that holds the same cells.
  public static final String COPY = "copy";

  private DatasetRelation() {}

  /// The run that proves the ranges of a part.
  ///
  /// @param range ranges of the schema, and the limb of the manifest
  /// @param rows records of the part
  /// @param data geometry of its commitment
  /// @param trace geometry of the trace
  public static Run run(DatasetRange range, int rows, Geometry data, Geometry trace)
      throws RunRefused {
    var part = PartCompiler.dataset(range, RunPlan.DATA, rows);
    PlanCheck.checkSize(0, part);
    return new Run(
        trace,
        List.of(
            new Run.OlderCommitment(RunPlan.DATA, data, DataColumns.shapes(range.layout(), rows))),
        List.of(part));
  }

  /// The witness of that run, multiplicity columns left out.
  ///
  /// @throws IllegalArgumentException if a cell is outside its range
  public static List<Map<String, Cells>> witness(DatasetRange range, SampleTable samples) {
    return witness(range, samples, Map.of());
  }

  /// The witness of that run with tags.
  ///
  /// @param tags values of the columns of tags and digests by name
  /// @throws IllegalArgumentException if a cell is outside its range
  public static List<Map<String, Cells>> witness(
      DatasetRange range, SampleTable samples, Map<String, long[]> tags) {
    for (int i = 0; i < samples.features(); i++) {
      for (int r = 0; r < samples.rows(); r++) {
        int v = samples.feature(i, r);
        if (v < range.min().small(i) || v > range.max().small(i)) {
          throw new IllegalArgumentException("feature " + i + " of record " + r + " out of range");
        }
      }
    }
    if (range.labels() instanceof LabelRange.Values v) {
      for (int o = 0; o < v.size(); o++) {
        for (int r = 0; r < samples.rows(); r++) {
          int t = samples.target(o, r);
          if (t < v.min().small(o) || t > v.max().small(o)) {
            throw new IllegalArgumentException("target " + o + " of record " + r + " out of range");
          }
        }
      }
    }
    CellRecorder recorder = new CellRecorder();
    range.record(samples.featureCells(), samples.labelCells(range.labels().size()), recorder);
    for (TagRange t : range.tagRanges()) {
      long[] values = tags.get(t.column());
      if (values == null) {
        throw new IllegalArgumentException("no values of " + t.column());
      }
      t.record(values, range.limb(), recorder);
    }
    return List.of(recorder.cells());
  }

  /// The run that proves that the commitment `copy` holds the cells of `data`. Its part has no own
  /// columns.
  public static Run copyRun(
      DataLayout layout, int rows, Geometry data, Geometry copy, Geometry trace) {
    var shapes = DataColumns.shapes(layout, rows);
    return new Run(
        trace,
        List.of(
            new Run.OlderCommitment(RunPlan.DATA, data, shapes),
            new Run.OlderCommitment(COPY, copy, shapes)),
        List.of(PartCompiler.copy(layout, rows)));
  }

  /// The run that proves that the commitment `copy` holds some columns of tags and digests of
  /// `data`, and nothing else. Its part has no own columns.
  ///
  /// @param tags names of those columns, in the order of `data`, at least one
  public static Run indexRun(
      DataLayout layout,
      List<String> tags,
      int rows,
      Geometry data,
      Geometry copy,
      Geometry trace) {
    return new Run(
        trace,
        List.of(
            new Run.OlderCommitment(RunPlan.DATA, data, DataColumns.shapes(layout, rows)),
            new Run.OlderCommitment(COPY, copy, DataColumns.tagShapes(tags, rows))),
        List.of(PartCompiler.index(tags, rows)));
  }
}
