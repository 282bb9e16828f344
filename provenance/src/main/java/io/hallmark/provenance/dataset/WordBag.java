package io.hallmark.provenance.dataset;

import io.hallmark.document.Digests;
import io.hallmark.provenance.VerificationException.Malformed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Counts the words of a text by the hash of each:
///
/// ```text
/// word   = a longest run of letters and digits (Unicode categories L, Nd) of the folded text
/// bucket = u64(first 8 bytes of SHA-256("hallmark/word/v1" 00 lp(word))) mod buckets
/// ```
///
/// The folded text is that of the fingerprint variant `text-folded`: lower case without a locale,
/// NFC. Code points that Unicode 15.0 does not assign are refused, so that every Java counts the
/// same words. The hash is public: whoever guesses a text knows its buckets, as with any feature.
final class WordBag {
  private static final String TAG = "hallmark/word/v1";

  private final int[] counts;

  /// @param buckets number of buckets
  WordBag(int buckets) {
    this.counts = new int[buckets];
  }

  /// How often each bucket is hit by the words of a text; the array is used again.
  ///
  /// @throws Malformed if a code point is not assigned
  int[] count(String text) throws Malformed {
    Arrays.fill(counts, 0);
    String folded = Fingerprint.folded(text);
    int start = -1;
    for (int i = 0; i < folded.length(); ) {
      int c = folded.codePointAt(i);
      if (isWordPart(c)) {
        start = start < 0 ? i : start;
      } else if (start >= 0) {
        hit(folded.substring(start, i));
        start = -1;
      }
      i += Character.charCount(c);
    }
    if (start >= 0) {
      hit(folded.substring(start));
    }
    return counts;
  }

  private static boolean isWordPart(int c) {
    return Character.isLetter(c) || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  private void hit(String word) {
    byte[] digest = Digests.tagged(TAG, Digests.lp(word.getBytes(StandardCharsets.UTF_8))).bytes();
    long hash = ByteBuffer.wrap(digest).getLong();
    counts[(int) Long.remainderUnsigned(hash, counts.length)]++;
  }
}
