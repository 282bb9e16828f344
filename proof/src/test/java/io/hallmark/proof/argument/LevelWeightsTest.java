package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Powers at many points of a domain, which are added by a transform, and at few, against their
/// definition, before and after variables are bound.
final class LevelWeightsTest {
  private static final int NU = 6;
  private static final int VARIABLES = 5;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40, 64})
  void powersOfAllPoints(int count) {
    SplittableRandom random = new SplittableRandom(count);
    Ext xi = new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1);
    long[] positions = LongStream.range(0, count).map(k -> (k * 11 + 5) % (1 << NU)).toArray();
    LevelWeights weights = LevelWeights.of(RowForm.zero(VARIABLES - 1), VARIABLES);
    LevelWeights more = weights.plusPowers(xi, NU, positions);
    ExtArray expected = new ExtArray(1 << VARIABLES);
    Ext coefficient = xi;
    for (long position : positions) {
      long x = ReedSolomon.domainPoint(NU, position);
      for (int j = 0; j < expected.length(); j++) {
        expected.add(j, coefficient.times(Goldilocks.pow(x, j)));
      }
      coefficient = coefficient.times(xi);
    }
    for (int k = 0; k < VARIABLES; k++) {
      assertEquals(expected, more.toArray());
      ExtArray vector = new ExtArray(more.size());
      vector.set(more.size() - 1, Ext.X);
      Ext last = expected.get(expected.length() - 1);
      assertEquals(last.times(Ext.X), more.innerProduct(vector));
      Ext r = new Ext(random.nextLong() >>> 1, 7);
      expected = Tables.fold(expected, r);
      more = more.fold(r);
    }
  }
}
