package io.hallmark.cli.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.cli.CommandRun;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.TrainingProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `hallmark program new`, `check` and `plan` on a data set of real records.
final class ProgramCommandsTest {
  private static final Path EXAMPLE = Path.of("..", "examples", "german-credit");

  @TempDir static Path folder;
  private static String dataset = "";
  private static String manifest = "";

  @BeforeAll
  static void commit() {
    String data = EXAMPLE.resolve("data.csv").toString();
    String schema = folder.resolve("schema.json").toString();
    dataset = folder.resolve("dataset").toString();
    manifest = folder.resolve("dataset").resolve("manifest.json").toString();
    CommandRun.accepted(
        "dataset fit",
        data,
        "--schema",
        EXAMPLE.resolve("schema.in.json").toString(),
        "--out",
        schema);
    CommandRun.accepted("dataset commit", data, "--schema", schema, "--out", dataset, "--quiet");
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandRun make(String out, String... options) {
    List<String> all = new ArrayList<>(List.of("--dataset", manifest, "--out", file(out)));
    all.addAll(List.of(options));
    return CommandRun.of("program new", all.toArray(String[]::new));
  }

  private static TrainingProgram read(String name) throws Exception {
    return TrainingProgram.read(Files.readAllBytes(folder.resolve(name)));
  }

  @Test
  void aPerceptronIsMadeForADataSet() throws Exception {
    CommandRun made =
        make(
            "mlp.json",
            "--model",
            "mlp",
            "--hidden",
            "16,8",
            "--optimizer",
            "momentum",
            "--momentum",
            "0.8",
            "--rate",
            "0.01",
            "--schedule",
            "linear",
            "--warmup",
            "4");
    assertEquals(0, made.code(), made.err());
    TrainingProgram p = read("mlp.json");
    assertEquals(List.of(16, 8, 1), p.layers().stream().map(LayerFormat::outputs).toList());
    assertEquals(61, p.features().count());
    assertEquals(789, p.trainRows());
    assertEquals("0.8", p.momentum().orElseThrow().toString());
    assertEquals(4, p.schedule().warmup());
  }

  @Test
  void checkSaysWhatProvingWillTake() throws Exception {
    make("check.json", "--model", "mlp", "--hidden", "8");
    String bare = CommandRun.accepted("program check", file("check.json")).out();
    String whole =
        CommandRun.accepted("program check", file("check.json"), "--dataset", manifest).out();
    for (String line :
        List.of(
            "61-8-1, 2 classes",
            "hidden [13] bits",
            "d2.backward",
            "below 2^62",
            "MiB of memory")) {
      assertTrue(whole.contains(line), line + " in " + whole);
    }
    assertFalse(bare.lines().toList().equals(whole.lines().toList())); // the evaluation counts
  }

  @Test
  void planFindsFormatsThatHold() throws Exception {
    make("before.json", "--model", "mlp", "--hidden", "8", "--rate", "0.01");
    CommandRun planned =
        CommandRun.accepted(
            "program plan",
            file("before.json"),
            "--dataset",
            dataset,
            "--seeds",
            "2",
            "--quiet",
            "--out",
            file("planned.json"));
    TrainingProgram before = read("before.json");
    TrainingProgram after = read("planned.json");
    assertTrue(after.signalBits() < before.signalBits(), planned.out());
    assertTrue(after.figures().cells() < before.figures().cells(), planned.out());
    assertEquals(before.schedule(), after.schedule());
    assertTrue(planned.out().contains("d1 pre-activation"), planned.out());
    assertTrue(planned.out().contains("on the test part, 2 seeds"), planned.out());
  }

  @Test
  void planRefusesWhatNoFormatHolds() throws Exception {
    make("wild.json", "--model", "mlp", "--hidden", "8", "--steps", "64");
    String text = Files.readString(folder.resolve("wild.json"));
    String wild =
        text.replace("\"rate\":\"0.1\"", "\"rate\":\"60\"")
            .replaceAll("\"signal_frac\":[0-9]+", "\"signal_frac\":11")
            .replaceAll("\"weight_frac\":[0-9]+", "\"weight_frac\":16");
    Files.writeString(folder.resolve("wild.json"), wild);
    CommandRun refused =
        CommandRun.of(
            "program plan",
            file("wild.json"),
            "--dataset",
            dataset,
            "--quiet",
            "--out",
            file("never.json"));
    assertEquals(5, refused.code(), refused.out() + refused.err());
    assertTrue(refused.err().contains("more than any format holds"), refused.err());
    assertFalse(Files.exists(folder.resolve("never.json")));
  }

  @Test
  void aProgramOfAnotherDataSetIsNamedFieldByField() throws Exception {
    make("other.json", "--model", "logistic");
    String text = Files.readString(folder.resolve("other.json"));
    Files.writeString(
        folder.resolve("other.json"), text.replace("\"train_rows\":789", "\"train_rows\":790"));
    CommandRun refused = CommandRun.of("program check", file("other.json"), "--dataset", manifest);
    assertEquals(5, refused.code());
    assertTrue(
        refused.err().contains("$.data.train_rows: 790, the data set has 789"), refused.err());
  }

  @Test
  void wrongOptionsAreWrongCommandLines() {
    for (List<String> options :
        List.of(
            List.of("--hidden", "8"),
            List.of("--model", "transformer"),
            List.of("--model", "mlp", "--hidden", "0"),
            List.of("--model", "mlp", "--hidden", "wide"),
            List.of("--optimizer", "adagrad"),
            List.of("--optimizer", "momentum", "--momentum", "1"),
            List.of("--rate", "-1"),
            List.of("--steps", "0"))) {
      assertEquals(2, make("never.json", options.toArray(String[]::new)).code(), options::toString);
    }
    CommandRun batch = make("never.json", "--batch", "790");
    assertEquals(5, batch.code());
    assertTrue(batch.err().contains("larger than the training part, 789 records"), batch.err());
    assertFalse(Files.exists(folder.resolve("never.json")));
  }
}
