package io.hallmark.learning.relation;

import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// The logistic regression of the published vectors.
final class Logistic {
  private static final Network NETWORK = load();

  private Logistic() {}

  private static Network load() {
    try {
      byte[] program =
          RelationVectors.string(RelationVectors.root(), "program")
              .getBytes(StandardCharsets.US_ASCII);
      return Network.of(TrainingProgram.read(program));
    } catch (DocumentException.Malformed | ProgramRefused e) {
      throw new IllegalStateException(e);
    }
  }

  static Network network() {
    return NETWORK;
  }

  static Digest seed() {
    String hex = RelationVectors.string(RelationVectors.root(), "seed");
    return Digest.of(HexFormat.of().parseHex(hex));
  }

  static WholeRun.Setup setup() {
    return new WholeRun.Setup(
        NETWORK,
        seed(),
        RelationVectors.samples("records"),
        RelationVectors.samples("evaluated"),
        Arrays.stream(RelationVectors.ints("windows")).boxed().toList());
  }
}
