package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.certificate.HallmarkBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a CSV file of three classes to certificates of perceptrons, by commands alone: a sealed
/// one, its sealed child, the child's reveal, and a released child of that.
final class ChainCommandsTest {
  @TempDir static Path folder;

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  /// Three clouds of points.
  private static String csv() {
    SplittableRandom random = new SplittableRandom(7);
    StringBuilder out = new StringBuilder("length,width,kind\n");
    for (int r = 0; r < 150; r++) {
      int kind = random.nextInt(3);
      int length = 100 * (kind == 1 ? 3 : 1) + random.nextInt(120);
      int width = 100 * (kind == 2 ? 3 : 1) + random.nextInt(120);
      out.append("%d.%d,%d,%s\n".formatted(length, random.nextInt(10), width, "abc".charAt(kind)));
    }
    return out.toString();
  }

  private static final String DRAFT =
      """
      {"name": "clouds", "split": {"test": "0.2"}, "origin": "none", "columns": [
        {"name": "length", "role": "feature"}, {"name": "width", "role": "feature"},
        {"name": "kind", "role": "label", "classes": [
          {"name": "first", "values": ["a"]}, {"name": "second", "values": ["b"]},
          {"name": "third", "values": ["c"]}]}]}
      """;

  @BeforeAll
  static void proveAChain() throws Exception {
    Files.writeString(folder.resolve("data.csv"), csv());
    Files.writeString(folder.resolve("draft.json"), DRAFT);
    CommandRun.accepted("keygen", "--out", at("owner"));
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
        "dataset certify",
        at("dataset/manifest.json"),
        "--key",
        at("owner"),
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
    CommandRun.accepted(
        "trust add",
        at("trust.json"),
        "--authority",
        "Owner",
        "--key",
        at("owner.pub"),
        "--capacity",
        "owner",
        "--required");
    program("0.1", "program.json");
    program("0.05", "more.json");
    prove("program.json", "sealed", "run1", "one.hallmark");
    prove(
        "more.json",
        "sealed",
        "run2",
        "two.hallmark",
        "--parent",
        at("one.hallmark"),
        "--parent-run",
        at("run1"));
    CommandRun.accepted(
        "model reveal",
        at("run2"),
        "--certificate",
        at("two.hallmark"),
        "--quiet",
        "--out",
        at("open.hallmark"));
    prove("program.json", "released", "run3", "three.hallmark", "--parent", at("open.hallmark"));
  }

  private static void program(String rate, String name) {
    CommandRun.accepted(
        "program new",
        "--dataset",
        at("dataset/manifest.json"),
        "--model",
        "mlp",
        "--hidden",
        "6",
        "--steps",
        "64",
        "--batch",
        "16",
        "--rate",
        rate,
        "--out",
        at(name));
  }

  private static void prove(
      String program, String mode, String run, String certificate, String... parent) {
    String[] all = {
      "--program",
      at(program),
      "--dataset",
      at("dataset"),
      "--release",
      mode,
      "--key",
      at("trainer"),
      "--out",
      at(run)
    };
    String[] with = Arrays.copyOf(all, all.length + parent.length);
    System.arraycopy(parent, 0, with, all.length, parent.length);
    CommandRun.accepted("intent", with);
    CommandRun.accepted("intent certify", at(run + "/intent.json"), "--key", at("owner"));
    CommandRun.accepted("prove", at(run), "--quiet", "--out", at(certificate));
  }

  private static String verdict(String certificate, int code, String... more) throws Exception {
    String[] args = Arrays.copyOf(new String[] {at(certificate), "--trust", at("trust.json")}, 4);
    args[3] = "--json";
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    CommandRun run = CommandRun.of("verify", all);
    assertEquals(code, run.code(), run.err());
    JsonSchemas.assertValid("verdict", run.out());
    return run.out();
  }

  @Test
  void everyCertificateOfTheChainIsAcceptedAndSaysWhatItsLinksProve() throws Exception {
    String one = verdict("one.hallmark", 0);
    assertTrue(one.contains("\"ACCURACY\"") && !one.contains("\"PARENT\""), one);
    String two = verdict("two.hallmark", 0);
    assertTrue(two.contains("\"PARENT\"") && !two.contains("\"WEIGHTS\""), two);
    assertTrue(verdict("open.hallmark", 0).contains("\"REVEALED\""));
    String three = verdict("three.hallmark", 0);
    assertEquals(3, three.split("\"ORDER\"", -1).length - 1, "three links");
    String text =
        CommandRun.accepted("verify", at("three.hallmark"), "--trust", at("trust.json")).out();
    assertTrue(text.contains("Parent: Proven") && text.contains("Ancestor 2: Proven"), text);
  }

