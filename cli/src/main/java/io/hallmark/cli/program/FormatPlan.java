package io.hallmark.cli.program;

import io.hallmark.cli.Float64Ranges;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Formats of a program from the ranges that its training in float64 reached: each holds what was
/// seen with two bits to spare, because another seed sees other records first. If the no-wrap
/// bounds refuse that, segments become shorter, then one bit is spared, then none.
final class FormatPlan {
  private static final int MOST_ACTIVATION_BITS = 16;
  private static final int LEAST_BITS = 10;
  private static final int MOST_SIGNAL_BITS = 32;
  private static final int MOST_WEIGHT_BITS = 61;
  private static final int MOST_EXPORT_BITS = 24;
  private static final int[] SPARED = {2, 1, 0};

  private final TrainingProgram program;
  private final Float64Ranges seen;

  private FormatPlan(TrainingProgram program, Float64Ranges seen) {
    this.program = program;
    this.seen = seen;
  }

  /// The program with other formats.
  ///
  /// @throws ProgramRefused if no format holds what was seen, naming the value
  static TrainingProgram of(TrainingProgram program, Float64Ranges seen) throws ProgramRefused {
    FormatPlan plan = new FormatPlan(program, seen);
    plan.requireActivations();
    @Nullable ProgramRefused refused = null;
    for (int spared : SPARED) {
      for (int segment = program.segment(); segment >= 1; segment--) {
        if (program.steps() % segment == 0) {
          try {
            return TrainingProgram.of(plan.document(spared, segment));
          } catch (ProgramRefused e) {
            refused = refused == null ? e : refused;
          } catch (DocumentException.Malformed e) {
            throw new IllegalStateException("a planned program is well-formed", e);
          }
        }
      }
    }
    throw Objects.requireNonNull(refused);
  }

  /// A pre-activation has at most 16 bits, whatever the program says.
  private void requireActivations() throws ProgramRefused {
    List<String> problems = new ArrayList<>();
    for (int l = 0; l < seen.layers().size(); l++) {
      boolean isHidden = l < seen.layers().size() - 1;
      double high = isHidden ? seen.layers().get(l).highest() : magnitude(l);
      int bits = bits(high, program.inputFraction()) + (isHidden ? 0 : 1);
      int low = bits(-seen.layers().get(l).lowest(), program.inputFraction()) + 1;
      if (Math.max(bits, low) > MOST_ACTIVATION_BITS) {
        problems.add(
            String.format(
                Locale.ROOT,
                "layer d%d reaches %.1f, more than any format holds (16 bits at 2^%d): lower the"
                    + " rate, train fewer steps, or standardise the features",
                l + 1,
                Math.max(high, -seen.layers().get(l).lowest()),
                program.inputFraction()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ProgramRefused(problems);
    }
  }

  private double magnitude(int l) {
    return Math.max(seen.layers().get(l).highest(), -seen.layers().get(l).lowest());
  }

  private JsonObject document(int spared, int segment) {
    JsonObject document = program.document();
    return document.toBuilder()
        .put("model", model((JsonArray) member(document, "model"), spared))
        .put("optimizer", optimizer((JsonObject) member(document, "optimizer"), spared))
        .put("export", export((JsonObject) member(document, "export"), spared))
        .put("segment", segment)
        .build();
  }

  private static JsonValue member(JsonObject object, String key) {
    return object.find(key).orElseThrow();
  }

  private JsonArray model(JsonArray layers, int spared) {
    List<JsonValue> out = new ArrayList<>();
    int last = seen.layers().size() - 1;
    for (JsonValue layer : layers.values()) {
      int l = out.size();
      int bits =
          l < last
              ? bits(seen.layers().get(l).highest(), program.inputFraction())
              : 1 + bits(largestSigned(), program.inputFraction());
      int chosen = Math.clamp(bits + spared, LEAST_BITS, MOST_ACTIVATION_BITS);
      out.add(((JsonObject) layer).toBuilder().put("act_bits", chosen).build());
    }
    return new JsonArray(out);
  }

  /// The last layer, and the lower end of all others, which have its bits there.
  private double largestSigned() {
    double most = magnitude(seen.layers().size() - 1);
    for (Float64Ranges.Layer layer : seen.layers()) {
      most = Math.max(most, -layer.lowest());
    }
    return most;
  }

  private JsonObject optimizer(JsonObject optimizer, int spared) {
    // No signal of the last layer is larger than dLm, whatever the seed.
    int hidden = seen.layers().size() - 1;
    double signal =
        seen.layers().stream()
            .limit(hidden)
            .mapToDouble(Float64Ranges.Layer::signal)
            .max()
            .orElse(0);
    int signalBits =
        Math.max(
            1 + bits(signal, program.signalFraction()) + spared,
            1 + bits((double) program.largestSignal(), 0));
    int weightBits =
        1 + bits(Math.max(seen.weight(), seen.state()), program.weightFraction()) + spared;
    return optimizer.toBuilder()
        .put("signal_bits", Math.clamp(signalBits, LEAST_BITS, MOST_SIGNAL_BITS))
        .put("weight_bits", Math.clamp(weightBits, LEAST_BITS, MOST_WEIGHT_BITS))
        .build();
  }

  /// The bits of the served weights stay below 24; large weights lose digits after the point.
  private JsonObject export(JsonObject export, int spared) {
    int fraction = program.exportFraction();
    int bits = 1 + bits(seen.weight(), fraction) + spared;
    int lost = Math.clamp(bits - MOST_EXPORT_BITS, 0, fraction);
    return export.toBuilder()
        .put("weight_frac", fraction - lost)
        .put("weight_bits", Math.clamp(bits - lost, LEAST_BITS, MOST_EXPORT_BITS))
        .build();
  }

  /// Bits of a magnitude at a scale: the least b with `value·2^fraction < 2^b`.
  private static int bits(double value, int fraction) {
    double scaled = Math.scalb(Math.max(value, 0), fraction);
    return scaled < 1 ? 0 : Math.getExponent(scaled) + 1;
  }
}
