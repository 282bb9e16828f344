package io.hallmark.provenance.training;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonInteger;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.security.LevelShape;
import io.hallmark.provenance.training.RunStatement.DataLink;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import io.hallmark.provenance.training.RunStatement.PartLink;
import io.hallmark.provenance.training.RunStatement.ProofParameters;
import io.hallmark.provenance.training.RunStatement.SeedValue;
import io.hallmark.provenance.training.RunStatement.Window;
import java.util.ArrayList;
import java.util.List;

/// The document form of a run statement. The list `parts` has the training windows, then the
/// export, then the evaluations; `outputs` has one entry per evaluation, in the same order.
final class RunStatementJson {
  private static final long MAX = 1L << 40;
  private static final int MAX_ITEMS = 1 << 16;
  private static final int MAX_CLASSES = 63;
  private static final int MAX_TAGS = 1 << 16;

  private RunStatementJson() {}

  static JsonObject write(RunStatement s) {
    List<JsonObject> parts = new ArrayList<>();
    for (Window w : s.windows()) {
      parts.add(
          JsonObject.builder()
              .put("kind", "training")
              .put("first", w.first())
              .put("steps", w.steps())
              .build());
    }
    parts.add(JsonObject.builder().put("kind", "export").build());
    List<JsonObject> outputs = new ArrayList<>();
    for (Evaluation e : s.evaluations()) {
      JsonObject.Builder part =
          JsonObject.builder()
              .put("kind", "evaluation")
              .put("data", e.part())
              .put("first", e.first())
              .put("rows", e.rows());
      parts.add(part.build());
      outputs.add(output(e.output()));
    }
    return JsonObject.builder()
        .put("type", RunStatement.TYPE)
        .put("protocol", RunStatement.PROTOCOL)
        .put("profile", RunStatement.PROFILE)
        .put("dataset", dataJson(s.data()))
        .put("program", s.program())
        .put("intent", s.intent())
        .put(
            "seed",
            JsonObject.builder()
                .put("grade", s.seed().grade().word())
                .put("value", s.seed().hex())
                .build())
        .put("parts", JsonArray.of(parts))
        .put("outputs", JsonArray.of(outputs))
        .put("proof", proofJson(s.proof()))
        .put("older", JsonArray.of(s.older().stream().map(RunStatementJson::olderJson).toList()))
        .put("model", modelJson(s.model()))
        .build();
  }

  private static JsonObject dataJson(DataLink data) {
    List<JsonObject> parts = new ArrayList<>();
    for (PartLink p : data.parts()) {
      parts.add(
          JsonObject.builder().put("name", p.name()).put("descriptor", p.descriptor()).build());
    }
    return JsonObject.builder()
        .put("manifest", data.manifest())
        .put("parts", JsonArray.of(parts))
        .build();
  }

  private static JsonObject proofJson(ProofParameters p) {
    return JsonObject.builder()
        .put("tail", p.tail())
        .put("lookup_pow", p.lookupPow())
        .put("fold_pow", p.foldPow())
        .put("query_pow", p.queryPow())
        .put("level_pow", p.levelPow())
        .put("levels", JsonArray.of(p.levels().stream().map(RunStatementJson::levelsJson).toList()))
        .put("trace", geometryJson(p.trace()))
        .build();
  }

  /// The levels of one group.
  private static JsonObject levelsJson(List<LevelShape> levels) {
    List<JsonObject> shapes = new ArrayList<>();
    for (LevelShape x : levels) {
      shapes.add(
          JsonObject.builder()
              .put("fold", x.fold())
              .put("low", x.low())
              .put("nu", x.nu())
              .put("t", x.queries())
              .build());
    }
    return JsonObject.builder().put("shapes", JsonArray.of(shapes)).build();
  }

  private static JsonObject olderJson(NamedGeometry g) {
    return JsonObject.builder()
        .put("name", g.name())
        .put("geometry", geometryJson(g.geometry()))
        .build();
  }

  private static JsonObject geometryJson(Geometry g) {
    return JsonObject.builder()
        .put("m", g.m())
        .put("nu", g.nu())
        .put("t", g.queries())
        .put("B", g.openings())
        .build();
  }

