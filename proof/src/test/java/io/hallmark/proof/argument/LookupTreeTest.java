package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.poly.Univariate;
import io.hallmark.algebra.simd.FractionKernels;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import io.hallmark.proof.relation.Strip;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every message of the lookup tree against the definition: all layers as tables of E, the summand
/// summed at four points in every round.
final class LookupTreeTest {
  private final SplittableRandom random = new SplittableRandom(17);

  /// Lookups of narrow integers in order and out of order, of signed integers, of elements, of
  /// tuples and of fingerprints; ragged extents inside and in front; strips smaller than a block;
  /// two range tables and a tuple table.
  private static Part part(int scale) {
    return new Part(
        List.of(
            new Label("i", 3),
            new Label("j", 170L * scale),
            new Label("k", 64L * scale),
            new Label("c", 5),
            new Label("t", 100L * scale),
            new Label("s", 2)),
        List.of(
            new Column.Committed("a", List.of("i", "j")),
            new Column.Committed("b", List.of("i", "k")),
            new Column.Committed("z", List.of("i", "k")),
            new Column.Committed("turned", List.of("k", "i")),
            new Column.Committed("signed", List.of("j", "c")),
            new Column.Committed("wide", List.of("k", "c")),
            new Column.Committed("deep", List.of("k", "s")),
            new Column.Committed("few", List.of("c")),
            new Column.Committed("m", List.of("t")),
            new Column.Committed("n", List.of("k")),
            new Column.Committed("o", List.of("k")),
            new Column.Counter("range", List.of("t"), 0, 1),
            new Column.Counter("other", List.of("k"), 3, 1),
            new Column.Fingerprint("print", List.of("k"), "deep", List.of("s")),
            new Column.Committed("p", List.of("k"))),
        List.of(),
        List.of(),
        List.of(
            new Part.Lookup("a", List.of("i", "j"), List.of("a"), "range"),
            new Part.Lookup("b", List.of("i", "k"), List.of("b"), "range"),
            new Part.Lookup("b2", List.of("i", "k"), List.of("z"), "other"),
            new Part.Lookup("turned", List.of("i", "k"), List.of("turned"), "other"),
            new Part.Lookup("pair", List.of("i", "k"), List.of("b", "z"), "pairs"),
            new Part.Lookup("signed", List.of("j", "c"), List.of("signed"), "range"),
            new Part.Lookup("wide", List.of("k", "c"), List.of("wide"), "range"),
            new Part.Lookup("print", List.of("k"), List.of("print"), "prints"),
            new Part.Lookup("few", List.of("c"), List.of("few"), "range")),
        List.of(
            new Part.LookupTable("range", List.of("t"), List.of("range"), "m"),
            new Part.LookupTable("other", List.of("k"), List.of("other"), "n"),
            new Part.LookupTable("pairs", List.of("k"), List.of("other", "other"), "o"),
            new Part.LookupTable("prints", List.of("k"), List.of("print"), "p")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 11})
  void everyMessageIsThatOfTheDefinition(int scale) throws Exception {
    PartIndex part = PartIndex.of(part(scale));
    Cells[] cells = new Cells[part.columnCount()];
    for (int c = 0; c < cells.length; c++) {
      if (part.isCells(c) && c != part.zkColumn()) {
        int size = Math.toIntExact(part.boxSize(part.labels(c)));
        int lowest = part.columnName(c).equals("signed") ? -70_000 : 0;
        cells[c] =
            part.columnName(c).equals("wide")
                ? Cells.ofElements(random.longs(size).map(x -> x >>> 1).toArray())
                : Cells.ofInts(random.ints(size, lowest, 70_000).toArray());
      }
    }
    Phi[] points = new Phi[part.labelCount()];
    int s = part.fingerprintLabels().get(0);
    points[s] = Phi.point(elements(part.bits(s)), part.extent(s));
    ColumnValues values = new ColumnValues(part, c -> cells[c], points);
    LookupChallenges challenges =
        new LookupChallenges(element(), List.of(element(), element()), points);
    for (FractionKernels kernels : FractionKernels.implementations()) {
      LookupLeaves leaves = new LookupLeaves(part, values, challenges, () -> kernels);
      assertTree(part, values, challenges, new LookupTree(leaves, challenges.betas().get(0)));
    }
  }

  private void assertTree(
      PartIndex part, ColumnValues values, LookupChallenges challenges, LookupTree tree) {
    int depth = part.lookupDepth();
    ExtArray[] p = new ExtArray[depth + 1];
    ExtArray[] q = new ExtArray[depth + 1];
    p[depth] = new ExtArray(1 << depth);
    q[depth] = new ExtArray(1 << depth);
    q[depth].fill(Ext.ONE);
    part.strips().forEach(strip -> leaves(part, strip, values, challenges, p[depth], q[depth]));
    for (int k = depth - 1; k >= 1; k--) {
      int h = 1 << k;
      p[k] = new ExtArray(h);
      q[k] = new ExtArray(h);
      for (int i = 0; i < h; i++) {
        Ext mixed = p[k + 1].get(i + h).times(q[k + 1].get(i));
        p[k].set(i, p[k + 1].get(i).times(q[k + 1].get(i + h)).plus(mixed));
        q[k].set(i, q[k + 1].get(i).times(q[k + 1].get(i + h)));
      }
    }
    assertEquals(
        ExtArray.of(p[1].get(0), p[1].get(1), q[1].get(0), q[1].get(1)), tree.fractions(1, 0, 2));
    Ext[] r = elements(1);
    for (int k = 1; k < depth; k++) {
      Ext lambda = element();
      Ext[] end = assertRounds(tree.rounds(k, r, lambda), p[k + 1], q[k + 1], r, lambda);
      r = new Ext[k + 1];
      r[0] = element();
      System.arraycopy(end, 0, r, 1, k);
    }
  }

  private Ext[] assertRounds(RoundOracle rounds, ExtArray p, ExtArray q, Ext[] r, Ext lambda) {
    int h = p.length() / 2;
    ExtArray[] t = {
      Tables.eq(r),
      p.copyOfRange(0, h),
      p.copyOfRange(h, 2 * h),
      q.copyOfRange(0, h),
      q.copyOfRange(h, 2 * h)
    };
    Ext[] bound = new Ext[0];
    for (int i = 0; i < r.length; i++) {
      Ext[] at = new Ext[4];
      for (int x = 0; x < 4; x++) {
        at[x] = sum(t, Ext.of(x), lambda);
      }
      Ext[] expected = Univariate.interpolateCubic(at[0], at[1], at[2], at[3]);
      assertEquals(ExtArray.of(expected[0], expected[2], expected[3]), rounds.round(bound));
      bound = Arrays.copyOf(bound, i + 1);
      bound[i] = element();
      for (int j = 0; j < t.length; j++) {
        t[j] = Tables.fold(t[j], bound[i]);
      }
    }
    assertEquals(
        ExtArray.of(t[1].get(0), t[2].get(0), t[3].get(0), t[4].get(0)), rounds.end(bound));
    return bound;
  }

  private static Ext sum(ExtArray[] tables, Ext x, Ext lambda) {
    ExtArray[] t = new ExtArray[tables.length];
    for (int j = 0; j < t.length; j++) {
      t[j] = Tables.fold(tables[j], x);
    }
    Ext sum = Ext.ZERO;
    for (int i = 0; i < t[0].length(); i++) {
      Ext cross = t[1].get(i).times(t[4].get(i)).plus(t[2].get(i).times(t[3].get(i)));
      Ext term = cross.plus(lambda.times(t[3].get(i)).times(t[4].get(i)));
      sum = sum.plus(t[0].get(i).times(term));
    }
    return sum;
  }

  private static void leaves(
      PartIndex part,
      Strip strip,
      ColumnValues values,
      LookupChallenges challenges,
      ExtArray p,
      ExtArray q) {
    LabelTable[] columns = new LabelTable[strip.columns().size()];
    for (int k = 0; k < columns.length; k++) {
      int c = strip.columns().get(k);
      columns[k] = LabelTable.of(part, c, values.of(c)).reordered(strip.labels());
    }
    long[] m =
        strip.isLookup()
            ? new long[0]
            : LabelTable.of(part, strip.multiplicity(), values.of(strip.multiplicity()))
                .reordered(strip.labels())
                .a0();
    LabelTable.runs(
        part,
        strip.labels(),
        (box, padded, count) -> {
          for (int i = 0; i < count; i++) {
            Ext denominator = challenges.alpha().minus(Ext.of(strip.tag()));
            for (int k = 0; k < columns.length; k++) {
              long[] a1 = columns[k].a1();
              Ext e = new Ext(columns[k].a0()[box + i], a1 == null ? 0 : a1[box + i]);
              denominator = denominator.minus(challenges.betas().get(k).times(e));
            }
            int at = Math.toIntExact(strip.offset()) + padded + i;
            p.set(at, Ext.of(strip.isLookup() ? 1 : Goldilocks.neg(m[box + i])));
            q.set(at, denominator);
          }
        });
  }

  private Ext element() {
    Ext out = new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1);
    assertNotEquals(Ext.ZERO, out);
    return out;
  }

  private Ext[] elements(int count) {
    Ext[] out = new Ext[count];
    Arrays.setAll(out, _ -> element());
    return out;
  }
}
