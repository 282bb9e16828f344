package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;
import java.util.stream.Stream;

/// How often each class was predicted for each true class, `Σ_b true[b,k]·guess[b,l]`, over all
/// records or in every group.
///
/// @param groups number of groups, 0 for all records together
/// @param counts published numbers, `[true, guess]` or `[group, true, guess]` row-major
public record ConfusionCounts(int groups, List<Integer> counts) implements Metric.OfClasses {
  /// Copies the list.
  public ConfusionCounts {
    counts = List.copyOf(counts);
  }

  @Override
  public boolean isTrueOf(EvaluationResult result) {
    return groups == 0
        ? result.confusion().equals(counts)
        : result.groups() == groups && result.counts().equals(counts);
  }

  @Override
  public void record(EvaluationResult result, CellRecorder recorder) {}

  @Override
  public void emit(PartBuilder b, EvaluatedColumns columns) {
    String truth = columns.emitTrue(b);
    String guess = columns.emitGuess(b);
    String kind = groups == 0 ? "confusion" : "groups";
    if (groups > 0) {
      truth =
          b.product(
              "y.g", b.full("b", EvaluatedColumns.TRUE, DataLayout.GROUP), columns.group(), truth);
    }
    List<String> at =
        b.full(
            Stream.concat(
                    groups > 0 ? Stream.of(DataLayout.GROUP) : Stream.of(),
                    Stream.of(EvaluatedColumns.TRUE, columns.guess()))
                .toArray(String[]::new));
    b.requireProduct(kind, b.constant("counts", at, cells(columns)), truth, guess);
  }

  /// The published numbers in the declared order of the labels: `class` stands before `true`, and
  /// `true` before `guess` and `group`.
  private Cells cells(EvaluatedColumns columns) {
    int c = columns.classes();
    int g = Math.max(1, groups);
    int[] out = new int[counts.size()];
    for (int i = 0; i < out.length; i++) {
      int guess = i % c;
      int truth = i / c % c;
      int group = i / c / c;
      int at =
          columns.outputs() == 1
              ? (truth * c + guess) * g + group
              : (guess * c + truth) * g + group;
      out[at] = counts.get(i);
    }
    return Cells.ofInts(out);
  }
}
