package io.hallmark.learning.relation;

import io.hallmark.document.Rational;
import io.hallmark.learning.program.AdamFormat;
import io.hallmark.learning.program.TrainingProgram;
import java.math.BigInteger;
import java.util.List;

/// AdamW for [ReferenceTrainer]: from the definition, with exact rationals and unbounded integers.
class ReferenceAdam {
  private final ReferenceTrainer trainer;
  private final TrainingProgram program;
  private final AdamFormat format;

  ReferenceAdam(ReferenceTrainer trainer) {
    this.trainer = trainer;
    this.program = trainer.program;
    this.format = program.adam().orElseThrow().format();
  }

  /// `isqrt(2^80·2^q2·2(1 - b2^T)/(1 - b2)) / 2^40`.
  Rational kappa(int step) {
    Rational rest = Rational.ONE.minus(ReferenceTrainer.power(format.b2(), step + 1));
    BigInteger square =
        rest.dividedBy(Rational.ONE.minus(format.b2()))
            .timesPowerOfTwo(81 + format.kernelBits())
            .floor();
    return new Rational(square.sqrt(), BigInteger.ONE.shiftLeft(40));
  }

  /// `nearest(rate_T·(1 - b1)/(1 - b1^T)·kappa_T·2^fw·b1^n)`.
  BigInteger moved(int step, int n) {
    Rational first = Rational.ONE.minus(ReferenceTrainer.power(format.b1(), step + 1));
    return trainer
        .rate(step)
        .times(Rational.ONE.minus(format.b1()))
        .dividedBy(first)
        .times(kappa(step))
        .timesPowerOfTwo(format.weightFraction())
        .times(ReferenceTrainer.power(format.b1(), n))
        .nearest();
  }

  /// `nearest(eps·kappa_T·2^(fx+f)·B)`, 0 in the compact profile.
  BigInteger eps(int step) {
    return format
        .eps()
        .times(kappa(step))
        .timesPowerOfTwo(program.inputFraction() + program.probFraction())
        .times(Rational.of(program.batch()))
        .nearest();
  }

  private BigInteger second(int n) {
    return ReferenceTrainer.power(format.b2(), n).timesPowerOfTwo(format.kernelBits()).nearest();
  }

  /// `floor((1 + isqrt(8u + 1)) / 2)`.
  static BigInteger root(BigInteger u) {
    return u.shiftLeft(3).add(BigInteger.ONE).sqrt().add(BigInteger.ONE).shiftRight(1);
  }

  /// What a step moves; its rounded gradients join the others of the segment.
  BigInteger[][] step(
      int step, BigInteger[][] exact, List<BigInteger[][]> gradients, List<BigInteger[][]> states) {
    int t = step % program.segment();
    BigInteger eps = eps(step);
    BigInteger[][] rounded = ReferenceTrainer.zeros(exact);
    BigInteger[][] out = ReferenceTrainer.zeros(exact);
    gradients.add(rounded);
    BigInteger[] kernel = new BigInteger[t + 2];
    for (int n = 0; n < kernel.length; n++) {
      kernel[n] = moved(step, n);
    }
    for (int j = 0; j < exact.length; j++) {
      String name = trainer.network.tensors().get(j).name();
      for (int i = 0; i < exact[j].length; i++) {
        int[] key = trainer.stepWeightKey(step, j, i);
        rounded[j][i] = gradient(name, exact[j][i], key);
        BigInteger n = kernel[t + 1].multiply(states.get(0)[j][i]);
        BigInteger u = second(t + 1).multiply(states.get(1)[j][i]);
        for (int v = 0; v <= t; v++) {
          BigInteger g = gradients.get(v)[j][i];
          n = n.add(kernel[t - v].multiply(g));
          u = u.add(second(t - v).multiply(g.pow(2)));
        }
        out[j][i] = move(name, n, u, eps, key);
      }
    }
    return out;
  }

