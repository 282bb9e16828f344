package io.hallmark.algebra.poly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.algebra.Elements;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Tables against the definition of eq, entry by entry.
final class TablesTest {
  static IntStream variables() {
    return IntStream.rangeClosed(0, 7);
  }

  @ParameterizedTest
  @MethodSource("variables")
  void entriesOfTheEqTableAreProductsOverTheBits(int v) {
    Ext[] point = new Elements(v).point(v);
    ExtArray table = Tables.eq(point);
    assertEquals(1 << v, table.length());
    for (int i = 0; i < 1 << v; i++) {
      assertEquals(eqAt(point, i), table.get(i));
    }
    for (int count = 0; count <= 1 << v; count++) {
      assertEquals(table.copyOfRange(0, count), Tables.eq(point, count));
    }
  }

  @ParameterizedTest
  @MethodSource("variables")
  void evaluationIsTheSumAgainstEq(int v) {
    Elements random = new Elements(20 + v);
    Ext[] point = random.point(v);
    ExtArray table = random.extArray(1 << v);
    ExtArray before = table.copy();
    long[] base = random.elements(1 << v);
    Ext expected = Ext.ZERO;
    Ext expectedBase = Ext.ZERO;
    for (int i = 0; i < 1 << v; i++) {
      expected = expected.plus(eqAt(point, i).times(table.get(i)));
      expectedBase = expectedBase.plus(eqAt(point, i).times(base[i]));
    }
    assertEquals(expected, Tables.evaluate(table, point));
    assertEquals(expectedBase, Tables.evaluate(base, point));
    assertEquals(expected, Tables.innerProduct(table, Tables.eq(point)));
    assertEquals(expectedBase, Tables.innerProduct(base, Tables.eq(point)));
    assertEquals(before, table);
  }

  @Test
  void foldingBindsTheMostSignificantBit() {
    Elements random = new Elements(3);
    ExtArray table = random.extArray(8);
    assertEquals(table.copyOfRange(0, 4), Tables.fold(table, Ext.ZERO));
    assertEquals(table.copyOfRange(4, 8), Tables.fold(table, Ext.ONE));
    Ext r = random.ext();
    ExtArray folded = Tables.fold(table, r);
    Tables.foldInPlace(table, 8, r);
    assertEquals(folded, table.copyOfRange(0, 4));
    long[] base = random.elements(6);
    assertEquals(Tables.fold(ExtArray.ofBase(base), r), Tables.fold(base, r));
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    ExtArray three = new ExtArray(3);
    Ext[] two = {Ext.ONE, Ext.X};
    assertThrows(IllegalArgumentException.class, () -> Tables.fold(three, Ext.X));
    assertThrows(IllegalArgumentException.class, () -> Tables.fold(new long[1], Ext.X));
    assertThrows(IllegalArgumentException.class, () -> Tables.foldInPlace(three, 4, Ext.X));
    assertThrows(IllegalArgumentException.class, () -> Tables.evaluate(three, two));
    assertThrows(IllegalArgumentException.class, () -> Tables.evaluate(new long[8], two));
    assertThrows(IllegalArgumentException.class, () -> Tables.eq(two, 5));
    assertThrows(IllegalArgumentException.class, () -> Tables.eq(two, -1));
    Ext[] tooMany = new Ext[31];
    Arrays.fill(tooMany, Ext.X);
    assertThrows(IllegalArgumentException.class, () -> Tables.eq(tooMany));
    assertThrows(IllegalArgumentException.class, () -> Tables.innerProduct(three, new ExtArray(4)));
    assertThrows(IllegalArgumentException.class, () -> Tables.innerProduct(new long[2], three));
    assertThrows(IllegalArgumentException.class, () -> Tables.innerProduct(new int[2], three));
  }

  /// `eq(point, i)` by its definition.
  static Ext eqAt(Ext[] point, long i) {
    Ext product = Ext.ONE;
    for (int k = 0; k < point.length; k++) {
      boolean one = (i >> (point.length - 1 - k) & 1) != 0;
      product = product.times(one ? point[k] : Ext.ONE.minus(point[k]));
    }
    return product;
  }
}
