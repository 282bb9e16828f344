package io.hallmark.learning.relation;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonInteger;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Geometry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The published vectors `vectors/relation.json`, `perceptrons.json` and `optimizers.json`.
final class RelationVectors {
  private static final JsonObject ROOT = load("relation.json");
  private static final JsonObject PERCEPTRONS = load("perceptrons.json");
  private static final JsonObject OPTIMIZERS = load("optimizers.json");

  private RelationVectors() {}

  static Path folder() {
    Path vectors = Path.of("vectors");
    return Files.isDirectory(vectors) ? vectors : Path.of("../vectors");
  }

  private static JsonObject load(String file) {
    try {
      byte[] bytes = Files.readAllBytes(folder().resolve(file));
      return (JsonObject) CanonicalJson.readLenient(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DocumentException.Malformed e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonObject object(JsonObject o, String key) {
    return (JsonObject) value(o, key);
  }

  static JsonValue value(JsonObject o, String key) {
    return o.find(key).orElseThrow();
  }

  static String string(JsonObject o, String key) {
    return ((JsonString) value(o, key)).value();
  }

  static long integer(JsonObject o, String key) {
    return ((JsonInteger) value(o, key)).value();
  }

  static List<JsonObject> objects(JsonObject o, String key) {
    return ((JsonArray) value(o, key)).values().stream().map(v -> (JsonObject) v).toList();
  }

  static List<String> strings(JsonObject o, String key) {
    return ((JsonArray) value(o, key))
        .values().stream().map(v -> ((JsonString) v).value()).toList();
  }

  static int[] ints(JsonValue array) {
    return ((JsonArray) array)
        .values().stream().mapToInt(v -> Math.toIntExact(((JsonInteger) v).value())).toArray();
  }

  static long[] longs(JsonValue array) {
    return ((JsonArray) array)
        .values().stream().mapToLong(v -> ((JsonInteger) v).value()).toArray();
  }

  static JsonObject root() {
    return ROOT;
  }

  static int[] ints(String key) {
    return ints(value(ROOT, key));
  }

  /// What stands about one of the perceptrons.
  static JsonObject perceptron(String name) {
    return object(object(PERCEPTRONS, "programs"), name);
  }

  /// The vectors of further operators.
  static JsonObject optimizers() {
    return OPTIMIZERS;
  }

  /// What stands about one program of further operators.
  static JsonObject optimizer(String name) {
    return object(object(OPTIMIZERS, "programs"), name);
  }

  static SampleTable samples(String key) {
    return samples(ROOT, key);
  }

  private static List<int[]> rows(JsonObject of, String key) {
    return ((JsonArray) value(of, key)).values().stream().map(RelationVectors::ints).toList();
  }

  /// Records of a regression, so many targets behind the features.
  static SampleTable regression(JsonObject of, String key, int targets) {
    List<int[]> records = rows(of, key);
    int n = records.size();
    int features = records.getFirst().length - targets;
    int[] x = new int[features * n];
    int[] y = new int[targets * n];
    for (int r = 0; r < n; r++) {
      for (int i = 0; i < features + targets; i++) {
        int v = records.get(r)[i];
        if (i < features) {
          x[i * n + r] = v;
        } else {
          y[(i - features) * n + r] = v;
        }
      }
    }
    return SampleTable.ofTargets(features, targets, x, y);
  }

  static SampleTable samples(JsonObject of, String key) {
    List<int[]> records = rows(of, key);
    int features = records.getFirst().length - 1;
    int[] x = new int[features * records.size()];
    int[] y = new int[records.size()];
    for (int r = 0; r < y.length; r++) {
      y[r] = records.get(r)[features];
      for (int i = 0; i < features; i++) {
        x[i * y.length + r] = records.get(r)[i];
      }
    }
    return new SampleTable(features, x, y);
  }

  static Geometry geometry(String key) {
    int[] g = ints(value(object(ROOT, "geometry"), key));
    return new Geometry(g[0], g[1], g[2], g[3]);
  }

  static JsonObject run(String name) {
    return run(ROOT, name);
  }

  static JsonObject run(JsonObject of, String name) {
    return objects(of, "runs").stream()
        .filter(r -> string(r, "name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  static byte[] file(String name) throws IOException {
    return Files.readAllBytes(folder().resolve("relation").resolve(name));
  }
}
