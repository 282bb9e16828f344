package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads records of a data part: `x[by, i] = data.x[i, row(by)]`, `y[by] = data.y[row(by)]` with
/// public row numbers. The columns data.x, data.y of the part are imports; nothing is committed.
///
/// Of a part in several shards, `x = Σ_s x.s⟨s⟩`, `x.s⟨s⟩[by, i] = data⟨s⟩.x[i, row⟨s⟩(by)]`, where
/// row⟨s⟩ is none, and the term zero, for records of other shards; y alike. Rows are counted
/// through the shards in their order.
///
/// @param layout the columns of the part, without groups
/// @param rows records of the data part
public record RecordGather(DataLayout layout, int rows) {
  /// The gathered columns.
  public record Columns(String x, String y) {}

  /// Copies the rows of a batch: `out[k·K + i] = x[i·rows + row[first+k]]`, from feature-major
  /// cells.
  public void gather(int[] x, int[] row, int first, int count, int[] out) {
    int features = layout.features();
    for (int k = 0; k < count; k++) {
      int r = row[first + k];
      for (int i = 0; i < features; i++) {
        out[k * features + i] = x[i * rows + r];
      }
    }
  }

  /// The label of the rows of a shard.
  ///
  /// @param shard its number
  /// @param count number of shards
  public static String row(int shard, int count) {
    return count == 1 ? "row" : "row" + shard;
  }

  /// Emits imports and gathers.
  ///
  /// @param commitments the older commitments that hold the shards of the part
  /// @param shards records of every shard
  /// @param by labels of the gathered records
  /// @param row row numbers of the part over these labels
  public Columns emit(
      PartBuilder b, List<String> commitments, List<Integer> shards, List<String> by, Cells row) {
    List<String> ofX = with(b, by, "n0");
    List<String> ofY = layout.labels() == 1 ? by : with(b, by, "class");
    if (shards.size() == 1) {
      Columns data = imports(b, "data", commitments.getFirst(), "row");
      return new Columns(
          b.gather("x", ofX, data.x(), "row", by, row),
          b.gather("y", ofY, data.y(), "row", by, row));
    }
    List<Column.Term> x = new ArrayList<>();
    List<Column.Term> y = new ArrayList<>();
    int first = 0;
    for (int s = 0; s < shards.size(); s++) {
      String label = row(s, shards.size());
      Columns data = imports(b, "data" + s, commitments.get(s), label);
      Cells own = within(row, first, shards.get(s));
      x.add(PartBuilder.term(1, b.gather("x.s" + s, ofX, data.x(), label, by, own)));
      y.add(PartBuilder.term(1, b.gather("y.s" + s, ofY, data.y(), label, by, own)));
      first += shards.get(s);
    }
    return new Columns(b.affine("x", ofX, 0, x), b.affine("y", ofY, 0, y));
  }

  private Columns imports(PartBuilder b, String name, String commitment, String row) {
    String x = b.importOlder(name + ".x", b.full("n0", row), commitment, "x");
    return new Columns(x, b.importOlder(name + ".y", layout.labels(b, row), commitment, "y"));
  }

  /// Row numbers in a shard that begins at `first`; -1 for rows of other shards.
  private static Cells within(Cells row, int first, int count) {
    int[] out = new int[row.size()];
    for (int i = 0; i < out.length; i++) {
      int r = row.small(i) - first;
      out[i] = r >= 0 && r < count ? r : -1;
    }
    return Cells.ofInts(out);
  }

  /// Emits import and gather of the groups.
  public static String emitGroups(PartBuilder b, String commitment, List<String> by, Cells row) {
    String groups =
        b.importOlder("data.group", b.full(DataLayout.GROUP, "row"), commitment, "group");
    return b.gather("group", with(b, by, DataLayout.GROUP), groups, "row", by, row);
  }

  /// Emits import and gather of the codes of a tag.
  ///
  /// @param tag name of the column in the commitment
  public static String emitTag(
      PartBuilder b, String commitment, String tag, List<String> by, Cells row) {
    String codes = b.importOlder("data." + tag, List.of("row"), commitment, tag);
    return b.gather("tag", by, codes, "row", by, row);
  }

  private static List<String> with(PartBuilder b, List<String> by, String label) {
    return b.full(Stream.concat(by.stream(), Stream.of(label)).toArray(String[]::new));
  }
}
