package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Strip;
import java.util.ArrayList;
import java.util.List;

/// All layers of the fraction tree of a part: numerators p and denominators q.
///
/// `p[i] = p'[i]·q'[i + h] + p'[i + h]·q'[i]`, `q[i] = q'[i]·q'[i + h]`, with primes for the layer
/// below and h half its size.
final class LookupTree {
  private final List<ExtArray> numerators = new ArrayList<>();
  private final List<ExtArray> denominators = new ArrayList<>();

  /// Builds all layers; layer 0 is not kept.
  LookupTree(PartIndex part, ColumnValues values, LookupChallenges challenges) {
    int size = 1 << part.lookupDepth();
    ExtArray p = new ExtArray(size);
    ExtArray q = new ExtArray(size);
    q.fill(Ext.ONE);
    for (Strip strip : part.strips()) {
      fill(part, strip, values, challenges, p, q);
    }
    numerators.add(p);
    denominators.add(q);
    while (size > 2) {
      size /= 2;
      ExtArray above = new ExtArray(size);
      ExtArray aboveQ = new ExtArray(size);
      add(p, q, size, above, aboveQ);
      p = above;
      q = aboveQ;
      numerators.addFirst(p);
      denominators.addFirst(q);
    }
  }

  /// The numerators of layer k, from 1 on.
  ExtArray numerators(int layer) {
    return numerators.get(layer - 1);
  }

  /// The denominators of layer k, from 1 on.
  ExtArray denominators(int layer) {
    return denominators.get(layer - 1);
  }

  private static void fill(
      PartIndex part,
      Strip strip,
      ColumnValues values,
      LookupChallenges challenges,
      ExtArray p,
      ExtArray q) {
    Ids labels = strip.labels();
    int size = Math.toIntExact(part.boxSize(labels));
    ExtArray q0 = new ExtArray(size);
    q0.fill(challenges.alpha().minus(Ext.of(strip.tag())));
    for (int k = 0; k < strip.columns().size(); k++) {
      int column = strip.columns().get(k);
      LabelTable table = LabelTable.of(part, column, values.of(column)).reordered(labels);
      Ext beta = challenges.betas().get(k).negate();
      long[] a1 = table.a1();
      if (a1 == null) {
        Kernels.chosen().addScaled(q0, 0, beta, table.a0(), 0, size);
      } else {
        Kernels.chosen().addScaled(q0, 0, beta, ExtArray.over(table.a0(), a1), 0, size);
      }
    }
    long[] multiplicities = new long[0];
    if (!strip.isLookup()) {
      int column = strip.multiplicity();
      multiplicities = LabelTable.of(part, column, values.of(column)).reordered(labels).a0();
    }
    long[] m = multiplicities;
    int offset = Math.toIntExact(strip.offset());
    LabelTable.runs(
        part,
        labels,
        (box, padded, count) -> {
          int at = offset + padded;
          System.arraycopy(q0.a0(), box, q.a0(), at, count);
          System.arraycopy(q0.a1(), box, q.a1(), at, count);
          for (int i = 0; i < count; i++) {
            p.a0()[at + i] = strip.isLookup() ? 1 : Goldilocks.neg(m[box + i]);
          }
        });
  }

  private static void add(ExtArray p, ExtArray q, int half, ExtArray outP, ExtArray outQ) {
    long[] p0 = p.a0();
    long[] p1 = p.a1();
    long[] q0 = q.a0();
    long[] q1 = q.a1();
    for (int i = 0; i < half; i++) {
      int j = i + half;
      long x0 = Ext.product0(p0[i], p1[i], q0[j], q1[j]);
      long x1 = Ext.product1(p0[i], p1[i], q0[j], q1[j]);
      long y0 = Ext.product0(p0[j], p1[j], q0[i], q1[i]);
      long y1 = Ext.product1(p0[j], p1[j], q0[i], q1[i]);
      outP.a0()[i] = Goldilocks.add(x0, y0);
      outP.a1()[i] = Goldilocks.add(x1, y1);
      outQ.a0()[i] = Ext.product0(q0[i], q1[i], q0[j], q1[j]);
      outQ.a1()[i] = Ext.product1(q0[i], q1[i], q0[j], q1[j]);
    }
  }
}
