package io.hallmark.learning.sampler;

import io.hallmark.document.Digest;
import io.hallmark.learning.fixedpoint.CounterStream;

/// The order of the records: a fresh permutation per epoch, laid end to end, `π_0 || π_1 || π_2 ||
/// …`; step T (counted from 1) takes the positions `(T-1)·B … T·B - 1`. Every step has exactly B
/// records, every record is used once per epoch, none is dropped.
public final class Sampler {
  private static final String TAG = "hallmark/sampler/v1";

  private Sampler() {}

  /// The permutation of one epoch: Fisher-Yates from the end, `j = uniform(i + 1)` exchanged with i
  /// for `i = rows - 1 … 1`.
  ///
  /// @param seed seed of the run
  /// @param rows number of records, at least 1
  /// @param epoch counted from 0
  public static int[] permutation(Digest seed, int rows, long epoch) {
    return permutation(new CounterStream(TAG, seed, epoch), rows);
  }

  private static int[] permutation(CounterStream stream, int rows) {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    for (int i = rows - 1; i >= 1; i--) {
      int j = (int) stream.uniform(i + 1L);
      int kept = order[i];
      order[i] = order[j];
      order[j] = kept;
    }
    return order;
  }

  /// The records at positions `first … first + count - 1` of the whole order. Only the epochs that
  /// are touched are computed.
  ///
  /// @param seed seed of the run
  /// @param rows number of records, at least 1
  /// @param first first position, counted from 0
  /// @param count number of positions
  public static int[] records(Digest seed, int rows, long first, int count) {
    if (rows < 1 || first < 0 || count < 0) {
      throw new IllegalArgumentException("rows " + rows + ", positions " + first + " + " + count);
    }
    int[] records = new int[count];
    if (rows == 1) {
      return records; // every epoch is record 0, and needs no stream
    }
    CounterStream stream = new CounterStream(TAG, seed, 0);
    int filled = 0;
    while (filled < count) {
      long position = first + filled;
      stream.restart(position / rows);
      int[] order = permutation(stream, rows);
      int offset = (int) (position % rows);
      int n = Math.min(rows - offset, count - filled);
      System.arraycopy(order, offset, records, filled, n);
      filled += n;
    }
    return records;
  }
}