  /// What `inspect` prints of a container fits the published schemas, member by member.
  @Test
  void whatInspectPrintsFitsTheSchemas() throws Exception {
    int documents = 0;
    for (String name : new String[] {"one.hallmark", "open.hallmark", "three.hallmark"}) {
      for (Map.Entry<String, String> member : inspected(name).entrySet()) {
        if (member.getKey().endsWith(".json")) {
          assertMember(member.getKey().replaceAll(".*/", ""), member.getValue());
          documents++;
        }
      }
    }
    // seven documents of a certificate, one of a reveal; three has two ancestors, open has one
    assertEquals(7 * (1 + 2 + 3) + 2, documents);
  }

  private static void assertMember(String member, String json) throws Exception {
    JsonValue value = CanonicalJson.readLenient(json.getBytes(StandardCharsets.UTF_8));
    JsonObject o = (JsonObject) value;
    if (o.find("predicateType").isEmpty()) {
      JsonSchemas.assertValid(member.replace(".json", ""), json);
      return;
    }
    String type = ((JsonString) o.find("predicateType").orElseThrow()).value();
    String schema =
        switch (type) {
          case "urn:hallmark:training:v1" -> "run-statement";
          case "urn:hallmark:reveal:v1" -> "reveal-statement";
          case "urn:hallmark:intent-signature:v1" -> "intent-signature";
          default -> "dataset-certificate";
        };
    JsonObject predicate = (JsonObject) o.find("predicate").orElseThrow();
    JsonSchemas.assertValid(
        schema, new String(CanonicalJson.write(predicate), StandardCharsets.UTF_8));
  }

  /// The JSON that `inspect` prints, by member.
  private static Map<String, String> inspected(String certificate) {
    Map<String, String> out = new LinkedHashMap<>();
    String member = "";
    for (String line : CommandRun.accepted("inspect", at(certificate)).out().lines().toList()) {
      if (line.startsWith("== ")) {
        member = line.substring(3, line.indexOf(','));
        out.put(member, "");
      } else if (!line.startsWith("digest ") && !line.startsWith("signature ")) {
        out.merge(member, line + "\n", String::concat);
      }
    }
    return out;
  }

  /// A proof that cannot be read is rejected with the name of a check, whichever proof it is.
  @Test
  void unreadableProofsAreAllOfOneKind() throws Exception {
    byte[] none = {};
    byte[] foreign = "PROOF of another kind".getBytes(StandardCharsets.US_ASCII);
    for (String member :
        new String[] {
          HallmarkBundle.RUN_PROOF,
          HallmarkBundle.datasetProof("train"),
          HallmarkBundle.REVEAL_PROOF
        }) {
      HallmarkBundle whole = HallmarkBundle.read(folder.resolve("open.hallmark"));
      byte[] proof = whole.required(member);
      Map<String, byte[]> lies =
          Map.of(
              "HDR_MAGIC", foreign,
              "ENC_LENGTH", Arrays.copyOf(proof, proof.length - 1),
              "ENC_TRAILING", Arrays.copyOf(proof, proof.length + 1));
      for (Map.Entry<String, byte[]> lie : lies.entrySet()) {
        Files.write(folder.resolve("bad.hallmark"), whole.with(member, lie.getValue()).write());
        String out = verdict("bad.hallmark", 1);
        assertTrue(out.contains("/" + lie.getKey() + "\""), member + ": " + out);
      }
      Files.write(folder.resolve("bad.hallmark"), whole.with(member, none).write());
      assertTrue(verdict("bad.hallmark", 1).contains("/HDR_MAGIC\""));
    }
    Path proof = folder.resolve("dataset").resolve("test.proof");
    byte[] honest = Files.readAllBytes(proof);
    Files.write(proof, Arrays.copyOf(honest, honest.length - 1));
    CommandRun cut = CommandRun.of("dataset verify", at("dataset/manifest.json"));
    Files.write(proof, honest);
    assertEquals(1, cut.code(), cut.err());
    assertTrue(cut.err().contains("ENC_LENGTH"), cut.err());
  }

