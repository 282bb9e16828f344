package io.hallmark.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.cli.JsonSchemas;
import io.hallmark.cli.Main;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.cosigner.Cosigner;
import io.hallmark.tlog.cosigner.CosignerServer;
import io.hallmark.tlog.cosigner.LogWriter;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.note.VerifierKey;
import io.hallmark.tlog.store.HttpRegistrar;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.LogServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands of logs, from an empty folder to a certificate whose seed nobody chose.
final class LogCommandsTest {
  @TempDir Path folder = Path.of("");
  private String out = "";
  private String err = "";
  private String logLine = "";

  @Test
  void aRunWhoseSeedALogGave() throws Exception {
    data();
    ok("log", "init", at("log"), "--origin", "log.example/runs");
    String logLine = out.strip();
    ok("log", "cosign", at("cosigner"), "--name", "one.example", "--once");
    String witness = out.lines().findFirst().orElseThrow().replace("NAME", "one");
    try (CosignerServer cosigner = cosigner(logLine.substring(4));
        LogServer server = server()) {
      String url = "http://127.0.0.1:" + server.port();
      String policy =
          logLine + "\n" + witness + " http://127.0.0.1:" + cosigner.port() + "\nquorum one\n";
      Files.writeString(folder.resolve("log.policy"), policy);
      ok("log", "policy", at("log"), at("log.policy"));
      record("dataset-committed", "dataset/manifest.json");
      assertEquals(2, run(intent("--grade", "beacon").toArray(String[]::new)));
      ok(intent("--grade", "beacon", "--log-policy", at("log.policy")).toArray(String[]::new));
      assertEquals(1, run("prove", at("run"), "--out", at("model.hallmark"), "--quiet"));
      assertTrue(err.contains("hallmark intent register"), err);
      ok("intent", "register", at("run/intent.json"), "--log", url);
      assertTrue(out.contains("at index 1"), out);
      ok("intent", "register", at("run/intent.json"), "--log", url);
      ok("prove", at("run"), "--out", at("model.hallmark"), "--quiet");
      ok("trust", "logs", at("trust.json"), at("log.policy"));
      verify(0);
      assertTrue(out.contains("SEED_BEACON") && out.contains("ATTEMPTS"), out);
      verify(0, "--log", url);
      assertTrue(
          out.replaceAll("\\s+", " ")
              .contains(
                  "0 registrations of runs with this data set stand before this one, 0 after"),
          out);
      assertTrue(out.contains("CERTIFICATE_NOT_LOGGED"), out);
      ok("lineage", at("model.hallmark"));
      assertTrue(out.contains("data set t "), out);
      ok(
          "lineage",
          folder.toString(),
          "--svg",
          at("lineage.svg"),
          "--mark",
          at("dataset/manifest.json"));
      assertTrue(
          Files.readString(folder.resolve("lineage.svg")).contains("class='model tainted'"), out);
      ok("taint", at("dataset/manifest.json"), folder.toString());
      assertTrue(out.contains("1 of 1 certificates") && out.contains("trained on it"), out);
      ok("taint", "0".repeat(64), at("model.hallmark"), at("trust.json"));
      assertTrue(out.contains("0 of 2 certificates") && err.contains("skipped"), out + err);
      record("certificate-issued", "model.hallmark");
      verify(0, "--log", url);
      assertTrue(out.contains("CERTIFICATE_LOGGED"), out);
      record("certificate-revoked", "model.hallmark");
      verify(1, "--log", url);
      assertTrue(out.contains("CERTIFICATE_REVOKED"), out);
      ok(
          "log",
          "list",
          url,
          "--policy",
          at("log.policy"),
          "--dataset",
          at("dataset/manifest.json"),
          "--event",
          "training-registered");
      assertTrue(out.contains("1 of 4 entries"), out);
      ok("log", "fsck", url, "--policy", at("log.policy"));
      ok("log", "monitor", url, "--policy", at("log.policy"), "--state", at("seen"));
      ok(
          "log",
          "prove",
          url,
          "--policy",
          at("log.policy"),
          "--index",
          "2",
          "--out",
          at("p"),
          "--entry-out",
          at("e"));
      ok("log", "verify", at("e"), "--proof", at("p"), "--policy", at("log.policy"));
      assertTrue(out.contains("IN_LOG") && out.contains("COSIGNED"), out);
      assertTrue(out.contains("certificate-issued") && out.contains("UNKNOWN_SIGNER"), out);
      ok(
          "log",
          "runs",
          url,
          "--policy",
          at("log.policy"),
          "--dataset",
          at("dataset/manifest.json"));
      assertTrue(out.contains("certificate in entry 2, revoked in entry 3"), out);
      ok("log", "runs", url, "--policy", at("log.policy"), "--dataset", "0".repeat(64), "--json");
      assertTrue(out.contains("\"runs\": []"), out);
      assertEquals(
          1,
          run("log", "verify", at("trust.json"), "--proof", at("p"), "--policy", at("log.policy")));
    }
  }

