package io.hallmark.learning.program;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.document.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Programs with default formats: a person chooses model and steps, everything else follows.
///
/// - **limb**: 10, whose tables are small, or 16, or 20 with AdamW, which need fewer limbs,
///   whichever is cheapest to prove; 10 for a model of one layer without AdamW.
/// - **probabilities** at 2^9 or 2^14, at 2^12 with AdamW, and pre-activations of 14 or 16 bits, by
///   the limb.
/// - **hidden activations** of 12 bits, of 13 if a feature can be negative: standardised data have
///   outliers.
/// - **signals** at the finest scale, up to 2^20, whose largest signal dLm stays within 2^13;
///   finer, up to 2^24, if dLm would be below 2^8. Behind hidden layers a signal has three bits
///   more than dLm, 14 to 16.
/// - **weights** of ±8 in training and as exported.
/// - **segments** of up to 32 steps, 16 with AdamW, that divide the steps, as long as the no-wrap
///   bounds hold.
/// - **AdamW**: the compact profile, gradients of 20 bits at 2^14 per unit of the mean loss;
///   weights at the finest scale, up to 2^20, at which a step of four times the rate has 16 bits.
public final class ProgramDefaults {
  private static final int SMALL_LIMB = 10;
  private static final int LARGE_LIMB = 16;
  private static final int SIGNAL_FRACTION = 20;
  private static final int FINEST_SIGNAL_FRACTION = 24;
  private static final int LEAST_SIGNAL_BITS = 14;
  private static final int SEGMENT = 32;
  private static final int KERNEL_BITS = 4;
  private static final int ADAM_LIMB = 20;
  private static final int ADAM_SEGMENT = 16;
  private static final int ADAM_WEIGHT_FRACTION = 20;
  private static final int ADAM_SIGMA = 14;
  private static final int REGRESSION_SIGMA = 11;

  private final Features features;
  private final int trainRows;
  private final int classes;
  private final Optional<TargetRange> target;
  private final ModelOptions model;
  private final StepOptions steps;

  private ProgramDefaults(
      Features features,
      int trainRows,
      int classes,
      Optional<TargetRange> target,
      ModelOptions model,
      StepOptions steps) {
    this.features = features;
    this.trainRows = trainRows;
    this.classes = classes;
    this.target = target;
    this.model = model;
    this.steps = steps;
  }

  /// A program with default formats.
  ///
  /// @throws ProgramRefused if no default formats hold these features, this model and this rate
  /// @throws IllegalArgumentException if features or options are out of the range of any program
  public static TrainingProgram of(
      Features features, int trainRows, int classes, ModelOptions model, StepOptions steps)
      throws ProgramRefused {
    return new ProgramDefaults(features, trainRows, classes, Optional.empty(), model, steps)
        .program();
  }

  /// A program for a regression of one target, with default formats.
  ///
  /// @param target range of the target, at the scale of the features
  /// @throws ProgramRefused if no default formats hold these features, this model and this rate, or
  ///   the model has a loss of classes
  /// @throws IllegalArgumentException if features or options are out of the range of any program
  public static TrainingProgram forRegression(
      Features features, int trainRows, TargetRange target, ModelOptions model, StepOptions steps)
      throws ProgramRefused {
    if (model.loss().filter(l -> l != LossKind.SQUARED).isPresent()) {
      throw new ProgramRefused(List.of("a regression has a squared error and no other loss"));
    }
    return new ProgramDefaults(features, trainRows, 0, Optional.of(target), model, steps).program();
  }

  private TrainingProgram program() throws ProgramRefused {
    if (model.loss().equals(Optional.of(LossKind.SIGMOID)) && classes != 2) {
      throw new ProgramRefused(
          List.of("sigmoid-cross-entropy knows 2 classes, not " + classes + ": use softmax"));
    }
    if (steps.batch() > trainRows) {
      throw new ProgramRefused(
          List.of(
              "a batch of %d is larger than the training part, %d records"
                  .formatted(steps.batch(), trainRows)));
    }
    TrainingProgram cheapest = null;
    ProgramRefused refused = null;
    for (int limb : limbs()) {
      try {
        TrainingProgram program = program(limb);
        cheapest = cheapest == null || cost(program) < cost(cheapest) ? program : cheapest;
      } catch (ProgramRefused e) {
        refused = e;
      }
    }
    if (cheapest == null) {
      throw Objects.requireNonNull(refused);
    }
    return cheapest;
  }

  private boolean isAdam() {
    return model.update() == ModelOptions.Update.ADAMW;
  }

