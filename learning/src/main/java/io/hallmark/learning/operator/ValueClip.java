package io.hallmark.learning.operator;

import io.hallmark.proof.commitment.Cells;
import java.util.List;

/// Clipping by value: `clip(x) = max(-c, min(c, x))` of a signal x. One lookup of `(x, clip(x))` in
/// a table over bs signed bits also checks that x has as many.
///
/// @param bound c, below `2^(bs-1)`
/// @param bs signed bits of a signal, at most those of a limb
public record ValueClip(int bound, int bs) {
  /// Column of the clipped signals.
  public static String clipped(String signals) {
    return signals + ".c";
  }

  /// `clip(x)`.
  public int apply(long x) {
    return Math.clamp(x, -bound, bound);
  }

  /// Commits the clipped signals and looks them up.
  ///
  /// @param lookup name of the lookup
  /// @return the column of the clipped signals
  public String emit(PartBuilder b, String signals, String lookup) {
    String out = b.committed(clipped(signals), b.at(signals));
    int half = 1 << (bs - 1);
    int[] table = new int[2 * half];
    for (int i = 0; i < table.length; i++) {
      table[i] = apply((long) i - half);
    }
    b.lookup(
        lookup,
        List.of(signals, out),
        new TableSpec("clip", -half, table.length, List.of(Cells.ofInts(table))));
    return out;
  }
}
