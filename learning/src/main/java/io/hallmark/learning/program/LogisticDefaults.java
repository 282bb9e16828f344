package io.hallmark.learning.program;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/// Default formats of small jobs: limb 10 keeps the tables small, everything else follows.
final class LogisticDefaults {
  private static final int MAX_SIGNAL_FRACTION = 20;
  private static final int SEGMENT = 32;

  private LogisticDefaults() {}

  static TrainingProgram program(Features features, int trainRows, LogisticOptions options)
      throws ProgramRefused {
    try {
      // The signal scale is the largest one, up to 20, whose signals stay within 2^13.
      for (int fg = MAX_SIGNAL_FRACTION; fg > 1; fg--) {
        ProgramFields fields = fields(features, trainRows, options, fg);
        if (ProgramRules.largestSignal(fields).compareTo(ProgramRules.SIGNAL_MAX) <= 0) {
          return TrainingProgram.of(document(fields, options));
        }
      }
      return TrainingProgram.of(document(fields(features, trainRows, options, 1), options));
    } catch (DocumentException.Malformed e) {
      throw new IllegalArgumentException(e.getMessage(), e); // the caller's features or options
    }
  }

  private static ProgramFields fields(
      Features features, int trainRows, LogisticOptions options, int signalFraction) {
    int segment =
        BigInteger.valueOf(options.steps()).gcd(BigInteger.valueOf(SEGMENT)).intValueExact();
    return new ProgramFields(
        features,
        trainRows,
        2,
        List.of(new LayerFormat("d1", features.count(), 1, 14)),
        options.batch(),
        options.steps(),
        segment,
        10,
        LossKind.SIGMOID,
        9,
        0,
        Optional.empty(),
        signalFraction,
        14,
        32,
        options.schedule(),
        Math.min(20, features.fraction() + signalFraction),
        24);
  }

  private static JsonObject document(ProgramFields f, LogisticOptions options) {
    return JsonObject.builder()
        .put("type", ProgramReader.TYPE)
        .put("task", JsonObject.builder().put("kind", "classification").put("classes", 2).build())
        .put("clip", kind("none"))
        .put("init", kind("zero"))
        .put(
            "sampler",
            kind("stream-permutation").toBuilder()
                .put("hash", "sha-256")
                .put("tag", ProgramReader.SAMPLER_TAG)
                .build())
        .put("data", data(f))
        .put("model", JsonArray.of(List.of(layer(f))))
        .put(
            "loss",
            kind("sigmoid-cross-entropy").toBuilder().put("prob_frac", f.probFraction()).build())
        .put(
            "optimizer",
            kind("sgd").toBuilder()
                .put("signal_frac", f.signalFraction())
                .put("signal_bits", f.signalBits())
                .put("weight_bits", f.weightBits())
                .build())
        .put(
            "schedule",
            kind(f.schedule().kind().text()).toBuilder()
                .put("rate", options.rate())
                .put("final", options.finalRate())
                .put("warmup", f.schedule().warmup())
                .build())
        .put(
            "export",
            JsonObject.builder()
                .put("weight_frac", f.exportFraction())
                .put("weight_bits", f.exportBits())
                .build())
        .put("batch", f.batch())
        .put("steps", f.steps())
        .put("segment", f.segment())
        .put("limb", f.limb())
        .build();
  }

  private static JsonValue data(ProgramFields f) {
    JsonObject.Builder features =
        JsonObject.builder()
            .put("count", f.features().count())
            .put("frac", f.features().fraction())
            .put("min", f.features().min())
            .put("max", f.features().max());
    f.features().rule().ifPresent(rule -> features.put("rule", rule));
    return JsonObject.builder()
        .put("features", features.build())
        .put("label", "class-index")
        .put("train_rows", f.trainRows())
        .build();
  }

  private static JsonValue layer(ProgramFields f) {
    return JsonObject.builder()
        .put("op", "dense")
        .put("name", f.last().name())
        .put("in", f.features().count())
        .put("out", 1)
        .put("act", "none")
        .put("act_frac", f.features().fraction())
        .put("act_bits", f.activationBits())
        .build();
  }

  private static JsonObject kind(String kind) {
    return JsonObject.builder().put("kind", kind).build();
  }
}
