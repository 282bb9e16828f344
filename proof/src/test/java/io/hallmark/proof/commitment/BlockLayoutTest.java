package io.hallmark.proof.commitment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Offsets, live rows and digests of commitments.
final class BlockLayoutTest {
  @Test
  void offsetsAlignAndLiveRowsAreThoseOfTheCells() {
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<long[]> extents = new ArrayList<>();
      int columns = 1 + random.nextInt(6);
      for (int c = 0; c < columns; c++) {
        long[] n = new long[random.nextInt(4)];
        for (int k = 0; k < n.length; k++) {
          n[k] = 1L + random.nextInt(7);
        }
        extents.add(n);
      }
      int m = random.nextInt(6);
      BlockLayout layout = new BlockLayout(extents, m);
      TreeSet<Long> live = new TreeSet<>();
      TreeSet<Long> taken = new TreeSet<>();
      for (int c = 0; c < columns; c++) {
        assertEquals(0, layout.offset(c) % (1L << layout.variables(c)));
        for (long[] index : box(extents.get(c))) {
          long address = layout.address(c, index);
          live.add(address >> m);
          assertEquals(true, taken.add(address), "two cells at one address");
        }
      }
      assertEquals(live.size(), layout.liveRowCount());
      assertEquals(List.copyOf(live), rows(layout.liveRows()));
      assertEquals(true, live.last() < layout.rows());
      for (long row = 0; row < layout.rows(); row++) {
        int expected = live.contains(row) ? live.headSet(row).size() : -1;
        assertEquals(expected, layout.liveRows().indexOf(row));
      }
    }
  }

  private static List<Long> rows(RowSet set) {
    List<Long> out = new ArrayList<>();
    for (long i = 0; i < set.size(); i++) {
      out.add(set.row(i));
    }
    return out;
  }

  private static List<long[]> box(long[] n) {
    List<long[]> out = List.of(new long[0]);
    for (long extent : n) {
      List<long[]> next = new ArrayList<>();
      for (long[] i : out) {
        for (long k = 0; k < extent; k++) {
          long[] more = java.util.Arrays.copyOf(i, i.length + 1);
          more[i.length] = k;
          next.add(more);
        }
      }
      out = next;
    }
    return out;
  }

  @Test
  void tiesKeepTheDeclaredOrder() {
    BlockLayout layout =
        new BlockLayout(List.of(new long[] {3}, new long[] {5}, new long[] {4}), 2);
    assertEquals(8, layout.offset(0));
    assertEquals(0, layout.offset(1));
    assertEquals(12, layout.offset(2));
    assertEquals(2, layout.kappa());
    assertEquals(4, layout.liveRows().size());
  }

  @Test
  void largeExtentsAreCountedByRanges() {
    BlockLayout layout = new BlockLayout(List.of(new long[] {(1L << 28) + 1}), 4);
    assertEquals(25, layout.kappa());
    assertEquals((1L << 24) + 1, layout.liveRows().size());
    assertEquals(1, layout.liveRows().rangeCount());
    assertThrows(IndexOutOfBoundsException.class, () -> layout.liveRows().row(1L << 25));
  }

  /// 2^50 rows of 2^52, which nobody lists.
  @Test
  void rowsAreCountedWithoutAList() {
    BlockLayout layout =
        new BlockLayout(List.of(new long[] {1L << 29, 1L << 20, 33}, new long[] {5, 3}), 4);
    assertEquals(52, layout.kappa());
    assertEquals((3L << 49) + 2, layout.liveRowCount());
    assertThrows(IllegalStateException.class, layout::liveRows);
  }

  @Test
  void theDigestOfATableIsThePublishedOne() {
    String expected = "04c20a5aeea99fd96ecbccfef84ccaa991013d504246a9234334b28721d713e5";
    Cells ints = Cells.ofInts(0, 1, 2, 3);
    assertEquals(expected, HexFormat.of().formatHex(TableDigest.of(ints)));
    Cells two = Cells.ofElements(2, 3);
    byte[] joined = TableDigest.of(List.of(Cells.ofInts(0, 1), two));
    assertEquals(expected, HexFormat.of().formatHex(joined));
  }

  @Test
  void theDescriptorBindsNamesExtentsOrderAndGeometry() {
    byte[] root = new byte[32];
    Geometry g = new Geometry(4, 8, 8, 3);
    ColumnShape v = new ColumnShape("v", List.of(new Label("i", 4), new Label("o", 4)));
    ColumnShape w = new ColumnShape("w", List.of(new Label("i", 4), new Label("o", 4)));
    ColumnShape t = new ColumnShape("v", List.of(new Label("o", 4), new Label("i", 4)));
    List<byte[]> all =
        List.of(
            Descriptor.of(root, g, List.of(v, w)),
            Descriptor.of(root, g, List.of(w, v)),
            Descriptor.of(root, g, List.of(t, w)),
            Descriptor.of(root, g, List.of(v)),
            Descriptor.of(root, new Geometry(4, 8, 8, 4), List.of(v, w)));
    assertEquals(5, all.stream().map(HexFormat.of()::formatHex).distinct().count());
  }
}
