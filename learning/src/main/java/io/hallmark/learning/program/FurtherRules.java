package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The rules of AdamW, weight decay and clipping; letters as in [AdamFormat] and [ClipFormat], f
/// the scale of the error, e_max the largest one, A, c2, E1, E2 the kernels of AdamW.
final class FurtherRules {
  private static final BigInteger HALF_STEP = BigInteger.ONE.shiftLeft(15);
  private static final long MAX_KERNELS = 1L << 21;
  private static final int MIN_EPS = 8;
  private static final int GOOD_STEP = 9;

  private FurtherRules() {}

  private static BigInteger power(int exponent) {
    return BigInteger.ONE.shiftLeft(exponent);
  }

  static void check(ProgramFields f, List<String> problems, List<String> warnings) {
    f.adam().ifPresent(a -> adam(f, a, problems, warnings));
    if (f.hasDecay()) {
      ProgramRules.rounding(problems, "decayed weights", DecayFactors.SHIFT, f.weightBits() + 1);
      Rational most = f.schedule().highest(f.steps()).times(f.weightDecay());
      if (most.compareTo(Rational.ONE) > 0) {
        problems.add("$.optimizer.weight_decay: times the highest rate it exceeds 1");
      }
    }
    switch (f.clip()) {
      case ClipFormat.Value v -> value(f, v, problems);
      case ClipFormat.Norm n -> norm(f, n, problems);
      case ClipFormat.None _ -> {}
    }
  }

  private static void adam(
      ProgramFields f, AdamFormat a, List<String> problems, List<String> warnings) {
    if ((long) f.steps() * (f.segment() + 1L) > MAX_KERNELS) {
      problems.add("$.steps: with adamw, steps times segment + 1 may be at most " + MAX_KERNELS);
    }
    BigInteger left = a.b1().numerator().pow(f.segment()).shiftLeft(1);
    if (left.compareTo(a.b1().denominator().pow(f.segment())) >= 0) {
      problems.add(
          "$.segment: b1^"
              + f.segment()
              + " is not below 1/2, so a first moment of one unit stays");
    }
    Rational step = f.schedule().highest(f.steps()).timesPowerOfTwo(a.weightFraction());
    if (step.timesPowerOfTwo(2).compareTo(new Rational(HALF_STEP, BigInteger.ONE)) >= 0) {
      problems.add("$.optimizer.weight_frac: 4·rate·2^" + a.weightFraction() + " reaches 2^15");
    } else if (step.compareTo(Rational.of(1L << GOOD_STEP)) < 0) {
      warnings.add(
          "rate·2^weight_frac is below 2^9: small steps round to zero; raise"
              + " $.optimizer.weight_frac");
    }
    if (a.isWide()) {
      Rational eps =
          a.eps()
              .times(new Rational(AdamKernels.lastKappa(a), power(40)))
              .times(ProgramRules.units(f, a));
      if (eps.nearest().compareTo(BigInteger.valueOf(MIN_EPS)) < 0) {
        problems.add("$.optimizer.eps: fewer than 8 units");
      }
    } else {
      ProgramRules.rounding(problems, "a gradient", a.gradShift(), a.gradBits());
    }
    ProgramRules.rounding(
        problems, "a first moment", AdamKernels.STATE_SHIFT, a.gradBits() + AdamFormat.FIRST_EXTRA);
    ProgramRules.rounding(
        problems, "a second moment", a.decayShift(), a.secondBits() - a.decayShift() + 1);
  }

  /// The rounding of what a segment adds to the second moment.
  static void adamRounding(ProgramFields f, AdamKernels k, List<String> problems) {
    ProgramRules.rounding(problems, "added squares", k.format().kernelBits(), k.addedBits());
  }

  private static void value(ProgramFields f, ClipFormat.Value v, List<String> problems) {
    if (BigInteger.valueOf(v.max()).compareTo(power(f.signalBits() - 1)) >= 0) {
      problems.add("$.clip.max: " + v.max() + " does not fit signal_bits " + f.signalBits());
    }
    if (f.signalBits() > f.limb()) {
      problems.add(
          "$.optimizer.signal_bits: clipped signals need a table of %d bits, limb is %d"
              .formatted(f.signalBits(), f.limb()));
    }
  }

  private static void norm(ProgramFields f, ClipFormat.Norm n, List<String> problems) {
    for (int l = 0; l < f.layers().size(); l++) {
      ProgramRules.rounding(problems, "a Gram entry", n.actShift().get(l), n.gramBits());
      ProgramRules.rounding(problems, "a Gram entry", n.signalShift().get(l), n.gramBits());
    }
    ProgramRules.rounding(problems, "a clipped signal", ClipFactors.FACTOR_BITS, f.signalBits());
    for (Bound bound : normBounds(f, n)) { // the factors of the steps are then small numbers
      if (!bound.holds()) {
        problems.add(
            "bound %s = %s = %s is not below 2^62"
                .formatted(bound.name(), bound.formula(), bound.power()));
      }
    }
  }

