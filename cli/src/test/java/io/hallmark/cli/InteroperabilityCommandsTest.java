package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.openssf.EcKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One certificate gains every member for other tools, by commands alone, and keeps its proof.
final class InteroperabilityCommandsTest {
  @TempDir static Path folder;

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  @BeforeAll
  static void prove() throws Exception {
    StringBuilder csv = new StringBuilder("a,b,y\n");
    for (int r = 0; r < 40; r++) {
      csv.append("%d,%d,%d\n".formatted(r * 7 % 40, r * 11 % 40, r * 7 % 40 > 20 ? 1 : 0));
    }
    Files.writeString(folder.resolve("data.csv"), csv);
    Files.writeString(
        folder.resolve("draft.json"),
        """
        {"name": "small", "split": {"test": "0.2"}, "origin": "none", "columns": [
          {"name": "a", "role": "feature"}, {"name": "b", "role": "feature"},
          {"name": "y", "role": "label", "classes": [
            {"name": "no", "values": ["0"]}, {"name": "yes", "values": ["1"]}]}]}
        """);
    CommandRun.accepted("keygen", "--out", at("trainer"));
    CommandRun.accepted(
        "dataset fit", at("data.csv"), "--schema", at("draft.json"), "--out", at("schema.json"));
    CommandRun.accepted(
        "dataset commit",
        at("data.csv"),
        "--schema",
        at("schema.json"),
        "--quiet",
        "--out",
        at("dataset"));
    CommandRun.accepted(
        "program new",
        "--dataset",
        at("dataset/manifest.json"),
        "--model",
        "logistic",
        "--steps",
        "8",
        "--batch",
        "8",
        "--out",
        at("program.json"));
    CommandRun.accepted(
        "intent",
        "--program",
        at("program.json"),
        "--dataset",
        at("dataset"),
        "--release",
        "released",
        "--grade",
        "self-chosen",
        "--key",
        at("trainer"),
        "--out",
        at("run"));
    CommandRun.accepted("prove", at("run"), "--quiet", "--out", at("model.hallmark"));
    CommandRun.accepted("trust show", trust());
  }

  private static String trust() throws Exception {
    Path file = folder.resolve("trust.json");
    if (!Files.exists(file)) {
      Files.writeString(file, "{\"type\":\"hallmark/trust/v1\",\"authorities\":[],\"require\":[]}");
    }
    return file.toString();
  }

  private static String attach(String from, String to, String... what) {
    String[] all = new String[what.length + 3];
    all[0] = at(from);
    System.arraycopy(what, 0, all, 1, what.length);
    all[what.length + 1] = "--out";
    all[what.length + 2] = at(to);
    return CommandRun.accepted("attach", all).out();
  }

  private static void export(String from, String format, String to) {
    CommandRun.accepted("export", at(from), "--format", format, "--out", at(to));
  }

  @Test
  void everyMemberIsAttachedCheckedExportedAndRenewed() throws Exception {
    attach(
        "model.hallmark",
        "one.hallmark",
        "--sigstore",
        "--cyclonedx",
        "--slsa",
        "--key",
        at("trainer"));
    log();
    timestamp();
    modelSignature();
    String lines = verify("all.hallmark", 0).out();
    for (String code :
        List.of("LOG_PROOF", "TIMESTAMP", "RESTATED", "SLSA", "MODEL_SIGNED", "MODEL_FILES")) {
      assertTrue(lines.contains(code), code + " not in " + lines);
    }
    HallmarkBundle before = HallmarkBundle.read(folder.resolve("model.hallmark"));
    HallmarkBundle after = HallmarkBundle.read(folder.resolve("all.hallmark"));
    for (String name : before.names()) {
      assertArrayEquals(before.required(name), after.required(name), name);
    }
    exports(after);
    renewed();
  }

  private static void log() throws Exception {
    Files.writeString(
        folder.resolve("log.policy"),
        CommandRun.accepted("log init", at("log"), "--origin", "example.com/runs").out()
            + "quorum none\n");
    CommandRun.accepted(
        "log record",
        "--log",
        at("log"),
        "--key",
        at("trainer"),
        "--event",
        "certificate-issued",
        "--subject",
        at("one.hallmark"),
        "--out",
        at("a.tlog-proof"),
        "--entry-out",
        at("a.json"));
    attach(
        "one.hallmark",
        "two.hallmark",
        "--log-entry",
        at("a.json"),
        "--log-proof",
        at("a.tlog-proof"));
    CommandRun.accepted("trust logs", at("trust.json"), at("log.policy"));
  }