  private List<Integer> limbs() {
    if (isAdam()) {
      return List.of(SMALL_LIMB, LARGE_LIMB, ADAM_LIMB);
    }
    return model.hidden().isEmpty() ? List.of(SMALL_LIMB) : List.of(SMALL_LIMB, LARGE_LIMB);
  }

  /// Committed cells and fractions of the lookups; a table row is a cell and a fraction.
  private static long cost(TrainingProgram p) {
    ProgramFigures f = p.figures();
    return f.cells() + f.lookups() + f.tableRows();
  }

  /// The program with the longest segments that the bounds admit.
  private TrainingProgram program(int limb) throws ProgramRefused {
    try {
      int signalFraction = signalFraction(limb);
      int signalBits = signalBits(limb, signalFraction);
      ProgramRefused refused = null;
      for (int segment = isAdam() ? ADAM_SEGMENT : SEGMENT; segment >= 1; segment--) {
        if (steps.steps() % segment == 0) {
          try {
            return TrainingProgram.of(document(limb, signalFraction, signalBits, segment));
          } catch (ProgramRefused e) {
            refused = refused == null ? e : refused;
          }
        }
      }
      throw Objects.requireNonNull(refused); // 1 divides every number of steps
    } catch (DocumentException.Malformed e) {
      throw new IllegalArgumentException(e.getMessage(), e); // the caller's features or options
    }
  }

  private int signalFraction(int limb) throws DocumentException.Malformed {
    if (isAdam()) {
      return probFraction(limb); // the error itself
    }
    int fraction = SIGNAL_FRACTION;
    while (fraction > 1 && largestSignal(limb, fraction).compareTo(ProgramRules.SIGNAL_MAX) > 0) {
      fraction--;
    }
    while (fraction >= SIGNAL_FRACTION
        && fraction < FINEST_SIGNAL_FRACTION
        && largestSignal(limb, fraction).compareTo(ProgramRules.SIGNAL_MIN) < 0) {
      fraction++;
    }
    return fraction;
  }

  private BigInteger largestSignal(int limb, int signalFraction)
      throws DocumentException.Malformed {
    JsonObject document = document(limb, signalFraction, LEAST_SIGNAL_BITS, 1);
    return ProgramRules.largestSignal(JsonReader.whole(document, ProgramReader::read));
  }

  private boolean isSoftmax() {
    return target.isEmpty()
        && model.loss().orElse(classes == 2 ? LossKind.SIGMOID : LossKind.SOFTMAX)
            == LossKind.SOFTMAX;
  }

  private JsonObject document(int limb, int signalFraction, int signalBits, int segment) {
    int probFraction = probFraction(limb);
    int weightFraction = isAdam() ? adamWeightFraction() : features.fraction() + signalFraction;
    return JsonObject.builder()
        .put("type", ProgramReader.TYPE)
        .put(
            "task",
            target.isPresent()
                ? kind("regression").build()
                : kind("classification").put("classes", classes).build())
        .put("clip", kind("none").build())
        .put("init", initialisation())
        .put("sampler", hashed("stream-permutation", ProgramReader.SAMPLER_TAG).build())
        .put("data", data())
        .put("model", layers(limb))
        .put("loss", loss(probFraction))
        .put("optimizer", optimizer(probFraction, signalFraction, signalBits, weightFraction))
        .put(
            "schedule",
            kind(steps.schedule().kind().text())
                .put("rate", steps.rate())
                .put("final", steps.finalRate())
                .put("warmup", steps.schedule().warmup())
                .build())
        .put(
            "export",
            JsonObject.builder()
                .put("weight_frac", Math.min(20, weightFraction))
                .put("weight_bits", 24)
                .build())
        .put("batch", steps.batch())
        .put("steps", steps.steps())
        .put("segment", segment)
        .put("limb", limb)
        .build();
  }

  private JsonValue initialisation() {
    return model.hidden().isEmpty()
        ? kind("zero").build()
        : hashed("glorot-uniform", ProgramReader.INIT_TAG).put("bias", "zero").build();
  }

  private JsonValue loss(int probFraction) {
    if (target.isPresent()) {
      return kind(LossKind.SQUARED.text()).build();
    }
    JsonObject.Builder loss =
        kind((isSoftmax() ? LossKind.SOFTMAX : LossKind.SIGMOID).text())
            .put("prob_frac", probFraction);
    return isSoftmax() ? loss.put("exp_frac", probFraction).build() : loss.build();
  }

