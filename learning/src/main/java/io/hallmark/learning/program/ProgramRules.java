package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// The rules that make a program provable: every integer that is rounded stays below 2^62 by a
/// formula of declared ranges, never of observed values, and every rounding has one solution.
///
/// Letters: n features, N records, B batch, P segment, fx, fg, fp scales of inputs, signals,
/// probabilities, fw = fx + fg, bz, bs, bw bits of pre-activations, signals, weights, fexp, bexp
/// scale and bits of exported weights, S the rate shift, Xm the largest magnitude of an input.
final class ProgramRules {
  /// The largest dLm that is allowed.
  static final BigInteger SIGNAL_MAX = BigInteger.ONE.shiftLeft(13);

  private static final BigInteger SIGNAL_MIN = BigInteger.ONE.shiftLeft(8);
  private static final int ROUND_BITS = 62;
  private static final int MAX_EXPORT_BITS = 25;

  private ProgramRules() {}

  /// What the rules found in a program that they accept.
  record Outcome(List<Bound> bounds, List<String> warnings) {}

  static int rateShift(ProgramFields f) {
    return Math.min(16, f.limb());
  }

  /// `nearest(rate/B · 2^(fg - fp + S))`.
  static BigInteger eta(ProgramFields f, Rational rate) {
    return rate.dividedBy(Rational.of(f.batch()))
        .timesPowerOfTwo(f.signalFraction() - f.probFraction() + rateShift(f))
        .nearest();
  }

  static BigInteger highestEta(ProgramFields f) {
    return eta(f, f.schedule().highest(f.steps()));
  }

  /// The largest gradient signal of the last layer, `dLm = floor(eta_max·2^fp / 2^S) + 1`.
  static BigInteger largestSignal(ProgramFields f) {
    return highestEta(f).shiftLeft(f.probFraction()).shiftRight(rateShift(f)).add(BigInteger.ONE);
  }

  /// @throws ProgramRefused if a rule is broken
  static Outcome check(ProgramFields f) throws ProgramRefused {
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (f.steps() % f.segment() != 0) {
      problems.add("$.steps: " + f.steps() + " is not a multiple of the segment " + f.segment());
    }
    formats(f, problems);
    signal(f, problems, warnings);
    List<Bound> bounds = bounds(f, f.segment());
    for (Bound bound : bounds) {
      if (!bound.holds()) {
        problems.add(
            "bound %s = %s = %s is not below 2^62%s"
                .formatted(bound.name(), bound.formula(), bound.power(), smallerSegment(f)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProgramRefused(problems);
    }
    return new Outcome(bounds, List.copyOf(warnings));
  }

  private static void formats(ProgramFields f, List<String> problems) {
    int fw = f.features().fraction() + f.signalFraction();
    if (f.probFraction() >= rateShift(f)) {
      problems.add(
          "$.loss.prob_frac: %d is not below the rate shift min(16, limb) = %d"
              .formatted(f.probFraction(), rateShift(f)));
    }
    if (f.exportFraction() > fw) {
      problems.add(
          "$.export.weight_frac: %d is finer than the weights, %d"
              .formatted(f.exportFraction(), fw));
    }
    if (f.exportBits() > MAX_EXPORT_BITS) {
      problems.add(
          "$.export.weight_bits: %d, at most %d keep a float32 exact"
              .formatted(f.exportBits(), MAX_EXPORT_BITS));
    }
    rounding(problems, "z", fw, f.activationBits());
    rounding(problems, "dl", rateShift(f), f.signalBits());
    rounding(problems, "served", fw - f.exportFraction(), f.exportBits());
    rounding(problems, "served z", f.exportFraction(), f.activationBits());
  }

  /// A rounding by s digits to b bits has one solution only if s + b <= 62.
  private static void rounding(List<String> problems, String name, int s, int b) {
    if (s + b > ROUND_BITS) {
      problems.add("rounding of %s: %d + %d bits exceed %d".formatted(name, s, b, ROUND_BITS));
    }
  }

  private static void signal(ProgramFields f, List<String> problems, List<String> warnings) {
    BigInteger signal = largestSignal(f);
    String shown = "the largest gradient signal, dLm = " + signal + ",";
    if (signal.compareTo(SIGNAL_MAX) > 0) {
      problems.add(shown + " exceeds 2^13; lower $.optimizer.signal_frac or the rate");
    } else if (signal.compareTo(SIGNAL_MIN) < 0) {
      warnings.add(
          shown + " is below 2^8: small errors round to zero; raise $.optimizer.signal_frac");
    }
    if (signal.bitLength() >= f.signalBits()) {
      warnings.add(
          shown + " needs more than $.optimizer.signal_bits = " + f.signalBits() + " signed bits");
    }
  }

  /// The bounds with segments of P steps.
  static List<Bound> bounds(ProgramFields f, int segment) {
    BigInteger one = BigInteger.ONE.shiftLeft(f.features().fraction()); // 2^fx: the bias's input
    BigInteger inputs =
        BigInteger.valueOf(f.features().count())
            .multiply(BigInteger.valueOf(f.features().magnitude()))
            .add(one); // n·Xm + 2^fx
    BigInteger gradient =
        BigInteger.valueOf(f.batch())
            .multiply(BigInteger.valueOf(f.features().magnitude()).max(one))
            .multiply(largestSignal(f));
    BigInteger weight =
        BigInteger.ONE
            .shiftLeft(f.weightBits() - 1)
            .add(BigInteger.valueOf(segment).multiply(gradient));
    BigInteger eta =
        highestEta(f).shiftLeft(f.probFraction()).add(BigInteger.ONE.shiftLeft(rateShift(f) - 1));
    return List.of(
        new Bound("d1.forward", "(n·Xm + 2^fx)·Wm", inputs.multiply(weight)),
        new Bound("d1.gradient", "Gm = B·max(Xm, 2^fx)·dLm", gradient),
        new Bound("d1.weight", "Wm = 2^(bw-1) + P·Gm", weight),
        new Bound("d1.served", "(n·Xm + 2^fx)·2^(bexp-1)", inputs.shiftLeft(f.exportBits() - 1)),
        new Bound("eta", "eta_max·2^fp + 2^(S-1)", eta));
  }

  /// The largest shorter segment that cures the bounds, if there is one.
  private static String smallerSegment(ProgramFields f) {
    for (int p = f.segment() - 1; p >= 1; p--) {
      if (f.steps() % p == 0 && bounds(f, p).stream().allMatch(Bound::holds)) {
        return "; $.segment " + p + " would do";
      }
    }
    return "";
  }
}
