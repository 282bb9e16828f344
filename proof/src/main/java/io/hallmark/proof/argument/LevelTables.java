package io.hallmark.proof.argument;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.LeafTree;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.security.LevelShape;
import java.util.ArrayList;
import java.util.List;

/// The vectors and trees of the levels of one group.
final class LevelTables implements LevelOracle {
  private final List<LevelShape> levels;
  private final int degreeBound;
  private final List<LeafTree> trees = new ArrayList<>();
  private ExtArray vector;
  private ExtArray omega = new ExtArray(0);
  private int done;

  /// @param levels shapes
  /// @param foldedRow h, K coefficients
  LevelTables(List<LevelShape> levels, ExtArray foldedRow) {
    this.levels = levels;
    this.degreeBound = foldedRow.length();
    LevelShape first = levels.getFirst();
    this.vector = foldedRow.copyOfRange(0, 1 << (first.fold() + first.low()));
  }

  @Override
  public byte[] root() {
    LevelShape level = levels.get(trees.size());
    int rowLength = 1 << level.low();
    int rows = trees.isEmpty() ? degreeBound >> level.low() : 1 << level.fold();
    long[][] coefficients = new long[2 * rows][];
    for (int l = 0; l < rows; l++) {
      ExtArray row = vector.copyOfRange(l * rowLength, (l + 1) * rowLength);
      coefficients[2 * l] = row.a0();
      coefficients[2 * l + 1] = row.a1();
    }
    long[] words = ReedSolomon.encodeRows(coefficients, (int) level.nu());
    LeafShape shape = LeafShape.level(rows);
    LeafTree.Source source =
        (i, out, at) -> System.arraycopy(words, i * shape.width(), out, at, shape.width());
    LeafTree tree = new LeafTree(shape, 1 << level.nu(), source, new byte[32], 0);
    trees.add(tree);
    done = 0;
    return tree.root();
  }

  @Override
  public ExtArray round(LevelWeights weights, Ext[] bound) {
    if (bound.length == 0) {
      omega = weights.toArray();
    }
    bind(bound);
    int half = vector.length() / 2;
    Ext c0 = Kernels.chosen().innerProduct(vector, 0, omega, 0, half);
    Ext high = Kernels.chosen().innerProduct(vector, half, omega, half, half);
    Ext cross =
        Kernels.chosen()
            .innerProduct(vector, half, omega, 0, half)
            .plus(Kernels.chosen().innerProduct(vector, 0, omega, half, half));
    return ExtArray.of(c0, c0.plus(high).minus(cross));
  }

  private void bind(Ext[] bound) {
    for (; done < bound.length; done++) {
      vector = Tables.fold(vector, bound[done]);
      omega = Tables.fold(omega, bound[done]);
    }
  }

  @Override
  public ExtArray vector(Ext[] point) {
    bind(point);
    return vector;
  }

  @Override
  public Opening open(int level, long[] positions) {
    return trees.get(level).open(positions);
  }
}
