package io.hallmark.learning.relation;

import static io.hallmark.learning.relation.CellEdits.add;
import static io.hallmark.learning.relation.CellEdits.fraction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.program.TrainingProgram;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Liars of a perceptron that reach other weights, or another count, and that one constraint alone
/// can see.
final class PerceptronSoleGuardTest {
  private static final WholeRun.Setup SETUP = Perceptron.setup("mlp");
  private static final int OUTPUTS = 3;
  private static final int EVALUATION = 3;

  /// A row of logits and its maximum are moved by `k/2^s`. A logit whose remainder is below k moves
  /// down by one unit, another does not: the differences change, and with them everything after.
  @Test
  void onlyTheRangeOfTheMaximumSeesLogitsMovedByAFraction() throws Exception {
    WholeRun w = WholeRun.of(SETUP, true, null, true);
    Assignment a = w.assignment();
    MovedRow liar =
        rows().map(row -> new MovedRow(w, row)).filter(MovedRow::matters).findFirst().orElseThrow();
    liar.train(SETUP).into(a);
    liar.moveByFraction(a);
    PlainEvaluator.fitMultiplicities(w.run(), a);
    assertTrue(hasOtherWeights(w, a));
    assertEquals(Set.of("LOOKUP max.s"), inTraining(w, a));
  }

  /// Rows of segment 0, one number per step and sample.
  private static Stream<Integer> rows() {
    TrainingProgram p = SETUP.network().program();
    return IntStream.range(0, p.segment() * p.batch()).boxed();
  }

  private static final class MovedRow extends ReferenceTrainer {
    private final int row;
    private final long[] remainders = new long[OUTPUTS];
    private final long k;

    MovedRow(WholeRun honest, int row) {
      super(SETUP);
      this.row = row;
      Assignment a = honest.assignment();
      long[] low = a.own(0, "d2.z.r0");
      long[] high = new PlainEvaluator(honest.run(), 0, a).values("d2.z.rt");
      Arrays.setAll(remainders, c -> low[row * OUTPUTS + c] + 256 * high[row * OUTPUTS + c]);
      // between the smallest remainder and the others
      this.k = Arrays.stream(remainders).sorted().toArray()[1];
    }

    private boolean movesDown(int c) {
      return remainders[c] < k;
    }

    /// Whether some logits move down and others do not.
    boolean matters() {
      return movesDown(0) || movesDown(1) || movesDown(2);
    }

    @Override
    BigInteger preActivation(int step, int layer, int b, int o, BigInteger z) {
      boolean lied = layer == 1 && step * program.batch() + b == row && movesDown(o);
      return lied ? z.subtract(BigInteger.ONE) : z;
    }

    void moveByFraction(Assignment a) {
      long by = fraction(k, program.preActivationShift());
      add(a.own(0, "max"), row, by);
      for (int c = 0; c < OUTPUTS; c++) {
        int at = row * OUTPUTS + c;
        add(a.own(0, "d2.z"), at, by);
        long[] low = a.own(0, "d2.z.r0");
        low[at] = (low[at] - k) & 255;
      }
    }
  }

  /// A maximum that is not one: all exponentials of a row are smaller, no top is left.
  @Test
  void onlyTheCountOfTopsSeesAMaximumThatIsTooHigh() throws Exception {
    WholeRun w = WholeRun.of(SETUP, true, null, true);
    assertTrue(
        IntStream.range(0, 18)
            .anyMatch(row -> {
              Assignment a = w.assignment();
              new TooHigh(row).train(SETUP).into(a);
              PlainEvaluator.fitMultiplicities(w.run(), a);
              return hasOtherWeights(w, a) && inTraining(w, a).equals(Set.of("LOOKUP top.s"));
            }));
  }

  private static final class TooHigh extends ReferenceTrainer {
    private final int row;

    TooHigh(int row) {
      super(SETUP);
      this.row = row;
    }

    @Override
    BigInteger maximum(int step, int b, BigInteger m) {
      return step * program.batch() + b == row ? m.add(BigInteger.TWO) : m;
    }
  }

  private static boolean hasOtherWeights(WholeRun w, Assignment a) {
    return Stream.of("out.d1.w", "out.d2.w")
        .anyMatch(c -> !Objects.equals(w.witness().get(1).get(c), a.witness().get(1).get(c)));
  }

  private static Set<String> inTraining(WholeRun w, Assignment a) {
    return PlainEvaluator.violatedEverywhere(w.run(), a).stream()
        .filter(v -> Integer.parseInt(v.substring(0, v.indexOf(':'))) < 2)
        .map(v -> v.substring(v.indexOf(' ') + 1))
        .collect(Collectors.toSet());
  }

  /// A prediction spread over three classes, whose gaps cancel: a wrong record counts as right.
  @Test
  void onlyTheRangeOfThePredictionSeesASpreadOne() throws Exception {
    WholeRun w = WholeRun.of(SETUP, true, null, false, 1);
    Assignment a = w.assignment();
    long[] h = a.own(EVALUATION, "h");
    int record = 0;
    while (h[record * OUTPUTS + SETUP.test().label(record)] == 1) {
      record++;
    }
    int label = SETUP.test().label(record);
    int first = record * OUTPUTS;
    int predicted = h[first] == 1 ? 0 : h[first + 1] == 1 ? 1 : 2;
    int other = 3 - label - predicted;
    long[] gap = new PlainEvaluator(w.run(), EVALUATION, a).values("gap");
    long part = Goldilocks.mul(gap[first + label], Goldilocks.inverse(gap[first + other]));
    h[first + label] = 1;
    h[first + other] = Goldilocks.neg(part);
    h[first + predicted] = part;
    PlainEvaluator.fitMultiplicities(w.run(), a);
    assertEquals(Set.of("3: LOOKUP h"), PlainEvaluator.violatedEverywhere(w.run(), a));
  }

  /// Logits of a record and best are moved together by a fraction: gaps stay.
  @Test
  void onlyTheRangeOfTheLogitsSeesThemMovedTogether() throws Exception {
    WholeRun w = WholeRun.of(SETUP, true, null, false);
    Assignment a = w.assignment();
    int shift = SETUP.network().program().exportFraction();
    long[] low = a.own(EVALUATION, "d2.z.r0");
    int record = 0;
    while (low[3 * record] == 0 || low[3 * record + 1] == 0 || low[3 * record + 2] == 0) {
      record++;
    }
    for (int c = 0; c < OUTPUTS; c++) {
      low[3 * record + c]--;
      add(a.own(EVALUATION, "d2.z"), 3 * record + c, fraction(1, shift));
    }
    add(a.own(EVALUATION, "best"), record, fraction(4, shift));
    PlainEvaluator.fitMultiplicities(w.run(), a);
    assertEquals(Set.of("3: LOOKUP z.s"), PlainEvaluator.violatedEverywhere(w.run(), a));
  }
}
