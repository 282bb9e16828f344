package io.hallmark.learning.fixedpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.Vectors;
import org.junit.jupiter.api.Test;

final class CounterStreamTest {
  @Test
  void wordsAreThePublishedOnes() throws Exception {
    Vectors v = Vectors.training().at("stream");
    CounterStream stream =
        new CounterStream(v.text("tag"), Digest.of(v.bytes("seed")), v.number("index"));
    for (String word : v.texts("words")) {
      assertEquals(Long.parseUnsignedLong(word, 16), stream.nextWord());
    }
  }

  /// Against the definition, over several digests, and with bounds that reject words.
  @Test
  void streamsFollowTheirDefinition() {
    Digest seed = Digests.sha256(new byte[] {7});
    CounterStream words = new CounterStream("t", seed, 3);
    CounterStream numbers = new CounterStream("t", seed, 3);
    long bound = (1L << 62) + 1; // 2^64 mod bound = 2^62 - 3: a quarter of the words are refused
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] digest =
          Digests.tagged("t", seed.bytes(), Digests.u64be(3), Digests.u64be(i / 4)).bytes();
      long expected = java.nio.ByteBuffer.wrap(digest).getLong(8 * (i % 4));
      assertEquals(expected, words.nextWord());
      long limit = -Long.remainderUnsigned(-bound, bound);
      if (Long.compareUnsigned(expected, limit) < 0) {
        assertEquals(Long.remainderUnsigned(expected, bound), numbers.uniform(bound));
      } else {
        refused++;
      }
    }
    assertTrue(refused > 50 && refused < 200, "refused " + refused);
  }

  @Test
  void powersOfTwoRefuseNothing() {
    Digest seed = Digests.sha256(new byte[0]);
    CounterStream words = new CounterStream("t", seed, 0);
    CounterStream numbers = new CounterStream("t", seed, 0);
    for (int i = 0; i < 100; i++) {
      assertEquals(words.nextWord() & 0xff, numbers.uniform(256));
    }
    assertEquals(0, numbers.uniform(1));
  }
}