  private static JsonObject modelJson(Model model) {
    return switch (model) {
      case Model.Released m ->
          JsonObject.builder().put("release", "released").put("weights", m.weights()).build();
      case Model.Sealed m ->
          JsonObject.builder()
              .put("release", "sealed")
              .put("root", m.root())
              .put("descriptor", m.descriptor())
              .build();
    };
  }

  static RunStatement read(JsonValue value) throws DocumentException.Malformed {
    return JsonReader.whole(value, RunStatementJson::parse);
  }

  private static RunStatement parse(JsonReader in) throws DocumentException.Malformed {
    in.oneOf("type", RunStatement.TYPE);
    in.oneOf("protocol", RunStatement.PROTOCOL);
    in.oneOf("profile", RunStatement.PROFILE);
    JsonReader seed = in.object("seed");
    SeedGrade grade = SeedGrade.of(seed.oneOf("grade", "beacon", "committed", "self-chosen"));
    int digits = grade == SeedGrade.COMMITTED ? 128 : 64;
    if (!seed.string("value").matches("[0-9a-f]{" + digits + "}")) {
      throw seed.mismatch("value", digits + " lower-case hexadecimal digits");
    }
    List<Window> windows = new ArrayList<>();
    List<Evaluation> evaluations = new ArrayList<>();
    parts(in, windows, evaluations);
    List<NamedGeometry> older = new ArrayList<>();
    for (JsonReader o : bounded(in, "older")) {
      older.add(new NamedGeometry(o.string("name"), geometry(o.object("geometry"))));
    }
    return new RunStatement(
        data(in.object("dataset")),
        in.digest("program"),
        in.digest("intent"),
        new SeedValue(grade, seed.string("value")),
        windows,
        evaluations,
        proof(in.object("proof")),
        older,
        model(in.object("model")));
  }

  private static void parts(JsonReader in, List<Window> windows, List<Evaluation> evaluations)
      throws DocumentException.Malformed {
    List<JsonReader> outputs = bounded(in, "outputs");
    boolean exported = false;
    for (JsonReader part : bounded(in, "parts")) {
      String kind = part.oneOf("kind", "training", "export", "evaluation");
      if (kind.equals("evaluation") != exported) {
        throw part.mismatch("kind", "training windows, one export, evaluations, in this order");
      }
      if (kind.equals("training")) {
        windows.add(new Window(part.integer("first", 0, MAX), part.integer("steps", 1, MAX)));
      } else if (kind.equals("export")) {
        exported = true;
      } else {
        if (evaluations.size() == outputs.size()) {
          throw in.mismatch("outputs", "one output for each evaluation");
        }
        JsonReader output = outputs.get(evaluations.size());
        evaluations.add(
            new Evaluation(
                part.string("data"),
                part.integer("first", 0, MAX),
                part.integer("rows", 1, MAX),
                output(output)));
      }
    }
    if (!exported || outputs.size() != evaluations.size()) {
      throw in.mismatch("parts", "an export, and one output for each evaluation");
    }
  }

  private static JsonObject output(EvaluationOutput o) {
    JsonObject.Builder out = JsonObject.builder().put("kind", o.word());
    return switch (o) {
      case EvaluationOutput.Correct c -> out.put("count", c.count()).build();
      case EvaluationOutput.AtLeast a -> out.put("count", a.count()).build();
      case EvaluationOutput.Confusion c -> out.put("counts", rows(c.counts())).build();
      case EvaluationOutput.Groups g ->
          out.put("tag", g.tag())
              .put(
                  "groups",
                  JsonArray.of(
                      g.counts().stream()
                          .map(table -> JsonObject.builder().put("counts", rows(table)).build())
                          .toList()))
              .build();
      case EvaluationOutput.SquaredError s -> out.put("sum", s.sum().toString()).build();
    };
  }

  private static JsonArray rows(List<List<Long>> table) {
    return JsonArray.of(
        table.stream()
            .map(row -> JsonArray.of(row.stream().map(JsonInteger::new).toList()))
            .toList());
  }

