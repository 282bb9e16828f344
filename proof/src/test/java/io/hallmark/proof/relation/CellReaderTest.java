package io.hallmark.proof.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An index is bound as defined, whether slabs are many and small or larger than the buffer.
final class CellReaderTest {
  @ParameterizedTest
  @CsvSource({"300,70,1", "40,5,100", "2,20000,1", "2,150,300", "1,200,127", "3,1,20000", "2,9,1"})
  void anIndexIsBound(int outer, int terms, int inner) {
    SplittableRandom random = new SplittableRandom(outer);
    int size = outer * terms * inner;
    int[] ints = random.ints(size + 3, -40_000, 40_000).toArray();
    long[] elements = new long[size + 3];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Goldilocks.reduce(random.nextLong());
    }
    ExtArray ext = ExtArray.over(elements.clone(), elements.clone());
    ExtArray weights = new ExtArray(terms + 1);
    for (int i = 0; i < weights.length(); i++) {
      weights.set(i, new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1));
    }
    check(BoxTable.of(Cells.ofInts(ints)), outer, terms, inner, weights);
    check(BoxTable.of(Cells.ofElements(elements)), outer, terms, inner, weights);
    check(BoxTable.of(ext), outer, terms, inner, weights);
  }

  private static void check(BoxTable x, int outer, int terms, int inner, ExtArray weights) {
    ExtArray out = new ExtArray(2 + outer * inner);
    out.fill(Ext.X);
    ExtArray expected = out.copy();
    new CellReader(x).addBound(3, outer, inner, weights, 1, terms, out, 2);
    int at = 3;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < terms; i++) {
        for (int j = 0; j < inner; j++) {
          expected.add(2 + o * inner + j, weights.get(1 + i).times(x.get(at++)));
        }
      }
    }
    assertEquals(expected, out);
  }
}
