package io.hallmark.learning.relation;

import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The perceptrons of the published vectors: `mlp`, `momentum`, `two`, `wide`.
final class Perceptron {
  static final List<String> NAMES = List.of("mlp", "momentum", "two", "wide");
  private static final Map<String, WholeRun.Setup> SETUPS = new TreeMap<>();

  static {
    NAMES.forEach(name -> SETUPS.put(name, load(name)));
  }

  private Perceptron() {}

  private static WholeRun.Setup load(String name) {
    JsonObject v = RelationVectors.perceptron(name);
    try {
      byte[] program = RelationVectors.string(v, "program").getBytes(StandardCharsets.US_ASCII);
      return new WholeRun.Setup(
          Network.of(TrainingProgram.read(program)),
          Digest.of(HexFormat.of().parseHex(RelationVectors.string(v, "seed"))),
          RelationVectors.samples(v, "records"),
          RelationVectors.samples(v, "evaluated"),
          Arrays.stream(RelationVectors.ints(RelationVectors.value(v, "windows")))
              .boxed()
              .toList());
    } catch (DocumentException.Malformed | ProgramRefused e) {
      throw new IllegalStateException(e);
    }
  }

  static WholeRun.Setup setup(String name) {
    return java.util.Objects.requireNonNull(SETUPS.get(name), name);
  }
}
