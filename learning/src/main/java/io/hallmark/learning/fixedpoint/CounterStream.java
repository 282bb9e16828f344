package io.hallmark.learning.fixedpoint;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Stream(tag, index): the 64-bit big-endian words of `SHA-256(tag, 0x00, seed, index, counter)`
/// for counter = 0, 1, …, four words per digest, index and counter in 8 bytes big-endian. Not for
/// use by several threads.
public final class CounterStream {
  private static final int WORDS = Digest.BYTES / Long.BYTES;

  private final MessageDigest sha256 = Digests.newSha256();
  private final byte[] input;
  private final ByteBuffer places;
  private long counter;
  private ByteBuffer words = ByteBuffer.allocate(0);

  /// @param tag what the stream is for, such as `hallmark/sampler/v1`
  /// @param seed the seed of the run
  /// @param index which stream of this kind: epoch or layer
  public CounterStream(String tag, Digest seed, long index) {
    byte[] name = tag.getBytes(StandardCharsets.US_ASCII);
    this.input = new byte[name.length + 1 + Digest.BYTES + 2 * Long.BYTES];
    ByteBuffer.wrap(input).put(name).put((byte) 0).put(seed.bytes());
    this.places = ByteBuffer.wrap(input, input.length - 2 * Long.BYTES, 2 * Long.BYTES).slice();
    restart(index);
  }

  /// Goes to the beginning of the stream with another index.
  public void restart(long index) {
    places.putLong(0, index);
    counter = 0;
    words.position(words.limit());
  }

  /// The next word, to be read as unsigned.
  public long nextWord() {
    if (words.remaining() < Long.BYTES) {
      places.putLong(Long.BYTES, counter++);
      words = ByteBuffer.wrap(sha256.digest(input), 0, WORDS * Long.BYTES);
    }
    return words.getLong();
  }

  /// An unbiased integer in [0, n): words of `2^64 - (2^64 mod n)` or more are drawn again, the
  /// first other one is taken mod n.
  ///
  /// @param n at least 1
  public long uniform(long n) {
    if (n < 1) {
      throw new IllegalArgumentException("uniform(" + n + ")");
    }
    long excess = Long.remainderUnsigned(-n, n); // 2^64 mod n
    while (true) {
      long word = nextWord();
      // word < 2^64 - excess, unsigned; always true if excess = 0
      if (Long.compareUnsigned(word, -excess) < 0 || excess == 0) {
        return Long.remainderUnsigned(word, n);
      }
    }
  }
}
