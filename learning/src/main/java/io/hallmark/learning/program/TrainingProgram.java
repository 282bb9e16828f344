package io.hallmark.learning.program;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.document.Rational;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// A training program: everything that shapes the integers of a training, except data and seed.
/// This version knows dense layers with ReLU between them, sigmoid and softmax cross-entropy and
/// squared error, exact SGD, exact momentum and AdamW, decoupled weight decay, and clipping by
/// value and by the global norm.
///
/// A real number x at scale f stands as the integer nearest to `x·2^f`. An instance has passed
/// every rule: kinds, formats and no-wrap bounds. Immutable; equal if the canonical bytes are.
public final class TrainingProgram {
  private final JsonObject document;
  private final ProgramFields fields;
  private final ProgramRules.Outcome outcome;

  private TrainingProgram(JsonObject document, ProgramFields fields, ProgramRules.Outcome outcome) {
    this.document = document;
    this.fields = fields;
    this.outcome = outcome;
  }

  /// Reads the canonical bytes of a program.
  ///
  /// @throws DocumentException.Malformed if they are not canonical, or a key is unknown, missing or
  ///   wrong
  /// @throws ProgramRefused if the program breaks a bound or needs an operation that this version
  ///   does not have
  public static TrainingProgram read(byte[] canonical)
      throws DocumentException.Malformed, ProgramRefused {
    return of(CanonicalJson.read(canonical));
  }

  /// Reads a program that a person wrote: white space and the order of keys are free.
  ///
  /// @throws DocumentException.Malformed if a key is unknown, missing or wrong
  /// @throws ProgramRefused if the program breaks a bound or needs an operation that this version
  ///   does not have
  public static TrainingProgram readLenient(byte[] bytes)
      throws DocumentException.Malformed, ProgramRefused {
    return of(CanonicalJson.readLenient(bytes));
  }

  /// Reads a parsed document.
  ///
  /// @throws DocumentException.Malformed if a key is unknown, missing or wrong
  /// @throws ProgramRefused if the program breaks a bound or needs an operation that this version
  ///   does not have
  public static TrainingProgram of(JsonValue value)
      throws DocumentException.Malformed, ProgramRefused {
    try {
      ProgramFields fields = JsonReader.whole(value, ProgramReader::read);
      return new TrainingProgram((JsonObject) value, fields, ProgramRules.check(fields));
    } catch (ProgramReader.NotSupported e) {
      throw new ProgramRefused(List.of(String.valueOf(e.getMessage())));
    }
  }

  /// The document.
  public JsonObject document() {
    return document;
  }

  /// The canonical bytes.
  public byte[] canonicalBytes() {
    return CanonicalJson.write(document);
  }

  /// SHA-256 of the document's type, 0x00 and the canonical bytes.
  public Digest digest() {
    return Digests.document(document);
  }

  /// The inputs: number of features n0, scale fx, declared range.
  public Features features() {
    return fields.features();
  }

  /// Number of training records, N.
  public int trainRows() {
    return fields.trainRows();
  }

  /// Outputs of the last layer.
  public int outputs() {
    return fields.last().outputs();
  }

  /// Number of classes; 0 for a regression.
  public int classes() {
    return fields.classes();
  }

  /// The targets of a regression.
  public Optional<TargetRange> target() {
    return fields.target();
  }

  /// The layers, first to last. Relations and weight files name them `d1`, `d2`, … by position.
  public List<LayerFormat> layers() {
    return fields.layers();
  }

  /// The loss.
  public LossKind loss() {
    return fields.loss();
  }

  /// Scale of the exponentials of a softmax, fe; 0 for any other loss.
  public int expFraction() {
    return fields.expFraction();
  }

  /// Kernel bits q of momentum: weights inside a segment stand in units of `2^-q`; else 0.
  public int kernelBits() {
    return fields.kernelBits();
  }

  /// What is left of the momentum after a step, none without momentum.
  public Optional<Rational> momentum() {
    return fields.momentum().map(MomentumFormat::mu);
  }

  /// The kernels of momentum.
  public Optional<MomentumKernels> kernels() {
    return outcome.kernels();
  }