  @Test
  void aPipelineThatIsNotProvenIsRecorded() throws Exception {
    ok("keygen", "--out", at("key"));
    ok("log", "init", at("log"), "--origin", "log.example/other");
    logLine = out.strip();
    assertEquals(6, run("log", "init", at("log"), "--origin", "log.example/other"));
    for (String name : List.of("data", "code", "model")) {
      Files.writeString(folder.resolve(name), name);
    }
    ok(
        "log",
        "record",
        "--log",
        at("log"),
        "--key",
        at("key"),
        "--event",
        "recorded",
        "--subject",
        "data=" + at("data"),
        "--subject",
        "code=" + at("code"),
        "--subject",
        "model=" + at("model"),
        "--meta",
        "framework=torch-2.9",
        "--out",
        at("proof"),
        "--entry-out",
        at("entry"));
    Files.writeString(folder.resolve("policy"), policy());
    ok("log", "verify", at("entry"), "--proof", at("proof"), "--policy", at("policy"));
    assertTrue(out.contains("BINDING_ONLY") && out.contains("NO_COSIGNER"), out);
    assertTrue(out.contains("framework: torch-2.9"), out);
    ok(
        "log",
        "verify",
        at("entry"),
        "--proof",
        at("proof"),
        "--policy",
        at("policy"),
        "--json",
        "--html",
        at("entry.html"));
    JsonSchemas.assertValid("verdict", out);
    assertTrue(Files.readString(folder.resolve("entry.html")).contains("BINDING_ONLY"));
    ok("log", "list", at("log"), "--json");
    assertTrue(out.contains("\"event\": \"recorded\"") && out.contains("\"name\": \"code\""), out);
    assertEquals(2, run("log", "fsck", at("log/public")));
    ok("log", "fsck", at("log"));
    Path bundle = folder.resolve("log/public/tile/entries/000.p/1");
    byte[] bytes = Files.readAllBytes(bundle);
    bytes[20] ^= 1;
    Files.write(bundle, bytes);
    assertEquals(1, run("log", "fsck", at("log")));
    assertTrue(out.contains("LOG_TILE_HASH tile/0/000.p/1"), out);
    assertEquals(1, run("log", "list", at("log")));
    assertEquals(1, run("log", "monitor", at("log"), "--state", at("state")));
    assertTrue(out.contains("ALERT LOG_ENTRIES"), out);
    assertEquals(
        2,
        run(
            "log",
            "record",
            "--log",
            at("log"),
            "--key",
            at("key"),
            "--event",
            "invented",
            "--subject",
            at("data")));
  }

  @Test
  void aLogIsMeasuredAndItsProcessKilled() throws Exception {
    ok("log", "bench", folder.toString(), "--entries", "60", "--writers", "20", "--kills", "2");
    List<String> lines = out.lines().toList();
    assertEquals(4, lines.size(), out);
    assertTrue(lines.get(1).startsWith("20 writers"), out);
    assertTrue(lines.get(3).contains("2 kills") && lines.get(3).contains("none lost"), out);
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
    assertEquals(2, run("log", "bench", folder.toString(), "--bytes", "3"));
  }

