package io.hallmark.provenance.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class NumberTextTest {
  @Test
  void oneValueHasOneText() {
    for (String literal : List.of("10", "10.0", "1e1", "1E+1", "100e-1", "10.00000")) {
      assertEquals(Optional.of("10"), NumberText.of(literal), literal);
    }
    for (String literal : List.of("0", "-0", "0.0", "-0e5", "0e400")) {
      assertEquals(Optional.of("0"), NumberText.of(literal), literal);
    }
    assertEquals(Optional.of("-0.0125"), NumberText.of("-1.250e-2"));
    assertEquals(
        Optional.of("123456789012345678901234567890"),
        NumberText.of("123456789012345678901234567890"));
    assertEquals(Optional.of("1.5"), NumberText.of(new BigDecimal("1.50")));
    assertEquals(Optional.of("0.1"), NumberText.of(0.1));
    assertEquals(Optional.of("0.1"), NumberText.of(0.1f));
    assertEquals(Optional.of("130"), NumberText.of(130.0));
    assertEquals(Optional.of("0"), NumberText.of(-0.0));
    assertEquals(Optional.of("100000000000000000000000"), NumberText.of(1e23));
  }

  @Test
  void whatHasNoTextIsRefused() {
    assertTrue(NumberText.of(Double.NaN).isEmpty());
    assertTrue(NumberText.of(Float.NEGATIVE_INFINITY).isEmpty());
    assertTrue(NumberText.of("1e400").isEmpty());
    assertTrue(NumberText.of("1e-2000000000").isEmpty());
    assertTrue(NumberText.of("1e99999999999").isEmpty());
    assertTrue(NumberText.of("1" + "0".repeat(2000)).isEmpty());
  }

  @Test
  void theTextReadsBackAsTheValue() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 10_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value) && Math.abs(value) > 1e-300) {
        String text = NumberText.of(value).orElseThrow();
        assertEquals(value, Double.parseDouble(text));
        assertEquals(Optional.of(text), NumberText.of(text));
      }
    }
  }
}