  private static void timestamp() {
    CommandRun.accepted("timestamp init", at("tsa"));
    CommandRun.accepted("timestamp request", at("two.hallmark"), "--out", at("a.tsq"));
    CommandRun.accepted(
        "timestamp answer", at("tsa"), "--request", at("a.tsq"), "--out", at("a.tsr"));
    String said =
        CommandRun.accepted(
                "timestamp verify",
                at("one.hallmark"),
                "--answer",
                at("a.tsr"),
                "--root",
                at("tsa/root.pem"))
            .out();
    assertTrue(said.contains("test timestamp authority"), said);
    CommandRun other =
        CommandRun.of(
            "timestamp verify",
            at("data.csv"),
            "--answer",
            at("a.tsr"),
            "--root",
            at("tsa/root.pem"));
    assertEquals(1, other.code());
    assertTrue(other.err().contains("TIMESTAMP_IMPRINT"), other.err());
    attach("two.hallmark", "three.hallmark", "--timestamp", at("a.tsr"));
    CommandRun.accepted("trust roots", at("trust.json"), "--timestamps", at("tsa/root.pem"));
    assertEquals(6, CommandRun.of("timestamp init", at("tsa")).code(), "never overwritten");
  }

  private static void modelSignature() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Files.writeString(folder.resolve("ec.pub"), EcKeys.pem(pair.getPublic()));
    Files.writeString(
        folder.resolve("ec.key"),
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.write(
        model.resolve("model.safetensors"),
        HallmarkBundle.read(folder.resolve("model.hallmark")).required(HallmarkBundle.MODEL));
    Files.writeString(model.resolve("README.md"), "read me");
    CommandRun.accepted(
        "model sign",
        at("model"),
        "--key",
        at("ec.key"),
        "--public-key",
        at("ec.pub"),
        "--out",
        at("model/model.sig"));
    attach("three.hallmark", "all.hallmark", "--model-sig", at("model/model.sig"));
    assertTrue(verify("all.hallmark", 0).out().contains("MODEL_SIGNER_UNKNOWN"));
    CommandRun.accepted("trust roots", at("trust.json"), "--model-key", at("ec.pub"));
    assertTrue(
        CommandRun.accepted("trust show", at("trust.json")).out().contains("timestamp root: CN="));
  }

  private static CommandRun verify(String certificate, int code) {
    CommandRun run = CommandRun.of("verify", at(certificate), "--trust", at("trust.json"));
    assertEquals(code, run.code(), run.out() + run.err());
    return run;
  }

  private static void exports(HallmarkBundle all) throws Exception {
    export("all.hallmark", "in-toto", "x");
    assertArrayEquals(
        all.required(HallmarkBundle.STATEMENT), Files.readAllBytes(folder.resolve("x")));
    for (String format : List.of("sigstore", "slsa", "cyclonedx")) {
      export("all.hallmark", format, "computed-" + format);
    }
    assertArrayEquals(
        all.required(HallmarkBundle.SIGSTORE),
        Files.readAllBytes(folder.resolve("computed-sigstore")));
    assertArrayEquals(
        all.required(HallmarkBundle.BOM), Files.readAllBytes(folder.resolve("computed-cyclonedx")));
    for (String format : List.of("log-entry", "tlog-proof", "timestamp", "model-sig")) {
      export("all.hallmark", format, "member");
      assertEquals(
          2,
          CommandRun.of("export", at("model.hallmark"), "--format", format, "--out", at("y"))
              .code());
    }
    assertEquals(
        2,
        CommandRun.of("export", at("model.hallmark"), "--format", "slsa", "--out", at("y")).code());
    assertEquals(
        2,
        CommandRun.of("export", at("model.hallmark"), "--format", "spdx", "--out", at("y")).code());
    JsonSchemas.assertValid("trust", Files.readString(folder.resolve("trust.json")));
  }

  /// A newer log proof replaces the old one; one of another entry is refused by name.
  private static void renewed() throws Exception {
    CommandRun.accepted(
        "log record",
        "--log",
        at("log"),
        "--key",
        at("trainer"),
        "--event",
        "recorded",
        "--subject",
        at("data.csv"));
    CommandRun.accepted("log prove", at("log"), "--index", "0", "--out", at("renewed.tlog-proof"));
    attach("all.hallmark", "renewed.hallmark", "--log-proof", at("renewed.tlog-proof"));
    assertTrue(verify("renewed.hallmark", 0).out().contains("LOG_PROOF"));
    CommandRun.accepted("log prove", at("log"), "--index", "1", "--out", at("other.tlog-proof"));
    CommandRun refused =
        CommandRun.of(
            "attach",
            at("all.hallmark"),
            "--log-proof",
            at("other.tlog-proof"),
            "--out",
            at("never.hallmark"));
    assertEquals(1, refused.code());
    assertTrue(refused.err().contains("LOG_PROOF_INCLUSION"), refused.err());
    assertTrue(!Files.exists(folder.resolve("never.hallmark")));
  }
}
