package io.hallmark.learning.model;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// The digest of released weights, over the integers and not over a file: SHA-256 of
/// `hallmark/weights/v1`, 0x00, the number of tensors, then per tensor `lp(name)`, rank, extents,
/// export fraction, and the entries row-major in the order `[in, out]`; every number in 8 bytes
/// big-endian, entries in two's complement.
public final class WeightsDigest {
  private static final String TAG = "hallmark/weights/v1";

  private final MessageDigest sha256 = Digests.newSha256();
  private int missing;

  /// Starts a digest.
  ///
  /// @param tensors number of tensors that will be added
  public WeightsDigest(int tensors) {
    if (tensors < 1) {
      throw new IllegalArgumentException(tensors + " tensors");
    }
    this.missing = tensors;
    sha256.update(TAG.getBytes(StandardCharsets.US_ASCII));
    sha256.update((byte) 0);
    sha256.update(Digests.u64be(tensors));
  }

  /// Adds the next tensor, in the order d1.w, d1.b, d2.w, ….
  ///
  /// @param name name of the tensor, such as `d1.w`
  /// @param extents its extents, `[in, out]` of a matrix, `[out]` of a bias
  /// @param fraction the served number is `entry·2^-fraction`
  /// @param entries the integers, row-major
  public WeightsDigest add(String name, int[] extents, int fraction, long[] entries) {
    long size = 1;
    for (int extent : extents) {
      size = Math.multiplyExact(size, extent);
    }
    if (missing < 1 || size != entries.length) {
      throw new IllegalArgumentException(name + ": " + entries.length + " entries, " + size);
    }
    missing--;
    sha256.update(Digests.lp(name));
    sha256.update(Digests.u64be(extents.length));
    for (int extent : extents) {
      sha256.update(Digests.u64be(extent));
    }
    sha256.update(Digests.u64be(fraction));
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(Long.BYTES, entries.length));
    for (long entry : entries) {
      bytes.putLong(entry);
    }
    sha256.update(bytes.array());
    return this;
  }

  /// The digest.
  ///
  /// @throws IllegalStateException if tensors are missing, or it was taken before
  public Digest digest() {
    if (missing != 0) {
      throw new IllegalStateException(missing + " tensors are missing");
    }
    missing = -1;
    return Digest.of(sha256.digest());
  }
}
