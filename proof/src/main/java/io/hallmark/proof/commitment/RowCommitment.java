package io.hallmark.proof.commitment;

import io.hallmark.algebra.code.ReedSolomon;
import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.merkle.LeafShape;
import io.hallmark.proof.merkle.LeafTree;
import io.hallmark.proof.merkle.Opening;
import io.hallmark.proof.wire.ElementStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The committing side of one commitment: live rows with their slack, codewords and tree.
///
/// Row l is the polynomial `P_l(x) = sum over j < M of W[l,j]·x^j + x^M·sum over j < T of
/// slack[l,j]·x^j`, and leaf i of the tree holds `P_l(x_i)` for all l, and in the trace then the
/// values of the masks. The slack of row l is the stream (seed, 1, l), the salts have purpose 1.
///
/// - **Cost:** one transform of size n per row, and `8·n` bytes per row.
/// - **Threads:** immutable, [#erase] aside. Holds secrets.
public final class RowCommitment {
  private static final int PURPOSE = 1;

  private final int nu;
  private final long[][] rows;
  private final List<long[]> chunks = new ArrayList<>();
  private final List<ExtArray> masks;
  private final LeafTree tree;

  /// Encodes and hashes.
  ///
  /// @param geometry a valid geometry
  /// @param blocks live rows of each block, K places each, the first M filled; kept, and the slack
  ///   is written into them
  /// @param seed seed of slack and salts, 32 bytes
  /// @param masks polynomials whose values end every leaf, by coefficient
  public RowCommitment(
      Geometry geometry, List<long[][]> blocks, byte[] seed, List<ExtArray> masks) {
    int messageLength = Math.toIntExact(geometry.rowLength());
    this.rows = blocks.stream().flatMap(Arrays::stream).toArray(long[][]::new);
    this.nu = (int) geometry.nu();
    for (int l = 0; l < rows.length; l++) {
      ElementStream slack = new ElementStream(seed, PURPOSE, l);
      for (int j = messageLength; j < rows[l].length; j++) {
        rows[l][j] = slack.next();
      }
      slack.erase();
    }
    for (long[][] block : blocks) {
      for (int from = 0; from < block.length; from += LeafShape.CHUNK) {
        int to = Math.min(from + LeafShape.CHUNK, block.length);
        chunks.add(ReedSolomon.encodeRows(Arrays.copyOfRange(block, from, to), nu));
      }
    }
    this.masks = masks.stream().map(mask -> ReedSolomon.encode(mask, nu)).toList();
    int[] sizes = blocks.stream().mapToInt(block -> block.length).toArray();
    LeafShape shape = LeafShape.rows(sizes, 2 * masks.size());
    tree = new LeafTree(shape, 1 << nu, this::copyLeaf, seed, PURPOSE);
  }

  private void copyLeaf(int position, long[] out, int at) {
    int to = at;
    for (long[] chunk : chunks) {
      int width = chunk.length >> nu;
      System.arraycopy(chunk, position * width, out, to, width);
      to += width;
    }
    for (ExtArray mask : masks) {
      out[to++] = mask.a0()[position];
      out[to++] = mask.a1()[position];
    }
  }

  /// The root.
  public byte[] root() {
    return tree.root();
  }

  /// Number of live rows.
  public int rowCount() {
    return rows.length;
  }

  /// Row l: M message elements, then T elements of slack; not copied, not to be changed.
  public long[] row(int l) {
    return rows[l];
  }

  /// Adds `sum over l of weights[l]·row l`, slack included, to `sum`.
  ///
  /// @param sum K elements
  /// @param weights one weight per live row
  public void addFold(ExtArray sum, List<Ext> weights) {
    for (int l = 0; l < rows.length; l++) {
      Kernels.chosen().addScaled(sum, 0, weights.get(l), rows[l], 0, rows[l].length);
    }
  }

  /// Opens leaves.
  @SuppressWarnings("exports") // for the argument only, which is in this module
  public Opening open(long[] positions) {
    return tree.open(positions);
  }

  /// Overwrites rows, slack, masks and the seed of the salts.
  public void erase() {
    for (long[] row : rows) {
      Arrays.fill(row, 0);
    }
    chunks.forEach(chunk -> Arrays.fill(chunk, 0));
    masks.forEach(mask -> mask.fill(Ext.ZERO));
    tree.eraseSalts();
  }
}