  /// Who may enter something is decided by the key that signed it.
  @Test
  void aServerTakesEventsOfItsSignersOnly() throws Exception {
    for (String name : List.of("known", "stranger")) {
      ok("keygen", "--out", at(name));
    }
    Files.writeString(folder.resolve("data"), "data");
    ok("log", "init", at("log"), "--origin", "log.example/closed");
    LogWriter writer = new LogWriter(LogFolder.open(folder.resolve("log")), _ -> {});
    List<PublicKey> signers = List.of(KeyFiles.readPublic(folder.resolve("known.pub")));
    LogFolder log = LogFolder.open(folder.resolve("log"));
    try (LogServer server =
        LogServer.start(
            log.publicFolder(),
            anyPort(),
            Optional.of(entry -> ServeCommand.enter(writer, signers, entry)))) {
      String url = "http://127.0.0.1:" + server.port();
      for (String name : List.of("known", "stranger", "known")) {
        int code =
            run(
                "log",
                "record",
                "--log",
                url,
                "--key",
                at(name),
                "--event",
                "recorded",
                "--subject",
                at("data"));
        assertEquals(name.equals("known") ? 0 : 6, code, err);
        assertEquals(name.equals("stranger"), err.contains("403"), err);
      }
      IOException nonsense =
          assertThrows(IOException.class, () -> new HttpRegistrar(url).enter(new byte[] {1}));
      assertTrue(String.valueOf(nonsense.getMessage()).contains("422"));
      IOException large =
          assertThrows(IOException.class, () -> new HttpRegistrar(url).enter(new byte[70_000]));
      assertTrue(String.valueOf(large.getMessage()).contains("413"));
    }
    assertTrue(log.published().checkpoint().size() >= 1);
    assertEquals(2, run("log", "serve", at("log"), "--signer", at("known.pub")));
  }

  @Test
  void authoritiesCosignRotateAndRevoke() throws Exception {
    data();
    for (String name : List.of("owner", "second", "later")) {
      ok("keygen", "--out", at(name));
    }
    ok("keygen", "--out", at("quantum"), "--algorithm", "ML-DSA-65");
    assertEquals(2, run("keygen", "--out", at("x"), "--algorithm", "RSA"));
    ok(
        "dataset",
        "certify",
        at("dataset/manifest.json"),
        "--key",
        at("owner"),
        "--hybrid-key",
        at("quantum"),
        "--as",
        "Owner",
        "--capacity",
        "owner",
        "--attest",
        "sources-recomputed",
        "--sources",
        at("data.csv"),
        "--opening",
        at("dataset/opening"),
        "--valid-until",
        "2099-12-31",
        "--out",
        at("dataset/certificate.json"));
    List<String> cosign =
        List.of(
            "dataset",
            "cosign",
            at("dataset/certificate.json"),
            "--manifest",
            at("dataset/manifest.json"),
            "--key",
            at("second"));
    assertEquals(
        2, run(cosign.toArray(String[]::new)), "nothing is signed that was not recomputed");
    List<String> whole = new ArrayList<>(cosign);
    whole.addAll(List.of("--sources", at("data.csv"), "--opening", at("dataset/opening")));
    ok(whole.toArray(String[]::new));
    assertTrue(out.contains("3 signatures"), out);
    assertEquals(2, run(whole.toArray(String[]::new)), "one key signs once");
    ok(
        "trust",
        "add",
        at("trust.json"),
        "--authority",
        "Owner",
        "--key",
        at("owner.pub"),
        "--hybrid",
        at("quantum.pub"),
        "--capacity",
        "owner",
        "--required");
    ok(
        "trust",
        "add",
        at("trust.json"),
        "--authority",
        "Second",
        "--key",
        at("second.pub"),
        "--capacity",
        "owner",
        "--required");
    ok(intent("--grade", "self-chosen").toArray(String[]::new));
    ok("prove", at("run"), "--out", at("model.hallmark"), "--quiet");
    verify(0);
    ok(
        "trust",
        "revoke",
        "--revoked",
        at("second.pub"),
        "--key",
        at("second"),
        "--out",
        at("list"));
    verify(1, "--revocations", at("list"));
    assertTrue(out.contains("AUTHORITY_KEY_REVOKED"), out);
    ok(
        "trust",
        "rotate",
        at("trust.json"),
        "--authority",
        "Second",
        "--key",
        at("later.pub"),
        "--at",
        "2026-01-01");
    verify(1);
    assertTrue(out.contains("AUTHORITY_KEY_EXPIRED"), out);
    ok("trust", "show", at("trust.json"));
    assertTrue(out.contains("(ML-DSA-65)") && out.contains("until 2026-01-01"), out);
    assertEquals(
        2,
        run(
            "trust",
            "rotate",
            at("trust.json"),
            "--authority",
            "Nobody",
            "--key",
            at("later.pub"),
            "--at",
            "2026-01-01"));
  }

