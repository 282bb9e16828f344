package io.hallmark.learning.program;

import io.hallmark.document.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;

/// The rules that make a program provable: every integer that is rounded stays below 2^62 by a
/// formula of declared ranges, never of observed values, and every rounding has one solution.
///
/// Rules of AdamW, decay and clipping: see [FurtherRules].
///
/// Letters: n inputs and o outputs of a layer, N records, B batch, P segment, fx, fg, fp, fe scales
/// of inputs, signals, probabilities, exponentials, fw = fx + fg, bz, bs, bw bits of
/// pre-activations, signals, weights, fexp, bexp scale and bits of exported weights, S the rate
/// shift, q the kernel bits, Xm the largest magnitude of an input of a layer: that of a feature, or
/// 2^ba behind a ReLU; Sm that of a gradient signal: dLm in the last layer, 2^(bs-1) in all others.
final class ProgramRules {
  /// The largest dLm that is allowed.
  static final BigInteger SIGNAL_MAX = BigInteger.ONE.shiftLeft(13);

  /// A smaller dLm is unwise: small errors round to zero.
  static final BigInteger SIGNAL_MIN = BigInteger.ONE.shiftLeft(8);

  private static final int ROUND_BITS = 62;
  private static final int MAX_EXPORT_BITS = 25;
  private static final int MAX_SOFTMAX = 63;
  private static final int MAX_KERNEL = 256;
  private static final long MAX_PARAMETERS = 1L << 24;
  private static final long MAX_BATCH_CELLS = 1L << 26;

  private ProgramRules() {}

  /// What the rules found in a program that they accept.
  ///
  /// @param kernels those of a momentum program
  /// @param adam those of AdamW
  /// @param decay factors of weight decay
  /// @param clip factors of clipping by the norm
  record Outcome(
      List<Bound> bounds,
      List<String> warnings,
      Optional<MomentumKernels> kernels,
      Optional<AdamKernels> adam,
      Optional<DecayFactors> decay,
      Optional<ClipFactors> clip) {}

  /// The public kernels of a segment length.
  private record Kernels(Optional<MomentumKernels> momentum, Optional<AdamKernels> adam) {
    static Kernels of(ProgramFields f, int segment) {
      return new Kernels(
          f.momentum().map(m -> MomentumKernels.of(m, segment, rateShift(f))),
          f.adam().map(a -> AdamKernels.of(a, f.schedule(), f.steps(), segment, units(f, a))));
    }
  }

  static int rateShift(ProgramFields f) {
    return Math.min(16, f.limb());
  }

  /// `nearest(rate/B · 2^(fg - fp + S))`.
  static BigInteger eta(ProgramFields f, Rational rate) {
    return rate.times(rateFactor(f)).nearest();
  }

  /// `2^(fg - fp + S)/B`.
  static Rational rateFactor(ProgramFields f) {
    return Rational.of(1, f.batch())
        .timesPowerOfTwo(f.signalFraction() - f.probFraction() + rateShift(f));
  }

  static BigInteger highestEta(ProgramFields f) {
    return eta(f, f.schedule().highest(f.steps()));
  }

  /// The largest error, e_max: `2^fp`, or `2^(bz-1) + max|target|` of a squared error.
  static BigInteger largestError(ProgramFields f) {
    return f.target()
        .map(t -> power(f.activationBits() - 1).add(BigInteger.valueOf(t.magnitude())))
        .orElse(power(f.probFraction()));
  }

  /// The largest folded error, `dLm = floor(eta_max·e_max / 2^S) + 1`; not with AdamW.
  static BigInteger largestSignal(ProgramFields f) {
    return highestEta(f).multiply(largestError(f)).shiftRight(rateShift(f)).add(BigInteger.ONE);
  }

  private static BigInteger power(int exponent) {
    return BigInteger.ONE.shiftLeft(exponent);
  }

