package io.hallmark.learning.program;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonReader;
import io.hallmark.document.Rational;
import io.hallmark.learning.fixedpoint.FunctionTables;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads the keys of a program document. An unknown key or kind is malformed; a kind that the
/// format has and this version does not is refused by name.
final class ProgramReader {
  static final String TYPE = "hallmark/program/v1";
  static final String SAMPLER_TAG = "hallmark/sampler/v1";
  static final String INIT_TAG = "hallmark/init/v1";

  private static final int MAX_COUNT = 1 << 20;
  private static final int MAX_NAME = 64;

  /// Thrown through [JsonReader.Parser], which knows one checked exception only.
  static final class NotSupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSupported(String problem) {
      super(problem, null, false, false);
    }
  }

  private ProgramReader() {}

  static ProgramFields read(JsonReader r) throws DocumentException.Malformed {
    r.oneOf("type", TYPE);
    task(r.object("task"));
    clip(r.object("clip"));
    sampler(r.object("sampler"));
    initialisation(r.object("init"));
    JsonReader data = r.object("data");
    kind(data, "label", List.of("class-index"), "value");
    Features features = features(data.object("features"));
    JsonReader layer = layer(r, features);
    JsonReader loss = r.object("loss");
    kind(loss, "kind", List.of("sigmoid-cross-entropy"), "softmax-cross-entropy", "squared-error");
    JsonReader optimizer = optimizer(r.object("optimizer"));
    JsonReader export = r.object("export");
    int steps = r.smallInteger("steps", 1, MAX_COUNT);
    ProgramFields fields =
        new ProgramFields(
            features,
            data.smallInteger("train_rows", 1, Integer.MAX_VALUE),
            layer.string("name"),
            r.smallInteger("batch", 1, MAX_COUNT),
            steps,
            r.smallInteger("segment", 1, MAX_COUNT),
            r.smallInteger("limb", 4, 20),
            layer.smallInteger("act_bits", 2, 16),
            loss.smallInteger("prob_frac", 1, 20),
            optimizer.smallInteger("signal_frac", 1, 52),
            optimizer.smallInteger("signal_bits", 2, 32),
            optimizer.smallInteger("weight_bits", 2, 61),
            schedule(r.object("schedule"), steps),
            export.smallInteger("weight_frac", 0, 60),
            export.smallInteger("weight_bits", 2, 61));
    tables(r, fields);
    return fields;
  }

  private static void task(JsonReader task) throws DocumentException.Malformed {
    kind(task, "kind", List.of("classification"), "regression");
    if (task.integer("classes", 2, MAX_COUNT) > 2) {
      throw new NotSupported("not supported yet: $.task.classes above 2");
    }
  }

  private static void clip(JsonReader clip) throws DocumentException.Malformed {
    kind(clip, "kind", List.of("none"), "value", "norm");
  }

  private static void sampler(JsonReader sampler) throws DocumentException.Malformed {
    sampler.oneOf("kind", "stream-permutation");
    sampler.oneOf("hash", "sha-256");
    sampler.oneOf("tag", SAMPLER_TAG);
  }

  /// One layer starts at zero, whichever of the two kinds stands here.
  private static void initialisation(JsonReader init) throws DocumentException.Malformed {
    String kind = kind(init, "kind", List.of("zero", "glorot-uniform"), "he-uniform");
    if (!kind.equals("zero")) {
      init.oneOf("bias", "zero");
      init.oneOf("hash", "sha-256");
      init.oneOf("tag", INIT_TAG);
    }
  }

  private static Features features(JsonReader r) throws DocumentException.Malformed {
    int min = r.smallInteger("min", -(1 << 30), 1 << 30);
    int max = r.smallInteger("max", -(1 << 30), 1 << 30);
    if (max < min) {
      throw r.mismatch("max", "an integer of at least min = " + min);
    }
    Optional<String> rule = r.optionalString("rule");
    if (rule.isPresent() && !isPrintable(rule.get())) {
      throw r.mismatch("rule", "at most " + MAX_NAME + " printable ASCII characters");
    }
    return new Features(
        r.smallInteger("count", 1, MAX_COUNT), r.smallInteger("frac", 0, 16), min, max, rule);
  }

  private static JsonReader layer(JsonReader r, Features features)
      throws DocumentException.Malformed {
    List<JsonReader> model = r.objects("model");
    if (model.size() != 1) {
      if (model.isEmpty()) {
        throw r.mismatch("model", "at least one layer");
      }
      throw new NotSupported("not supported yet: $.model of " + model.size() + " layers");
    }
    JsonReader layer = model.getFirst();
    layer.oneOf("op", "dense");
    layer.oneOf("act", "none"); // the last layer never has an activation
    if (layer.integer("in", 1, MAX_COUNT) != features.count()) {
      throw layer.mismatch("in", "the number of features, " + features.count());
    }
    if (layer.integer("out", 1, MAX_COUNT) != 1) {
      throw layer.mismatch("out", "1, the only width of sigmoid-cross-entropy");
    }
    if (layer.integer("act_frac", 0, 16) != features.fraction()) {
      throw layer.mismatch("act_frac", "the scale of the features, " + features.fraction());
    }
    if (!isPrintable(layer.string("name"))) {
      throw layer.mismatch("name", "at most " + MAX_NAME + " printable ASCII characters");
    }
    return layer;
  }

  private static JsonReader optimizer(JsonReader optimizer) throws DocumentException.Malformed {
    kind(optimizer, "kind", List.of("sgd"), "momentum", "adamw");
    if (optimizer.has("update")) {
      kind(optimizer, "update", List.of("exact"), "rounded");
    }
    if (optimizer.optionalDecimal("weight_decay").orElse(Rational.ZERO).signum() != 0) {
      throw new NotSupported("not supported yet: $.optimizer.weight_decay other than \"0\"");
    }
    return optimizer;
  }

  private static Schedule schedule(JsonReader r, int steps) throws DocumentException.Malformed {
    Schedule.Kind[] kinds = Schedule.Kind.values();
    String text =
        r.oneOf("kind", Arrays.stream(kinds).map(Schedule.Kind::text).toArray(String[]::new));
    Schedule.Kind kind =
        Arrays.stream(kinds).filter(k -> k.text().equals(text)).findFirst().orElseThrow();
    Rational rate = r.decimal("rate");
    Rational last = r.optionalDecimal("final").orElse(Rational.ZERO);
    if (rate.signum() < 0) {
      throw r.mismatch("rate", "a decimal of at least 0");
    }
    if (last.signum() < 0) {
      throw r.mismatch("final", "a decimal of at least 0");
    }
    int warmup = (int) r.optionalInteger("warmup", 0, steps).orElse(0);
    return new Schedule(kind, rate, last, warmup);
  }

  /// A program may name the digest of its function table; it must then be the right one. It is the
  /// digest of the table for z of 16 bits, whatever `act_bits` is.
  private static void tables(JsonReader r, ProgramFields fields)
      throws DocumentException.Malformed {
    Optional<JsonReader> tables = r.optionalObject("tables");
    String name = "SIG_" + fields.features().fraction() + "_" + fields.probFraction();
    if (tables.isPresent() && tables.get().has(name)) {
      int[] table = FunctionTables.sigmoid(fields.features().fraction(), fields.probFraction(), 16);
      if (!tables.get().digest(name).equals(FunctionTables.digest(table))) {
        throw tables.get().mismatch(name, FunctionTables.digest(table).hex());
      }
    }
  }

  /// A word of the format: one that this version has, or one that it refuses by name.
  private static String kind(JsonReader r, String key, List<String> supported, String... others)
      throws DocumentException.Malformed {
    String found = r.string(key);
    if (Arrays.asList(others).contains(found)) {
      throw new NotSupported("not supported yet: " + r.path() + "." + key + " \"" + found + "\"");
    }
    return r.oneOf(key, supported.toArray(String[]::new));
  }

  private static boolean isPrintable(String text) {
    return text.length() <= MAX_NAME && text.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }
}
