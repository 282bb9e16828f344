package io.hallmark.cli.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.cli.CommandRun;
import io.hallmark.cli.JsonSchemas;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Policies, lists, requests and gates by commands alone.
final class PolicyCommandsTest {
  @TempDir static Path folder;

  private static final String DRAFT =
      """
      {"name": "library", "split": {"test": "0.2"}, "origin": "none", "columns": [
        {"name": "pages", "role": "feature"},
        {"name": "good", "role": "label", "classes": [
          {"name": "no", "values": ["no"]}, {"name": "yes", "values": ["yes"]}]},
        {"name": "licence", "role": "tag", "encoding": "codes", "codes": ["", "cc0", "cc-by"]},
        {"name": "work", "role": "digest", "of": "text-folded"},
        {"name": "author", "role": "digest", "of": "subject", "namespace": "authors"}]}
      """;

  private static final String POLICY =
      """
      {"type": "hallmark/policy/v1", "name": "open", "version": 1, "lists": {"gone": "statement"},
       "rules": [
        {"kind": "in", "columns": ["licence"], "values": ["cc0", "cc-by"]},
        {"kind": "exclude", "column": "author", "list": "gone"}]}
      """;

  private static String at(String name) {
    return folder.resolve(name).toString();
  }

  @BeforeAll
  static void commit() throws Exception {
    StringBuilder csv = new StringBuilder("pages,good,licence,work,author\n");
    for (int i = 0; i < 40; i++) {
      csv.append(
          "%d,%s,%s,Book number %d,a%d\n"
              .formatted(
                  20 + i * 7 % 90, i % 3 == 0 ? "yes" : "no", i % 2 == 0 ? "cc0" : "cc-by", i, i));
    }
    Files.writeString(folder.resolve("data.csv"), csv);
    Files.writeString(folder.resolve("draft.json"), DRAFT);
    Files.writeString(folder.resolve("policy.json"), POLICY);
    Files.write(folder.resolve("registry.key"), new byte[32]);
    Files.writeString(
        folder.resolve("trust.json"),
        "{\"type\":\"hallmark/trust/v1\",\"authorities\":[],\"require\":[]}");
    CommandRun.accepted(
        "dataset fit",
        at("data.csv"),
        "--schema",
        at("draft.json"),
        "--subject-key",
        at("registry.key"),
        "--out",
        at("schema.json"));
    CommandRun.accepted(
        "dataset commit",
        at("data.csv"),
        "--schema",
        at("schema.json"),
        "--subject-key",
        at("registry.key"),
        "--quiet",
        "--out",
        at("dataset"));
  }

  private static String verify(String file, int code, String... more) {
    String[] all = new String[more.length + 3];
    all[0] = at(file);
    all[1] = "--trust";
    all[2] = at("trust.json");
    System.arraycopy(more, 0, all, 3, more.length);
    CommandRun run = CommandRun.of("verify", all);
    assertEquals(code, run.code(), run.out() + run.err());
    return run.out();
  }

  private static void request(String text, String name) throws Exception {
    Files.writeString(folder.resolve("text.txt"), text);
    CommandRun.accepted(
        "fingerprint", at("text.txt"), "--variant", "text-folded", "--request", at(name));
  }

  private static String answer(String request, String out) {
    return CommandRun.accepted(
            "dataset answer", at("dataset"), "--request", at(request), "--quiet", "--out", at(out))
        .out();
  }

  /// Half of the records have the other licence: each is named by shard, file and row.
  @Test
  void breachesAreNamedByFileAndRow() throws Exception {
    Files.writeString(
        folder.resolve("narrow.json"),
        """
        {"type": "hallmark/policy/v1", "name": "narrow", "version": 1, "rules": [
          {"kind": "in", "columns": ["licence"], "values": ["cc0"], "parts": ["train"]}]}
        """);
    CommandRun run = CommandRun.of("policy check", at("dataset"), "--policy", at("narrow.json"));
    assertEquals(1, run.code(), run.err());
    for (String line : run.out().lines().toList()) {
      Matcher place = Pattern.compile("\\[train: data\\.csv, row ([0-9]+)\\]$").matcher(line);
      assertTrue(place.find(), line);
      assertEquals(1, Integer.parseInt(place.group(1)) % 2, line);
    }
  }

  @Test
  void aCreatorAsksAndAnybodyVerifiesTheAnswer() throws Exception {
    request("book NUMBER 7", "in.json");
    request("Book number 70", "out.json");
    assertTrue(answer("in.json", "in.hallmark").startsWith("INCLUDED in column work"));
    assertTrue(answer("out.json", "out.hallmark").startsWith("EXCLUDED in column work"));
    assertTrue(answer("out.json", "again.hallmark").contains("given before, at no cost"));
    assertTrue(verify("in.hallmark", 0).contains("INCLUDED"));
    String excluded = verify("out.hallmark", 0);
    assertTrue(excluded.contains("EXCLUDED") && excluded.contains("near-duplicates"), excluded);
    Files.writeString(
        folder.resolve("answers.json"),
        "{\"type\":\"hallmark/gate/v1\",\"name\":\"answers\",\"statements\":[\"answer\"]}");
    verify("in.hallmark", 0, "--require", at("answers.json"));
    Files.writeString(
        folder.resolve("trainings.json"),
        "{\"type\":\"hallmark/gate/v1\",\"name\":\"x\",\"statements\":[\"training\"]}");
    String json = verify("in.hallmark", 1, "--require", at("trainings.json"), "--json");
    assertTrue(json.contains("\"GATE_STATEMENT\""), json);
  }

