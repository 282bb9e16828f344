package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The demo end to end, and what can be done with its files.
final class DemoTest {
  @TempDir static Path folder;
  private static Path demo = Path.of("");
  private static String report = "";

  /// What a command printed, and its exit code.
  private record Outcome(int code, String out, String err) {}

  private static Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    return new Outcome(code, out.toString(), err.toString());
  }

  @BeforeAll
  static void theWholeStory() {
    demo = folder.resolve("demo");
    Outcome outcome = run("demo", "breast-cancer", "--keep", demo.toString(), "--quiet");
    assertEquals(0, outcome.code, outcome.err);
    report = outcome.out;
  }

  @Test
  void theReportSaysWhatIsProvenAndWhatIsNot() {
    for (String expected :
        List.of(
            "ACCEPTED  model.hallmark",
            "Proven",
            "TRAINING",
            "of 114 records of part test are classified correctly",
            "Declared",
            "City Hospital (owner)",
            "SEED_COMMITTED",
            "Disclosed",
            "Missing",
            "NO_LOG",
            "bits for this very run",
            "the same program in float64",
            "times the training")) {
      assertTrue(report.contains(expected), expected);
    }
  }

  @Test
  void aNewProcessInAnEmptyFolderVerifiesWithCertificateAndTrustFileAlone(@TempDir Path empty)
      throws Exception {
    Files.copy(demo.resolve("model.hallmark"), empty.resolve("model.hallmark"));
    Files.copy(demo.resolve("trust.json"), empty.resolve("trust.json"));
    Outcome outcome = process(empty, "verify", "model.hallmark", "--trust", "trust.json");
    assertEquals(0, outcome.code, outcome.err + outcome.out);
    assertTrue(outcome.out.startsWith("ACCEPTED"));
  }

  private static Outcome process(Path folder, String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    Path out = Files.createTempFile("out", ".txt");
    Path err = Files.createTempFile("err", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  @Test
  void theJsonVerdictHasATypeAndNoRejection() {
    Outcome outcome =
        run(
            "verify",
            demo.resolve("model.hallmark").toString(),
            "--trust",
            demo.resolve("trust.json").toString(),
            "--model",
            demo.resolve("model.safetensors").toString(),
            "--json");
    assertEquals(0, outcome.code, outcome.err);
    assertTrue(outcome.out.contains("\"type\":\"hallmark/verdict/v1\""));
    assertFalse(outcome.out.contains("rejection"));
  }

  @Test
  void aChangedCertificateIsRejectedWithExitCodeOneAndATruncatedOneIsMalformed() throws Exception {
    byte[] bytes = Files.readAllBytes(demo.resolve("model.hallmark"));
    Path changed = folder.resolve("changed.hallmark");
    Files.write(changed, Arrays.copyOf(bytes, bytes.length - 1));
    String trust = demo.resolve("trust.json").toString();
    assertEquals(3, run("verify", changed.toString(), "--trust", trust).code);
    Outcome late =
        run(
            "verify",
            demo.resolve("model.hallmark").toString(),
            "--trust",
            trust,
            "--at",
            "2099-01-01");
    assertEquals(1, late.code);
    assertTrue(late.out.contains("CERTIFICATE_EXPIRED"));
  }

  @Test
  void wrongCommandLinesAndMissingFilesHaveTheirOwnCodes() {
    assertEquals(2, run("verify").code);
    assertEquals(2, run("no-such-command").code);
    assertEquals(2, run().code);
    Outcome missing = run("verify", "absent.hallmark", "--trust", "absent.json");
    assertEquals(6, missing.code);
    assertTrue(missing.err.contains("absent.json: no such file"));
  }

  @Test
  void everyCommandHasHelpWithExamples() {
    for (String command :
        List.of(
            "demo",
            "program",
            "program new",
            "program check",
            "intent",
            "intent certify",
            "train",
            "prove",
            "verify",
            "inspect",
            "bench")) {
      String[] args = (command + " --help").split(" ");
      Outcome outcome = run(args);
      assertEquals(0, outcome.code, command);
      assertTrue(outcome.out.contains("hallmark " + command) || command.equals("program"), command);
    }
  }

  @Test
  void theProofPartsOfASecondVerifierAreWritten() throws IOException {
    Path parts = folder.resolve("parts");
    Outcome outcome =
        run(
            "inspect",
            demo.resolve("model.hallmark").toString(),
            "--proof-parts",
            parts.toString());
    assertEquals(0, outcome.code, outcome.err);
    for (String proof : List.of("run", "dataset-train", "dataset-test")) {
      for (String file :
          List.of("run.bin", "parameters.bin", "public.bin", "roots.bin", "proof.bin")) {
        assertTrue(Files.size(parts.resolve(proof).resolve(file)) >= 32, proof + "/" + file);
      }
      assertTrue(Files.isDirectory(parts.resolve(proof).resolve("tables")));
    }
  }

  @Test
  void everyFileOfTheDemoCanBeInspected() {
    for (String file :
        List.of(
            "model.hallmark",
            "program.json",
            "trust.json",
            "dataset/manifest.json",
            "dataset/certificate.json",
            "run/intent.json",
            "run/intent.dsse.json",
            "run/program.json")) {
      assertEquals(0, run("inspect", demo.resolve(file).toString()).code, file);
    }
    assertEquals(0, run("program", "check", demo.resolve("program.json").toString()).code);
  }

  @Test
  void theDemoDoesNotOverwrite() {
    assertEquals(6, run("demo", "--keep", demo.toString(), "--quiet").code);
    assertEquals(2, run("demo", "no-such-example", "--quiet").code);
  }

  @Test
  void aCommittedIntentIsSignedOnceAndASelfChosenOneNever() {
    assertEquals(
        6,
        run(
                "intent",
                "certify",
                demo.resolve("run/intent.json").toString(),
                "--key",
                demo.resolve("authority/key").toString())
            .code);
    Path own = folder.resolve("own");
    Outcome begun =
        run(
            "intent",
            "--program",
            demo.resolve("program.json").toString(),
            "--dataset",
            demo.resolve("dataset").toString(),
            "--release",
            "sealed",
            "--grade",
            "self-chosen",
            "--key",
            demo.resolve("keys/trainer").toString(),
            "--out",
            own.toString());
    assertEquals(0, begun.code, begun.err);
    Outcome refused =
        run(
            "intent",
            "certify",
            own.resolve("intent.json").toString(),
            "--key",
            demo.resolve("authority/key").toString());
    assertEquals(1, refused.code);
    assertTrue(refused.err.contains("SEED_GRADE"));
  }
}
