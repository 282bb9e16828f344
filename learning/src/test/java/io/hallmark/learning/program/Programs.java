package io.hallmark.learning.program;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The published programs of perceptrons and of further operators.
final class Programs {
  private Programs() {}

  static String text(String name) throws Exception {
    return text("perceptrons.json", name);
  }

  private static String text(String file, String name) throws Exception {
    JsonObject root =
        (JsonObject) CanonicalJson.readLenient(Files.readAllBytes(Path.of("..", "vectors", file)));
    JsonObject programs = (JsonObject) root.find("programs").orElseThrow();
    JsonObject entry = (JsonObject) programs.find(name).orElseThrow();
    return ((JsonString) entry.find("program").orElseThrow()).value();
  }

  /// A program of `vectors/optimizers.json`.
  static JsonObject optimizer(String name) throws Exception {
    String text = text("optimizers.json", name);
    return (JsonObject) CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8));
  }

  static JsonObject perceptron(String name) throws Exception {
    return (JsonObject) CanonicalJson.read(text(name).getBytes(StandardCharsets.UTF_8));
  }
}