  @Test
  void aPrivateListStaysPrivate() throws Exception {
    Files.writeString(folder.resolve("ids.txt"), "b1\nb2\nb3\nb4\nb5\nb6\n");
    CommandRun.accepted(
        "list make",
        "--name",
        "gone",
        "--private",
        "--subjects",
        "authors",
        "--key",
        at("registry.key"),
        "--quiet",
        "--out",
        at("gone"),
        at("ids.txt"));
    String[] policy = {
      at("dataset"), "--policy", at("policy.json"), "--list", "gone=" + at("gone")
    };
    CommandRun.accepted("policy check", policy);
    String[] prove = Arrays.copyOf(policy, policy.length + 3);
    prove[policy.length] = "--quiet";
    prove[policy.length + 1] = "--out";
    prove[policy.length + 2] = at("policy.hallmark");
    CommandRun.accepted("policy prove", prove);
    String out = verify("policy.hallmark", 0);
    assertTrue(out.contains("its holder keeps private"), out);
    CommandRun twice =
        CommandRun.of("list make", "--name", "x", "--private", "--out", at("gone"), at("ids.txt"));
    assertEquals(6, twice.code(), twice.err());
  }

  private static JsonObject object(JsonObject in, String key) {
    return (JsonObject) in.find(key).orElseThrow();
  }

  private static HallmarkBundle train(String run) throws Exception {
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
        at(run));
    CommandRun.accepted(
        "prove",
        at(run),
        "--quiet",
        "--evaluate",
        "groups=licence",
        "--out",
        at(run + ".hallmark"));
    return HallmarkBundle.read(folder.resolve(run + ".hallmark"));
  }

  /// Counts and confusions per licence, proved; others are refused.
  @Test
  void aModelIsEvaluatedByTheGroupsOfATag() throws Exception {
    CommandRun.accepted("keygen", "--out", at("trainer"));
    CommandRun.accepted(
        "program new",
        "--dataset",
        at("dataset/manifest.json"),
        "--steps",
        "8",
        "--batch",
        "8",
        "--out",
        at("program.json"));
    HallmarkBundle certificate = train("run");
    String out = verify("run.hallmark", 0);
    assertTrue(out.contains("with licence \"cc0\" are classified correctly"), out);
    assertTrue(out.contains("no record of part test has no licence"), out);
    JsonObject statement =
        (JsonObject)
            CanonicalJson.read(
                DsseEnvelope.read(certificate.required(HallmarkBundle.STATEMENT)).payload());
    JsonObject run = object(statement, "predicate");
    JsonSchemas.assertValid(
        "run-statement", new String(CanonicalJson.write(run), StandardCharsets.UTF_8));
    // The trainer signs other counts: a record moved from one group to another.
    String text = new String(CanonicalJson.write(statement), StandardCharsets.UTF_8);
    String lie = moved(text);
    KeyPair trainer = KeyFiles.readPair(folder.resolve("trainer"));
    Files.write(
        folder.resolve("lie.hallmark"),
        certificate
            .with(
                HallmarkBundle.STATEMENT,
                DsseEnvelope.sign(
                        DsseEnvelope.IN_TOTO, lie.getBytes(StandardCharsets.UTF_8), trainer)
                    .write())
            .write());
    String json = verify("lie.hallmark", 1, "--json");
    assertTrue(json.contains("\"check\":\"RUN_PROOF/"), json);
    CommandRun none =
        CommandRun.of("prove", at("run"), "--evaluate", "groups=work", "--out", at("x"));
    assertEquals(4, none.code(), none.err());
  }

  /// One record that is counted in the first group that has one is counted in the group without
  /// licence.
  private static String moved(String text) {
    int groups = text.indexOf("\"groups\":[");
    int empty = text.indexOf("[0,0]", groups);
    String changed = text.substring(0, empty) + "[0,1]" + text.substring(empty + 5);
    Matcher count = Pattern.compile("[1-9][0-9]*").matcher(changed);
    assertTrue(count.find(empty + 5));
    long less = Long.parseLong(count.group()) - 1;
    return changed.substring(0, count.start()) + less + changed.substring(count.end());
  }

  @Test
  void theFingerprintOfAFileIsThatOfSha256sum() throws Exception {
    Path file = Files.write(folder.resolve("song"), new byte[] {1, 2, 3});
    String digits =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)))
            .substring(0, 60);
    assertTrue(CommandRun.accepted("fingerprint", file.toString()).out().startsWith(digits + "  "));
    CommandRun two =
        CommandRun.of("fingerprint", file.toString(), file.toString(), "--request", at("x.json"));
    assertEquals(2, two.code());
    assertFalse(Files.exists(folder.resolve("x.json")));
  }
}
