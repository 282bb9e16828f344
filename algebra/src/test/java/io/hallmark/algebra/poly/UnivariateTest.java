package io.hallmark.algebra.poly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.Elements;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import org.junit.jupiter.api.Test;

/// Polynomials against sums of powers.
final class UnivariateTest {
  private final Elements random = new Elements(9);

  @Test
  void hornerIsTheSumOfPowers() {
    for (int length = 0; length < 9; length++) {
      ExtArray c = random.extArray(length);
      Ext x = random.ext();
      Ext sum = Ext.ZERO;
      Ext baseSum = Ext.ZERO;
      Ext atBase = Ext.ZERO;
      for (int j = 0; j < length; j++) {
        sum = sum.plus(c.get(j).times(x.pow(j)));
        baseSum = baseSum.plus(x.pow(j).times(c.a0()[j]));
        atBase = atBase.plus(c.get(j).times(Ext.of(x.a0()).pow(j)));
      }
      assertEquals(sum, Univariate.horner(c, x));
      assertEquals(sum, Univariate.horner(c.toArray(), x));
      assertEquals(baseSum, Univariate.horner(c.a0(), x));
      assertEquals(atBase, Univariate.horner(c, x.a0()));
      assertEquals(atBase.a0(), Univariate.horner(c.a0(), x.a0()));
    }
  }

  @Test
  void interpolationRecoversACubic() {
    for (int i = 0; i < 20; i++) {
      Ext[] c = random.point(4);
      Ext[] values = new Ext[4];
      for (int t = 0; t < 4; t++) {
        values[t] = Univariate.horner(c, Ext.of(t));
      }
      assertArrayEquals(c, Univariate.interpolateCubic(values[0], values[1], values[2], values[3]));
    }
  }
}
