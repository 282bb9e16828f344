package io.hallmark.algebra.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.Elements;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/// What F has beyond the laws of a field: its representation and its roots of unity.
final class GoldilocksTest {
  private static final long[] ANY = {
    0,
    1,
    Goldilocks.P - 1,
    Goldilocks.P,
    Goldilocks.P + 1,
    -1,
    -2,
    Long.MIN_VALUE,
    0xFFFFFFFFL,
    1L << 32,
    0xFFFFFFFF00000000L,
    0xFFFFFFFEFFFFFFFFL,
    0xFFFFFFFE00000001L,
    0xFFFFFFFE00000002L
  };

  @Test
  void canonicalMeansBelowTheModulus() {
    for (long edge : Elements.edges()) {
      assertTrue(Goldilocks.isCanonical(edge));
    }
    for (long above : new long[] {Goldilocks.P, Goldilocks.P + 1, -1}) {
      assertFalse(Goldilocks.isCanonical(above));
      assertThrows(IllegalArgumentException.class, () -> new Ext(above, 0));
      assertThrows(IllegalArgumentException.class, () -> new Ext(0, above));
    }
  }

  @Test
  void every64And128BitValueIsReduced() {
    for (long a : ANY) {
      assertEquals(Elements.residue(Elements.integer(a)), Goldilocks.reduce(a));
      for (long b : ANY) {
        BigInteger wide = Elements.integer(a).shiftLeft(64).add(Elements.integer(b));
        assertEquals(Elements.residue(wide), Goldilocks.reduce(a, b), a + ", " + b);
        BigInteger product = Elements.integer(a).multiply(Elements.integer(b));
        assertEquals(Elements.residue(product), Goldilocks.mul(a, b), a + "·" + b);
      }
    }
  }

  @Test
  void sumsOfAny64BitValueAndASmallerElementAreReduced() {
    for (long a : ANY) {
      for (long b : new long[] {0, 1, 0xFFFFFFFFL, 1L << 63, Goldilocks.P - (1L << 32)}) {
        BigInteger sum = Elements.integer(a).add(Elements.integer(b));
        assertEquals(Elements.residue(sum), Goldilocks.add(a, b));
      }
    }
  }

  @Test
  void signedIntegersKeepTheirResidue() {
    for (long a : new long[] {0, 1, -1, 7, -7, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertEquals(Elements.residue(BigInteger.valueOf(a)), Goldilocks.fromSigned(a));
    }
    for (long a : new long[] {0, 1, -1, 1L << 62, -(1L << 62), Long.MAX_VALUE - (1L << 31)}) {
      assertEquals(a, Goldilocks.toSigned(Goldilocks.fromSigned(a)));
    }
    long largest = Goldilocks.P >>> 1;
    assertEquals(largest, Goldilocks.toSigned(largest));
    assertEquals(-largest, Goldilocks.toSigned(largest + 1));
  }

  @Test
  void theHalfIsTheInverseOfTwo() {
    assertEquals(Goldilocks.HALF, Goldilocks.inverse(2));
  }

  @Test
  void rootsOfUnityHaveTheirOrderAndFormATower() {
    assertEquals(1, Goldilocks.rootOfUnity(0));
    for (int v = 1; v <= Goldilocks.TWO_ADICITY; v++) {
      long root = Goldilocks.rootOfUnity(v);
      assertEquals(Goldilocks.P - 1, Goldilocks.pow(root, 1L << (v - 1)));
      assertEquals(Goldilocks.rootOfUnity(v - 1), Goldilocks.mul(root, root));
    }
    assertThrows(IllegalArgumentException.class, () -> Goldilocks.rootOfUnity(33));
    assertThrows(IllegalArgumentException.class, () -> Goldilocks.rootOfUnity(-1));
  }

  /// The factors of p - 1 are 2, 3, 5, 17, 257, 65537.
  @Test
  void sevenGeneratesTheMultiplicativeGroup() {
    for (long factor : new long[] {2, 3, 5, 17, 257, 65537}) {
      long cofactor = Long.divideUnsigned(Goldilocks.P - 1, factor);
      assertEquals(0, Long.remainderUnsigned(Goldilocks.P - 1, factor));
      assertNotEquals(1, Goldilocks.pow(Goldilocks.GENERATOR, cofactor));
    }
    assertEquals(Ext.of(Goldilocks.GENERATOR), Ext.X.square());
  }
}
