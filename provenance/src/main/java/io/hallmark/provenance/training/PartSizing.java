package io.hallmark.provenance.training;

import io.hallmark.learning.program.ProgramFigures;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunCompiler;
import io.hallmark.learning.relation.RunRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How much of a training a part of its proof covers: windows of so many whole segments that a part
/// has at most 2^26 cells and the prover fits into the memory that it may take.
///
/// The memory of a proof is what it holds for the whole run, plus what it holds for every part that
/// it works on at a time. The constants are measured: the least heap in which proofs of several
/// sizes end, and a third more.
///
/// @param program the program
/// @param dataCells cells of the data set that the run opens
/// @param jobs parts at a time
public record PartSizing(TrainingProgram program, long dataCells, int jobs) {
  /// What a proof takes that has next to nothing to prove.
  private static final long BASE_BYTES = 128L << 20;

  /// Bytes per cell of a part that is worked on, and per fraction of its lookups.
  private static final long PART_CELL_BYTES = 56;

  private static final long PART_FRACTION_BYTES = 66;

  /// Bytes per cell of the whole trace: slack, digests, tree.
  private static final long TRACE_CELL_BYTES = 8;

  /// Bytes per cell of the data set: cells, rows, codewords.
  private static final long DATA_CELL_BYTES = 40;

  /// Bytes per parameter and kept boundary, and per record of a step.
  private static final long BOUNDARY_BYTES = 24;

  private static final long POSITION_BYTES = 24;
  private static final long MEBIBYTE = 1L << 20;

  /// The windows of a run: spans in segments, in order, as equal as they can be.
  ///
  /// @param memory bytes that the prover may take
  /// @throws MemoryTooSmall if parts of one segment do not fit
  /// @throws RunRefused if one segment has too many cells for any memory
  public List<Integer> spans(long memory) throws MemoryTooSmall, RunRefused {
    int most = largest(memory);
    int segments = program.segments();
    int windows = (segments + most - 1) / most;
    List<Integer> out = new ArrayList<>();
    for (int k = 0; k < windows; k++) {
      out.add((k + 1) * segments / windows - k * segments / windows);
    }
    return out;
  }

  /// The windows of a run in as much memory as it takes.
  ///
  /// @throws RunRefused if one segment has too many cells for any memory
  public List<Integer> largestSpans() throws RunRefused {
    try {
      return spans(Long.MAX_VALUE);
    } catch (MemoryTooSmall e) {
      throw new IllegalStateException(e);
    }
  }

  /// The most segments of a part.
  private int largest(long memory) throws MemoryTooSmall, RunRefused {
    if (cells(1) > RunCompiler.MAX_PART_CELLS) {
      throw new RunRefused(
          String.format(
              Locale.ROOT,
              "a segment of %,d steps has %,d cells, a part can have %,d: make segments shorter",
              program.segment(),
              cells(1),
              RunCompiler.MAX_PART_CELLS));
    }
    int low = 0;
    int high = program.segments();
    while (low < high) { // both bounds grow with the span
      int middle = (low + high + 1) >>> 1;
      if (cells(middle) <= RunCompiler.MAX_PART_CELLS && bytes(middle) <= memory) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    if (low == 0) {
      long smallest = (bytes(1) + MEBIBYTE - 1) / MEBIBYTE;
      throw new MemoryTooSmall(
          String.format(
              Locale.ROOT,
              "a part of one segment, %,d steps, has %,d cells and needs about %,d MiB%s; %,d MiB"
                  + " are not enough, the smallest that works is %dm",
              program.segment(),
              cells(1),
              smallest,
              jobs == 1 ? "" : " with " + jobs + " parts at a time",
              memory / MEBIBYTE,
              smallest),
          smallest * MEBIBYTE);
    }
    return low;
  }

  /// Committed cells of a part.
  ///
  /// @param span its segments
  public long cells(long span) {
    ProgramFigures f = program.figures();
    return span * f.segmentCells() + f.tableRows();
  }

  /// Looked-up tuples and rows of tables of a part.
  private long fractions(long span) {
    ProgramFigures f = program.figures();
    return span * f.segmentLookups() + f.tableRows();
  }

  /// Bytes that a prover needs if its parts have so many segments.
  public long bytes(long span) {
    long segments = program.segments();
    long windows = (segments + span - 1) / span;
    long part = PART_CELL_BYTES * cells(span) + PART_FRACTION_BYTES * fractions(span);
    long run =
        TRACE_CELL_BYTES * (windows * cells(span))
            + BOUNDARY_BYTES * windows * program.figures().parameters()
            + POSITION_BYTES * program.steps() * program.batch()
            + DATA_CELL_BYTES * dataCells;
    return BASE_BYTES + run + Math.min(jobs, windows) * part;
  }
}
