package io.hallmark.proof.transcript;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.wire.Hashes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Challenges are drawn from SHA-256 words without a bias: indices are distinct and every set of
/// them is equally likely, elements are the words below p, and no challenge is constant.
final class SamplingTest {
  private static Transcript transcript(int number) {
    Transcript out = Transcript.start("sampling");
    out.absorb(MessageType.U64, "number", Hashes.u64(number));
    return out;
  }

  /// The words `H(0x03, state, j)` after a draw.
  private static long[] words(Transcript drawn, int blocks) {
    long[] out = new long[4 * blocks];
    for (int j = 0; j < blocks; j++) {
      byte[] block = Hashes.tagged(0x03, drawn.state(), Hashes.u64(j));
      for (int k = 0; k < 4; k++) {
        out[4 * j + k] = Hashes.getLong(block, 8 * k);
      }
    }
    return out;
  }

  @Test
  void elementsAreTheWordsBelowPInOrder() {
    for (int number = 0; number < 50; number++) {
      Transcript t = transcript(number);
      Ext[] drawn = t.challenge("x", 7);
      long[] words = Arrays.stream(words(t, 5)).filter(Goldilocks::isCanonical).limit(14).toArray();
      for (int k = 0; k < 7; k++) {
        assertEquals(new Ext(words[2 * k], words[2 * k + 1]), drawn[k]);
      }
    }
  }

  @Test
  void indicesAreTheFirstDistinctLowBits() {
    for (int number = 0; number < 50; number++) {
      Transcript t = transcript(number);
      long[] drawn = t.indices("q", 12, 4);
      TreeSet<Long> expected = new TreeSet<>();
      long[] words = words(t, 60);
      for (int k = 0; expected.size() < 12; k++) {
        expected.add(words[k] & 15);
      }
      assertArrayEquals(expected.stream().mapToLong(x -> x).toArray(), drawn);
    }
  }

  /// All 56 sets of 3 of 8 indices, by the chi-square statistic with 55 degrees of freedom.
  @Test
  void everySetOfIndicesIsEquallyLikely() {
    int draws = 56 * 200;
    int[] seen = new int[256];
    Transcript t = transcript(0);
    for (int k = 0; k < draws; k++) {
      int set = 0;
      for (long index : t.indices("q", 3, 3)) {
        set |= 1 << index;
      }
      seen[set]++;
    }
    double statistic = 0;
    int sets = 0;
    for (int set = 0; set < 256; set++) {
      if (Integer.bitCount(set) == 3) {
        sets++;
        statistic += (seen[set] - 200.0) * (seen[set] - 200.0) / 200;
      } else {
        assertEquals(0, seen[set], "an index twice");
      }
    }
    assertEquals(56, sets);
    assertTrue(statistic < 55 + 5 * Math.sqrt(110), "chi-square " + statistic);
  }

  /// Each of the 64 bits of both coefficients is set in half of the draws.
  @Test
  void elementsHaveNoConstantBit() {
    int draws = 4000;
    int[] ones = new int[128];
    Transcript t = transcript(1);
    for (Ext x : t.challenge("x", draws)) {
      for (int bit = 0; bit < 64; bit++) {
        ones[bit] += (int) (x.a0() >>> bit & 1);
        ones[64 + bit] += (int) (x.a1() >>> bit & 1);
      }
    }
    for (int count : ones) {
      assertTrue(Math.abs(count - draws / 2) < 6 * Math.sqrt(draws / 4.0), count + " ones");
    }
  }

  @Test
  void everyAbsorbedByteMovesTheChallenge() {
    List<Ext> drawn = new ArrayList<>();
    for (int at = 0; at < 40; at++) {
      byte[] payload = new byte[40];
      payload[at] = 1;
      Transcript t = transcript(2);
      t.absorb(MessageType.BYTES, "m", payload);
      drawn.add(t.challenge("x", 1)[0]);
    }
    assertEquals(40, drawn.stream().distinct().count());
    Transcript t = transcript(2);
    assertNotEquals(t.challenge("x", 1)[0], t.challenge("x", 1)[0]);
  }
}
