package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.Arrays;

/// A value that is known up to pads: `constant + sum of a_i·z_i`, with the elements z_i of the
/// column `zk` of a part. Immutable; each pad stands at most once, ascending.
final class Affine {
  static final Affine ZERO = of(Ext.ZERO);

  private final Ext constant;
  private final int[] pads;
  private final ExtArray coefficients;

  private Affine(Ext constant, int[] pads, ExtArray coefficients) {
    this.constant = constant;
    this.pads = pads;
    this.coefficients = coefficients;
  }

  /// A value that is known.
  static Affine of(Ext constant) {
    return new Affine(constant, new int[0], new ExtArray(0));
  }

  /// `coefficient·z_pad`.
  static Affine ofPad(int pad, Ext coefficient) {
    return new Affine(Ext.ZERO, new int[] {pad}, ExtArray.of(coefficient));
  }

  /// `sum of coefficients[k]·z_(pads[k])`; pads may repeat, in any order.
  static Affine ofPads(int[] pads, ExtArray coefficients) {
    int[] distinct = Arrays.stream(pads).sorted().distinct().toArray();
    ExtArray sums = new ExtArray(distinct.length);
    for (int k = 0; k < pads.length; k++) {
      sums.add(Arrays.binarySearch(distinct, pads[k]), coefficients.get(k));
    }
    return new Affine(Ext.ZERO, distinct, sums);
  }

  Ext constant() {
    return constant;
  }

  /// Number of pads with a coefficient.
  int size() {
    return pads.length;
  }

  int pad(int k) {
    return pads[k];
  }

  Ext coefficient(int k) {
    return coefficients.get(k);
  }

  Affine plus(Ext value) {
    return new Affine(constant.plus(value), pads, coefficients);
  }

  Affine plus(Affine other) {
    int[] merged = new int[pads.length + other.pads.length];
    ExtArray sums = new ExtArray(merged.length);
    int size = 0;
    int j = 0;
    for (int i = 0; i < pads.length || j < other.pads.length; size++) {
      boolean mine = i < pads.length && (j == other.pads.length || pads[i] <= other.pads[j]);
      boolean both = mine && j < other.pads.length && pads[i] == other.pads[j];
      Ext value = mine ? coefficients.get(i) : other.coefficients.get(j);
      merged[size] = mine ? pads[i] : other.pads[j];
      sums.set(size, both ? value.plus(other.coefficients.get(j)) : value);
      i += mine ? 1 : 0;
      j += both || !mine ? 1 : 0;
    }
    return new Affine(
        constant.plus(other.constant), Arrays.copyOf(merged, size), sums.copyOfRange(0, size));
  }

  Affine times(Ext factor) {
    ExtArray scaled = new ExtArray(pads.length);
    for (int k = 0; k < pads.length; k++) {
      scaled.set(k, coefficients.get(k).times(factor));
    }
    return new Affine(constant.times(factor), pads, scaled);
  }

  Affine minus(Affine other) {
    return plus(other.times(Ext.ONE.negate()));
  }
}
