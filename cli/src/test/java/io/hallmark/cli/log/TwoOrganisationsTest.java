package io.hallmark.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A chain across organisations without shared infrastructure: a hospital trains a model, a clinic
/// goes on with it on data of its own, and a buyer verifies the result. Each has a folder, keys, a
/// log and a trust file of its own; what passes between them are a certificate, public keys, and
/// copies of public logs.
final class TwoOrganisationsTest {
  @TempDir Path folder = Path.of("");
  private String out = "";
  private String err = "";

  @Test
  void aChainVerifiesWithFilesAlone() throws Exception {
    organisation("hospital", 1);
    ok(intent("hospital"));
    ok("prove", at("hospital/run"), "--out", at("hospital/base.hallmark"), "--quiet");
    record("hospital", "certificate-issued", "hospital/base.hallmark");
    ok("log", "runs", at("hospital/log"), "--dataset", at("hospital/dataset/manifest.json"));
    assertTrue(out.contains("1 registered runs with this data set, 1 of them"), out);
    assertTrue(out.contains("certificate in entry 1"), out);
    // The hospital's folder never leaves: the clinic gets the certificate.
    Files.copy(at2("hospital/base.hallmark"), at2("base.hallmark"));
    Files.move(at2("hospital"), at2("away"));

    organisation("clinic", 2);
    List<String> child = new ArrayList<>(List.of(intent("clinic")));
    child.addAll(List.of("--parent", at("base.hallmark")));
    ok(child.toArray(String[]::new));
    ok("prove", at("clinic/run"), "--out", at("model.hallmark"), "--quiet");
    record("clinic", "certificate-issued", "model.hallmark");

    // The buyer believes both, and needs nothing but the certificate and a trust file.
    trust("buyer.json", "away/authority.pub", "clinic/authority.pub");
    verify(0, "buyer.json");
    assertTrue(out.contains("Parent: Proven"), out);
    String said = out.replaceAll("\\s+", " ");
    assertTrue(said.contains("hospital (owner)") && said.contains("clinic (owner)"), out);
    // Who does not believe the hospital rejects the clinic's model at that link.
    trust("careless.json", "clinic/authority.pub");
    verify(1, "careless.json");
    assertTrue(out.contains("PARENT_CERTIFICATE/TRUST_REQUIREMENT"), out);

    // Copies of both public logs tell what happened since.
    String policy = Files.readString(at2("away/log.policy"));
    Files.writeString(
        at2("both.policy"),
        policy.replace("quorum none\n", "") + Files.readString(at2("clinic/log.policy")));
    ok("trust", "logs", at("buyer.json"), at("both.policy"));
    String[] logs = {"--log", at("away/log/public"), "--log", at("clinic/log/public")};
    verify(0, "buyer.json", logs);
    assertTrue(out.contains("CERTIFICATE_LOGGED"), out);
    record("away", "certificate-revoked", "base.hallmark");
    verify(1, "buyer.json", logs);
    assertTrue(out.contains("PARENT_CERTIFICATE/CERTIFICATE_REVOKED"), out);
    verify(0, "buyer.json", "--log", at("clinic/log/public"));
    ok("taint", at("away/dataset/manifest.json"), at("model.hallmark"));
    assertTrue(out.contains("inherits it"), out);
  }

  private void organisation(String name, long seed) throws Exception {
    Path own = Files.createDirectory(folder.resolve(name));
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder csv = new StringBuilder("a,b,y\n");
    for (int r = 0; r < 80; r++) {
      int a = random.nextInt(100);
      int b = random.nextInt(100);
      csv.append(a).append(',').append(b).append(',').append(a > b ? 1 : 0).append('\n');
    }
    csv.append("0,0,0\n99,99,0\n0,99,0\n99,0,1\n"); // the same ranges for both
    Files.writeString(own.resolve("data.csv"), csv.toString());
    Files.writeString(
        own.resolve("in.json"),
        """
        {"name": "NAME", "split": {"test": "0.25"}, "origin": "none", "columns": [
          {"name": "a", "role": "feature"}, {"name": "b", "role": "feature"},
          {"name": "y", "role": "label", "classes": [{"name": "n", "values": ["0"]},
            {"name": "p", "values": ["1"]}]}]}
        """
            .replace("NAME", name));
    for (String key : List.of("trainer", "authority")) {
      ok("keygen", "--out", at(name + "/" + key));
    }
    String data = at(name + "/data.csv");
    ok("dataset", "fit", data, "--schema", at(name + "/in.json"), "--out", at(name + "/s.json"));
    ok(
        "dataset",
        "commit",
        data,
        "--schema",
        at(name + "/s.json"),
        "--quiet",
        "--out",
        at(name + "/dataset"));
    ok(
        "dataset",
        "certify",
        at(name + "/dataset/manifest.json"),
        "--key",
        at(name + "/authority"),
        "--as",
        name,
        "--capacity",
        "owner",
        "--attest",
        "sources-recomputed",
        "--sources",
        data,
        "--opening",
        at(name + "/dataset/opening"),
        "--valid-until",
        "2099-12-31",
        "--out",
        at(name + "/dataset/certificate.json"));
    ok(
        "program",
        "new",
        "--dataset",
        at(name + "/dataset/manifest.json"),
        "--steps",
        "16",
        "--batch",
        "8",
        "--out",
        at(name + "/program.json"));
    ok("log", "init", at(name + "/log"), "--origin", name + ".example/log");
    Files.writeString(own.resolve("log.policy"), out.strip() + "\nquorum none\n");
  }

  /// Begins a run, and registers it in the organisation's own log.
  private String[] intent(String name) {
    return new String[] {
      "intent",
      "--program",
      at(name + "/program.json"),
      "--dataset",
      at(name + "/dataset"),
      "--grade",
      "self-chosen",
      "--release",
      "released",
      "--key",
      at(name + "/trainer"),
      "--out",
      at(name + "/run")
    };
  }

  private void record(String name, String event, String subject) {
    if (event.equals("certificate-issued")) {
      ok(
          "log",
          "record",
          "--log",
          at(name + "/log"),
          "--key",
          at(name + "/trainer"),
          "--event",
          "training-registered",
          "--subject",
          at(name + "/run/intent.json"),
          "--dataset",
          at(name + "/dataset/manifest.json"));
    }
    ok(
        "log",
        "record",
        "--log",
        at(name + "/log"),
        "--key",
        at(name + "/trainer"),
        "--event",
        event,
        "--subject",
        at(subject));
  }

  private void trust(String file, String... keys) {
    for (String key : keys) {
      ok(
          "trust",
          "add",
          at(file),
          "--authority",
          key.startsWith("away") ? "hospital" : "clinic",
          "--key",
          at(key),
          "--capacity",
          "owner");
    }
    ok(
        "trust",
        "add",
        at(file),
        "--authority",
        "nobody " + file,
        "--key",
        at("clinic/trainer.pub"),
        "--capacity",
        "owner",
        "--required");
  }

  private void verify(int code, String trust, String... more) {
    List<String> all =
        new ArrayList<>(List.of("verify", at("model.hallmark"), "--trust", at(trust)));
    all.addAll(List.of(more));
    assertEquals(code, run(all.toArray(String[]::new)), () -> out + err);
  }

  private Path at2(String name) {
    return folder.resolve(name);
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
