package io.hallmark.learning.program;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonReader;
import io.hallmark.document.Rational;
import io.hallmark.learning.fixedpoint.FunctionTables;
import java.util.ArrayList;
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
  private static final int MAX_LAYERS = 32;
  private static final String FEATURES = "the number of features, ";
  private static final String PREVIOUS = "the width of the layer before, ";
  private static final String SIGMOID = ", the only width of sigmoid-cross-entropy";
  private static final String SOFTMAX = ", the number of classes";

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
    JsonReader task = r.object("task");
    boolean isRegression = task.oneOf("kind", "classification", "regression").equals("regression");
    sampler(r.object("sampler"));
    JsonReader data = r.object("data");
    data.oneOf("label", isRegression ? "value" : "class-index");
    Features features = features(data.object("features"));
    JsonReader loss = r.object("loss");
    LossKind kind = loss(loss, isRegression);
    int classes = isRegression ? 0 : classes(task, kind);
    List<LayerFormat> layers = layers(r, features, kind, classes);
    initialisation(r.object("init"), layers.size());
    JsonReader optimizer = r.object("optimizer");
    String method = optimizer.oneOf("kind", "sgd", "momentum", "adamw");
    boolean isAdam = method.equals("adamw");
    int error = isRegression ? features.fraction() : loss.smallInteger("prob_frac", 1, 20);
    JsonReader export = r.object("export");
    int steps = r.smallInteger("steps", 1, MAX_COUNT);
    ProgramFields fields =
        new ProgramFields(
            features,
            data.smallInteger("train_rows", 1, Integer.MAX_VALUE),
            classes,
            isRegression ? Optional.of(target(data.object("target"))) : Optional.empty(),
            layers,
            r.smallInteger("batch", 1, MAX_COUNT),
            steps,
            r.smallInteger("segment", 1, MAX_COUNT),
            r.smallInteger("limb", 4, 20),
            kind,
            error,
            kind == LossKind.SOFTMAX ? loss.smallInteger("exp_frac", 1, 20) : 0,
            method.equals("momentum")
                ? Optional.of(OptimizerReader.momentum(optimizer))
                : Optional.empty(),
            isAdam ? Optional.of(OptimizerReader.adam(optimizer)) : Optional.empty(),
            OptimizerReader.weightDecay(optimizer),
            OptimizerReader.clip(r.object("clip"), layers.size(), isAdam),
            isAdam ? error : optimizer.smallInteger("signal_frac", 1, 52),
            optimizer.smallInteger("signal_bits", 2, 32),
            optimizer.smallInteger("weight_bits", 2, 61),
            schedule(r.object("schedule"), steps),
            export.smallInteger("weight_frac", 0, 60),
            export.smallInteger("weight_bits", 2, 61));
    if (!isAdam && optimizer.has("update")) {
      kind(optimizer, "update", List.of("exact"), "rounded");
    }
    expTable(loss, fields);
    tables(r, fields);
    return fields;
  }

  private static LossKind loss(JsonReader loss, boolean isRegression)
      throws DocumentException.Malformed {
    String[] kinds =
        Arrays.stream(LossKind.values())
            .filter(k -> (k == LossKind.SQUARED) == isRegression)
            .map(LossKind::text)
            .toArray(String[]::new);
    String found = loss.oneOf("kind", kinds);
    return Arrays.stream(LossKind.values())
        .filter(k -> k.text().equals(found))
        .findFirst()
        .orElseThrow();
  }

  private static int classes(JsonReader task, LossKind loss) throws DocumentException.Malformed {
    int classes = task.smallInteger("classes", 2, MAX_COUNT);
    if (loss == LossKind.SIGMOID && classes != 2) {
      throw task.mismatch("classes", "2, the only number of sigmoid-cross-entropy");
    }
    return classes;
  }

  private static TargetRange target(JsonReader r) throws DocumentException.Malformed {
    int min = r.smallInteger("min", -(1 << 30), 1 << 30);
    int max = r.smallInteger("max", -(1 << 30), 1 << 30);
    if (max <= min) {
      throw r.mismatch("max", "an integer above min = " + min);
    }
    return new TargetRange(min, max);
  }

  private static void sampler(JsonReader sampler) throws DocumentException.Malformed {
    sampler.oneOf("kind", "stream-permutation");
    sampler.oneOf("hash", "sha-256");
    sampler.oneOf("tag", SAMPLER_TAG);
  }

  /// One layer starts at zero, whichever of the two kinds stands here; several layers that start at
  /// zero would stay there.
  private static void initialisation(JsonReader init, int layers)
      throws DocumentException.Malformed {
    List<String> kinds =
        layers == 1 ? List.of("zero", "glorot-uniform") : List.of("glorot-uniform");
    String kind = kind(init, "kind", kinds, "he-uniform");
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

  private static List<LayerFormat> layers(
      JsonReader r, Features features, LossKind loss, int classes)
      throws DocumentException.Malformed {
    List<JsonReader> model = r.objects("model");
    if (model.isEmpty() || model.size() > MAX_LAYERS) {
      throw r.mismatch("model", "1 to " + MAX_LAYERS + " layers");
    }
    List<LayerFormat> layers = new ArrayList<>();
    int inputs = features.count();
    for (JsonReader layer : model) {
      boolean last = layers.size() == model.size() - 1;
      layer.oneOf("op", "dense");
      kind(layer, "act", List.of(last ? "none" : "relu"), "gelu", "silu");
      if (layer.integer("in", 1, MAX_COUNT) != inputs) {
        throw layer.mismatch("in", (layers.isEmpty() ? FEATURES : PREVIOUS) + inputs);
      }
      int width = layer.smallInteger("out", 1, MAX_COUNT);
      int outputs = loss == LossKind.SIGMOID ? 1 : classes;
      if (last && loss != LossKind.SQUARED && width != outputs) {
        throw layer.mismatch("out", outputs + (outputs == 1 ? SIGMOID : SOFTMAX));
      }
      if (layer.integer("act_frac", 0, 16) != features.fraction()) {
        throw layer.mismatch("act_frac", "the scale of the features, " + features.fraction());
      }
      if (!isPrintable(layer.string("name"))) {
        throw layer.mismatch("name", "at most " + MAX_NAME + " printable ASCII characters");
      }
      layers.add(
          new LayerFormat(
              layer.string("name"),
              inputs,
              width,
              layer.smallInteger("act_bits", last ? 2 : 1, 16)));
      inputs = width;
    }
    return layers;
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

  private static void expTable(JsonReader loss, ProgramFields fields)
      throws DocumentException.Malformed {
    if (fields.isSoftmax() && loss.has("exp_table")) {
      loss.oneOf("exp_table", tableName(fields));
    }
  }

  private static String tableName(ProgramFields f) {
    int fx = f.features().fraction();
    return f.isSoftmax()
        ? "EXP_" + fx + "_" + f.expFraction()
        : "SIG_" + fx + "_" + f.probFraction();
  }

  /// A program may name the digest of its function table; it must then be the right one. It is the
  /// digest of the table for arguments of 16 bits, whatever `act_bits` is.
  private static void tables(JsonReader r, ProgramFields fields)
      throws DocumentException.Malformed {
    Optional<JsonReader> tables = r.optionalObject("tables");
    if (fields.isRegression()) {
      return;
    }
    String name = tableName(fields);
    if (tables.isPresent() && tables.get().has(name)) {
      int fx = fields.features().fraction();
      int[] table =
          fields.isSoftmax()
              ? FunctionTables.exponential(fx, fields.expFraction(), 16)
              : FunctionTables.sigmoid(fx, fields.probFraction(), 16);
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
