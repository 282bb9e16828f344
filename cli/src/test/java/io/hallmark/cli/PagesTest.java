package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.authority.TrustPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A perceptron from records to a verdict by commands, and the pages of prover and verifier.
final class PagesTest {
  @TempDir static Path folder;

  private static String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void proverAndVerifierHavePagesOfTheirOwn() throws Exception {
    Path example = Path.of("..", "examples", "german-credit");
    String data = example.resolve("data.csv").toString();
    String draft = example.resolve("schema.in.json").toString();
    String manifest = file("dataset") + "/manifest.json";
    CommandRun.accepted("dataset fit", data, "--schema", draft, "--out", file("schema.json"));
    CommandRun.accepted(
        "dataset commit",
        data,
        "--schema",
        file("schema.json"),
        "--out",
        file("dataset"),
        "--quiet");
    CommandRun.accepted(
        "program new",
        "--dataset",
        manifest,
        "--model",
        "mlp",
        "--hidden",
        "8",
        "--optimizer",
        "momentum",
        "--rate",
        "0.02",
        "--steps",
        "64",
        "--out",
        file("program.json"));
    CommandRun.accepted("keygen", "--out", file("key"));
    CommandRun.accepted(
        "intent",
        "--program",
        file("program.json"),
        "--dataset",
        file("dataset"),
        "--release",
        "sealed",
        "--grade",
        "self-chosen",
        "--key",
        file("key"),
        "--out",
        file("run"));
    CommandRun.accepted(
        "prove",
        file("run"),
        "--out",
        file("model.hallmark"),
        "--html",
        file("run.html"),
        "--segments-per-part",
        "1",
        "--quiet");
    String own = Files.readString(folder.resolve("run.html"));
    for (String part :
        List.of(
            "Accepted: model.hallmark",
            "steps 1 to 32",
            "steps 33 to 64",
            "accuracy by step",
            "relation, witness, files",
            "run.proof")) {
      assertTrue(own.contains(part), part);
    }
    Files.writeString(folder.resolve("trust.json"), TRUST);
    CommandRun.accepted(
        "verify",
        file("model.hallmark"),
        "--trust",
        file("trust.json"),
        "--html",
        file("verdict.html"));
    String shown = Files.readString(folder.resolve("verdict.html"));
    assertTrue(shown.contains("steps 33 to 64"));
    assertFalse(shown.contains("accuracy by step"), "the curve is the prover's");
  }

  private static final String TRUST = new String(TrustPolicy.EMPTY.write(), StandardCharsets.UTF_8);
}
