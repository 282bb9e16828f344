package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// How often each class was predicted for each true class, in every group of records that share the
/// code of a tag.
///
/// Constraint: the triple (code, true class, predicted class) of every record is looked up in the
/// public table `groups` of all triples, which no other lookup uses. Its entries are distinct, so
/// its multiplicities are the exact counts, and LINEAR `groups.z` sets them equal to the published
/// ones.
///
/// @param tag name of the column of codes in the commitment to the part
/// @param groups number of codes
/// @param counts published numbers, `[code, true, predicted]` row-major
public record GroupCounts(String tag, int groups, List<Integer> counts)
    implements Metric.OfClasses {
  /// Name of the lookup and of its table.
  private static final String TABLE = "groups";

  /// Copies the list.
  public GroupCounts {
    counts = List.copyOf(counts);
  }

  /// Whether the counts of all groups together are those of the results; how they are divided among
  /// the groups is what the constraint says.
  @Override
  public boolean isTrueOf(EvaluationResult result) {
    int[] all = new int[result.classes() * result.classes()];
    for (int i = 0; i < counts.size(); i++) {
      all[i % all.length] += counts.get(i);
    }
    return result.confusion().equals(IntStream.of(all).boxed().toList());
  }

  @Override
  public void record(EvaluationResult result, CellRecorder recorder) {}

  @Override
  public void emit(PartBuilder b, EvaluatedColumns columns) {
    int c = columns.classes();
    List<String> triple =
        List.of(columns.group(), columns.emitTrueCode(b), columns.emitGuessCode(b));
    List<Cells> table = new ArrayList<>();
    table.add(Cells.ofInts(IntStream.range(0, counts.size()).map(i -> i / c / c).toArray()));
    table.add(Cells.ofInts(IntStream.range(0, counts.size()).map(i -> i / c % c).toArray()));
    table.add(Cells.ofInts(IntStream.range(0, counts.size()).map(i -> i % c).toArray()));
    String m = b.rows(TABLE, table);
    b.lookup(TABLE, triple, TABLE);
    List<String> at = b.at(m);
    String published =
        b.constant(
            TABLE + ".p", at, Cells.ofInts(counts.stream().mapToInt(Integer::intValue).toArray()));
    b.requireZero(
        b.affine(
            TABLE + ".z",
            at,
            0,
            List.<Column.Term>of(PartBuilder.term(1, m), PartBuilder.term(-1, published))));
  }
}
