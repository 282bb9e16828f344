package io.hallmark.algebra.poly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.algebra.Elements;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.Goldilocks;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every closed form against the sum that it abbreviates, for every bound.
final class ClosedFormsTest {
  static IntStream variables() {
    return IntStream.rangeClosed(0, 5);
  }

  @ParameterizedTest
  @MethodSource("variables")
  void eqBelowIsItsSum(int v) {
    Elements random = new Elements(40 + v);
    Ext[] x = random.point(v);
    Ext[] y = random.point(v);
    Ext sum = Ext.ZERO;
    for (int n = 0; n <= 1 << v; n++) {
      assertEquals(sum, ClosedForms.eqBelow(n, x, y), n + " of 2^" + v);
      sum = sum.plus(TablesTest.eqAt(x, n).times(TablesTest.eqAt(y, n)));
    }
    assertEquals(ClosedForms.eq(x, y), ClosedForms.eqBelow(1 << v, x, y));
  }

  @ParameterizedTest
  @MethodSource("variables")
  void lessThanIsTheExtensionOfTheOrder(int v) {
    Elements random = new Elements(60 + v);
    Ext[] x = random.point(v);
    Ext[] y = random.point(v);
    Ext sum = Ext.ZERO;
    for (int i = 0; i < 1 << v; i++) {
      for (int j = i + 1; j < 1 << v; j++) {
        sum = sum.plus(TablesTest.eqAt(x, i).times(TablesTest.eqAt(y, j)));
      }
    }
    assertEquals(sum, ClosedForms.lessThan(x, y));
  }

  @ParameterizedTest
  @MethodSource("variables")
  void counterIsItsSum(int v) {
    Elements random = new Elements(80 + v);
    Ext[] r = random.point(v);
    long a = random.element();
    long c = random.element();
    Ext sum = Ext.ZERO;
    for (int n = 0; n <= 1 << v; n++) {
      assertEquals(sum, ClosedForms.counter(n, a, c, r), n + " of 2^" + v);
      long value = Goldilocks.add(a, Goldilocks.mul(c, n));
      sum = sum.plus(TablesTest.eqAt(r, n).times(value));
    }
  }

  /// With 62 variables the bound is far beyond any table; the sum over all indices is known.
  @Test
  void counterOverAHugeCubeIsTheMeanOfItsEnds() {
    Ext[] r = new Elements(4).point(62);
    Ext position = Ext.ZERO;
    for (Ext x : r) {
      position = position.plus(position).plus(x);
    }
    assertEquals(position.times(3).plus(Ext.of(5)), ClosedForms.counter(1L << 62, 5, 3, r));
    Ext last = Ext.ONE;
    for (Ext x : r) {
      last = last.times(x);
    }
    long lastValue = Goldilocks.add(5, Goldilocks.mul(3, (1L << 62) - 1));
    assertEquals(
        ClosedForms.counter(1L << 62, 5, 3, r).minus(last.times(lastValue)),
        ClosedForms.counter((1L << 62) - 1, 5, 3, r));
  }

  @Test
  void boundsBeyondTheCubeAreRefused() {
    Ext[] two = {Ext.ONE, Ext.X};
    Ext[] one = {Ext.X};
    assertThrows(IllegalArgumentException.class, () -> ClosedForms.eqBelow(5, two, two));
    assertThrows(IllegalArgumentException.class, () -> ClosedForms.eqBelow(-1, two, two));
    assertThrows(IllegalArgumentException.class, () -> ClosedForms.counter(5, 1, 1, two));
    assertThrows(IllegalArgumentException.class, () -> ClosedForms.eqBelow(1, two, one));
    assertThrows(IllegalArgumentException.class, () -> ClosedForms.eq(two, one));
    assertThrows(IllegalArgumentException.class, () -> ClosedForms.lessThan(two, one));
  }
}