  private static EvaluationOutput output(JsonReader in) throws DocumentException.Malformed {
    return switch (in.oneOf(
        "kind", "correct", "at-least", "confusion", "groups", "squared-error")) {
      case "correct" -> new EvaluationOutput.Correct(in.integer("count", 0, MAX));
      case "at-least" -> new EvaluationOutput.AtLeast(in.integer("count", 0, MAX));
      case "confusion" -> new EvaluationOutput.Confusion(table(in));
      case "groups" -> groups(in);
      default -> new EvaluationOutput.SquaredError(in.bigInteger("sum"));
    };
  }

  private static EvaluationOutput groups(JsonReader in) throws DocumentException.Malformed {
    List<List<List<Long>>> counts = new ArrayList<>();
    for (JsonReader group : in.objects("groups")) {
      if (counts.size() == GroupTag.MOST) {
        throw in.mismatch("groups", "at most " + GroupTag.MOST + " groups");
      }
      counts.add(table(group));
    }
    return new EvaluationOutput.Groups(in.smallInteger("tag", 0, MAX_TAGS), counts);
  }

  private static List<List<Long>> table(JsonReader in) throws DocumentException.Malformed {
    List<List<Long>> counts = new ArrayList<>();
    for (JsonValue row : in.array("counts")) {
      if (!(row instanceof JsonArray a) || a.values().size() > MAX_CLASSES) {
        throw in.mismatch("counts", "rows of at most " + MAX_CLASSES + " counts");
      }
      List<Long> out = new ArrayList<>();
      for (JsonValue v : a.values()) {
        if (!(v instanceof JsonInteger n) || n.value() < 0) {
          throw in.mismatch("counts", "rows of counts");
        }
        out.add(n.value());
      }
      counts.add(out);
    }
    if (counts.size() > MAX_CLASSES) {
      throw in.mismatch("counts", "at most " + MAX_CLASSES + " rows");
    }
    return counts;
  }

  private static DataLink data(JsonReader in) throws DocumentException.Malformed {
    List<PartLink> parts = new ArrayList<>();
    for (JsonReader p : bounded(in, "parts")) {
      parts.add(new PartLink(p.string("name"), p.digest("descriptor")));
    }
    return new DataLink(in.digest("manifest"), parts);
  }

  private static ProofParameters proof(JsonReader in) throws DocumentException.Malformed {
    return new ProofParameters(
        in.smallInteger("tail", 1, 2),
        in.smallInteger("lookup_pow", 0, 64),
        in.smallInteger("fold_pow", 0, 64),
        in.smallInteger("query_pow", 0, 64),
        in.smallInteger("level_pow", 0, 64),
        levels(in),
        geometry(in.object("trace")));
  }

  private static List<List<LevelShape>> levels(JsonReader in) throws DocumentException.Malformed {
    List<List<LevelShape>> out = new ArrayList<>();
    for (JsonReader group : bounded(in, "levels")) {
      List<LevelShape> shapes = new ArrayList<>();
      for (JsonReader x : bounded(group, "shapes")) {
        shapes.add(
            new LevelShape(
                x.integer("fold", 0, 64),
                x.integer("low", 0, 64),
                x.integer("nu", 0, 64),
                x.integer("t", 0, 1L << 32)));
      }
      out.add(shapes);
    }
    return out;
  }

  private static Geometry geometry(JsonReader in) throws DocumentException.Malformed {
    return new Geometry(
        in.integer("m", 0, 64),
        in.integer("nu", 0, 64),
        in.integer("t", 0, 1L << 32),
        in.integer("B", 0, 1L << 32));
  }

  private static Model model(JsonReader in) throws DocumentException.Malformed {
    return in.oneOf("release", "sealed", "released").equals("released")
        ? new Model.Released(in.digest("weights"))
        : new Model.Sealed(in.digest("root"), in.digest("descriptor"));
  }

  private static List<JsonReader> bounded(JsonReader in, String key)
      throws DocumentException.Malformed {
    if (in.array(key).size() > MAX_ITEMS) {
      throw in.mismatch(key, "at most " + MAX_ITEMS + " items");
    }
    return in.objects(key);
  }
}
