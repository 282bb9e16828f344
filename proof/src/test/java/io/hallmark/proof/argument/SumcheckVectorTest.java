package io.hallmark.proof.argument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.poly.Tables;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.algebra.simd.FractionKernels;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.Ids;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Phi;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SumcheckVectorTest {
  private static Ext ext(long signed) {
    return Ext.of(Goldilocks.fromSigned(signed));
  }

  private static PartIndex part(Part part) {
    try {
      return PartIndex.of(part);
    } catch (ProofException e) {
      throw new AssertionError(e);
    }
  }

  /// Sum over x of eq((2,3), x)·A·B with A = 1, 2, 3, 4 and B = 5, 6, 7, 8.
  @Test
  void aProductSumcheckFollowsThePublishedVector() {
    Part two =
        new Part(List.of(new Label("i", 4)), List.of(), List.of(), List.of(), List.of(), List.of());
    Ids labels = Ids.of(0);
    ExtArray eq = Tables.eq(new Ext[] {Ext.of(2), Ext.of(3)});
    Summand summand =
        new Summand(
            new ProductTools(0),
            Ext.ONE,
            eq,
            LabelTable.of(part(two), labels, new long[] {1, 2, 3, 4}),
            LabelTable.of(part(two), labels, new long[] {5, 6, 7, 8}));
    assertEquals(ext(82), summand.tableSum());
    ExtArray c = new ExtArray(3);
    summand.addRound(true, c);
    assertEquals(ExtArray.of(ext(-26), ext(68), ext(12)), c);
    summand.bind(true, new Factor(Ext.of(9)));
    assertEquals(ext(14716), summand.tableSum());
    c = new ExtArray(3);
    summand.addRound(true, c);
    assertEquals(ExtArray.of(ext(-22724), ext(5408), ext(130)), c);
    summand.bind(true, new Factor(Ext.of(10)));
    assertEquals(ext(1194336), summand.tableSum());
    assertEquals(ext(29), summand.endA());
    assertEquals(ext(33), summand.endB());
  }

  /// Entries 1, 2, 1 in [0, 4).
  @Test
  void aLookupTreeFollowsThePublishedVector() {
    Part part =
        new Part(
            List.of(new Label("i", 3), new Label("t", 4)),
            List.of(
                new Column.Committed("x", List.of("i")),
                new Column.Committed("m", List.of("t")),
                new Column.Counter("range", List.of("t"), 0, 1)),
            List.of(),
            List.of(),
            List.of(new Part.Lookup("l", List.of("i"), List.of("x"), "range")),
            List.of(new Part.LookupTable("range", List.of("t"), List.of("range"), "m")));
    PartIndex index = part(part);
    Cells[] cells = {Cells.ofInts(1, 2, 1), Cells.ofInts(0, 2, 1, 0)};
    Phi[] none = new Phi[index.labelCount()];
    ColumnValues values = new ColumnValues(index, c -> cells[c], none);
    LookupChallenges challenges = new LookupChallenges(Ext.of(100), List.of(Ext.of(10)), none);
    LookupLeaves leaves =
        new LookupLeaves(index, values, challenges, () -> FractionKernels.chosen(8));
    LookupTree tree = new LookupTree(leaves, Ext.of(10));
    assertEquals(
        table(1, 1, 1, 0, 0, -2, -1, 0, 89, 79, 89, 1, 99, 89, 79, 69), tree.fractions(3, 0, 8));
    assertEquals(table(99, -69, -10, 0, 8811, 7031, 7031, 69), tree.fractions(2, 0, 4));
    assertEquals(table(607959, -4761, 61950141, 485139), tree.fractions(1, 0, 2));
  }

  private static ExtArray table(long... values) {
    ExtArray out = new ExtArray(values.length);
    for (int i = 0; i < values.length; i++) {
      out.set(i, ext(values[i]));
    }
    return out;
  }
}