  /// `2^(fx+f-kg)·B`, units of a gradient of the mean loss in AdamW.
  static Rational units(ProgramFields f, AdamFormat a) {
    return Rational.of(f.batch())
        .timesPowerOfTwo(f.features().fraction() + f.probFraction() - a.gradShift());
  }

  /// @throws ProgramRefused if a rule is broken
  static Outcome check(ProgramFields f) throws ProgramRefused {
    List<String> problems = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (f.steps() % f.segment() != 0) {
      problems.add("$.steps: " + f.steps() + " is not a multiple of the segment " + f.segment());
    }
    sizes(f, problems);
    formats(f, problems);
    softmax(f, problems);
    if (f.adam().isEmpty()) {
      signal(f, problems, warnings);
    }
    if ((f.momentum().isPresent() || f.adam().isPresent()) && f.segment() > MAX_KERNEL) {
      problems.add("$.segment: at most " + MAX_KERNEL + " steps with momentum or adamw");
      throw new ProgramRefused(problems); // the kernels of longer ones are not worth computing
    }
    FurtherRules.check(f, problems, warnings);
    if (!problems.isEmpty()) {
      throw new ProgramRefused(problems);
    }
    Kernels kernels;
    Optional<DecayFactors> decay;
    Optional<ClipFactors> clip;
    try {
      kernels = Kernels.of(f, f.segment());
      decay =
          f.hasDecay()
              ? Optional.of(DecayFactors.of(f.weightDecay(), f.schedule(), f.steps(), f.segment()))
              : Optional.empty();
      clip =
          f.clip() instanceof ClipFormat.Norm n
              ? Optional.of(ClipFactors.of(n, f.schedule(), f.steps(), f.weightFraction()))
              : Optional.empty();
    } catch (ArithmeticException e) {
      problems.add(String.valueOf(e.getMessage()));
      throw new ProgramRefused(problems);
    }
    List<Bound> bounds = bounds(f, kernels, f.segment());
    kernels.adam().ifPresent(k -> FurtherRules.adamRounding(f, k, problems));
    for (Bound bound : bounds) {
      if (!bound.holds()) {
        problems.add(
            "bound %s = %s = %s is not below 2^62%s"
                .formatted(
                    bound.name(), bound.formula(), bound.power(), smallerSegment(f, kernels)));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProgramRefused(problems);
    }
    return new Outcome(
        bounds, List.copyOf(warnings), kernels.momentum(), kernels.adam(), decay, clip);
  }

  private static void sizes(ProgramFields f, List<String> problems) {
    if (f.parameters() > MAX_PARAMETERS) {
      problems.add(
          "$.model: %d parameters, at most %d are supported"
              .formatted(f.parameters(), MAX_PARAMETERS));
    }
    for (LayerFormat layer : f.layers()) {
      int width = Math.max(layer.inputs(), layer.outputs());
      if ((long) f.batch() * width > MAX_BATCH_CELLS) {
        problems.add("$.batch: %d records of width %d are too many".formatted(f.batch(), width));
      }
    }
  }

  private static void formats(ProgramFields f, List<String> problems) {
    int fw = f.weightFraction();
    int rateShift = rateShift(f);
    if (!f.isRegression() && f.probFraction() >= rateShift) {
      problems.add(
          "$.loss.prob_frac: %d is not below the rate shift min(16, limb) = %d"
              .formatted(f.probFraction(), rateShift));
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
    for (LayerFormat layer : f.layers().size() == 1 ? List.<LayerFormat>of() : f.layers()) {
      BigInteger square = // L^2 of the initial weights, see Initialisation
          BigInteger.valueOf(6)
              .shiftLeft(2 * fw)
              .divide(BigInteger.valueOf((long) layer.inputs() + layer.outputs()));
      if (square.bitLength() > 2 * (f.weightBits() - 1)) {
        problems.add(
            "$.optimizer.weight_bits: %d do not hold the initial weights of %d inputs"
                .formatted(f.weightBits(), layer.inputs()));
      }
    }
    rounding(problems, "z", f.shift(), f.activationBits());
    for (LayerFormat hidden : f.layers().subList(0, f.layers().size() - 1)) {
      rounding(problems, "a hidden z", f.shift(), hidden.activationBits());
      rounding(problems, "a served hidden z", f.exportFraction(), hidden.activationBits());
    }
    rounding(problems, "da", f.shift(), f.signalBits());
    if (f.adam().isEmpty()) {
      rounding(problems, "dl", rateShift, f.signalBits());
    }
    rounding(problems, "a boundary", f.kernelBits(), f.weightBits());
    if (f.momentum().isPresent()) {
      rounding(problems, "a momentum state", rateShift, f.weightBits());
    }
    rounding(problems, "served", fw - f.exportFraction(), f.exportBits());
    rounding(problems, "served z", f.exportFraction(), f.activationBits());
  }

  private static void softmax(ProgramFields f, List<String> problems) {
    if (!f.isSoftmax()) {
      return;
    }
    if (f.probFraction() > f.expFraction()) {
      problems.add(
          "$.loss.prob_frac: %d is finer than the exponentials, %d"
              .formatted(f.probFraction(), f.expFraction()));
    }
    if (f.classes() > MAX_SOFTMAX) {
      problems.add("$.task.classes: at most " + MAX_SOFTMAX + " with softmax-cross-entropy");
    }
    if (rateShift(f) + remainderBits(f) + 2 > ROUND_BITS) {
      problems.add("the reciprocal of a softmax: %d bits".formatted(remainderBits(f)));
    }
  }

  /// Bits of the remainder of the reciprocal, `fe + bits(C)`.
  static int remainderBits(ProgramFields f) {
    return f.expFraction() + 32 - Integer.numberOfLeadingZeros(f.classes() - 1);
  }

  /// A rounding by s digits to b bits has one solution only if s + b <= 62.
  static void rounding(List<String> problems, String name, int s, int b) {
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
  private static List<Bound> bounds(ProgramFields f, Kernels kernels, int segment) {
    List<Bound> out = new ArrayList<>();
    for (int l = 0; l < f.layers().size(); l++) {
      out.addAll(layer(f, kernels, segment, l));
    }
    if (f.isSoftmax()) {
      out.add(new Bound("softmax", "2^(fp+S)", power(f.probFraction() + rateShift(f))));
    }
    if (f.adam().isEmpty()) {
      BigInteger eta = highestEta(f).multiply(largestError(f)).add(power(rateShift(f) - 1));
      String formula = f.isRegression() ? "eta_max·e_max + 2^(S-1)" : "eta_max·2^fp + 2^(S-1)";
      out.add(new Bound("eta", formula, eta));
    }
    kernels.adam().ifPresent(k -> out.addAll(FurtherRules.adamBounds(f, k)));
    if (f.hasDecay()) {
      out.add(
          new Bound(
              "decay",
              "2^24·2^(bw-1) + 2^23",
              power(DecayFactors.SHIFT + f.weightBits() - 1).add(power(DecayFactors.SHIFT - 1))));
    }
    if (f.clip() instanceof ClipFormat.Norm n) {
      out.addAll(FurtherRules.normBounds(f, n));
    }
    return out;
  }

  /// The largest magnitude of an input of a layer.
  static BigInteger largestInput(ProgramFields f, int l) {
    return l == 0
        ? BigInteger.valueOf(f.features().magnitude())
        : power(f.layers().get(l - 1).activationBits());
  }

  /// The largest magnitude of a gradient signal of a layer.
  static BigInteger largestSignal(ProgramFields f, int l) {
    boolean last = l == f.layers().size() - 1;
    if (last && f.adam().isPresent()) {
      return largestError(f);
    }
    BigInteger signal = power(f.signalBits() - 1);
    if (last) {
      signal = signal.min(largestSignal(f));
    }
    return f.clip() instanceof ClipFormat.Value v
        ? signal.min(BigInteger.valueOf(v.max()))
        : signal;
  }

  private static List<Bound> layer(ProgramFields f, Kernels kernels, int segment, int l) {
    String name = "d" + (l + 1) + ".";
    LayerFormat layer = f.layers().get(l);
    BigInteger one = power(f.features().fraction()); // 2^fx: the bias's input
    BigInteger input = largestInput(f, l);
    BigInteger inputs = BigInteger.valueOf(layer.inputs()).multiply(input).add(one); // n·Xm + 2^fx
    BigInteger signal = largestSignal(f, l);
    BigInteger gradient = BigInteger.valueOf(f.batch()).multiply(input.max(one)).multiply(signal);
    BigInteger boundary = power(f.weightBits() - 1);
    Bound weight = weight(name, f, kernels, segment, gradient);
    List<Bound> out = new ArrayList<>();
    out.add(new Bound(name + "forward", "(n·Xm + 2^fx)·Wm", inputs.multiply(weight.value())));
    if (l > 0) {
      BigInteger backward =
          BigInteger.valueOf(layer.outputs()).multiply(signal).multiply(weight.value());
      out.add(new Bound(name + "backward", "o·Sm·Wm", backward));
    }
    boolean folded = l == f.layers().size() - 1 && f.adam().isEmpty();
    out.add(
        new Bound(name + "gradient", "Gm = B·max(Xm, 2^fx)·" + (folded ? "dLm" : "Sm"), gradient));
    out.add(weight);
    kernels
        .momentum()
        .ifPresent(k ->
            out.add(
                new Bound(
                    name + "state",
                    "E[P]·2^(bw-1) + Gm·(E[0] + … + E[P-1])",
                    boundary
                        .multiply(BigInteger.valueOf(k.left(segment)))
                        .add(gradient.multiply(sum(0, segment, k::left))))));
    out.add(
        new Bound(
            name + "served", "(n·Xm + 2^fx)·2^(bexp-1)", inputs.shiftLeft(f.exportBits() - 1)));
    return out;
  }

  /// The largest weight at any step of a segment, in accumulator units.
  private static Bound weight(
      String name, ProgramFields f, Kernels kernels, int segment, BigInteger gradient) {
    BigInteger boundary = power(f.weightBits() - 1);
    if (f.adam().isPresent()) {
      BigInteger moved = BigInteger.valueOf(segment).shiftLeft(AdamFormat.STEP_BITS - 1);
      return new Bound(name + "weight", "Wm = 2^(bw-1) + P·2^15", boundary.add(moved));
    }
    if (kernels.momentum().isEmpty()) {
      BigInteger moved = BigInteger.valueOf(segment).multiply(gradient);
      return new Bound(name + "weight", "Wm = 2^(bw-1) + P·Gm", boundary.add(moved));
    }
    MomentumKernels k = kernels.momentum().get();
    BigInteger start = boundary.shiftLeft(f.kernelBits());
    BigInteger moved = gradient.multiply(sum(1, segment + 1, k::moved));
    BigInteger state = boundary.multiply(BigInteger.valueOf(k.carried(segment)));
    return new Bound(
        name + "weight",
        "Wm = 2^(q+bw-1) + Gm·(C[1] + … + C[P]) + D[P]·2^(bw-1)",
        start.add(moved).add(state));
  }

  private static BigInteger sum(int first, int end, IntToLongFunction kernel) {
    BigInteger sum = BigInteger.ZERO;
    for (int n = first; n < end; n++) {
      sum = sum.add(BigInteger.valueOf(kernel.applyAsLong(n)));
    }
    return sum;
  }

  /// The largest shorter segment that cures the bounds, if there is one. AdamW's step sizes depend
  /// on the segment, so none is looked for.
  private static String smallerSegment(ProgramFields f, Kernels kernels) {
    if (f.adam().isPresent()) {
      return "";
    }
    for (int p = f.segment() - 1; p >= 1; p--) {
      if (f.steps() % p == 0 && bounds(f, kernels, p).stream().allMatch(Bound::holds)) {
        return "; $.segment " + p + " would do";
      }
    }
    return "";
  }
}
