package io.hallmark.proof.commitment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Univariate;
import io.hallmark.proof.merkle.Opening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowCommitmentTest {
  private static final byte[] SEED = new byte[32];

  static {
    Arrays.fill(SEED, (byte) 1);
  }

  /// Columns of one label of 2^m cells: a row each.
  private static List<BlockLayout> layouts(Geometry geometry, int... rows) {
    List<BlockLayout> out = new ArrayList<>();
    for (int n : rows) {
      List<long[]> extents = Collections.nCopies(n, new long[] {geometry.rowLength()});
      out.add(new BlockLayout(extents, geometry.m()));
    }
    return out;
  }

  @Test
  void followsThePublishedVector() {
    Geometry geometry = new Geometry(4, 6, 2, 1);
    List<BlockLayout> layout = layouts(geometry, 1);
    Cells row = Cells.ofSigned(LongStream.rangeClosed(1, 16).toArray());
    BlockCells block = new BlockCells(layout.getFirst(), List.of(row));
    RowCommitment c = new RowCommitment(geometry, layout, _ -> block, SEED, List.of());
    assertEquals("10953169089892195974", Long.toUnsignedString(c.slack(0)[0]));
    assertEquals("5526965653309499376", Long.toUnsignedString(c.slack(0)[1]));
    Opening ends = c.open(new long[] {0, 63});
    assertEquals("12991108318164848379", Long.toUnsignedString(ends.values()[0]));
    assertEquals("13275278747025312396", Long.toUnsignedString(ends.values()[1]));
    assertEquals(
        "decf9bf5c5e1a8d18f2866ff506074ed6101bca3632914e87af81fbde8530b1a",
        HexFormat.of().formatHex(ends.salts(), 0, 32));
    assertEquals(
        "586c401b7b25b060bd1d256f1e2c4a4c0d5644d470ca06e2afdd11fe8bf13417",
        HexFormat.of().formatHex(c.root()));
    byte[] siblings = c.open(new long[] {3, 9}).siblings();
    assertEquals(8 * 32, siblings.length);
    String[] starts = {
      "019a96b0043936db", "d01e34c691a8a898", "ef330c11f968b05e", "a02e26efc443ee74",
      "f18e524bcbe9b8b6", "1910e09e7d7e5229", "06bee9514c9f3422", "6efc3d2a9ffd951a"
    };
    for (int k = 0; k < starts.length; k++) {
      assertEquals(starts[k], HexFormat.of().formatHex(siblings, 32 * k, 32 * k + 8));
    }
  }

  /// Blocks of 3 and 70 rows, of small and of large cells, with and without kept codewords.
  @ParameterizedTest
  @ValueSource(longs = {0, 1 << 20})
  void leavesHoldTheValuesOfRowsAndMasks(long keepable) {
    SplittableRandom random = new SplittableRandom(2);
    Geometry geometry = new Geometry(5, 7, 4, 2);
    List<BlockLayout> layouts = layouts(geometry, 3, 70);
    List<Cells> cells = new ArrayList<>();
    for (int l = 0; l < 73; l++) {
      long bound = l % 3 == 0 ? 1L << 60 : 1 << (l % 31);
      cells.add(Cells.ofSigned(random.longs(32, -bound, bound).toArray()));
    }
    List<BlockCells> blocks =
        List.of(
            new BlockCells(layouts.get(0), cells.subList(0, 3)),
            new BlockCells(layouts.get(1), cells.subList(3, 73)));
    ExtArray mask = new ExtArray(32);
    for (int j = 0; j < 32; j++) {
      mask.set(j, new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1));
    }
    RowCommitment c =
        new RowCommitment(geometry, layouts, blocks::get, SEED, List.of(mask), keepable);
    long[] positions = {0, 17, 100, 127};
    long[] values = c.open(positions).values();
    int width = 73 + 2;
    ExtArray weights = new ExtArray(74);
    ExtArray fold = new ExtArray((int) geometry.degreeBound());
    for (int l = 0; l < 73; l++) {
      weights.set(l + 1, new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1));
      long[] row = new long[fold.length()];
      System.arraycopy(cells.get(l).toElements(), 0, row, 0, 32);
      System.arraycopy(c.slack(l), 0, row, 32, row.length - 32);
      for (int k = 0; k < positions.length; k++) {
        long x = ReedSolomon.domainPoint(7, positions[k]);
        assertEquals(Univariate.horner(row, x), values[k * width + l]);
      }
      for (int j = 0; j < row.length; j++) {
        fold.add(j, weights.get(l + 1).times(row[j]));
      }
    }
    for (int k = 0; k < positions.length; k++) {
      long x = ReedSolomon.domainPoint(7, positions[k]);
      assertEquals(Univariate.horner(mask.a0(), x), values[k * width + 73]);
      assertEquals(Univariate.horner(mask.a1(), x), values[k * width + 74]);
    }
    ExtArray sum = new ExtArray(fold.length());
    c.addFold(sum, weights, 1);
    assertEquals(fold, sum);
    assertEquals(
        HexFormat.of().formatHex(c.root()),
        HexFormat.of()
            .formatHex(
                new RowCommitment(geometry, layouts, blocks::get, SEED, List.of(mask)).root()));
    c.erase();
    assertThrows(IllegalStateException.class, () -> c.open(positions));
  }

  @Test
  void everyInputChangesTheSeedOfAnOlderCommitment() {
    Geometry geometry = new Geometry(4, 6, 2, 4);
    List<ColumnShape> shape = List.of(new ColumnShape("c", List.of(new Label("i", 3))));
    byte[] root = commit(geometry, shape, SEED, 1, 2, 3);
    assertArrayEquals(root, commit(geometry, shape, SEED, 1, 2, 3));
    assertFalse(Arrays.equals(root, commit(geometry, shape, new byte[32], 1, 2, 3)));
    Geometry sameSlack = new Geometry(4, 6, 4, 2);
    assertEquals(geometry.slack(), sameSlack.slack());
    assertFalse(Arrays.equals(root, commit(sameSlack, shape, SEED, 1, 2, 3)));
    List<ColumnShape> renamed = List.of(new ColumnShape("c", List.of(new Label("j", 3))));
    assertFalse(Arrays.equals(root, commit(geometry, renamed, SEED, 1, 2, 3)));
    assertFalse(Arrays.equals(root, commit(geometry, shape, SEED, 1, 2, 4)));
  }

  private static byte[] commit(
      Geometry geometry, List<ColumnShape> shape, byte[] secret, int... cells) {
    Map<String, Cells> contents = Map.of("c", Cells.ofInts(cells));
    return CommittedColumns.commit(geometry, shape, contents, secret).root();
  }

  @Test
  void missingCellsAreTheCallersMistake() {
    Geometry geometry = new Geometry(4, 6, 2, 4);
    List<ColumnShape> shape = List.of(new ColumnShape("c", List.of(new Label("i", 3))));
    assertThrows(IllegalArgumentException.class, () -> commit(geometry, shape, SEED, 1, 2));
    assertThrows(
        IllegalArgumentException.class,
        () -> CommittedColumns.commit(geometry, shape, Map.of(), SEED));
    Geometry invalid = new Geometry(6, 6, 2, 4);
    assertThrows(IllegalArgumentException.class, () -> commit(invalid, shape, SEED, 1, 2, 3));
  }
}