  /// The scale of the error.
  private int probFraction(int limb) {
    if (target.isPresent()) {
      return features.fraction();
    }
    int small = limb == SMALL_LIMB ? 9 : 14;
    return isAdam() ? Math.min(small, 12) : small;
  }

  /// The finest scale up to 2^20 at which four times the rate stays below 2^15.
  private int adamWeightFraction() {
    Rational rate = steps.schedule().highest(steps.steps());
    int fraction = ADAM_WEIGHT_FRACTION;
    while (fraction > 1
        && rate.timesPowerOfTwo(fraction + 2).compareTo(Rational.of(1L << 15)) >= 0) {
      fraction--;
    }
    return fraction;
  }

  private JsonValue optimizer(
      int probFraction, int signalFraction, int signalBits, int weightFraction) {
    JsonObject.Builder out =
        kind(model.update().name().toLowerCase(Locale.ROOT))
            .put("signal_bits", signalBits)
            .put("weight_bits", isAdam() ? weightFraction + 4 : Math.max(32, weightFraction + 4));
    if (Rational.parse(model.weightDecay()).signum() > 0) {
      out.put("weight_decay", model.weightDecay());
    }
    return switch (model.update()) {
      case SGD -> out.put("signal_frac", signalFraction).build();
      case MOMENTUM ->
          out.put("signal_frac", signalFraction)
              .put("mu", model.mu())
              .put("kernel_bits", KERNEL_BITS)
              .build();
      case ADAMW -> adam(out, probFraction).put("weight_frac", weightFraction).build();
    };
  }

  /// The compact profile with sigma = 2^14, of a regression 2^11: a gradient of the batch has 2^(fx
  /// + f)·B units per unit of the mean loss.
  private JsonObject.Builder adam(JsonObject.Builder out, int probFraction) {
    int batchBits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(steps.batch());
    int units = features.fraction() + probFraction + batchBits;
    return out.put("profile", "compact")
        .put("b1", "0.9")
        .put("b2", "0.999")
        .put("eps", "unit")
        .put(
            "grad_shift", Math.max(0, units - (target.isPresent() ? REGRESSION_SIGMA : ADAM_SIGMA)))
        .put("grad_bits", 20)
        .put("u_bits", 37)
        .put("root_bits", 20)
        .put("div_bits", 20)
        .put("kernel_bits", 0);
  }

  /// Three bits more than dLm, within 14 to 16; no layer behind needs them.
  private int signalBits(int limb, int signalFraction) throws DocumentException.Malformed {
    if (isAdam()) {
      return signalFraction + (target.isPresent() ? 6 : 4);
    }
    return model.hidden().isEmpty()
        ? LEAST_SIGNAL_BITS
        : Math.clamp(largestSignal(limb, signalFraction).bitLength() + 3L, LEAST_SIGNAL_BITS, 16);
  }

  private JsonValue data() {
    JsonObject.Builder inputs =
        JsonObject.builder()
            .put("count", features.count())
            .put("frac", features.fraction())
            .put("min", features.min())
            .put("max", features.max());
    features.rule().ifPresent(rule -> inputs.put("rule", rule));
    JsonObject.Builder out =
        JsonObject.builder()
            .put("features", inputs.build())
            .put("label", target.isPresent() ? "value" : "class-index")
            .put("train_rows", trainRows);
    target.ifPresent(t ->
        out.put("target", JsonObject.builder().put("min", t.min()).put("max", t.max()).build()));
    return out.build();
  }

  private JsonValue layers(int limb) {
    List<JsonValue> out = new ArrayList<>();
    int inputs = features.count();
    int hiddenBits = features.min() < 0 ? 13 : 12;
    for (int width : model.hidden()) {
      out.add(layer(out.size() + 1, inputs, width, "relu", hiddenBits));
      inputs = width;
    }
    int outputBits = limb == SMALL_LIMB ? 14 : 16;
    out.add(layer(out.size() + 1, inputs, isSoftmax() ? classes : 1, "none", outputBits));
    return new JsonArray(out);
  }

  private JsonValue layer(int number, int inputs, int outputs, String activation, int bits) {
    return JsonObject.builder()
        .put("op", "dense")
        .put("name", "d" + number)
        .put("in", inputs)
        .put("out", outputs)
        .put("act", activation)
        .put("act_frac", features.fraction())
        .put("act_bits", bits)
        .build();
  }

  private static JsonObject.Builder hashed(String kind, String tag) {
    return kind(kind).put("hash", "sha-256").put("tag", tag);
  }

  private static JsonObject.Builder kind(String kind) {
    return JsonObject.builder().put("kind", kind);
  }
}
