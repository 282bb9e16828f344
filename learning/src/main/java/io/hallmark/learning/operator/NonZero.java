package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import java.util.List;
import java.util.stream.IntStream;

/// A column differs from a public value everywhere: it commits the inverses `i` of `d = X - value`
/// and requires `1 = i·d`. Zero has no inverse, so no `i` exists where X is the value.
///
/// @param inverse name of the column of inverses
/// @param one name of the constant one
/// @param difference name of the difference
/// @param check name of the product constraint
public record NonZero(String inverse, String one, String difference, String check) {
  /// Emits the constraint on a column.
  public void emit(PartBuilder b, String column, long value) {
    List<String> at = b.at(column);
    String i = b.committed(inverse, at);
    String o = b.affine(one, at, 1, List.of());
    Column.Term x = PartBuilder.term(1, column);
    String d = b.affine(difference, at, Goldilocks.fromSigned(-value), List.of(x));
    b.requireProduct(check, o, i, d);
  }

  /// The inverses; zero where the column is the value, which no prover can prove.
  public static Cells inverses(long[] column, long value) {
    return Cells.ofElements(
        IntStream.range(0, column.length)
            .mapToLong(k -> Goldilocks.fromSigned(column[k] - value))
            .map(d -> d == 0 ? 0 : Goldilocks.inverse(d))
            .toArray());
  }
}
