package io.hallmark.algebra;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import java.math.BigInteger;
import java.util.SplittableRandom;

/// Seeded elements, one in four from the edges of the representation; and exact arithmetic to
/// compare with.
public final class Elements {
  /// The modulus.
  public static final BigInteger P =
      BigInteger.TWO.pow(64).subtract(BigInteger.TWO.pow(32)).add(BigInteger.ONE);

  private static final long[] EDGES = {
    0,
    1,
    2,
    7,
    0xFFFFFFFEL,
    0xFFFFFFFFL,
    1L << 32,
    (1L << 32) + 1,
    Goldilocks.HALF - 1,
    Goldilocks.HALF,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Goldilocks.P - (1L << 32),
    Goldilocks.P - (1L << 32) + 1,
    Goldilocks.P - 0xFFFFFFFFL,
    Goldilocks.P - 2,
    Goldilocks.P - 1
  };

  private final SplittableRandom random;

  /// Elements from a seed.
  public Elements(long seed) {
    random = new SplittableRandom(seed);
  }

  /// Values at which carries and borrows change; all canonical.
  public static long[] edges() {
    return EDGES.clone();
  }

  /// The integer that a canonical long stands for.
  public static BigInteger integer(long a) {
    return new BigInteger(Long.toUnsignedString(a));
  }

  /// The canonical long of an integer modulo p.
  public static long residue(BigInteger a) {
    return a.mod(P).longValue();
  }

  /// An element of F.
  public long element() {
    if (random.nextInt(4) == 0) {
      return EDGES[random.nextInt(EDGES.length)];
    }
    return Goldilocks.reduce(random.nextLong());
  }

  /// Elements of F.
  public long[] elements(int count) {
    long[] out = new long[count];
    for (int i = 0; i < count; i++) {
      out[i] = element();
    }
    return out;
  }

  /// An element of E.
  public Ext ext() {
    return new Ext(element(), element());
  }

  /// A point of E^v.
  public Ext[] point(int v) {
    return extArray(v).toArray();
  }

  /// Elements of E.
  public ExtArray extArray(int count) {
    return ExtArray.over(elements(count), elements(count));
  }

  /// Signed integers, the extremes among them.
  public int[] ints(int count) {
    int[] out = new int[count];
    for (int i = 0; i < count; i++) {
      out[i] =
          switch (random.nextInt(8)) {
            case 0 -> Integer.MIN_VALUE;
            case 1 -> Integer.MAX_VALUE;
            case 2 -> -1;
            default -> random.nextInt();
          };
    }
    return out;
  }
}
