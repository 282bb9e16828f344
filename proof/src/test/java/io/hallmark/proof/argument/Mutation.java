package io.hallmark.proof.argument;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Seeded mutations of bytes.
final class Mutation {
  private Mutation() {}

  /// One to three changes: a bit, a byte, a word of zeros or ones, a cut, more bytes, a piece
  /// copied or moved.
  static byte[] of(SplittableRandom random, byte[] honest) {
    byte[] bytes = honest.clone();
    for (int changes = 1 + random.nextInt(3); changes > 0 && bytes.length > 0; changes--) {
      bytes = changed(random, bytes);
    }
    return bytes;
  }

  private static byte[] changed(SplittableRandom random, byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(8)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt(256);
      case 3 -> Arrays.fill(bytes, at & ~7, Math.min(bytes.length, (at & ~7) + 8), (byte) -1);
      case 4 -> Arrays.fill(bytes, at & ~7, Math.min(bytes.length, (at & ~7) + 8), (byte) 0);
      case 5 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 6 -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
        int from = random.nextInt(bytes.length);
        System.arraycopy(bytes, from, longer, Math.min(at, from), bytes.length - from);
        return longer;
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(80), bytes.length - Math.max(at, from));
        System.arraycopy(bytes.clone(), from, bytes, at, length);
      }
    }
    return bytes;
  }
}
