package io.hallmark.algebra.simd;

import java.util.List;

/// SHA-256 of many messages of equal length.
///
/// Every implementation returns the same bits. Ranges are checked by array access only. All methods
/// may run on any thread, each on its own output.
public interface HashKernels {
  /// Bytes of a digest.
  int DIGEST_BYTES = 32;

  /// From this number of blocks of 64 bytes on compiling the vector kernels pays.
  long LARGE = 1L << 20;

  /// The implementation for a job: vectors once they are compiled, see [Warmup].
  ///
  /// @param blocks how many blocks of 64 bytes all messages of the job have
  static HashKernels chosen(long blocks) {
    return VectorSupport.isPresent() && VectorHashes.isReady(blocks >= LARGE)
        ? VectorHashes.INSTANCE
        : ScalarHashes.INSTANCE;
  }

  /// All implementations that this machine can run, compiled or not: for tests and benchmarks.
  static List<HashKernels> implementations() {
    return VectorSupport.isPresent()
        ? List.of(ScalarHashes.INSTANCE, VectorHashes.INSTANCE)
        : List.of(ScalarHashes.INSTANCE);
  }

  /// The digests of `count` messages of `length` bytes.
  ///
  /// @param messages message k starts at `from + k·stride`
  /// @param out digest k goes to `outFrom + k·outStride`
  void digests(
      byte[] messages,
      int from,
      int stride,
      int length,
      int count,
      byte[] out,
      int outFrom,
      int outStride);

  /// The digests of `count` messages, each of which is `head` and `width` longs, eight
  /// little-endian bytes each.
  ///
  /// @param values the longs of message k start at `from + k·stride`
  /// @param out digest k goes to `outFrom + 32·k`
  void digests(
      long head,
      long[] values,
      int from,
      int stride,
      int width,
      int count,
      byte[] out,
      int outFrom);
}
