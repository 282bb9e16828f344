package io.hallmark.learning.relation;

import io.hallmark.document.Rational;
import io.hallmark.learning.program.ClipFormat;
import io.hallmark.learning.program.TrainingProgram;
import java.math.BigInteger;

/// Clipping for [ReferenceTrainer]: from the definition, with unbounded integers.
class ReferenceClip {
  private final ReferenceTrainer trainer;
  private final TrainingProgram program;

  ReferenceClip(ReferenceTrainer trainer) {
    this.trainer = trainer;
    this.program = trainer.program;
  }

  /// Checks a signal and clips it by value.
  BigInteger bounded(String name, BigInteger signal, int[] key) {
    if (!(program.clip() instanceof ClipFormat.Value v)) {
      trainer.signed(name, signal, program.signalBits(), key);
      return signal;
    }
    BigInteger half = BigInteger.ONE.shiftLeft(program.signalBits() - 1);
    trainer.range(name, signal, half.negate(), program.signalBits());
    BigInteger c = BigInteger.valueOf(v.max());
    BigInteger clipped = signal.min(c).max(c.negate());
    trainer.put(name + ".c", clipped, key);
    return clipped;
  }

  /// Scales the signals of a step if the norm of its gradient is too large.
  void scale(int step, BigInteger[][][] inputs, BigInteger[][][] signals) {
    if (!(program.clip() instanceof ClipFormat.Norm n)) {
      return;
    }
    BigInteger norm = BigInteger.ZERO;
    for (int l = 0; l < inputs.length; l++) {
      BigInteger sum = BigInteger.ZERO;
      for (int b = 0; b < program.batch(); b++) {
        for (int b2 = 0; b2 < program.batch(); b2++) {
          int[] row = trainer.rowKey(step, b);
          int[] key = {row[0], row[1], b, b2};
          BigInteger one = BigInteger.ONE.shiftLeft(2 * program.inputFraction());
          BigInteger x = inner(inputs[l][b], inputs[l][b2]).add(one);
          BigInteger z = inner(signals[l][b], signals[l][b2]);
          String d = "d" + (l + 1);
          BigInteger kx = gram(d + ".kx", x, n.actShift().get(l), n.gramBits(), key);
          BigInteger kz = gram(d + ".kz", z, n.signalShift().get(l), n.gramBits(), key);
          sum = sum.add(kx.multiply(kz));
        }
      }
      norm = norm.add(sum.shiftLeft(n.shift(l) - n.leastShift()));
    }
    BigInteger factor = factor(step, norm, n);
    for (int l = 0; l < inputs.length; l++) {
      for (int b = 0; b < program.batch(); b++) {
        for (int o = 0; o < signals[l][b].length; o++) {
          int[] key = trainer.signalKey(step, b, l, o);
          String name = "d" + (l + 1) + ".dn";
          BigInteger acc = factor.multiply(signals[l][b][o]);
          signals[l][b][o] = trainer.round(name, acc, 14);
          trainer.put(name, signals[l][b][o], key);
          trainer.remainder(name, acc, signals[l][b][o], 14, key);
          trainer.signed(name, signals[l][b][o], program.signalBits(), key);
        }
      }
    }
  }

  private BigInteger gram(String name, BigInteger n, int shift, int width, int[] key) {
    BigInteger k = trainer.round(name, n, shift);
    trainer.signed(name, k, width, key);
    trainer.put(name, k, key);
    trainer.remainder(name, n, k, shift, key);
    return k;
  }

  private BigInteger factor(int step, BigInteger norm, ClipFormat.Norm n) {
    int[] row = trainer.rowKey(step, 0);
    int[] key = {row[0], row[1]};
    Rational bound = trainer.rate(step).times(n.norm()).timesPowerOfTwo(program.weightFraction());
    BigInteger most = bound.times(bound).timesPowerOfTwo(29 - n.leastShift()).floor().sqrt();
    BigInteger sigma = most.shiftRight(14).add(BigInteger.ONE);
    BigInteger threshold = sigma.multiply(sigma.subtract(BigInteger.ONE)).shiftRight(1);
    boolean keep = norm.compareTo(threshold) < 0;
    BigInteger distance =
        keep ? threshold.subtract(BigInteger.ONE).subtract(norm) : norm.subtract(threshold);
    trainer.range("norm", distance, BigInteger.ZERO, program.normBits());
    trainer.low("keep.l", distance, program.normBits(), key);
    trainer.put("keep", keep ? BigInteger.ONE : BigInteger.ZERO, key);
    BigInteger u = keep ? BigInteger.ZERO : norm;
    BigInteger root = ReferenceAdam.root(u);
    BigInteger rest = u.subtract(root.multiply(root.subtract(BigInteger.ONE)).shiftRight(1));
    remainder("root", rest, root, n.rootBits(), key);
    trainer.put("root", root, key);
    BigInteger[] quotient = (keep ? BigInteger.ZERO : most).divideAndRemainder(root);
    remainder("fac", quotient[1], root, n.rootBits() + 1, key);
    trainer.bounded("fac", quotient[0], BigInteger.ZERO, 14, key);
    trainer.put("fac", quotient[0], key);
    return keep ? BigInteger.ONE.shiftLeft(14) : quotient[0];
  }

  private void remainder(String name, BigInteger rest, BigInteger divisor, int width, int[] key) {
    trainer.bounded(name + ".r", rest, BigInteger.ZERO, width, key);
    BigInteger slack = divisor.subtract(BigInteger.ONE).subtract(rest);
    trainer.bounded(name + ".c", slack, BigInteger.ZERO, width, key);
  }

  private static BigInteger inner(BigInteger[] a, BigInteger[] b) {
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < a.length; i++) {
      sum = sum.add(a[i].multiply(b[i]));
    }
    return sum;
  }
}