  private BigInteger gradient(String name, BigInteger exact, int[] key) {
    BigInteger g = trainer.round(name + ".g", exact, format.gradShift());
    trainer.signed(name + ".g", g, format.gradBits(), key);
    if (!format.isWide()) {
      trainer.put(name + ".g", g, key);
      trainer.remainder(name + ".g", exact, g, format.gradShift(), key);
    }
    return g;
  }

  private BigInteger move(String name, BigInteger n, BigInteger u, BigInteger eps, int[] key) {
    BigInteger s = root(u);
    BigInteger rest = u.subtract(s.multiply(s.subtract(BigInteger.ONE)).shiftRight(1));
    remainder(name + ".root", rest, s, format.rootBits(), key);
    trainer.put(name + ".root", s, key);
    BigInteger twice = s.add(eps).shiftLeft(1);
    BigInteger top = n.shiftLeft(1).add(s).add(eps);
    BigInteger d = top.subtract(top.mod(twice)).divide(twice);
    remainder(name + ".d", top.mod(twice), twice, format.divBits(), key);
    trainer.signed(name + ".d", d, AdamFormat.STEP_BITS, key);
    trainer.put(name + ".d", d, key);
    return d;
  }

  private void remainder(String name, BigInteger rest, BigInteger divisor, int width, int[] key) {
    trainer.bounded(name + ".r", rest, BigInteger.ZERO, width, key);
    BigInteger slack = divisor.subtract(BigInteger.ONE).subtract(rest);
    trainer.bounded(name + ".c", slack, BigInteger.ZERO, width, key);
  }

  /// The moments at the end of a segment.
  void boundary(
      String name,
      int j,
      int i,
      int[] key,
      List<BigInteger[][]> gradients,
      List<BigInteger[][]> states,
      BigInteger[][][] next) {
    int p = program.segment();
    BigInteger m = left(format.b1(), p).multiply(states.get(0)[j][i]);
    BigInteger h = BigInteger.ZERO;
    for (int v = 0; v < p; v++) {
      BigInteger g = gradients.get(v)[j][i];
      m = m.add(left(format.b1(), p - 1 - v).multiply(g));
      h = h.add(second(p - 1 - v).multiply(g.pow(2)));
    }
    next[0][j][i] = trainer.round(name + ".mend", m, 14);
    trainer.remainder(name + ".mend", m, next[0][j][i], 14, key);
    trainer.put("out." + name + ".m", next[0][j][i], key);
    trainer.signed("out." + name + ".m", next[0][j][i], format.gradBits() + 4, key);
    int pre = Math.max(0, format.secondBits() - 46);
    BigInteger before =
        rounded(name + ".uh", states.get(1)[j][i], pre, format.secondBits() - pre + 1, key);
    BigInteger added = rounded(name + ".hr", h, format.kernelBits(), addedBits(), key);
    BigInteger n = left(format.b2(), p).multiply(before);
    BigInteger kept = trainer.round(name + ".uend", n, 14 - pre);
    trainer.remainder(name + ".uend", n, kept, 14 - pre, key);
    next[1][j][i] = kept.add(added);
    trainer.put("out." + name + ".u", next[1][j][i], key);
    trainer.bounded("out." + name + ".u", next[1][j][i], BigInteger.ZERO, format.secondBits(), key);
  }

  private static BigInteger left(Rational b, int n) {
    return ReferenceTrainer.power(b, n).timesPowerOfTwo(14).nearest();
  }

  private int addedBits() {
    BigInteger most = BigInteger.ZERO;
    for (int n = 0; n < program.segment(); n++) {
      most = most.add(second(n).shiftLeft(2 * format.gradBits() - 2));
    }
    return trainer.round("", most, format.kernelBits()).bitLength();
  }

  private BigInteger rounded(String name, BigInteger n, int shift, int width, int[] key) {
    if (shift == 0) {
      return n;
    }
    BigInteger y = trainer.round(name, n, shift);
    trainer.put(name, y, key);
    trainer.remainder(name, n, y, shift, key);
    trainer.bounded(name, y, BigInteger.ZERO, width, key);
    return y;
  }
}
