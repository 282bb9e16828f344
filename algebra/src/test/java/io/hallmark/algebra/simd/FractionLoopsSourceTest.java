package io.hallmark.algebra.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

final class FractionLoopsSourceTest {
  @Test
  void theGeneratedLoopsAreThoseOfTheGenerator() throws Exception {
    assertEquals(FractionLoopsSource.source(), Files.readString(FractionLoopsSource.FILE));
  }
}
