package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.authority.TrustPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Strange data and programs, from the command line: what can be trained is, with a certificate
/// that verifies; what cannot is refused with a sentence that says what to change.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultsTest {
  @TempDir private static Path folder = Path.of("");
  private String out = "";
  private String err = "";

  private int run(String command, String... arguments) {
    CommandRun run = CommandRun.of(command, arguments);
    out = run.out();
    err = run.err();
    return run.code();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  /// A data set whose second feature is constant and whose training records are of one class; the
  /// test part has as few.
  @BeforeAll
  void commit() throws Exception {
    SplittableRandom random = new SplittableRandom(5);
    StringBuilder csv = new StringBuilder("a,b,y\n");
    for (int r = 0; r < 40; r++) {
      csv.append(random.nextInt(100)).append(",7,no\n");
    }
    Files.writeString(folder.resolve("data.csv"), csv);
    Files.writeString(
        folder.resolve("draft.json"),
        """
        {"name": "strange", "split": {"test": "0.2"}, "origin": "none", "columns": [
          {"name": "a", "role": "feature"}, {"name": "b", "role": "feature"},
          {"name": "y", "role": "label", "classes": [
            {"name": "no", "values": ["no"]}, {"name": "yes", "values": ["yes"]}]}]}
        """);
    assertEquals(0, run("keygen", "--out", at("key")), () -> err);
    assertEquals(
        0,
        run(
            "dataset",
            "fit",
            at("data.csv"),
            "--schema",
            at("draft.json"),
            "--out",
            at("schema.json")),
        () -> err);
    assertTrue((out + err).contains("column \"b\" is constant in the training rows"), out + err);
    assertEquals(
        0,
        run(
            "dataset",
            "commit",
            at("data.csv"),
            "--schema",
            at("schema.json"),
            "--quiet",
            "--out",
            at("dataset")),
        () -> err);
  }

  private int program(String name, String... more) {
    List<String> all =
        new ArrayList<>(
            List.of("--dataset", at("dataset/manifest.json"), "--batch", "8", "--out", at(name)));
    all.addAll(List.of(more));
    return run("program new", all.toArray(String[]::new));
  }

  private int intent(String program, String run) {
    return run(
        "intent",
        "--program",
        at(program),
        "--dataset",
        at("dataset"),
        "--release",
        "released",
        "--grade",
        "self-chosen",
        "--key",
        at("key"),
        "--out",
        at(run));
  }

  /// No variance, one class, and a program written by hand with batches twice as large as the set:
  /// a record occurs several times in a step.
  @Test
  void aConstantColumnOneClassAndABatchLargerThanTheSetAreTrained() throws Exception {
    String manifest = at("dataset/manifest.json");
    assertEquals(
        5, run("program new", "--dataset", manifest, "--batch", "64", "--out", at("wide.json")));
    assertTrue(err.contains("a batch of 64 is larger than the training part"), err);
    assertEquals(0, program("wide.json", "--steps", "8"), () -> err);
    edited("wide.json", "wide.json", text -> text.replace("\"batch\":8", "\"batch\":64"));
    assertEquals(0, intent("wide.json", "wide"), () -> err);
    assertEquals(
        0,
        run("prove", at("wide"), "--out", at("wide.hallmark"), "--jobs", "2", "--quiet"),
        () -> err);
    AtomicFiles.write(folder.resolve("trust.json"), TrustPolicy.EMPTY.write());
    assertEquals(
        0, run("verify", at("wide.hallmark"), "--trust", at("trust.json")), () -> out + err);
  }

  @Test
  void noStepsAtAllAreNoTraining() throws Exception {
    int code = program("none.json", "--steps", "0");
    assertTrue(code == 2 || code == 5, code + err);
    assertTrue(err.contains("steps"), err);
    assertFalse(Files.exists(folder.resolve("none.json")));
    assertEquals(0, program("some.json", "--steps", "8"), () -> err);
    edited("some.json", "zero.json", text -> text.replace("\"steps\":8", "\"steps\":0"));
    int refused = intent("zero.json", "zero");
    assertTrue(refused == 3 || refused == 5, refused + err);
    assertTrue(err.contains("$.steps"), err);
    assertFalse(Files.exists(folder.resolve("zero")));
  }

  /// Signals of four bits are too narrow: the message names tensor, step, size and field, and
  /// nothing is charged.
  @Test
  void anOverflowSaysWhatToWiden() throws Exception {
    assertEquals(0, program("narrow.json", "--steps", "8"), () -> err);
    edited(
        "narrow.json",
        "narrow.json",
        text -> text.replaceAll("\"signal_bits\":[0-9]+", "\"signal_bits\":4"));
    assertEquals(0, intent("narrow.json", "narrow"), () -> err);
    for (String command : List.of("train", "prove")) {
      int code =
          command.equals("train")
              ? run("train", at("narrow"), "--quiet")
              : run("prove", at("narrow"), "--out", at("narrow.hallmark"), "--quiet");
      assertEquals(5, code, err);
      assertTrue(err.contains("training stopped: dl, step 1 (segment 0), entry ["), err);
      assertTrue(err.contains("is outside its declared range of -8 to 7 at 2^"), err);
      assertTrue(err.contains("give it more room: signal_bits "), err);
    }
    assertFalse(Files.exists(folder.resolve("narrow.hallmark")));
    assertFalse(Files.exists(folder.resolve(Path.of("narrow", "attempt"))));
  }

  /// Said before anything is trained, with the smallest amount that works, which then works.
  @Test
  void tooLittleMemoryIsSaidBeforeTheStart() throws Exception {
    assertEquals(0, program("memory.json", "--steps", "8"), () -> err);
    assertEquals(0, intent("memory.json", "memory"), () -> err);
    String certificate = at("memory.hallmark");
    assertEquals(6, run("prove", at("memory"), "--out", certificate, "--memory", "1m"), () -> err);
    assertTrue(err.contains("1 MiB are not enough, the smallest that works is "), err);
    assertFalse(Files.exists(folder.resolve(Path.of("memory", "model.safetensors"))));
    String smallest = err.strip().replaceAll(".*the smallest that works is ", "");
    assertEquals(
        6, run("prove", at("memory"), "--out", certificate, "--memory", "999g"), () -> err);
    assertTrue(err.contains("this Java has"), err);
    assertEquals(2, run("prove", at("memory"), "--out", certificate, "--memory", "8"));
    assertEquals(2, run("prove", at("memory"), "--out", certificate, "--jobs", "0"));
    assertEquals(
        0,
        run(
            "prove",
            at("memory"),
            "--out",
            certificate,
            "--memory",
            smallest,
            "--jobs",
            "1",
            "--quiet"),
        () -> err);
  }

  private void edited(String from, String to, UnaryOperator<String> edit) throws Exception {
    Files.writeString(folder.resolve(to), edit.apply(Files.readString(folder.resolve(from))));
  }
}
