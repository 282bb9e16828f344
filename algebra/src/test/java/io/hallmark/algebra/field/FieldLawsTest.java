package io.hallmark.algebra.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.algebra.Elements;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The laws of a field, run for F, for E, and for E by the raw coefficient products; and agreement
/// with exact integers. Every pair of edge values is tried.
final class FieldLawsTest {
  /// One way to compute in a field whose elements are written as pairs of canonical longs.
  interface Arithmetic {
    Ext add(Ext a, Ext b);

    Ext sub(Ext a, Ext b);

    Ext neg(Ext a);

    Ext mul(Ext a, Ext b);

    Ext inverse(Ext a);

    Ext pow(Ext a, long exponent);

    List<Ext> samples();
  }

  static final class Base implements Arithmetic {
    @Override
    public Ext add(Ext a, Ext b) {
      return Ext.of(Goldilocks.add(a.a0(), b.a0()));
    }

    @Override
    public Ext sub(Ext a, Ext b) {
      return Ext.of(Goldilocks.sub(a.a0(), b.a0()));
    }

    @Override
    public Ext neg(Ext a) {
      return Ext.of(Goldilocks.neg(a.a0()));
    }

    @Override
    public Ext mul(Ext a, Ext b) {
      return Ext.of(Goldilocks.mul(a.a0(), b.a0()));
    }

    @Override
    public Ext inverse(Ext a) {
      return Ext.of(Goldilocks.inverse(a.a0()));
    }

    @Override
    public Ext pow(Ext a, long exponent) {
      return Ext.of(Goldilocks.pow(a.a0(), exponent));
    }

    @Override
    public List<Ext> samples() {
      List<Ext> out = new ArrayList<>();
      for (long edge : Elements.edges()) {
        out.add(Ext.of(edge));
      }
      for (long a : new Elements(1).elements(40)) {
        out.add(Ext.of(a));
      }
      return out;
    }
  }

  static class Extension implements Arithmetic {
    @Override
    public Ext add(Ext a, Ext b) {
      return a.plus(b);
    }

    @Override
    public Ext sub(Ext a, Ext b) {
      return a.minus(b);
    }

    @Override
    public Ext neg(Ext a) {
      return a.negate();
    }

    @Override
    public Ext mul(Ext a, Ext b) {
      return a.times(b);
    }

    @Override
    public Ext inverse(Ext a) {
      return a.inverse();
    }

    @Override
    public Ext pow(Ext a, long exponent) {
      return a.pow(exponent);
    }

    @Override
    public List<Ext> samples() {
      List<Ext> out = new ArrayList<>(List.of(Ext.ZERO, Ext.ONE, Ext.X, Ext.X.negate()));
      long[] edges = Elements.edges();
      for (int i = 0; i < edges.length; i++) {
        out.add(new Ext(edges[i], edges[(5 * i + 3) % edges.length]));
      }
      Elements random = new Elements(2);
      for (int i = 0; i < 30; i++) {
        out.add(random.ext());
      }
      return out;
    }
  }

  static final class RawProducts extends Extension {
    @Override
    public Ext mul(Ext a, Ext b) {
      return new Ext(
          Ext.product0(a.a0(), a.a1(), b.a0(), b.a1()),
          Ext.product1(a.a0(), a.a1(), b.a0(), b.a1()));
    }
  }

  static Stream<Arithmetic> arithmetics() {
    return Stream.of(new Base(), new Extension(), new RawProducts());
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void agreesWithExactIntegers(Arithmetic f) {
    for (Ext a : f.samples()) {
      assertEquals(exact(big(a.a0()).negate(), big(a.a1()).negate()), f.neg(a));
      for (Ext b : f.samples()) {
        BigInteger a0 = big(a.a0());
        BigInteger a1 = big(a.a1());
        BigInteger b0 = big(b.a0());
        BigInteger b1 = big(b.a1());
        assertEquals(exact(a0.add(b0), a1.add(b1)), f.add(a, b));
        assertEquals(exact(a0.subtract(b0), a1.subtract(b1)), f.sub(a, b));
        BigInteger seven = BigInteger.valueOf(Ext.NONRESIDUE);
        BigInteger product0 = a0.multiply(b0).add(seven.multiply(a1).multiply(b1));
        BigInteger product1 = a0.multiply(b1).add(a1.multiply(b0));
        assertEquals(exact(product0, product1), f.mul(a, b), a + "·" + b);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void additionIsAnAbelianGroup(Arithmetic f) {
    List<Ext> samples = f.samples();
    for (Ext a : samples) {
      assertEquals(a, f.add(a, Ext.ZERO));
      assertEquals(Ext.ZERO, f.add(a, f.neg(a)));
      for (Ext b : samples) {
        assertEquals(f.add(a, b), f.add(b, a));
        assertEquals(f.sub(a, b), f.add(a, f.neg(b)));
        Ext c = samples.get((a.hashCode() & 0xffff) % samples.size());
        assertEquals(f.add(f.add(a, b), c), f.add(a, f.add(b, c)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void multiplicationIsAssociativeAndDistributes(Arithmetic f) {
    List<Ext> samples = f.samples();
    for (Ext a : samples) {
      assertEquals(a, f.mul(a, Ext.ONE));
      assertEquals(Ext.ZERO, f.mul(a, Ext.ZERO));
      for (Ext b : samples) {
        assertEquals(f.mul(a, b), f.mul(b, a));
        Ext c = samples.get((b.hashCode() & 0xffff) % samples.size());
        assertEquals(f.mul(f.mul(a, b), c), f.mul(a, f.mul(b, c)));
        assertEquals(f.mul(f.add(a, b), c), f.add(f.mul(a, c), f.mul(b, c)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void everyElementButZeroHasAnInverse(Arithmetic f) {
    for (Ext a : f.samples()) {
      if (a.isZero()) {
        assertThrows(ArithmeticException.class, () -> f.inverse(a));
      } else {
        assertEquals(Ext.ONE, f.mul(a, f.inverse(a)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arithmetics")
  void powersAreRepeatedProducts(Arithmetic f) {
    for (Ext a : f.samples()) {
      Ext power = Ext.ONE;
      for (int e = 0; e < 20; e++) {
        assertEquals(power, f.pow(a, e));
        power = f.mul(power, a);
      }
      Ext unsigned = f.mul(f.pow(a, Long.MAX_VALUE), f.mul(f.pow(a, Long.MAX_VALUE), a));
      assertEquals(unsigned, f.pow(a, -1L), "an exponent is unsigned");
    }
  }

  private static BigInteger big(long a) {
    return Elements.integer(a);
  }

  private static Ext exact(BigInteger a0, BigInteger a1) {
    return new Ext(Elements.residue(a0), Elements.residue(a1));
  }
}
