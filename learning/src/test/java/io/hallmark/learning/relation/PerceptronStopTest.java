package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.ExactTrainer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Formats that are too narrow stop the training of a perceptron, at the same value as the second
/// trainer, and the message says what to widen.
final class PerceptronStopTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "mlp|\"act_bits\":6|\"act_bits\":5|d1.a|act_bits 6, or lower rate",
        "mlp|\"act_bits\":8|\"act_bits\":6|d1.z|act_bits of the last layer 7, or lower rate",
        "mlp|\"signal_bits\":8|\"signal_bits\":6|dl|signal_bits 7, or lower rate",
      })
  void stops(String name, String what, String by, String tensor, String hint) throws Exception {
    WholeRun.Setup s = Perceptron.setup(name);
    String text = RelationVectors.string(RelationVectors.perceptron(name), "program");
    String narrow = text.replace(what, by);
    Network network = Network.of(TrainingProgram.read(narrow.getBytes(StandardCharsets.US_ASCII)));
    WholeRun.Setup changed = new WholeRun.Setup(network, s.seed(), s.train(), s.test(), s.spans());
    TrainingStopped stop =
        assertThrows(
            TrainingStopped.class,
            () ->
                ExactTrainer.train(
                    network, s.train(), s.seed(), network.initial(s.seed()), n -> {}));
    assertEquals(tensor, stop.overflow().tensor());
    assertEquals(hint, stop.overflow().hint());
    String message = String.valueOf(stop.getMessage());
    for (String said :
        List.of(
            tensor,
            "step " + stop.overflow().step() + " (segment " + stop.overflow().segment() + ")",
            " " + stop.overflow().value() + ", which is " + stop.overflow().real(),
            "give it more room: " + hint)) {
      assertTrue(message.contains(said), message);
    }
    assertEquals(tensor.startsWith("d1."), message.contains(" of layer d1, "), message);
    ReferenceTrainer.Stop expected =
        assertThrows(
            ReferenceTrainer.Stop.class, () -> new ReferenceTrainer(changed).train(changed));
    assertEquals(
        String.valueOf(expected.getMessage()).replace("out.", ""),
        tensor + " " + stop.overflow().value());
  }
}
