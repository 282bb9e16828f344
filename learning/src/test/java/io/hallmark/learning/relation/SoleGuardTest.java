package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.document.Digest;
import io.hallmark.proof.commitment.Cells;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Liars that reach other final weights and that one constraint alone can see. Without the range of
/// the signal, or without the data set relation, the weights of a training could be moved.
final class SoleGuardTest {
  private static final int FEATURES = 3;
  private static final int BATCH = 3;
  private static final int LAST_STEP = 5;
  private static final int SHIFT = 256;

  /// Fractions `dl - d/256` in the last step, within the remainders, whose gradient is an integer.
  @Test
  void onlyTheRangeOfTheSignalSeesFractionsThatCancelInTheGradient() throws Exception {
    for (int number = 0; number < 200; number++) {
      byte[] bytes = new byte[32];
      Arrays.fill(bytes, (byte) number);
      WholeRun.Setup s = setup(Digest.of(bytes));
      WholeRun w = WholeRun.of(s, true, null, false);
      Optional<int[]> lie = fractions(s, w);
      if (lie.isEmpty()) {
        continue;
      }
      Assignment a = w.assignment();
      int[] d = lie.get();
      long unit = Goldilocks.inverse(SHIFT);
      for (int b = 0; b < BATCH; b++) {
        long by = Goldilocks.mul(Goldilocks.fromSigned(-d[b]), unit);
        long[] dl = a.own(0, "dl");
        dl[LAST_STEP * BATCH + b] = Goldilocks.add(dl[LAST_STEP * BATCH + b], by);
      }
      for (int i = 0; i < FEATURES; i++) {
        move(a, "out.d1.w", 2 * FEATURES + i, gradient(s, d, i) / SHIFT);
      }
      move(a, "out.d1.b", 2, 16 * Arrays.stream(d).sum() / SHIFT);
      PlainEvaluator.fitMultiplicities(w.run(), a);
      assertNotEquals(
          w.witness().getFirst().get("out.d1.w"), a.witness().getFirst().get("out.d1.w"));
      assertEquals(Set.of("0: LOOKUP dl.s"), inTraining(w, a, 1));
      return;
    }
    throw new AssertionError("no seed has such a lie");
  }

  private static WholeRun.Setup setup(Digest seed) {
    WholeRun.Setup s = Logistic.setup();
    return new WholeRun.Setup(s.network(), seed, s.train(), s.test(), List.of(3));
  }

  private static int gradient(WholeRun.Setup s, int[] d, int feature) {
    Cells rows = s.network().sampledRows(s.seed());
    int sum = 0;
    for (int b = 0; b < BATCH; b++) {
      sum += s.train().feature(feature, rows.small(LAST_STEP * BATCH + b)) * d[b];
    }
    return sum;
  }

  private static Optional<int[]> fractions(WholeRun.Setup s, WholeRun w) {
    Cells rows = s.network().sampledRows(s.seed());
    Cells p = java.util.Objects.requireNonNull(w.witness().getFirst().get("p"));
    long[] remainder = new long[BATCH];
    for (int b = 0; b < BATCH; b++) {
      int at = LAST_STEP * BATCH + b;
      long n =
          s.network().etas().element(LAST_STEP)
              * (p.small(at) - 64L * s.train().label(rows.small(at)));
      remainder[b] = Math.floorMod(n + SHIFT / 2, SHIFT);
    }
    for (int code = 0; code < 17 * 17 * 17; code++) {
      int[] d = {code / 289 * 16 - 128, code / 17 % 17 * 16 - 128, code % 17 * 16 - 128};
      boolean fits = d[0] != 0 || d[1] != 0 || d[2] != 0;
      for (int b = 0; b < BATCH; b++) {
        fits &= remainder[b] + d[b] >= 0 && remainder[b] + d[b] < SHIFT;
      }
      for (int i = 0; i < FEATURES; i++) {
        fits &= gradient(s, d, i) % SHIFT == 0;
      }
      if (fits && 16 * (d[0] + d[1] + d[2]) % SHIFT == 0) {
        return Optional.of(d);
      }
    }
    return Optional.empty();
  }

  private static void move(Assignment a, String column, int at, int by) {
    long[] cells = a.own(0, column);
    cells[at] = Goldilocks.add(cells[at], Goldilocks.fromSigned(by));
    a.own(0, column + ".l0")[at] = (Goldilocks.toSigned(cells[at]) + (1L << 15)) & 255;
  }

  /// The label of a record that is used once is moved by `-768/(eta·2^fp)`; its signal grows by 3.
  @Test
  void onlyTheDataSetRelationSeesALabelThatIsAFraction() throws Exception {
    WholeRun.Setup s = Logistic.setup();
    WholeRun w = WholeRun.of(s, true, null, true);
    Cells rows = s.network().sampledRows(s.seed());
    int step = 3;
    int at = step * BATCH + 1;
    int row = rows.small(at);
    int uses = 0;
    for (int i = 0; i < rows.size(); i++) {
      uses += rows.small(i) == row ? 1 : 0;
    }
    assertEquals(1, uses);
    ReferenceTrainer liar =
        new ReferenceTrainer(s) {
          @Override
          BigInteger signal(int t, int b, int o, BigInteger dl) {
            return t == step && b == 1 ? dl.add(BigInteger.valueOf(3)) : dl;
          }
        };
    Assignment a = w.assignment();
    liar.train(s).into(a);
    long eta = s.network().etas().element(step);
    long[] y = a.older("data", "y");
    y[row] =
        Goldilocks.add(
            y[row], Goldilocks.mul(Goldilocks.fromSigned(-768), Goldilocks.inverse(eta * 64)));
    PlainEvaluator.fitMultiplicities(w.run(), a);
    assertNotEquals(w.witness().get(1).get("out.d1.w"), a.witness().get(1).get("out.d1.w"));
    assertEquals(Set.of(), inTraining(w, a, 2));
    assertTrue(PlainEvaluator.violatedEverywhere(w.run(), a).contains("4: LOOKUP data.y"));
  }

  private static Set<String> inTraining(WholeRun w, Assignment a, int windows) {
    return PlainEvaluator.violatedEverywhere(w.run(), a).stream()
        .filter(v -> Integer.parseInt(v.substring(0, v.indexOf(':'))) < windows)
        .collect(Collectors.toSet());
  }
}
