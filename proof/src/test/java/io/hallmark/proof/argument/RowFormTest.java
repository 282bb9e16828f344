package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.proof.commitment.BlockLayout;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Block;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.Phi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The weights of a group cell by cell, against their split into vectors along the row, and against
/// the form with the row bound: columns below, of and above one row, labels cut by the end of the
/// row and by their extents, points, ones and other vectors.
final class RowFormTest {
  private static final int M = 4;

  private SplittableRandom random = new SplittableRandom(11);

  private Ext ext() {
    return new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1);
  }

  private Ext[] point(int variables) {
    Ext[] out = new Ext[variables];
    Arrays.setAll(out, _ -> ext());
    return out;
  }

  private Phi phi(int extent) {
    return switch (random.nextInt(4)) {
      case 0 -> Phi.ones(extent);
      case 1 -> {
        ExtArray entries = new ExtArray(extent);
        for (int i = 0; i < extent; i++) {
          entries.set(i, ext());
        }
        yield Phi.of(entries);
      }
      default -> Phi.point(point(Label.bits(extent)), extent);
    };
  }

  private List<long[]> extents() {
    List<long[]> out = new ArrayList<>();
    for (int c = 0; c < 4; c++) {
      out.add(random.longs(1 + random.nextInt(4), 1, 8).toArray());
    }
    return out;
  }

  private Group group() {
    List<Block> blocks = new ArrayList<>();
    long rows = 0;
    for (int b = 0; b < 2; b++) {
      BlockLayout layout = new BlockLayout(extents(), M);
      rows = (rows + layout.rows() - 1) / layout.rows() * layout.rows();
      blocks.add(new Block(b == 1, 0, 0, layout, rows));
      rows += layout.rows();
    }
    return new Group(new Geometry(M, M + 1, 1, 1), blocks, rows);
  }

  private List<Tensor> tensors(Group group) {
    List<Tensor> out = new ArrayList<>();
    for (Block block : group.blocks()) {
      for (int c = 0; c < block.layout().columnCount(); c++) {
        for (int k = random.nextInt(3); k > 0; k--) {
          List<Phi> factors = new ArrayList<>();
          for (long n : block.layout().extents(c)) {
            factors.add(phi((int) n));
          }
          out.add(new Tensor(ext(), block, c, factors));
        }
      }
    }
    return out;
  }

  /// Weights of every live row.
  private static List<ExtArray> dense(LiveRows live, List<Tensor> tensors) {
    List<ExtArray> out = new ArrayList<>();
    for (int l = 0; l < live.size(); l++) {
      out.add(new ExtArray(1 << M));
    }
    for (Tensor tensor : tensors) {
      BlockLayout layout = tensor.block().layout();
      long[] extents = layout.extents(tensor.column());
      long[] index = new long[extents.length];
      int k;
      do {
        Ext weight = tensor.coefficient();
        for (int i = 0; i < index.length; i++) {
          weight = weight.times(tensor.factors().get(i).entries().get((int) index[i]));
        }
        long address = layout.address(tensor.column(), index);
        out.get(live.index(tensor.block(), address)).add((int) (address % (1 << M)), weight);
        k = extents.length - 1;
        while (k >= 0 && ++index[k] == extents[k]) {
          index[k--] = 0;
        }
      } while (k >= 0);
    }
    return out;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void splitsAndFormsAreTheWeights(long round) {
    random = new SplittableRandom(round);
    for (int i = 0; i < 20; i++) {
      Group group = group();
      LiveRows live = new LiveRows(group);
      List<Tensor> tensors = tensors(group);
      List<ExtArray> expected = dense(live, tensors);
      List<RowWeights.Form> forms = RowWeights.of(M, live, tensors);
      int kappa = Label.bits(group.rows());
      Ext[] alpha = point(kappa);
      ExtArray eq = live.eq(alpha);
      ExtArray bound = new ExtArray(1 << M);
      for (int l = 0; l < live.size(); l++) {
        ExtArray row = new ExtArray(1 << M);
        for (RowWeights.Form form : forms) {
          for (int j = 0; j < 1 << M; j++) {
            row.add(j, form.vector().get(j).times(form.rows().get(l)));
          }
        }
        assertEquals(expected.get(l), row);
        for (int j = 0; j < 1 << M; j++) {
          bound.add(j, row.get(j).times(eq.get(l)));
        }
      }
      RowForm form = RowForm.at(M, tensors, alpha);
      assertEquals(bound, form.expand());
      RowForm wide = form.widened(M + 1);
      ExtArray table = bound.copyOfRange(0, 2 << M);
      for (int k = 0; k <= M; k++) {
        assertEquals(table, wide.expand());
        Ext r = ext();
        table = Tables.fold(table, r);
        wide = wide.fold(r);
      }
      assertEquals(table, wide.expand());
    }
  }

  /// Two columns with the same coordinates along the row, however their labels share them, have one
  /// vector.
  @Test
  void equalCoordinatesGiveOneVector() {
    List<long[]> extents = List.of(new long[] {3, 4, 4}, new long[] {5, 16}, new long[] {8, 8});
    BlockLayout layout = new BlockLayout(extents, M);
    Block block = new Block(false, 0, 0, layout, 0);
    Group group = new Group(new Geometry(M, M + 1, 1, 1), List.of(block), layout.rows());
    Ext[] low = point(M);
    Phi two = Phi.point(Arrays.copyOf(low, 2), 4);
    Phi lower = Phi.point(Arrays.copyOfRange(low, 2, 4), 4);
    Ext[] cut = {ext(), ext(), low[0]};
    List<Tensor> tensors =
        List.of(
            new Tensor(ext(), block, 0, List.of(phi(3), two, lower)),
            new Tensor(ext(), block, 1, List.of(phi(5), Phi.point(low, 16))),
            new Tensor(
                ext(),
                block,
                2,
                List.of(Phi.point(cut, 8), Phi.point(Arrays.copyOfRange(low, 1, 4), 8))));
    assertEquals(1, RowWeights.of(M, new LiveRows(group), tensors).size());
    assertTrue(new LiveRows(group).size() > 10);
  }
}
