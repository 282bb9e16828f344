package io.hallmark.learning.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whole trainings with real formats whose weights two other implementations, one in Python, one in
/// Java, found bit for bit: a perceptron 64-32-10 on the digits in the order of the file, 160
/// steps. The digest is SHA-256 of W1, b1, W2, b2 as 8-byte big-endian numbers, row-major.
final class DigitsRunsTest {
  @SuppressWarnings("InlineFormatString") // long; it would hide the test
  private static final String PROGRAM =
      """
      {"type":"hallmark/program/v1","task":{"classes":10,"kind":"classification"},
       "clip":{"kind":"none"},"batch":32,"steps":160,"segment":16,"limb":16,
       "init":{"bias":"zero","hash":"sha-256","kind":"glorot-uniform","tag":"hallmark/init/v1"},
       "sampler":{"hash":"sha-256","kind":"stream-permutation","tag":"hallmark/sampler/v1"},
       "data":{"features":{"count":64,"frac":8,"min":0,"max":256},"label":"class-index",
       "train_rows":1797},
       "loss":{"kind":"softmax-cross-entropy","exp_frac":14,"prob_frac":%s},
       "model":[
       {"name":"d1","op":"dense","in":64,"out":32,"act":"relu","act_bits":13,"act_frac":8},
       {"name":"d2","op":"dense","in":32,"out":10,"act":"none","act_bits":16,"act_frac":8}],
       "optimizer":{%s,"signal_bits":16,"weight_bits":32},
       "export":{"weight_bits":24,"weight_frac":18},
       "schedule":{"final":"0","kind":"linear","rate":"%s","warmup":16}}
      """;

  private static String optimizer(String name) {
    return switch (name) {
      case "sgd" -> "\"kind\":\"sgd\",\"signal_frac\":20";
      case "momentum" ->
          "\"kind\":\"momentum\",\"mu\":\"0.9\",\"kernel_bits\":4,\"signal_frac\":20";
      default ->
          """
          "kind":"adamw","profile":"compact","b1":"0.9","b2":"0.999","eps":"unit",
          "grad_shift":11,"grad_bits":20,"u_bits":37,"root_bits":20,"div_bits":20,
          "kernel_bits":0,"weight_frac":18,"weight_decay":"0.01"
          """;
    };
  }

  private static SampleTable digits() throws Exception {
    List<String> lines = Files.readAllLines(Path.of("..", "examples", "digits", "data.csv"));
    int rows = lines.size() - 1;
    int[] x = new int[64 * rows];
    int[] y = new int[rows];
    for (int r = 0; r < rows; r++) {
      String[] cells = lines.get(r + 1).split(",", -1);
      for (int i = 0; i < 64; i++) {
        x[i * rows + r] = 16 * Integer.parseInt(cells[i]);
      }
      y[r] = Integer.parseInt(cells[64]);
    }
    return new SampleTable(64, x, y);
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, 14, 0.1, 74ef35d5f7f4d0fcd2eaca83f166361da64cad4f07c4c8a4aa80c5cb7522fe89",
    "momentum, 14, 0.02, 8f26d5d0149948ba8d4dad29191a28cf36fe9bf27d33b58f096ed2512ea1bbcb",
    "adamw, 12, 0.005, 0a01b241792b9b1059cd2ece8134e3817790a694f51d73be082ec7922ddad2c6"
  })
  void theWeightsAreThoseOfOtherImplementations(
      String name, String probFraction, String rate, String expected) throws Exception {
    TrainingProgram program =
        TrainingProgram.readLenient(
            PROGRAM
                .formatted(probFraction, optimizer(name), rate)
                .getBytes(StandardCharsets.UTF_8));
    Network network = Network.of(program);
    Digest seed = Digests.sha256("hallmark/crosscheck".getBytes(StandardCharsets.US_ASCII));
    ModelSnapshot last =
        ExactTrainer.train(network, digits(), seed, network.initial(seed), step -> {}).last();
    ByteBuffer bytes = ByteBuffer.allocate(8 * (64 * 32 + 32 + 32 * 10 + 10));
    for (int j = 0; j < 4; j++) {
      for (long v : last.values(j)) {
        bytes.putLong(v);
      }
    }
    assertEquals(expected, Digests.sha256(bytes.array()).hex());
  }
}