  private String policy() {
    return logLine + "\nquorum none\n";
  }

  private void verify(int code, String... more) throws Exception {
    List<String> all =
        new ArrayList<>(List.of("verify", at("model.hallmark"), "--trust", at("trust.json")));
    all.addAll(List.of(more));
    assertEquals(code, run(all.toArray(String[]::new)), () -> out + err);
  }

  private void record(String event, String subject) {
    ok(
        "log",
        "record",
        "--log",
        at("log"),
        "--key",
        at("trainer"),
        "--event",
        event,
        "--subject",
        at(subject),
        "--dataset",
        at("dataset/manifest.json"));
  }

  private List<String> intent(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "intent",
                "--program",
                at("program.json"),
                "--dataset",
                at("dataset"),
                "--release",
                "sealed",
                "--key",
                at("trainer"),
                "--out",
                at("run")));
    all.addAll(List.of(more));
    return all;
  }

  private void data() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder csv = new StringBuilder("a,b,y\n");
    for (int r = 0; r < 80; r++) {
      int a = random.nextInt(100);
      int b = random.nextInt(100);
      csv.append(a).append(',').append(b).append(',').append(a > b ? 1 : 0).append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), csv.toString());
    Files.writeString(
        folder.resolve("in.json"),
        """
        {"name": "t", "split": {"test": "0.25"}, "origin": "none", "columns": [
          {"name": "a", "role": "feature"}, {"name": "b", "role": "feature"},
          {"name": "y", "role": "label", "classes": [{"name": "n", "values": ["0"]},
            {"name": "p", "values": ["1"]}]}]}
        """);
    ok("keygen", "--out", at("trainer"));
    ok("dataset", "fit", at("data.csv"), "--schema", at("in.json"), "--out", at("schema.json"));
    ok(
        "dataset",
        "commit",
        at("data.csv"),
        "--schema",
        at("schema.json"),
        "--quiet",
        "--out",
        at("dataset"));
    ok(
        "program",
        "new",
        "--dataset",
        at("dataset/manifest.json"),
        "--steps",
        "32",
        "--batch",
        "8",
        "--out",
        at("program.json"));
  }

  private CosignerServer cosigner(String logKey) throws Exception {
    List<SignerKey> keys =
        SignerKey.readSecret(Files.readAllBytes(folder.resolve("cosigner/keys")));
    return CosignerServer.start(
        new Cosigner(
            folder.resolve("cosigner/logs"),
            keys,
            List.of(VerifierKey.parse(logKey)),
            Clock.systemUTC()),
        anyPort());
  }

  private LogServer server() throws Exception {
    LogFolder log = LogFolder.open(folder.resolve("log"));
    return LogServer.start(
        log.publicFolder(),
        anyPort(),
        Optional.of(entry -> {
          if (LogEvent.find(entry).isEmpty()) {
            throw LogServer.Refused.entry("signed events only");
          }
          try {
            return new LogWriter(log, _ -> {}).register(entry).write();
          } catch (LogException e) {
            throw LogServer.Refused.entry(String.valueOf(e.getMessage()));
          }
        }));
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void ok(String... args) {
    assertEquals(0, run(args), () -> String.join(" ", args) + "\n" + out + err);
  }

  private int run(String... args) {
    StringWriter o = new StringWriter();
    StringWriter e = new StringWriter();
    int code = Main.run(new PrintWriter(o, true), new PrintWriter(e, true), args);
    out = o.toString();
    err = e.toString();
    return code;
  }
}
