package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.BoxTable;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Counting by the first column and by compressed tuples gives the same counts.
final class TableCounterTest {
  private static final Ext[] BETAS = {new Ext(3, 8), new Ext(5, 77)};
  private static final int SIZE = 5000;

  private final SplittableRandom random = new SplittableRandom(4);

  /// The same columns where no index by the first one is possible: far apart, by a factor.
  private static List<Cells> spread(List<Cells> columns) {
    return columns.stream()
        .map(c -> {
          long[] out = c.toElements();
          for (int i = 0; i < out.length; i++) {
            out[i] = Goldilocks.mul(out[i], 0x1234_5678_9ABC_DEFL);
          }
          return Cells.ofElements(out);
        })
        .toList();
  }

  private static List<BoxTable> tables(List<Cells> columns) {
    return columns.stream().map(BoxTable::of).toList();
  }

  private static void assertCounts(List<Cells> entries, List<Cells> tuples, int missing) {
    assertNotNull(DirectIndex.of(entries));
    TableCounter direct = TableCounter.of(tables(entries), BETAS);
    assertEquals(missing, direct.count(tables(tuples)));
    assertNull(DirectIndex.of(spread(entries)));
    TableCounter compressed = TableCounter.of(tables(spread(entries)), BETAS);
    assertEquals(missing, compressed.count(tables(spread(tuples))));
    if (missing < 0) {
      assertArrayEquals(compressed.counts(), direct.counts());
    }
  }

  private int[] signedRange(int n) {
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[i] = n / 3 - i;
    }
    return out;
  }

  @Test
  void tuplesAreCountedByTheirFirstEntry() {
    int[] x = signedRange(300);
    int[] y = random.ints(300).toArray();
    int[] rows = random.ints(SIZE, 0, 300).toArray();
    int[] first = new int[SIZE];
    int[] second = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      first[i] = x[rows[i]];
      second[i] = y[rows[i]];
    }
    List<Cells> entries = List.of(Cells.ofInts(x), Cells.ofInts(y));
    assertCounts(entries, List.of(Cells.ofInts(first), Cells.ofInts(second)), -1);
    long[] wide = Cells.ofInts(second).toElements();
    assertCounts(entries, List.of(Cells.ofInts(first), Cells.ofElements(wide)), -1);
    second[4711]++;
    assertCounts(entries, List.of(Cells.ofInts(first), Cells.ofInts(second)), 4711);
    first[4500] = 101;
    assertCounts(entries, List.of(Cells.ofInts(first), Cells.ofInts(second)), 4500);
    first[17] = -200;
    assertCounts(entries, List.of(Cells.ofInts(first), Cells.ofInts(second)), 17);
  }

  @Test
  void anEntryThatStandsTwiceIsCountedAtItsFirstPlace() {
    List<Cells> entries = List.of(Cells.ofInts(4, 9, 4, 5));
    List<Cells> tuples = List.of(Cells.ofInts(4, 5, 4, 9));
    assertCounts(entries, tuples, -1);
    TableCounter counter = TableCounter.of(tables(entries), BETAS);
    assertEquals(-1, counter.count(tables(tuples)));
    assertEquals(-1, counter.count(tables(tuples)));
    assertArrayEquals(new long[] {4, 2, 0, 2}, counter.counts());
    // of two columns the first alone says nothing
    assertNull(DirectIndex.of(List.of(entries.get(0), Cells.ofInts(1, 2, 3, 4))));
  }

  @Test
  void fingerprintsAreCompared() {
    ExtArray entries = ExtArray.of(new Ext(1, 2), new Ext(3, 4));
    TableCounter counter = TableCounter.of(List.of(BoxTable.of(entries)), BETAS);
    ExtArray tuples = ExtArray.of(new Ext(3, 4), new Ext(1, 2), new Ext(3, 4), new Ext(3, 5));
    assertEquals(3, counter.count(List.of(BoxTable.of(tuples))));
    assertArrayEquals(new long[] {1, 2}, counter.counts());
  }
}
