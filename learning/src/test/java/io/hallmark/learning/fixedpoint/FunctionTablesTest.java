package io.hallmark.learning.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.learning.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FunctionTablesTest {
  @Test
  void tablesHaveThePublishedDigests() throws Exception {
    for (Vectors v : Vectors.training().all("tables")) {
      int in = v.number("in_frac");
      int out = v.number("out_frac");
      int width = v.number("width");
      int[] table =
          v.text("function").equals("sigmoid")
              ? FunctionTables.sigmoid(in, out, width)
              : FunctionTables.exponential(in, out, width);
      assertEquals(v.text("sha256"), FunctionTables.digest(table).hex(), v.toString());
    }
  }

  /// The interval step decides almost every entry; all are what 256 digits say.
  @ParameterizedTest
  @CsvSource({"0, 1, 8", "3, 20, 10", "8, 9, 14", "8, 14, 12", "12, 20, 12", "20, 20, 11"})
  void everyEntryIsTheExactOne(int in, int out, int width) {
    int half = 1 << (width - 1);
    int[] sigmoid = FunctionTables.sigmoid(in, out, width);
    for (int z = 1; z < half; z++) {
      assertEquals(FunctionTables.exactSigmoid(z, in, out), sigmoid[half + z]);
      assertEquals((1 << out) - sigmoid[half + z], sigmoid[half - z]);
    }
    assertEquals(1 << (out - 1), sigmoid[half]);
    assertEquals((1 << out) - FunctionTables.exactSigmoid(half, in, out), sigmoid[0]);
    int[] exponential = FunctionTables.exponential(in, out, width);
    for (int d = 1; d < exponential.length; d++) {
      assertEquals(FunctionTables.exactExponential(d, in, out), exponential[d]);
    }
    assertEquals(1 << out, exponential[0]);
  }

  /// A table of fewer bits is the middle of a table of more.
  @Test
  void widthsNest() {
    int[] wide = FunctionTables.sigmoid(8, 9, 16);
    int[] narrow = FunctionTables.sigmoid(8, 9, 14);
    int from = (wide.length - narrow.length) / 2;
    assertArrayEquals(narrow, Arrays.copyOfRange(wide, from, from + narrow.length));
  }

  @Test
  void formatsOutOfRangeAreTheCallersMistake() {
    assertThrows(IllegalArgumentException.class, () -> FunctionTables.sigmoid(8, 9, 17));
    assertThrows(IllegalArgumentException.class, () -> FunctionTables.sigmoid(8, 0, 14));
    assertThrows(IllegalArgumentException.class, () -> FunctionTables.sigmoid(-1, 9, 14));
    assertThrows(IllegalArgumentException.class, () -> FunctionTables.exponential(8, 21, 14));
  }
}
