package io.hallmark.learning.operator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.learning.fixedpoint.FunctionTables;
import io.hallmark.proof.commitment.Cells;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One step of SGD on a perceptron 2-2-2 with the default formats, integer by integer, computed by
/// the operators alone. Rows of a table are samples, or inputs of a weight.
final class PerceptronStepTest {
  private static final int SAMPLES = 2;
  private static final DenseLayer FIRST = layer("d1", "n0", "n1");
  private static final DenseLayer LAST = layer("d2", "n1", "class");

  private final CellRecorder recorder = new CellRecorder();

  private static DenseLayer layer(String name, String in, String out) {
    return new DenseLayer(name, in, out, 2, 2, 8, 28, 16);
  }

  @Test
  void oneStepIsThePublishedOne() throws Exception {
    int[] x = {300, -120, -45, 512};
    long[] w1 = {90000000, -70000000, 30000000, 120000000};
    long[] b1 = {5000000, -8000000};
    long[] w2 = {150000000, -60000000, -40000000, 110000000};
    long[] b2 = {0, 3000000};

    Relu relu = new Relu(FIRST, 16, 12);
    long[] z1 = forward(FIRST, x, w1, b1);
    assertArrayEquals(new long[] {92, -140, 47, 233}, z1);
    assertLow("d1.z.r0", 59904, 56832, 10112, 12160);
    int[] a = Arrays.stream(z1).mapToInt(relu::activation).toArray();
    int[] u = Arrays.stream(z1).mapToInt(relu::sign).toArray();
    assertArrayEquals(new int[] {92, 0, 47, 233}, a);
    assertArrayEquals(new int[] {1, 0, 1, 1}, u);
    long[] z2 = forward(LAST, a, w2, b2);
    assertArrayEquals(new long[] {51, -18, -8, 88}, z2);
    assertLow("d2.z.r0", 18944, 15360, 35968, 47744);

    int[] p = probabilities(z2);
    assertArrayEquals(new int[] {9289, 7095, 6674, 9710}, p);
    int[] dl = lastSignals(p, 0, 1);
    assertArrayEquals(new int[] {-22704, 22704, 21357, -21357}, dl);
    int[] dz = hiddenSignals(dl, w2, u);
    assertArrayEquals(new int[] {-17762, 0, 16708, -11934}, dz);

    long[] g2 = new long[4];
    LAST.addGradient(a, SAMPLES, dl, 1, g2, new long[2]);
    assertArrayEquals(new long[] {-1084989, 1084989, 4976181, -4976181}, g2);
    FIRST.addGradient(x, SAMPLES, dz, -1, w1, b1);
    LAST.addGradient(a, SAMPLES, dl, -1, w2, b2);
    assertArrayEquals(new long[] {96080460, -70537030, 19314064, 126110208}, w1);
    assertArrayEquals(new long[] {5269824, -4944896}, b1);
    assertArrayEquals(new long[] {151084989, -61084989, -44976181, 114976181}, w2);
    assertArrayEquals(new long[] {344832, 2655168}, b2);
  }

  private long[] forward(DenseLayer layer, int[] x, long[] w, long[] bias) {
    long[] z = new long[2 * SAMPLES];
    layer.forward(x, SAMPLES, w, bias, z);
    return rounded(layer.round(), z);
  }

  private long[] rounded(Round round, long[] acc) {
    int[][] low = round.columns(recorder, acc.length);
    long[] out = new long[acc.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = round.apply(acc[i]);
      round.record(acc[i], out[i], low, i);
    }
    return out;
  }

  private void assertLow(String column, int... expected) {
    assertArrayEquals(expected, recorder.column(column, expected.length), column);
  }

  private int[] probabilities(long[] z) throws TrainingStopped {
    Cells table = Cells.ofInts(FunctionTables.exponential(8, 14, 16));
    SoftmaxLoss loss = new SoftmaxLoss(LAST, 16, 14, 14, 16, table);
    Loss.Tape tape = loss.tape(recorder, SAMPLES);
    int[] p = new int[z.length];
    for (int b = 0; b < SAMPLES; b++) {
      tape.record(z, b, b, 1, 0, p);
    }
    assertLow("max", 51, 88);
    assertLow("exp", 16384, 12513, 11261, 16384);
    assertLow("top", 1, 0, 0, 1);
    assertLow("inv", 37157, 38840);
    assertEquals(15995, (1 << 30) - 37157L * 28897);
    // 15-bit sums: remainder and slack fit one limb, so they leave no cells
    assertEquals(false, recorder.cells().containsKey("inv.r.l0"));
    return p;
  }

  /// eta = 209715.
  private int[] lastSignals(int[] p, int... labels) {
    RateFold rate = new RateFold(new SignalFormat("dl", "dl", 16, 16, 20, 16, Optional.empty()));
    LabelTarget target = new LabelTarget(2, 14);
    long[] folded = new long[p.length];
    for (int i = 0; i < folded.length; i++) {
      folded[i] = rate.product(209715, target.error(p[i], labels[i / 2], i % 2));
    }
    long[] dl = rounded(rate.format().round(), folded);
    long[] rest = new long[dl.length];
    Arrays.setAll(rest, i -> folded[i] + (1 << 15) - (dl[i] << 16));
    assertArrayEquals(new long[] {34187, 31349, 18326, 47210}, rest);
    return Arrays.stream(dl).mapToInt(Math::toIntExact).toArray();
  }

  private int[] hiddenSignals(int[] dl, long[] w2, int[] u) {
    BackwardSignal backward =
        new BackwardSignal(
            FIRST,
            LAST,
            new SignalFormat("d1.da", "d1", LAST.shift(), 16, 20, 16, Optional.empty()));
    long[] acc = new long[dl.length];
    LAST.backward(dl, SAMPLES, w2, acc);
    long[] da = rounded(backward.format().round(), acc);
    assertArrayEquals(new long[] {-17762, 12687, 16708, -11934}, da);
    assertLow("d1.da.r0", 10240, 2048, 11904, 19584);
    int[] dz = new int[da.length];
    Arrays.setAll(dz, i -> backward.masked(u[i], (int) da[i]));
    return dz;
  }
}
