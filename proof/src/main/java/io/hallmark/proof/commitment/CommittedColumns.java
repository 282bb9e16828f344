package io.hallmark.proof.commitment;

import io.hallmark.proof.wire.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The committing side of an older commitment: data set, parent model, released model.
///
/// Its seed is `H(0x22, 32 fresh bytes, u64 m, nu, t, B, columns as in the descriptor, table digest
/// of the cells)`: other contents under the same fresh bytes have an unrelated seed, equal contents
/// the same one. The fresh bytes are as secret as the cells and must be kept as long as the
/// commitment is to be opened.
///
/// - **Cost:** see [RowCommitment].
/// - **Threads:** immutable. Holds secrets; prints none.
public final class CommittedColumns {
  private final Geometry geometry;
  private final List<ColumnShape> columns;
  private final Map<String, Cells> cells;
  private final RowCommitment rows;
  private final byte[] root;

  private CommittedColumns(
      Geometry geometry, List<ColumnShape> columns, Map<String, Cells> cells, RowCommitment rows) {
    this.geometry = geometry;
    this.columns = columns;
    this.cells = cells;
    this.rows = rows;
    this.root = rows.root();
  }

  /// Commits to columns.
  ///
  /// @param geometry a valid geometry
  /// @param columns names and labels, in declared order, at least one
  /// @param cells cells of every column, first label most significant
  /// @param secret 32 fresh random bytes, never used for another commitment
  /// @throws IllegalArgumentException if the geometry is invalid, a column is missing, or a size is
  ///   wrong
  public static CommittedColumns commit(
      Geometry geometry, List<ColumnShape> columns, Map<String, Cells> cells, byte[] secret) {
    if (!geometry.isValid() || columns.isEmpty() || secret.length != Hashes.DIGEST_BYTES) {
      throw new IllegalArgumentException("no commitment has this geometry, columns or secret");
    }
    List<Cells> ordered = new ArrayList<>();
    List<long[]> extents = new ArrayList<>();
    Map<String, Cells> kept = new HashMap<>();
    for (ColumnShape column : columns) {
      Cells own = cells.get(column.name());
      if (own == null) {
        throw new IllegalArgumentException("no cells of column " + column.name());
      }
      ordered.add(own);
      kept.put(column.name(), own);
      extents.add(column.labels().stream().mapToLong(Label::extent).toArray());
    }
    byte[] seed = seed(geometry, columns, ordered, secret);
    BlockLayout layout = new BlockLayout(extents, geometry.m());
    BlockCells block = new BlockCells(layout, ordered);
    RowCommitment rows = new RowCommitment(geometry, List.of(layout), _ -> block, seed, List.of());
    Arrays.fill(seed, (byte) 0);
    return new CommittedColumns(geometry, List.copyOf(columns), kept, rows);
  }

  /// The seed of slack and salts.
  static byte[] seed(
      Geometry geometry, List<ColumnShape> columns, List<Cells> cells, byte[] secret) {
    return Hashes.tagged(
        0x22,
        secret,
        new CanonicalBytes().geometry(geometry).columns(columns).toByteArray(),
        TableDigest.of(cells));
  }

  /// The geometry.
  public Geometry geometry() {
    return geometry;
  }

  /// Names and labels of the columns.
  public List<ColumnShape> columns() {
    return columns;
  }

  /// The root.
  public byte[] root() {
    return root.clone();
  }

  /// The descriptor, by which documents link this commitment.
  public byte[] descriptor() {
    return Descriptor.of(root, geometry, columns);
  }

  /// The cells of a column.
  ///
  /// @throws IllegalArgumentException if there is no such column
  public Cells cells(String column) {
    Cells own = cells.get(column);
    if (own == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return own;
  }

  /// The rows with their slack and tree.
  public RowCommitment rows() {
    return rows;
  }

  @Override
  public String toString() {
    return "CommittedColumns[" + columns.size() + " columns]";
  }
}
