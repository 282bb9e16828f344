package io.hallmark.learning.relation;

import io.hallmark.learning.operator.AtLeast;
import io.hallmark.learning.operator.ConfusionCounts;
import io.hallmark.learning.operator.CorrectCount;
import io.hallmark.learning.operator.GroupCounts;
import io.hallmark.learning.operator.SquaredErrorSum;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import java.math.BigInteger;

/// Which published numbers the compiler refuses: those of another task, impossible ones, and sums
/// that could wrap.
final class MetricCheck {
  private static final int LIMIT = 62;

  private MetricCheck() {}

  static void check(EvaluatedRows e, TrainingProgram program) throws RunRefused {
    int n = e.end() - e.first();
    boolean isRegression = program.target().isPresent();
    PlanCheck.need(
        isRegression == (e.metric() instanceof SquaredErrorSum),
        "a metric of another task: " + e.metric());
    switch (e.metric()) {
      case CorrectCount c -> count(c.count(), n);
      case AtLeast a -> {
        count(a.correct(), n);
        PlanCheck.need(
            a.records() == n && a.limb() == program.limb(), "a threshold of other records");
      }
      case ConfusionCounts c -> confusion(e, c, program.classes(), n);
      case GroupCounts g -> groups(g, program.classes(), n);
      case SquaredErrorSum s -> squares(s.sum(), n, program);
    }
  }

  private static void count(int count, int n) throws RunRefused {
    PlanCheck.need(count >= 0 && count <= n, "count %d of %d records".formatted(count, n));
  }

  private static void confusion(EvaluatedRows e, ConfusionCounts c, int classes, int n)
      throws RunRefused {
    PlanCheck.need(c.groups() == 0 || c.groups() == e.groups(), c.groups() + " groups");
    long cells = (long) Math.max(1, c.groups()) * classes * classes;
    PlanCheck.need(c.counts().size() == cells, c.counts().size() + " counts, not " + cells);
    for (int count : c.counts()) {
      count(count, n);
    }
  }

  private static void groups(GroupCounts g, int classes, int n) throws RunRefused {
    long cells = (long) g.groups() * classes * classes;
    PlanCheck.need(
        g.groups() >= 1 && g.counts().size() == cells, g.counts().size() + " counts, not " + cells);
    long sum = 0;
    for (int count : g.counts()) {
      count(count, n);
      sum += count;
    }
    PlanCheck.need(sum == n, "%d of %d records are counted".formatted(sum, n));
  }

  private static void squares(long sum, int n, TrainingProgram program) throws RunRefused {
    BigInteger most =
        program
            .largestError()
            .pow(2)
            .multiply(BigInteger.valueOf(program.outputs()))
            .multiply(BigInteger.valueOf(n));
    PlanCheck.need(most.bitLength() <= LIMIT, "squared errors of %d records may wrap".formatted(n));
    PlanCheck.need(sum >= 0 && sum >> LIMIT == 0, "a sum of squares of " + sum);
  }
}
