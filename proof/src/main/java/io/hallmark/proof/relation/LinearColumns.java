package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;

/// The values of one virtual column from the values of its sources, all tables in F and box order.
/// Addresses are moved by strides; nothing is allocated per cell.
final class LinearColumns {
  private final PartIndex part;
  private final Node node;
  private final Box out;

  LinearColumns(PartIndex part, Node node) {
    this.part = part;
    this.node = node;
    this.out = Box.of(part, node.labels());
  }

  /// Values of an affine, broadcast, sum, prefix, gather, rename, operator or scale column.
  ///
  /// @param sources values of the sources
  /// @param withConstant whether an affine column adds its constant
  long[] apply(long[][] sources, boolean withConstant) {
    long[] to = new long[out.size()];
    switch (node.column()) {
      case Column.Affine x -> {
        Arrays.fill(to, withConstant ? x.constant() : 0);
        for (int k = 0; k < sources.length; k++) {
          long c = x.terms().get(k).coefficient();
          spread(sources[k], strides(k), to, addScaled(c));
        }
      }
      case Column.Broadcast _ -> spread(sources[0], strides(0), to, (_, x) -> x);
      case Column.Rename _ -> {
        int[] strides = strides(0);
        strides[out.labels().indexOf(node.to())] = source(0).stride(node.from());
        spread(sources[0], strides, to, (_, x) -> x);
      }
      case Column.Sum _ -> sum(sources[0], to);
      case Column.Scale x -> scale(x.vector(), sources[0], to);
      case Column.Gather x -> gather(x.index(), sources[0], to);
      case Column.Operator x -> operator(x.matrix(), sources[0], to);
      case Column.Prefix x -> {
        spread(sources[0], strides(0), to, (_, s) -> s);
        prefix(x.c(), sources[1], to);
      }
      default -> throw new IllegalArgumentException("not linear: " + node.column().name());
    }
    return to;
  }

  private static LongBinaryOperator addScaled(long c) {
    if (c == 1) {
      return Goldilocks::add;
    }
    if (c == Goldilocks.P - 1) {
      return Goldilocks::sub;
    }
    return (sum, x) -> Goldilocks.add(sum, Goldilocks.mul(c, x));
  }

  private Box source(int k) {
    return Box.of(part, part.labels(node.sources().get(k)));
  }

  /// Strides of source k along the labels of the column.
  private int[] strides(int k) {
    return source(k).along(out.labels());
  }

  /// `to[i] = f(to[i], from[address of i])`, the last label as a plain loop.
  private void spread(long[] from, int[] strides, long[] to, LongBinaryOperator f) {
    int labels = out.labels().size();
    if (labels == 0) {
      to[0] = f.applyAsLong(to[0], from[0]);
      return;
    }
    int inner = out.extents()[labels - 1];
    int step = strides[labels - 1];
    int[] outer = Arrays.copyOf(out.extents(), labels - 1);
    Odometer walk = new Odometer(outer, Arrays.copyOf(strides, labels - 1));
    int i = 0;
    do {
      int s = walk.at(0);
      for (int k = 0; k < inner; k++, s += step, i++) {
        to[i] = f.applyAsLong(to[i], from[s]);
      }
    } while (walk.next());
  }

  private void sum(long[] from, long[] to) {
    Box source = source(0);
    Odometer walk = new Odometer(source.extents(), out.along(source.labels()));
    int i = 0;
    do {
      int o = walk.at(0);
      to[o] = Goldilocks.add(to[o], from[i++]);
    } while (walk.next());
  }

  private void scale(Cells vector, long[] from, long[] to) {
    int[] along = new int[out.labels().size()];
    along[out.labels().indexOf(node.from())] = 1;
    Odometer walk = new Odometer(out.extents(), strides(0), along);
    int i = 0;
    do {
      to[i++] = Goldilocks.mul(vector.element(walk.at(1)), from[walk.at(0)]);
    } while (walk.next());
  }