  static List<Bound> adamBounds(ProgramFields f, AdamKernels k) {
    AdamFormat a = k.format();
    int p = k.segment();
    int bg = a.gradBits();
    BigInteger steps = BigInteger.valueOf(p);
    BigInteger most = BigInteger.ZERO;
    for (int t = 0; t < f.steps(); t++) {
      most = most.max(BigInteger.valueOf(k.moved(t, 0)));
    }
    BigInteger first = BigInteger.ZERO;
    for (int n = 0; n < p; n++) {
      first = first.add(BigInteger.valueOf(k.first(n)));
    }
    BigInteger left = BigInteger.valueOf(k.secondLeft());
    int pre = a.decayShift();
    List<Bound> out = new ArrayList<>();
    out.add(
        new Bound(
            "adam.numerator",
            "2·max A[0]·(2^(bg+3) + P·2^(bg-1)) + 2^wD",
            most.shiftLeft(1)
                .multiply(power(bg + 3).add(steps.shiftLeft(bg - 1)))
                .add(power(a.divBits()))));
    out.add(
        new Bound(
            "adam.second",
            "2^(bu+q2+1) + P·2^(2bg-1+q2) + 2^(ws+1)",
            power(a.secondBits() + a.kernelBits() + 1)
                .add(steps.shiftLeft(2 * bg - 1 + a.kernelBits()))
                .add(power(a.rootBits() + 1))));
    out.add(new Bound("adam.quotient", "2^(17+wD)", power(17 + a.divBits())));
    out.add(
        new Bound(
            "adam.m",
            "E1[P]·2^(bg+3) + 2^(bg-1)·(E1[0] + … + E1[P-1]) + 2^13",
            BigInteger.valueOf(k.first(p))
                .shiftLeft(bg + 3)
                .add(first.shiftLeft(bg - 1))
                .add(power(13))));
    out.add(new Bound("adam.h", "H = 2^(2bg-2)·(c2[0] + … + c2[P-1])", k.added()));
    out.add(
        new Bound(
            "adam.u",
            "E2·(2^(bu-pre) + 1) + 2^13",
            left.multiply(power(a.secondBits() - pre).add(BigInteger.ONE)).add(power(13))));
    out.add(
        new Bound(
            "adam.v",
            "(2^bu + rnd(H, q2) + 1)·2^(14-pre)",
            power(a.secondBits())
                .add(k.roundedAdded())
                .add(BigInteger.ONE)
                .shiftLeft(Math.max(0, AdamKernels.STATE_SHIFT - pre))));
    return out;
  }

  static List<Bound> normBounds(ProgramFields f, ClipFormat.Norm n) {
    List<Bound> out = new ArrayList<>();
    int fx = f.features().fraction();
    for (int l = 0; l < f.layers().size(); l++) {
      BigInteger x = ProgramRules.largestInput(f, l);
      BigInteger s = ProgramRules.largestSignal(f, l);
      LayerFormat layer = f.layers().get(l);
      BigInteger inputs = BigInteger.valueOf(layer.inputs()).multiply(x.pow(2)).add(power(2 * fx));
      BigInteger signals = BigInteger.valueOf(layer.outputs()).multiply(s.pow(2));
      String name = "d" + (l + 1) + ".gram";
      out.add(new Bound(name, "max(n·Xm² + 2^(2fx), o·Sm²)", inputs.max(signals)));
    }
    BigInteger bound = ClipFactors.bound(n, f.schedule().highest(f.steps()), f.weightFraction());
    out.add(new Bound("norm", "2·(Σ B²·2^(s-s0+2wk-2) + max Θ)", largestNorm(f, n).shiftLeft(1)));
    out.add(new Bound("factor", "max(Cc, 2^(w+15))", bound.max(power(n.rootBits() + 15))));
    return out;
  }

  /// N, more than any norm and threshold: `Σ_l B²·2^(s_l-s0+2wk-2) + max Θ`.
  static BigInteger largestNorm(ProgramFields f, ClipFormat.Norm n) {
    BigInteger bound = ClipFactors.bound(n, f.schedule().highest(f.steps()), f.weightFraction());
    BigInteger sum = ClipFactors.threshold(bound);
    BigInteger batch = BigInteger.valueOf(f.batch()).pow(2);
    for (int l = 0; l < f.layers().size(); l++) {
      sum = sum.add(batch.shiftLeft(n.shift(l) - n.leastShift() + 2 * n.gramBits() - 2));
    }
    return sum;
  }
}
