package io.hallmark.learning.program;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The published programs of perceptrons, `vectors/perceptrons.json`.
final class Programs {
  private Programs() {}

  static String text(String name) throws Exception {
    JsonObject root =
        (JsonObject)
            CanonicalJson.readLenient(
                Files.readAllBytes(Path.of("..", "vectors", "perceptrons.json")));
    JsonObject programs = (JsonObject) root.find("programs").orElseThrow();
    JsonObject entry = (JsonObject) programs.find(name).orElseThrow();
    return ((JsonString) entry.find("program").orElseThrow()).value();
  }

  static JsonObject perceptron(String name) throws Exception {
    return (JsonObject) CanonicalJson.read(text(name).getBytes(StandardCharsets.UTF_8));
  }
}
