package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.commitment.Cells;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The virtual columns that a training knows anyway have the values of their definition.
final class KnownColumnsTest {
  static final java.util.List<String> NAMES = Perceptron.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void lastLimbsAreThoseOfTheRelation(String name) throws Exception {
    WholeRun w = WholeRun.of(Perceptron.setup(name), true, null, true);
    Assignment a = w.assignment();
    int known = 0;
    for (int u = 0; u < w.witness().size(); u++) {
      PlainEvaluator plain = new PlainEvaluator(w.run(), u, a);
      for (Map.Entry<String, Cells> e : w.witness().get(u).entrySet()) {
        if (e.getKey().endsWith(".rt")) {
          assertArrayEquals(plain.values(e.getKey()), e.getValue().toElements(), e.getKey());
          known++;
        }
      }
    }
    assertTrue(known >= 6, known + " known columns");
  }
}
