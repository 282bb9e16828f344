package io.hallmark.provenance.timestamp;

import io.hallmark.document.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequestGenerator;

/// A question to a timestamp authority (RFC 3161), for any authority: SHA-256, a random nonce, and
/// the wish to get the authority's certificate in the answer.
public final class TimestampRequest {
  private static final int NONCE_BITS = 64;

  private TimestampRequest() {}

  /// The bytes of a `.tsq` file.
  ///
  /// @param imprint SHA-256 of what is to be stamped; the authority learns nothing else
  public static byte[] write(Digest imprint, SecureRandom random) {
    TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
    generator.setCertReq(true);
    try {
      return generator
          .generate(TSPAlgorithms.SHA256, imprint.bytes(), new BigInteger(NONCE_BITS, random))
          .getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory", e);
    }
  }
}
