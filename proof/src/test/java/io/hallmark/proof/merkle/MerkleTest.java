package io.hallmark.proof.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.hallmark.proof.wire.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class MerkleTest {
  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void hashesFollowThePublishedVectors() {
    byte[] out = new byte[32];
    Hashes.chunk(new long[] {1, 2, 3}, 0, 3, out, 0);
    assertEquals("891b6eb2580b7971129b84f56cf434a8d4fd9b4138e574bd03e42b596925eda4", hex(out));
    assertEquals(
        "09df0738d73ad72c7517ec26a224ca0328621ae4083039fb73b23fe68459e47c",
        hex(Hashes.publicDigest("statement".getBytes(StandardCharsets.US_ASCII))));
  }

  @Test
  void aPlainTreeFollowsThePublishedVector() {
    LeafTree tree = new LeafTree(LeafShape.level(1), 4, MerkleTest::pair, new byte[32], 0);
    assertEquals(
        "7c944cde6c7b3061e0192551942e7e76b65362e851832dda06ca75ad06e5e549", hex(tree.root()));
  }

  private static void pair(int position, long[] out, int at) {
    out[at] = position;
    out[at + 1] = position + 1L;
  }

  @Test
  void everyOpeningLeadsToTheRootAndNoOtherDoes() {
    SplittableRandom random = new SplittableRandom(1);
    int[] blocks = {3, 130, 64};
    LeafShape shape = LeafShape.rows(blocks, 6);
    int height = 5;
    long[] values = random.longs(shape.width() << height).map(x -> x >>> 1).toArray();
    byte[] seed = new byte[32];
    random.nextBytes(seed);
    LeafTree tree =
        new LeafTree(
            shape,
            1 << height,
            (i, out, at) -> System.arraycopy(values, i * shape.width(), out, at, shape.width()),
            seed,
            1);
    for (int count = 1; count <= 1 << height; count++) {
      long[] positions =
          random.ints(0, 1 << height).distinct().limit(count).sorted().asLongStream().toArray();
      Opening o = tree.open(positions);
      assertEquals(32 * MerklePaths.siblingCount(height, positions), o.siblings().length);
      assertArrayEquals(tree.root(), root(shape, height, positions, o));
      long[] bent = o.values().clone();
      bent[random.nextInt(bent.length)] ^= 1;
      assertFalse(
          Arrays.equals(
              tree.root(),
              root(shape, height, positions, new Opening(bent, o.salts(), o.siblings()))));
      byte[] salts = o.salts().clone();
      salts[random.nextInt(salts.length)] ^= 1;
      assertFalse(
          Arrays.equals(
              tree.root(),
              root(shape, height, positions, new Opening(o.values(), salts, o.siblings()))));
    }
  }

  private static byte[] root(LeafShape shape, int height, long[] positions, Opening o) {
    return MerklePaths.root(
        height, positions, shape.digests(positions, o.values(), o.salts()), o.siblings());
  }

  @Test
  void aTreeOfOneLeafIsItsLeaf() {
    LeafTree tree = new LeafTree(LeafShape.level(1), 1, MerkleTest::pair, new byte[32], 0);
    Opening o = tree.open(new long[] {0});
    assertEquals(0, o.siblings().length);
    assertArrayEquals(tree.root(), root(LeafShape.level(1), 0, new long[] {0}, o));
  }
}
