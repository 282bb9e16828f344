package io.hallmark.learning.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.document.Digest;
import io.hallmark.learning.Vectors;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class InitialisationTest {
  @Test
  void glorotWeightsAreThePublishedOnes() throws Exception {
    for (Vectors v : Vectors.training().all("initial")) {
      int fw = v.number("weight_frac");
      int in = v.number("in");
      int out = v.number("out");
      assertEquals(v.wide("limit"), Initialisation.glorotLimit(fw, in, out));
      long[] weights =
          Initialisation.glorot(Digest.of(v.bytes("seed")), v.number("layer"), fw, in, out);
      assertEquals(in * out, weights.length);
      assertArrayEquals(v.numbers("first"), Arrays.copyOf(weights, 4));
    }
  }

  @Test
  void theWeightsDigestIsThePublishedOne() throws Exception {
    Vectors v = Vectors.training().at("weights");
    assertEquals(v.text("digest"), digest(v, v.number("fraction"), 0).hex());
    assertEquals(false, v.text("digest").equals(digest(v, 11, 0).hex()));
    assertEquals(false, v.text("digest").equals(digest(v, 10, 1).hex()));
  }

  @Test
  void tensorsAreCounted() {
    WeightsDigest digest = new WeightsDigest(1);
    assertThrows(IllegalStateException.class, digest::digest);
    assertThrows(
        IllegalArgumentException.class, () -> digest.add("w", new int[] {2}, 0, new long[3]));
    digest.add("w", new int[] {3}, 0, new long[3]);
    assertThrows(
        IllegalArgumentException.class, () -> digest.add("w", new int[] {3}, 0, new long[3]));
    digest.digest();
    assertThrows(IllegalStateException.class, digest::digest);
  }

  private static Digest digest(Vectors v, int fraction, long bend) {
    WeightsDigest digest = new WeightsDigest(v.all("tensors").size());
    for (Vectors tensor : v.all("tensors")) {
      long[] entries = tensor.numbers("entries");
      entries[0] += bend;
      int[] extents = Arrays.stream(tensor.numbers("extents")).mapToInt(Math::toIntExact).toArray();
      digest.add(tensor.text("name"), extents, fraction, entries);
    }
    return digest.digest();
  }
}
