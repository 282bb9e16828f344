package io.hallmark.learning.relation;

import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.Formats;
import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;

/// The logistic regression of the published vectors.
final class Logistic {
  private Logistic() {}

  static Network network() {
    int[] sig = new int[256];
    for (int i = 0; i < 256; i++)
      sig[i] = (int) Math.floor(64 / (1 + Math.exp(-(i - 128) / 16.0)) + 0.5);
    return new Network(
        new Formats(
            3,
            1,
            2,
            -32,
            31,
            12,
            3,
            2,
            6,
            4,
            8,
            6,
            8,
            8,
            16,
            10,
            14,
            8,
            Cells.ofInts(Vectors.ints("eta")),
            Cells.ofInts(sig)));
  }

  static WholeRun.Setup setup() {
    return new WholeRun.Setup(
        network(),
        Cells.ofInts(Vectors.ints("rows")),
        Vectors.samples("records"),
        Vectors.samples("evaluated"),
        Arrays.stream(Vectors.ints("windows")).boxed().toList());
  }
}
