package io.hallmark.provenance.training;

import io.hallmark.learning.operator.ConfusionCounts;
import io.hallmark.learning.operator.CorrectCount;
import io.hallmark.learning.operator.GroupCounts;
import io.hallmark.learning.operator.Metric;
import io.hallmark.learning.operator.SquaredErrorSum;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a certificate publishes about its model on some records, and its proof ties to their
/// labels.
public sealed interface EvaluationOutput {
  /// The exact number of records that the model gets right.
  record Correct(long count) implements EvaluationOutput {}

  /// A number of records that the model gets right at least; how many more stays hidden.
  record AtLeast(long count) implements EvaluationOutput {}

  /// How often each class was predicted for each true class: `counts.get(true).get(predicted)`.
  record Confusion(List<List<Long>> counts) implements EvaluationOutput {
    /// Copies the lists.
    public Confusion {
      counts = counts.stream().map(List::copyOf).toList();
    }
  }

  /// How often each class was predicted for each true class in every group of records that share
  /// the code of a tag: `counts.get(code).get(true).get(predicted)`.
  ///
  /// @param tag place of the tag among the tags of the schema
  record Groups(int tag, List<List<List<Long>>> counts) implements EvaluationOutput {
    /// Copies the lists.
    public Groups {
      counts = counts.stream().map(g -> g.stream().map(List::copyOf).toList()).toList();
    }
  }

  /// The sum of squared errors of a regression over records and outputs, in units of `2^-(2·fx)`.
  record SquaredError(BigInteger sum) implements EvaluationOutput {}

  /// The word in a run statement.
  default String word() {
    return switch (this) {
      case Correct _ -> "correct";
      case AtLeast _ -> "at-least";
      case Confusion _ -> "confusion";
      case Groups _ -> "groups";
      case SquaredError _ -> "squared-error";
    };
  }

  /// The number of records that are right, at least; none for a regression.
  default long correct() {
    return switch (this) {
      case Correct c -> c.count();
      case AtLeast a -> a.count();
      case Confusion c -> diagonal(c.counts());
      case Groups g -> g.counts().stream().mapToLong(EvaluationOutput::diagonal).sum();
      case SquaredError _ -> throw new IllegalStateException("a regression has no correct records");
    };
  }

  /// The records of a table of confusions that are right.
  static long diagonal(List<List<Long>> counts) {
    long sum = 0;
    for (int k = 0; k < counts.size(); k++) {
      sum += counts.get(k).get(k);
    }
    return sum;
  }

  /// What is impossible about this output of so many records, or null.
  ///
  /// @param classes number of classes of the program, 0 for a regression
  default @Nullable String problem(long rows, int classes) {
    if (this instanceof SquaredError != (classes == 0)) {
      return "an output of another task: " + word();
    }
    return switch (this) {
      case Correct c -> c.count() <= rows ? null : c.count() + " of " + rows + " correct";
      case AtLeast a -> a.count() <= rows ? null : a.count() + " of " + rows + " correct";
      case Confusion c -> confusion(c.counts(), rows, classes);
      case Groups g -> groups(g.counts(), rows, classes);
      case SquaredError s ->
          s.sum().signum() >= 0 && s.sum().bitLength() <= 62 ? null : "a sum out of range";
    };
  }

  private static @Nullable String groups(List<List<List<Long>>> counts, long rows, int classes) {
    long sum = 0;
    for (List<List<Long>> group : counts) {
      if (group.size() != classes || group.stream().anyMatch(row -> row.size() != classes)) {
        return "a table of other classes";
      }
      for (List<Long> row : group) {
        for (long count : row) {
          if (count > rows) {
            return count + " of " + rows + " records";
          }
          sum += count;
        }
      }
    }
    return sum == rows ? null : "the groups count " + sum + " of " + rows + " records";
  }

  private static @Nullable String confusion(List<List<Long>> counts, long rows, int classes) {
    long sum = 0;
    for (List<Long> row : counts) {
      if (row.size() != classes) {
        return "a table of other classes";
      }
      for (long count : row) {
        if (count > rows) {
          return count + " of " + rows + " records";
        }
        sum += count;
      }
    }
    return counts.size() != classes
        ? "a table of other classes"
        : sum == rows ? null : "the table counts " + sum + " of " + rows + " records";
  }

  /// The output in the words of the relation.
  ///
  /// @param limb bits of a limb of the program
  default Metric metric(int rows, int limb) {
    return switch (this) {
      case Correct c -> new CorrectCount(Math.toIntExact(c.count()));
      case AtLeast a ->
          new io.hallmark.learning.operator.AtLeast(Math.toIntExact(a.count()), rows, limb);
      case Confusion c ->
          new ConfusionCounts(
              0, c.counts().stream().flatMap(List::stream).map(Math::toIntExact).toList());
      case Groups g ->
          new GroupCounts(
              "t" + g.tag(),
              g.counts().size(),
              g.counts().stream()
                  .flatMap(List::stream)
                  .flatMap(List::stream)
                  .map(Math::toIntExact)
                  .toList());
      case SquaredError s -> new SquaredErrorSum(s.sum().longValueExact());
    };
  }

  /// The tables of the groups, row-major, as rows.
  static Groups groups(int tag, List<Integer> counts, int groups, int classes) {
    List<List<List<Long>>> out = new ArrayList<>();
    int size = classes * classes;
    for (int g = 0; g < groups; g++) {
      out.add(confusion(counts.subList(g * size, (g + 1) * size), classes).counts());
    }
    return new Groups(tag, out);
  }

  /// The table of confusions, row-major, as rows.
  static Confusion confusion(List<Integer> counts, int classes) {
    List<List<Long>> rows = new ArrayList<>();
    for (int k = 0; k < classes; k++) {
      rows.add(
          counts.subList(k * classes, (k + 1) * classes).stream().map(Integer::longValue).toList());
    }
    return new Confusion(rows);
  }
}