  @Test
  void theBuyersGateTakesOrRefusesByName() throws Exception {
    String gate =
        "{\"type\":\"hallmark/gate/v1\",\"name\":\"buyer\",\"security_bits\":100,\"attested\":"
            + "[{\"attestation\":\"sources-recomputed\",\"capacity\":\"owner\",\"by\":[\"Owner\"]}]}";
    JsonSchemas.assertValid("gate", gate);
    Files.writeString(folder.resolve("gate.json"), gate);
    String strict = gate.replace("\"security_bits\":100", "\"seed\":\"beacon\"");
    JsonSchemas.assertValid("gate", strict);
    Files.writeString(folder.resolve("strict.json"), strict);
    String[] verify = {at("two.hallmark"), "--trust", at("trust.json"), "--require"};
    String[] met = {at("gate.json"), "--json"};
    String[] refused = {at("strict.json"), "--json"};
    CommandRun taken = CommandRun.accepted("verify", join(verify, met));
    JsonSchemas.assertValid("verdict", taken.out());
    assertTrue(taken.out().contains("\"reasons\":[]"), taken.out());
    CommandRun not = CommandRun.of("verify", join(verify, refused));
    assertEquals(1, not.code());
    JsonSchemas.assertValid("verdict", not.out());
    assertEquals(2, not.out().split("\"GATE_SEED\"", -1).length - 1, "the child and its parent");
    String text = CommandRun.of("verify", join(verify, at("strict.json"))).out();
    assertTrue(text.startsWith("REFUSED  two.hallmark"), text);
    Files.writeString(folder.resolve("strict.json"), "{}");
    assertEquals(3, CommandRun.of("verify", join(verify, at("strict.json"))).code());
  }

  private static String[] join(String[] some, String... more) {
    String[] out = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, out, some.length, more.length);
    return out;
  }

  @Test
  void whatCannotBeWrittenIsSaidBeforeProving() {
    CommandRun run = CommandRun.of("prove", at("run1"), "--out", at("absent/out.hallmark"));
    assertEquals(6, run.code());
    assertTrue(run.err().contains("no such file"), run.err());
    CommandRun reveal =
        CommandRun.of(
            "model reveal",
            at("run1"),
            "--certificate",
            at("one.hallmark"),
            "--out",
            at("absent/out.hallmark"));
    assertEquals(6, reveal.code());
    assertFalse(Files.exists(folder.resolve("absent")));
  }

  @Test
  void parentsThatCannotBeOpenedAreRefusedBeforeAnIntentIsSigned() {
    CommandRun none = intent("four", "--parent", at("one.hallmark"));
    assertEquals(1, none.code());
    assertTrue(none.err().contains("--parent-run"), none.err());
    CommandRun other = intent("four", "--parent", at("one.hallmark"), "--parent-run", at("run2"));
    assertEquals(6, other.code());
    CommandRun alone = intent("four", "--parent-run", at("run1"));
    assertEquals(2, alone.code());
    assertFalse(Files.exists(folder.resolve("four")));
  }

  private static CommandRun intent(String run, String... more) {
    String[] all = {
      "--program",
      at("program.json"),
      "--dataset",
      at("dataset"),
      "--release",
      "sealed",
      "--key",
      at("trainer"),
      "--out",
      at(run)
    };
    String[] with = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, with, all.length, more.length);
    return CommandRun.of("intent", with);
  }

  @Test
  void aCheckedProgramShowsTheBitsOfEveryLayer() {
    String out = CommandRun.accepted("program check", at("program.json")).out();
    String formats = out.lines().filter(l -> l.startsWith("formats")).collect(Collectors.joining());
    assertTrue(formats.matches(".*pre-activation \\d+ bits, hidden \\[\\d+\\] bits.*"), formats);
  }

  @Test
  void moreOpeningsThanAnybodyAcceptsNameTheRowsThatWouldCarryThem() {
    CommandRun run =
        CommandRun.of(
            "dataset commit",
            at("data.csv"),
            "--schema",
            at("schema.json"),
            "--openings",
            "5000",
            "--out",
            at("many"));
    assertEquals(2, run.code());
    assertTrue(run.err().matches("(?s).*4096, not 5000; rows of 2\\^\\d+ cells.*"), run.err());
  }
}