  private void gather(Cells index, long[] from, long[] to) {
    Box source = source(0);
    int[] rest = source.along(out.labels());
    int[] by = Box.of(part, node.over()).along(out.labels());
    for (int k = 0; k < rest.length; k++) {
      if (node.over().contains(out.labels().get(k))) {
        rest[k] = 0;
      }
    }
    int step = source.stride(node.from());
    Odometer walk = new Odometer(out.extents(), rest, by);
    int i = 0;
    do {
      int row = Gathers.at(index, walk.at(1));
      to[i++] = row < 0 ? 0 : from[walk.at(0) + row * step];
    } while (walk.next());
  }

  private void operator(Cells matrix, long[] from, long[] to) {
    Box source = source(0);
    int n = part.extent(node.from());
    int step = source.stride(node.from());
    int[] rest = source.along(out.labels());
    int[] rows = new int[rest.length];
    int k = out.labels().indexOf(node.to());
    rest[k] = 0;
    rows[k] = n;
    Odometer walk = new Odometer(out.extents(), rest, rows);
    int i = 0;
    do {
      int s = walk.at(0);
      int a = walk.at(1);
      long sum = 0;
      for (int j = 0; j < n; j++, s += step) {
        long c = matrix.element(a + j);
        if (c != 0) {
          sum = Goldilocks.add(sum, Goldilocks.mul(c, from[s]));
        }
      }
      to[i++] = sum;
    } while (walk.next());
  }

  /// Adds `c·sum over i < i_a of delta[i, ..]`.
  private void prefix(long c, long[] delta, long[] to) {
    Ids others = out.labels().without(node.from());
    int n = part.extent(node.from());
    int toStep = out.stride(node.from());
    int step = source(1).stride(node.from());
    Odometer walk =
        new Odometer(Box.extents(part, others), out.along(others), source(1).along(others));
    LongBinaryOperator add = addScaled(c);
    do {
      int o = walk.at(0);
      int d = walk.at(1);
      long sum = 0;
      for (int i = 0; i < n; i++, o += toStep, d += step) {
        to[o] = Goldilocks.add(to[o], sum);
        sum = add.applyAsLong(sum, delta[d]);
      }
    } while (walk.next());
  }

  /// `to[rest] = sum over s of weights[s]·from[s, rest]`, s the labels of a fingerprint.
  long[] weightedSum(long[] from, long[] weights) {
    long[] to = new long[out.size()];
    Box source = source(0);
    int[] toWeights = Box.of(part, node.over()).along(source.labels());
    Odometer walk = new Odometer(source.extents(), out.along(source.labels()), toWeights);
    int i = 0;
    do {
      int o = walk.at(0);
      long x = Goldilocks.mul(weights[walk.at(1)], from[i++]);
      to[o] = Goldilocks.add(to[o], x);
    } while (walk.next());
    return to;
  }

  /// `to[O] = sum over contracted labels of a·b`.
  long[] product(long[] a, long[] b) {
    long[] to = new long[out.size()];
    Box boxA = source(0);
    Box boxB = source(1);
    Ids contracted = boxA.labels().minus(out.labels());
    int last = contracted.size() - 1;
    int inner = last < 0 ? 1 : part.extent(contracted.get(last));
    int stepA = last < 0 ? 0 : boxA.stride(contracted.get(last));
    int stepB = last < 0 ? 0 : boxB.stride(contracted.get(last));
    Ids outer = last < 0 ? contracted : contracted.without(contracted.get(last));
    Ids labels = out.labels().with(outer);
    Odometer walk =
        new Odometer(
            Box.extents(part, labels), boxA.along(labels), boxB.along(labels), out.along(labels));
    do {
      int i = walk.at(0);
      int j = walk.at(1);
      long sum = 0;
      for (int k = 0; k < inner; k++, i += stepA, j += stepB) {
        sum = Goldilocks.add(sum, Goldilocks.mul(a[i], b[j]));
      }
      int o = walk.at(2);
      to[o] = Goldilocks.add(to[o], sum);
    } while (walk.next());
    return to;
  }
}
