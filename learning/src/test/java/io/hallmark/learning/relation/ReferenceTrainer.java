package io.hallmark.learning.relation;

import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A second trainer, slow and written from the definitions with unbounded integers. A liar
/// overrides one rule and follows all others, so its cells are consistent with its lie.
class ReferenceTrainer {
  private static final BigInteger MODULUS =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE.shiftLeft(32)).add(BigInteger.ONE);
  final Network network;
  final TrainingProgram program;
  private final SampleTable samples;
  private final Cells rows;
  private Map<String, List<BigInteger>> cells = new LinkedHashMap<>();

  /// A value left its range.
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop(String message) {
      super(message);
    }
  }

  ReferenceTrainer(WholeRun.Setup setup) {
    this.network = setup.network();
    this.program = network.program();
    this.samples = setup.train();
    this.rows = network.sampledRows(setup.seed());
  }

  // ---- the rules

  int row(int step, int b) {
    return rows.small(step * program.batch() + b);
  }

  BigInteger eta(int step) {
    return BigInteger.valueOf(network.etas().element(step));
  }

  int feature(int step, int i, int row) {
    return samples.feature(i, row);
  }

  int label(int step, int row) {
    return samples.label(row);
  }

  /// Weights and bias at the start of a segment.
  BigInteger[] start(int segment, BigInteger[] carried) {
    return carried;
  }

  BigInteger round(BigInteger n, int shift) {
    return shift == 0
        ? n
        : n.add(BigInteger.ONE.shiftLeft(shift - 1)).shiftRight(shift); // toward minus infinity
  }

  BigInteger preActivation(int step, int b, BigInteger z) {
    return z;
  }

  BigInteger signal(int step, int b, BigInteger dl) {
    return dl;
  }

  // ---- the training

  /// Cells of every window and the final weights, bias last.
  record Result(List<Map<String, List<BigInteger>>> windows, List<BigInteger> weights) {
    /// Writes the cells over those of an assignment.
    void into(Assignment a) {
      for (int k = 0; k < windows.size(); k++) {
        int part = k;
        windows
            .get(k)
            .forEach((name, values) ->
                a.put(
                    part,
                    name,
                    values.stream().mapToLong(v -> v.mod(MODULUS).longValue()).toArray()));
      }
    }
  }

  Result train(List<Integer> spans, BigInteger[] initial) {
    List<Map<String, List<BigInteger>>> windows = new ArrayList<>();
    BigInteger[] w = initial;
    int segment = 0;
    for (int span : spans) {
      cells = new LinkedHashMap<>();
      for (int g = 0; g < span; g++) {
        w = segment(segment, start(segment, w));
        segment++;
      }
      windows.add(cells);
    }
    return new Result(windows, List.of(w));
  }

  static BigInteger[] zero(int features) {
    BigInteger[] out = new BigInteger[features + 1];
    Arrays.fill(out, BigInteger.ZERO);
    return out;
  }

  private BigInteger[] segment(int segment, BigInteger[] start) {
    BigInteger[] w = start.clone();
    for (int t = 0; t < program.segment(); t++) {
      step(segment * program.segment() + t, w);
    }
    int k = program.features().count();
    for (int i = 0; i <= k; i++) {
      String name = i < k ? "out.d1.w" : "out.d1.b";
      put(name, w[i]);
      signed(name, w[i], program.weightBits());
    }
    return w;
  }

  private void step(int step, BigInteger[] w) {
    int k = program.features().count();
    BigInteger[] gradient = zero(k);
    BigInteger unit = BigInteger.ONE.shiftLeft(program.inputFraction());
    for (int b = 0; b < program.batch(); b++) {
      int row = row(step, b);
      BigInteger acc = w[k].multiply(unit);
      for (int i = 0; i < k; i++) {
        acc = acc.add(w[i].multiply(BigInteger.valueOf(feature(step, i, row))));
      }
      BigInteger z = preActivation(step, b, round(acc, program.weightFraction()));
      put("d1.z", z);
      remainder("d1.z", acc, z, program.weightFraction());
      range(
          "d1.z",
          z,
          BigInteger.ONE.shiftLeft(program.activationBits() - 1).negate(),
          program.activationBits());
      int p =
          network.loss().table().small(z.intValueExact() + (1 << (program.activationBits() - 1)));
      put("p", BigInteger.valueOf(p));
      BigInteger err =
          BigInteger.valueOf(p)
              .subtract(BigInteger.valueOf(label(step, row)).shiftLeft(program.probFraction()));
      BigInteger folded = eta(step).multiply(err);
      BigInteger dl = signal(step, b, round(folded, program.rateShift()));
      put("dl", dl);
      remainder("dl", folded, dl, program.rateShift());
      signed("dl", dl, program.signalBits());
      for (int i = 0; i < k; i++) {
        gradient[i] = gradient[i].add(dl.multiply(BigInteger.valueOf(feature(step, i, row))));
      }
      gradient[k] = gradient[k].add(dl.multiply(unit));
    }
    for (int i = 0; i <= k; i++) {
      w[i] = w[i].subtract(gradient[i]);
    }
  }

  private void put(String column, BigInteger value) {
    cells.computeIfAbsent(column, c -> new ArrayList<>()).add(value);
  }

  private void signed(String name, BigInteger value, int width) {
    BigInteger min = BigInteger.ONE.shiftLeft(width - 1).negate();
    range(name, value, min, width);
    low(name + ".l", value.subtract(min), width);
  }

  private static void range(String name, BigInteger value, BigInteger min, int width) {
    if (value.subtract(min).signum() < 0 || value.subtract(min).bitLength() > width) {
      throw new Stop(name + " " + value);
    }
  }

  private void remainder(String name, BigInteger n, BigInteger y, int shift) {
    low(
        name + ".r",
        n.add(BigInteger.ONE.shiftLeft(shift - 1)).subtract(y.shiftLeft(shift)),
        shift);
  }

  private void low(String prefix, BigInteger value, int width) {
    BigInteger mask = BigInteger.ONE.shiftLeft(program.limb()).subtract(BigInteger.ONE);
    for (int k = 0; (k + 1) * program.limb() < width; k++) {
      put(prefix + k, value.shiftRight(k * program.limb()).and(mask));
    }
  }
}
