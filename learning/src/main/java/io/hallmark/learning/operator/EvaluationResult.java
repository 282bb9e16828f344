package io.hallmark.learning.operator;

import java.util.List;

/// What served weights make of some records.
///
/// @param classes number of classes C, 0 for a regression
/// @param groups number of groups, 0 without a group column
/// @param counts number of records, `[group, true class, predicted class]` row-major, with one
///   group if there is no group column; empty for a regression
/// @param squares sum of squared errors at scale `2·fx`; 0 for classes
public record EvaluationResult(int classes, int groups, List<Integer> counts, long squares) {
  /// Copies the list.
  public EvaluationResult {
    counts = List.copyOf(counts);
  }

  /// Number of correct predictions.
  public int correct() {
    int sum = 0;
    for (int i = 0; i < counts.size(); i++) {
      sum += i / classes % classes == i % classes ? counts.get(i) : 0;
    }
    return sum;
  }

  /// The counts of all groups together, `[true class, predicted class]`.
  public List<Integer> confusion() {
    int[] out = new int[classes * classes];
    for (int i = 0; i < counts.size(); i++) {
      out[i % out.length] += counts.get(i);
    }
    return java.util.Arrays.stream(out).boxed().toList();
  }
}
