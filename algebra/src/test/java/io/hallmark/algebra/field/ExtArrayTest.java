package io.hallmark.algebra.field;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.algebra.Elements;
import org.junit.jupiter.api.Test;

/// An array of E is its two coefficient arrays.
final class ExtArrayTest {
  private final Elements random = new Elements(7);

  @Test
  void elementsStandInTheCoefficientArrays() {
    Ext[] elements = random.point(5);
    ExtArray array = ExtArray.of(elements);
    assertArrayEquals(elements, array.toArray());
    array.a0()[2] = 17;
    array.a1()[2] = 18;
    assertEquals(new Ext(17, 18), array.get(2));
    Ext before = array.get(3);
    array.add(3, elements[0]);
    assertEquals(before.plus(elements[0]), array.get(3));
    array.fill(elements[1]);
    assertEquals(ExtArray.of(elements[1], elements[1]), array.copyOfRange(3, 5));
  }

  @Test
  void copiesAreIndependent() {
    ExtArray array = random.extArray(4);
    ExtArray copy = array.copy();
    assertEquals(array, copy);
    assertEquals(array.hashCode(), copy.hashCode());
    copy.set(1, copy.get(1).plus(Ext.X));
    assertNotEquals(array, copy);
    assertEquals(Ext.ZERO, array.copyOfRange(3, 6).get(2));
    long[] base = {1, 2};
    ExtArray fromBase = ExtArray.ofBase(base);
    base[0] = 5;
    assertEquals(ExtArray.of(Ext.of(1), Ext.of(2)), fromBase);
  }

  @Test
  void unequalCoefficientArraysAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> ExtArray.over(new long[2], new long[3]));
  }

  @Test
  void secretsAreNotPrinted() {
    ExtArray array = ExtArray.ofBase(987654321);
    assertFalse(array.toString().contains("987654321"));
  }
}
