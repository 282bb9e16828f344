package io.hallmark.provenance.policy;

import java.util.Arrays;

/// The public order in which a run reads records, and the window of every position.
///
/// @param shards shard of every position
/// @param rows row of every position
/// @param windows window of every position, from 0 on
@SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
public record RunOrder(int[] shards, int[] rows, int[] windows) {
  /// Copies the arrays.
  ///
  /// @throws IllegalArgumentException if their lengths differ
  public RunOrder {
    shards = shards.clone();
    rows = rows.clone();
    windows = windows.clone();
    if (shards.length != rows.length || shards.length != windows.length || shards.length == 0) {
      throw new IllegalArgumentException("positions of a run");
    }
  }

  /// Number of positions.
  public int size() {
    return shards.length;
  }

  /// Number of windows.
  int windowCount() {
    return Arrays.stream(windows).max().orElse(0) + 1;
  }

  /// Positions per window.
  int[] windowSizes() {
    int[] out = new int[windowCount()];
    for (int w : windows) {
      out[w]++;
    }
    return out;
  }

  /// Row of every position that reads the shard, -1 elsewhere.
  int[] indexOf(int shard) {
    int[] out = new int[size()];
    for (int j = 0; j < out.length; j++) {
      out[j] = shards[j] == shard ? rows[j] : -1;
    }
    return out;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RunOrder r
        && Arrays.equals(shards, r.shards)
        && Arrays.equals(rows, r.rows)
        && Arrays.equals(windows, r.windows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(windows);
  }

  @Override
  public String toString() {
    return size() + " positions";
  }
}
