package io.hallmark.provenance.policy;

import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The cells of a shard that policies read: secret.
///
/// @param classes class of every record
/// @param tags per tag, its integer of every record
/// @param digests per digest column and limb, its integer of every record
@SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
public record ShardRecords(int[] classes, long[][] tags, long[][][] digests) {
  /// Number of records.
  public int rows() {
    return classes.length;
  }

  /// The committed cells by column: `y`, `t0`, …, `f0.0`, ….
  ///
  /// @param numClasses number of classes; `y` is one-hot for more than two
  public Map<String, Cells> cells(int numClasses) {
    Map<String, Cells> out = new LinkedHashMap<>();
    int[] y = numClasses == 2 ? classes.clone() : new int[numClasses * classes.length];
    if (numClasses > 2) {
      for (int r = 0; r < classes.length; r++) {
        y[classes[r] * classes.length + r] = 1;
      }
    }
    out.put("y", Cells.ofInts(y));
    for (int j = 0; j < tags.length; j++) {
      out.put("t" + j, Cells.ofSigned(tags[j]));
    }
    for (int d = 0; d < digests.length; d++) {
      for (int k = 0; k < digests[d].length; k++) {
        out.put("f" + d + "." + k, Cells.ofSigned(digests[d][k]));
      }
    }
    return out;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ShardRecords s
        && Arrays.equals(classes, s.classes)
        && Arrays.deepEquals(tags, s.tags)
        && Arrays.deepEquals(digests, s.digests);
  }

  @Override
  public int hashCode() {
    return classes.length;
  }

  @Override
  public String toString() {
    return rows() + " records";
  }
}
