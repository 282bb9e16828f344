package io.hallmark.provenance.training;

import io.hallmark.learning.relation.RunRefused;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.training.RunStatement.Window;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// How a run is cut into windows, and what memory is left beside them.
///
/// @param windows the training windows, in order
/// @param starts the boundaries at which windows start, in segments
/// @param room bytes of the memory beside what the prover must hold
record RunSizing(List<Window> windows, Set<Integer> starts, long room) {
  /// Nothing is cut yet.
  static final RunSizing NONE = new RunSizing(List.of(), Set.of(), 0);

  /// Copies the lists.
  RunSizing {
    windows = List.copyOf(windows);
    starts = Set.copyOf(starts);
  }

  /// Divides a training.
  ///
  /// @throws MemoryTooSmall if the memory does not hold the smallest parts
  /// @throws RunRefused if there are more parts than a run may have
  static RunSizing of(TrainingJob job, TrainingProver.Options options)
      throws MemoryTooSmall, RunRefused {
    PartSizing parts = parts(job, options.jobs());
    long memory = memory(options.memory(), parts);
    List<Integer> spans =
        options.segmentsPerPart() == 0
            ? parts.spans(memory)
            : spansOf(options.segmentsPerPart(), job.program().segments());
    List<Window> windows = new ArrayList<>();
    Set<Integer> starts = new HashSet<>();
    int first = 0;
    for (int span : spans) {
      starts.add(first);
      long segment = job.program().segment();
      windows.add(new Window(first * segment, span * segment));
      first += span;
    }
    int largest = spans.stream().mapToInt(Integer::intValue).max().orElse(1);
    return new RunSizing(windows, starts, Math.max(0, memory - parts.bytes(largest)));
  }

  private static PartSizing parts(TrainingJob job, int jobs) {
    long cells = 0;
    for (ManifestPart part : job.manifest().parts()) {
      cells += (long) part.rows() * job.program().features().count();
    }
    return new PartSizing(job.program(), cells, jobs);
  }

  /// The memory that was given, or half of the heap, or all of it.
  private static long memory(long wanted, PartSizing parts) throws MemoryTooSmall {
    long heap = Runtime.getRuntime().maxMemory();
    if (wanted > heap) {
      throw new MemoryTooSmall(
          String.format(
              Locale.ROOT,
              "%,d MiB may be taken, but this Java has %,d MiB: give it more with"
                  + " HALLMARK_JAVA_OPTS=-Xmx%dm",
              wanted >> 20,
              heap >> 20,
              (wanted / 8 * 9) >> 20), // a collector keeps some of it for itself
          heap);
    }
    boolean fits = parts.bytes(1) <= heap / 2;
    return wanted > 0 ? wanted : fits ? heap / 2 : heap;
  }

  /// Windows of so many segments; the last has the rest.
  private static List<Integer> spansOf(int segments, int all) {
    List<Integer> out = new ArrayList<>();
    for (int left = all; left > 0; left -= segments) {
      out.add(Math.min(segments, left));
    }
    return out;
  }
}
