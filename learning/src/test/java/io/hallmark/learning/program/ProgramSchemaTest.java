package io.hallmark.learning.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.learning.Vectors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The published JSON Schema says what the reader does.
final class ProgramSchemaTest {
  private static final Path SCHEMA = Path.of("..", "docs", "schemas", "program.schema.json");
  private static final String UNKNOWN = "zzz";

  @Test
  void programsAreValid() throws Exception {
    for (JsonObject program : programs()) {
      assertEquals(List.of(), errors(program));
    }
    Features features = new Features(30, 8, -4096, 4095, Optional.of("standardised"));
    StepOptions cosine = StepOptions.of(60, 4, Schedule.Kind.COSINE, "0.25", "0.01", 5);
    for (StepOptions options : List.of(StepOptions.standard(), cosine)) {
      JsonObject program =
          ProgramDefaults.of(features, 455, 2, ModelOptions.logistic(), options).document();
      assertEquals(List.of(), errors(program));
    }
    for (ModelOptions.Update update : ModelOptions.Update.values()) {
      ModelOptions model = ModelOptions.of(List.of(8, 4), update);
      JsonObject program = ProgramDefaults.of(features, 455, 3, model, cosine).document();
      assertEquals(List.of(), errors(program));
    }
  }

  /// Of each object, the reader knows exactly the keys that the schema has, and both refuse any
  /// other.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$",
        "$.task",
        "$.data",
        "$.data.features",
        "$.model[0]",
        "$.loss",
        "$.optimizer",
        "$.schedule",
        "$.clip",
        "$.init",
        "$.sampler",
        "$.export"
      })
  void readerAndSchemaKnowTheSameKeys(String path) throws Exception {
    Set<String> known = new TreeSet<>();
    for (JsonObject published : programs()) {
      JsonObject program = (JsonObject) with(published, steps(path), UNKNOWN);
      DocumentException.Malformed refusal =
          assertThrows(DocumentException.Malformed.class, () -> TrainingProgram.of(program));
      String prefix = path + "." + UNKNOWN + ": unknown key; expected one of ";
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.startsWith(prefix), message);
      known.addAll(Arrays.asList(message.substring(prefix.length()).split(", ")));
      assertFalse(errors(program).isEmpty());
    }
    assertEquals(new TreeSet<>(schemaOf(path).members().keySet()), known);
  }

  /// Keys of another loss or optimiser are refused by both.
  @Test
  void keysOfAnotherKindAreRefused() throws Exception {
    List<JsonObject> programs = programs();
    for (JsonObject wrong :
        List.of(
            move(programs.get(1), "loss", "exp_frac", programs.get(0)),
            move(programs.get(2), "optimizer", "mu", programs.get(1)),
            move(programs.get(2), "optimizer", "kernel_bits", programs.get(1)),
            move(programs.get(3), "optimizer", "b1", programs.get(2)),
            move(programs.get(2), "optimizer", "signal_frac", programs.get(3)),
            move(programs.get(3), "optimizer", "grad_shift", programs.get(4)),
            move(programs.get(5), "data", "target", programs.get(0)),
            move(programs.get(0), "task", "classes", programs.get(5)),
            move(programs.get(6), "clip", "max", programs.get(7)),
            move(programs.get(7), "clip", "norm", programs.get(6)),
            move(programs.get(7), "clip", "gram_bits", programs.get(0)))) {
      assertFalse(errors(wrong).isEmpty());
      assertThrows(DocumentException.Malformed.class, () -> TrainingProgram.of(wrong));
    }
  }

  private static JsonObject move(JsonObject from, String object, String key, JsonObject to) {
    JsonValue value = member(from, object).find(key).orElseThrow();
    JsonObject changed = member(to, object).toBuilder().put(key, value).build();
    return to.toBuilder().put(object, changed).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"limb\":3", "\"limb\":\"8\"", "\"steps\":0", "\"batch\":1.5"})
  void theSchemaIsStrict(String wrong) throws Exception {
    String key = wrong.substring(0, wrong.indexOf(':') + 1);
    String text =
        new String(CanonicalJson.write(published()), StandardCharsets.UTF_8)
            .replaceFirst(key + "[0-9]+", wrong);
    assertFalse(schema().validate(text, InputFormat.JSON).isEmpty());
  }

  private static JsonObject published() throws Exception {
    String text = Vectors.training().at("program").text("canonical");
    return (JsonObject) CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Logistic, perceptron with SGD, perceptron with momentum, one of every further operator.
  private static List<JsonObject> programs() throws Exception {
    List<JsonObject> out = new ArrayList<>();
    out.add(published());
    out.add(Programs.perceptron("mlp"));
    out.add(Programs.perceptron("momentum"));
    for (String name :
        List.of("adam-compact", "adam-squared", "squared", "clip-value", "clip-momentum")) {
      out.add(Programs.optimizer(name));
    }
    return out;
  }

  private static Schema schema() throws Exception {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
  }

  private static List<?> errors(JsonObject program) throws Exception {
    String text = new String(CanonicalJson.write(program), StandardCharsets.UTF_8);
    return schema().validate(text, InputFormat.JSON);
  }

  private static List<String> steps(String path) {
    return Arrays.stream(path.split("\\.")).skip(1).toList();
  }

  /// The properties that the schema gives to the object at a path.
  private static JsonObject schemaOf(String path) throws Exception {
    JsonObject node = (JsonObject) CanonicalJson.readLenient(Files.readAllBytes(SCHEMA));
    for (String step : steps(path)) {
      boolean list = step.endsWith("[0]");
      String key = list ? step.substring(0, step.length() - 3) : step;
      node = member(member(node, "properties"), key);
      node = list ? member(node, "items") : node;
    }
    return member(node, "properties");
  }

  private static JsonObject member(JsonObject object, String key) {
    return (JsonObject) object.find(key).orElseThrow();
  }

  /// The document with one more key in the object at a path.
  private static JsonValue with(JsonValue value, List<String> path, String key) {
    if (value instanceof JsonArray array) {
      List<JsonValue> values = new ArrayList<>(array.values());
      values.set(0, with(values.getFirst(), path, key));
      return JsonArray.of(values);
    }
    JsonObject object = (JsonObject) value;
    if (path.isEmpty()) {
      return object.toBuilder().put(key, 1).build();
    }
    String step = path.getFirst().replace("[0]", "");
    JsonValue child = object.find(step).orElseThrow();
    return object.toBuilder().put(step, with(child, path.subList(1, path.size()), key)).build();
  }
}
