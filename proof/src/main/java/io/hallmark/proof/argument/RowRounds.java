package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import java.util.Arrays;
import java.util.List;

/// The row sumcheck of one group: `sum over X in the cube of sum over k of H_k(X)·u_k(X)`.
///
/// Only live rows have entries. Binding variable 1 merges rows at half the distance; a row without
/// a partner merges with zeros.
///
/// - **Cost:** about four products in E per live row and k in the first round, halving after.
final class RowRounds {
  private long[] numbers;
  private ExtArray[] weights;
  private ExtArray[] values;
  private int variables;
  private int done;

  /// @param live the live rows of the group
  /// @param weights H_k by live row
  /// @param values u_k by live row
  /// @param variables kappa
  RowRounds(LiveRows live, List<ExtArray> weights, List<ExtArray> values, int variables) {
    this.numbers = new long[live.size()];
    Arrays.setAll(numbers, live::number);
    this.weights = weights.toArray(new ExtArray[0]);
    this.values = values.toArray(new ExtArray[0]);
    this.variables = variables;
  }

  /// The rows of one round in pairs at half the distance; -1 stands for a row of zeros.
  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  private record Pairs(long[] numbers, int[] low, int[] high) {
    static Pairs of(long[] numbers, long half) {
      int middle = Arrays.binarySearch(numbers, half);
      middle = middle < 0 ? -middle - 1 : middle;
      long[] out = new long[numbers.length];
      int[] low = new int[numbers.length];
      int[] high = new int[numbers.length];
      int count = 0;
      int i = 0;
      int j = middle;
      while (i < middle || j < numbers.length) {
        long a = i < middle ? numbers[i] : Long.MAX_VALUE;
        long b = j < numbers.length ? numbers[j] - half : Long.MAX_VALUE;
        out[count] = Math.min(a, b);
        low[count] = a <= b ? i++ : -1;
        high[count++] = b <= a ? j++ : -1;
      }
      return new Pairs(
          Arrays.copyOf(out, count), Arrays.copyOf(low, count), Arrays.copyOf(high, count));
    }
  }

  /// Adds c_0 and c_2 of the next round polynomial.
  ///
  /// @param bound the challenges so far
  void addRound(Ext[] bound, ExtArray c) {
    for (; done < bound.length; done++) {
      fold(bound[done]);
    }
    Pairs pairs = Pairs.of(numbers, 1L << (variables - 1));
    Ext c0 = Ext.ZERO;
    Ext c2 = Ext.ZERO;
    for (int k = 0; k < weights.length; k++) {
      for (int p = 0; p < pairs.numbers().length; p++) {
        Ext w = at(weights[k], pairs.low()[p]);
        Ext slope = at(weights[k], pairs.high()[p]).minus(w);
        Ext u = at(values[k], pairs.low()[p]);
        c0 = c0.plus(w.times(u));
        c2 = c2.plus(slope.times(at(values[k], pairs.high()[p]).minus(u)));
      }
    }
    c.add(0, c0);
    c.add(1, c2);
  }

  private void fold(Ext r) {
    Pairs pairs = Pairs.of(numbers, 1L << (variables - 1));
    for (int k = 0; k < weights.length; k++) {
      weights[k] = fold(weights[k], pairs, r);
      values[k] = fold(values[k], pairs, r);
    }
    numbers = pairs.numbers();
    variables--;
  }

  private static ExtArray fold(ExtArray table, Pairs pairs, Ext r) {
    ExtArray out = new ExtArray(pairs.numbers().length);
    for (int p = 0; p < out.length(); p++) {
      Ext low = at(table, pairs.low()[p]);
      out.set(p, low.plus(r.times(at(table, pairs.high()[p]).minus(low))));
    }
    return out;
  }

  private static Ext at(ExtArray table, int i) {
    return i < 0 ? Ext.ZERO : table.get(i);
  }
}