  /// The kernels of AdamW.
  public Optional<AdamKernels> adam() {
    return outcome.adam();
  }

  /// Decoupled weight decay of the matrices, 0 without.
  public Rational weightDecay() {
    return fields.weightDecay();
  }

  /// The factors of weight decay; none without decay.
  public Optional<DecayFactors> decay() {
    return outcome.decay();
  }

  /// How gradients are bounded.
  public ClipFormat clip() {
    return fields.clip();
  }

  /// The factors of clipping by the norm.
  public Optional<ClipFactors> clipFactors() {
    return outcome.clip();
  }

  /// The number of bits that hold every norm and every distance between norm and threshold, with
  /// clipping by the norm.
  public int normBits() {
    return fields.clip() instanceof ClipFormat.Norm n
        ? FurtherRules.largestNorm(fields, n).subtract(BigInteger.ONE).bitLength()
        : 0;
  }

  /// The largest magnitude of an error, e_max.
  public BigInteger largestError() {
    return ProgramRules.largestError(fields);
  }

  /// Shift of a pre-activation in training, `s = fw + q`.
  public int preActivationShift() {
    return fields.shift();
  }

  /// Records of a step, B.
  public int batch() {
    return fields.batch();
  }

  /// Number of steps.
  public int steps() {
    return fields.steps();
  }

  /// Steps of a numeric segment, P; they divide the steps.
  public int segment() {
    return fields.segment();
  }

  /// Number of segments.
  public int segments() {
    return steps() / segment();
  }

  /// Bits of a limb: the width of the largest range table.
  public int limb() {
    return fields.limb();
  }

  /// Shift of rate and reciprocal, `S = min(16, limb)`.
  public int rateShift() {
    return ProgramRules.rateShift(fields);
  }

  /// Scale of inputs and pre-activations, fx.
  public int inputFraction() {
    return fields.features().fraction();
  }

  /// Scale of gradient signals, fg; with AdamW that of the error.
  public int signalFraction() {
    return fields.signalFraction();
  }

  /// Scale of master weights, fw: `fx + fg`, or as declared with AdamW.
  public int weightFraction() {
    return fields.weightFraction();
  }

  /// Scale of the error: that of probabilities, fp, or of a squared error fx.
  public int probFraction() {
    return fields.probFraction();
  }

  /// Signed bits of the last layer's pre-activations, bz; also the lower end of every other one.
  public int activationBits() {
    return fields.activationBits();
  }

  /// Signed bits of gradient signals, bs.
  public int signalBits() {
    return fields.signalBits();
  }

  /// Signed bits of master weights at a segment boundary, bw.
  public int weightBits() {
    return fields.weightBits();
  }

  /// Scale of exported weights, fexp.
  public int exportFraction() {
    return fields.exportFraction();
  }

  /// Signed bits of exported weights, bexp.
  public int exportBits() {
    return fields.exportBits();
  }

  /// The learning rate.
  public Schedule schedule() {
    return fields.schedule();
  }

  /// The folded rates of steps `first … first + count - 1`, counted from 1: `eta_T =
  /// nearest(rate_T/B · 2^(fg - f + S))`, f the scale of the error; not with AdamW.
  public long[] etas(int first, int count) {
    return fields.schedule().nearest(ProgramRules.rateFactor(fields), first, count, steps());
  }

  /// The largest gradient signal of the last layer, dLm.
  public long largestSignal() {
    return ProgramRules.largestSignal(fields, fields.layers().size() - 1).longValueExact();
  }

  /// The no-wrap bounds, each below 2^62.
  public List<Bound> bounds() {
    return outcome.bounds();
  }

  /// What works but is unwise, one sentence each.
  public List<String> warnings() {
    return outcome.warnings();
  }

  /// Sizes and formats for people.
  public ProgramFigures figures() {
    return ProgramFigures.of(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrainingProgram program && document.equals(program.document);
  }

  @Override
  public int hashCode() {
    return document.hashCode();
  }

  @Override
  public String toString() {
    return "program " + digest();
  }
}
