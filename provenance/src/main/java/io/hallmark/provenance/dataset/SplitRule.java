package io.hallmark.provenance.dataset;

import io.hallmark.document.Digests;
import io.hallmark.document.Rational;
import java.nio.ByteBuffer;

/// Which rows are for testing: by row number and the name of the data set, never by content.
///
/// ```text
/// row i is test  iff  u64(first 8 bytes of SHA-256("hallmark/split/v1" 00 lp(name) u64be(i)))
///                     < floor(2^64 · fraction)
/// ```
///
/// The owner chooses the name, and with it the split; a report says so.
public final class SplitRule {
  private static final String TAG = "hallmark/split/v1";

  private final byte[] name;
  private final long bound;

  /// @param name name of the data set
  /// @param testFraction in [0, 1)
  /// @throws IllegalArgumentException if the fraction is outside
  public SplitRule(String name, Rational testFraction) {
    if (testFraction.signum() < 0 || testFraction.compareTo(Rational.ONE) >= 0) {
      throw new IllegalArgumentException("the test fraction is at least 0 and below 1");
    }
    this.name = Digests.lp(name);
    this.bound = testFraction.timesPowerOfTwo(64).floor().longValue();
  }

  /// Whether no row at all is for testing.
  public boolean isEmpty() {
    return bound == 0;
  }

  /// Whether a row is for testing.
  ///
  /// @param row row number in the source counted from 0 after the header
  public boolean isTest(long row) {
    byte[] digest = Digests.tagged(TAG, name, Digests.u64be(row)).bytes();
    long word = ByteBuffer.wrap(digest).getLong();
    return Long.compareUnsigned(word, bound) < 0;
  }
}
