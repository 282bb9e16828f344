package io.hallmark.proof.transcript;

import io.hallmark.proof.wire.Hashes;
import java.security.MessageDigest;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Search for the smallest nonce whose `H(0x04, state, u64 nonce)` has a number of leading zero
/// bits. The smallest, also when several threads search: another nonce would be another challenge
/// under the same pads.
final class Nonces {
  private static final int STRETCH = 1 << 13;

  private Nonces() {}

  static boolean fits(byte[] digest, int bits) {
    int at = 0;
    int left = bits;
    for (; left >= 8; left -= 8) {
      if (digest[at++] != 0) {
        return false;
      }
    }
    return left == 0 || (digest[at] & 0xff) >>> (8 - left) == 0;
  }

  /// Searches stretches of consecutive nonces, several at once if more than a few are expected.
  static long smallest(byte[] state, int bits) {
    if (bits < 15) {
      return search(state, bits, 0, Long.MAX_VALUE);
    }
    int width = Runtime.getRuntime().availableProcessors();
    for (long from = 0; ; from += (long) width * STRETCH) {
      AtomicLong best = new AtomicLong(Long.MAX_VALUE);
      long start = from;
      IntStream.range(0, width)
          .parallel()
          .forEach(k -> {
            long first = start + (long) k * STRETCH;
            if (first < best.get()) {
              long found = search(state, bits, first, first + STRETCH);
              best.accumulateAndGet(found, Math::min);
            }
          });
      if (best.get() != Long.MAX_VALUE) {
        return best.get();
      }
    }
  }

  /// The smallest fitting nonce of `[from, to)`, or the largest long.
  private static long search(byte[] state, int bits, long from, long to) {
    MessageDigest sha = Hashes.newSha256();
    byte[] block = new byte[41];
    byte[] digest = new byte[Hashes.DIGEST_BYTES];
    block[0] = 0x04;
    System.arraycopy(state, 0, block, 1, state.length);
    for (long nonce = from; nonce < to; nonce++) {
      Hashes.putLong(block, 33, nonce);
      sha.update(block, 0, 41);
      Hashes.digestInto(sha, digest, 0);
      if (fits(digest, bits)) {
        return nonce;
      }
    }
    return Long.MAX_VALUE;
  }
}
