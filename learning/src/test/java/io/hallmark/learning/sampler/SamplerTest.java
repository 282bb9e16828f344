package io.hallmark.learning.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.Vectors;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplerTest {
  @Test
  void seedsAreThePublishedOnes() throws Exception {
    for (Vectors v : Vectors.training().all("seeds")) {
      Digest seed = RunSeed.of(Digest.of(v.bytes("intent")), v.text("grade"), v.bytes("value"));
      assertEquals(v.text("seed"), seed.hex());
    }
  }

  @Test
  void permutationsAreThePublishedOnes() throws Exception {
    for (Vectors v : Vectors.training().all("permutations")) {
      int[] order =
          Sampler.permutation(Digest.of(v.bytes("seed")), v.number("rows"), v.number("epoch"));
      assertArrayEquals(v.numbers("order"), Arrays.stream(order).asLongStream().toArray());
    }
  }

  @Test
  void batchesAreThePublishedOnes() throws Exception {
    Vectors v = Vectors.training().at("program");
    Digest seed = Digest.of(v.bytes("seed"));
    int position = 0;
    for (long[] batch : v.numberLists("rows")) {
      int[] records = Sampler.records(seed, 12, position, batch.length);
      assertArrayEquals(batch, Arrays.stream(records).asLongStream().toArray());
      position += batch.length;
    }
  }

  /// Pieces agree with the whole, and every epoch uses every record once.
  @Test
  void everyRecordIsUsedOncePerEpoch() {
    Digest seed = Digests.sha256(new byte[] {1});
    int rows = 7;
    int[] whole = Sampler.records(seed, rows, 0, 40);
    for (int epoch = 0; epoch < 5; epoch++) {
      int[] used = Arrays.copyOfRange(whole, epoch * rows, (epoch + 1) * rows);
      assertArrayEquals(Sampler.permutation(seed, rows, epoch), used);
      Arrays.sort(used);
      assertArrayEquals(IntStream.range(0, rows).toArray(), used);
    }
    for (int first = 0; first < 40; first += 3) {
      int[] piece = Sampler.records(seed, rows, first, 40 - first);
      assertArrayEquals(Arrays.copyOfRange(whole, first, 40), piece);
    }
    assertArrayEquals(new int[] {0, 0}, Sampler.records(seed, 1, 5, 2));
    assertThrows(IllegalArgumentException.class, () -> Sampler.records(seed, 0, 0, 1));
  }
}
