package io.hallmark.algebra.field;

import java.util.Arrays;

/// A mutable array of elements of E, held as two arrays of coefficients.
///
/// The coefficient arrays are the array itself, not copies: kernels read and write them, and must
/// leave every entry canonical. Pass an `ExtArray` across a module border only to code that may
/// change it.
public final class ExtArray {
  private final long[] a0;
  private final long[] a1;

  /// An array of `length` zeros.
  public ExtArray(int length) {
    this(new long[length], new long[length]);
  }

  private ExtArray(long[] a0, long[] a1) {
    this.a0 = a0;
    this.a1 = a1;
  }

  /// An array with these elements.
  public static ExtArray of(Ext... elements) {
    ExtArray out = new ExtArray(elements.length);
    for (int i = 0; i < elements.length; i++) {
      out.set(i, elements[i]);
    }
    return out;
  }

  /// An array over two coefficient arrays, which are not copied and must be canonical.
  ///
  /// @throws IllegalArgumentException if the lengths differ
  public static ExtArray over(long[] a0, long[] a1) {
    if (a0.length != a1.length) {
      throw new IllegalArgumentException("lengths " + a0.length + " and " + a1.length);
    }
    return new ExtArray(a0, a1);
  }

  /// An array of base-field elements, each seen as an element of E. The argument is copied.
  public static ExtArray ofBase(long... elements) {
    return new ExtArray(elements.clone(), new long[elements.length]);
  }

  /// Number of elements.
  public int length() {
    return a0.length;
  }

  /// The coefficients of 1, not copied.
  public long[] a0() {
    return a0;
  }

  /// The coefficients of X, not copied.
  public long[] a1() {
    return a1;
  }

  /// Element i.
  public Ext get(int i) {
    return new Ext(a0[i], a1[i]);
  }

  /// Replaces element i.
  public void set(int i, Ext value) {
    a0[i] = value.a0();
    a1[i] = value.a1();
  }

  /// Adds `value` to element i.
  public void add(int i, Ext value) {
    a0[i] = Goldilocks.add(a0[i], value.a0());
    a1[i] = Goldilocks.add(a1[i], value.a1());
  }

  /// Sets every element to `value`.
  public void fill(Ext value) {
    Arrays.fill(a0, value.a0());
    Arrays.fill(a1, value.a1());
  }

  /// A copy.
  public ExtArray copy() {
    return new ExtArray(a0.clone(), a1.clone());
  }

  /// A copy of the elements from `from` (inclusive) to `to` (exclusive), zeros beyond the end.
  public ExtArray copyOfRange(int from, int to) {
    return new ExtArray(Arrays.copyOfRange(a0, from, to), Arrays.copyOfRange(a1, from, to));
  }

  /// A copy as objects, for short arrays such as points.
  public Ext[] toArray() {
    Ext[] out = new Ext[length()];
    for (int i = 0; i < out.length; i++) {
      out[i] = get(i);
    }
    return out;
  }

  /// Whether `o` is an array with equal elements.
  @Override
  public boolean equals(Object o) {
    return o instanceof ExtArray b && Arrays.equals(a0, b.a0) && Arrays.equals(a1, b.a1);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(a0) + Arrays.hashCode(a1);
  }

  /// Length only: elements can be secret.
  @Override
  public String toString() {
    return "ExtArray[" + length() + "]";
  }
}
