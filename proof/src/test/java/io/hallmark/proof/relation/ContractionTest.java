package io.hallmark.proof.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Contraction.Labelled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Contractions that are large enough to be shared among threads.
final class ContractionTest {
  private static final int[] EXTENTS = {7, 350, 130};
  private static final Contraction CONTRACTION = new Contraction(EXTENTS);
  private final SplittableRandom random = new SplittableRandom(17);

  private Labelled ints(int... labels) {
    Ids ids = Ids.of(labels);
    int size = Box.of(EXTENTS, ids).size();
    return new Labelled(ids, BoxTable.of(Cells.ofInts(random.ints(size, -90, 90).toArray())));
  }

  private ExtArray vector(int length) {
    ExtArray out = new ExtArray(length);
    for (int i = 0; i < length; i++) {
      out.set(i, new Ext(random.nextLong() >>> 1, random.nextLong() >>> 1));
    }
    return out;
  }

  @Test
  void manySlabsAreBound() {
    Labelled x = ints(0, 1, 2);
    ExtArray w = vector(350);
    ExtArray expected = new ExtArray(7 * 130);
    for (int i = 0; i < x.table().size(); i++) {
      int to = i / (350 * 130) * 130 + i % 130;
      expected.add(to, w.get(i / 130 % 350).times(x.table().get(i)));
    }
    Labelled out = CONTRACTION.bind(x, 1, Phi.of(w));
    assertEquals(Ids.of(0, 2), out.labels());
    assertEquals(expected, out.table().toExt());
  }

  @Test
  void oneLargeSlabIsBound() {
    Labelled x = ints(1, 0, 2);
    ExtArray w = vector(350);
    ExtArray expected = new ExtArray(7 * 130);
    for (int i = 0; i < x.table().size(); i++) {
      expected.add(i % (7 * 130), w.get(i / (7 * 130)).times(x.table().get(i)));
    }
    assertEquals(expected, CONTRACTION.bind(x, 1, Phi.of(w)).table().toExt());
  }

  @Test
  void integersAreMultipliedWithElements() {
    Labelled x = ints(0, 1, 2);
    Labelled w = new Labelled(Ids.of(0, 1), BoxTable.of(vector(7 * 350)));
    ExtArray expected = new ExtArray(7 * 130);
    for (int i = 0; i < x.table().size(); i++) {
      int to = i / (350 * 130) * 130 + i % 130;
      expected.add(to, w.table().get(i / 130).times(x.table().get(i)));
    }
    assertEquals(expected, CONTRACTION.product(Ids.of(0, 2), x, w).toExt());
  }
}
