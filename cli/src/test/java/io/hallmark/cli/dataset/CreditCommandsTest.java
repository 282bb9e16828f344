package io.hallmark.cli.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hallmark.cli.CommandRun;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Openings on the command line: status, renewals, copies, indices, withdrawals.
final class CreditCommandsTest {
  private static final String DRAFT =
      """
      {"name":"library","split":{"test":"0.25"},"origin":"none","columns":[
       {"name":"pages","role":"feature"},
       {"name":"good","role":"label","classes":[
         {"name":"no","values":["no"]},{"name":"yes","values":["yes"]}]},
       {"name":"work","role":"digest","of":"text-folded"}]}
      """;

  @TempDir Path folder;

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private String commit() throws Exception {
    StringBuilder csv = new StringBuilder("pages,good,work\n");
    for (int i = 0; i < 40; i++) {
      csv.append(10 + i * 7 % 90)
          .append(i % 3 == 0 ? ",yes" : ",no")
          .append(",Book number ")
          .append(i)
          .append('\n');
    }
    Files.writeString(folder.resolve("data.csv"), csv);
    Files.writeString(folder.resolve("draft.json"), DRAFT);
    CommandRun.accepted(
        "dataset fit", at("data.csv"), "--schema", at("draft.json"), "--out", at("schema.json"));
    CommandRun.accepted(
        "dataset commit",
        at("data.csv"),
        "--schema",
        at("schema.json"),
        "--openings",
        "8",
        "--quiet",
        "--out",
        at("dataset"));
    return at("dataset");
  }

  private static void assertValid(String schema, String document) throws Exception {
    List<String> errors =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("..", "docs", "schemas", schema + ".schema.json")),
                InputFormat.JSON)
            .validate(document, InputFormat.JSON)
            .stream()
            .map(Object::toString)
            .toList();
    assertEquals(List.of(), errors, schema);
  }

  @Test
  void whatSpendsOpeningsIsShown() throws Exception {
    String dataset = commit();
    CommandRun renewed = CommandRun.accepted("dataset renew", dataset, "--quiet");
    assertTrue(renewed.out().contains("renewed: version 2"), renewed.out());
    assertTrue(Files.exists(folder.resolve("dataset.v2").resolve("manifest.json")));
    CommandRun.accepted("dataset copy", dataset, "--quiet", "--out", at("lab"));
    CommandRun.accepted("dataset index", dataset, "--quiet", "--out", at("index"));
    String status = CommandRun.accepted("dataset status", dataset).out();
    for (String purpose : List.of("dataset-proof", "renewal", "copy", "index")) {
      assertTrue(status.contains(purpose), status);
    }
    assertTrue(status.contains("8 openings, 4 spent, 4 left: 2 to use, 2 reserved"), status);
    String json = CommandRun.accepted("dataset status", dataset, "--json").out();
    assertValid("dataset-status", json);
    assertValid(
        "dataset-status", CommandRun.accepted("dataset status", at("index"), "--json").out());
    assertValid("index", Files.readString(folder.resolve("index").resolve("index.json")));

    Files.writeString(
        folder.resolve("trust.json"),
        "{\"type\":\"hallmark/trust/v1\",\"authorities\":[],\"require\":[]}");
    CommandRun verified =
        CommandRun.of("verify", at("lab/copy.hallmark"), "--trust", at("trust.json"));
    assertEquals(0, verified.code(), verified.out() + verified.err());
    assertTrue(verified.out().contains("SAME_RECORDS"), verified.out());
    byte[] bent = Files.readAllBytes(folder.resolve("lab").resolve("copy.hallmark"));
    bent[bent.length / 2] ^= 1;
    Files.write(folder.resolve("bent.hallmark"), bent);
    assertTrue(
        CommandRun.of("verify", at("bent.hallmark"), "--trust", at("trust.json")).code() != 0);
  }

  @Test
  void aBackupIsFrozenToOneRenewal() throws Exception {
    String dataset = commit();
    Path backup = folder.resolve("backup");
    try (Stream<Path> all = Files.walk(Path.of(dataset))) {
      for (Path file : all.toList()) {
        Files.copy(file, backup.resolve(Path.of(dataset).relativize(file)));
      }
    }
    String status = CommandRun.accepted("dataset status", backup.toString()).out();
    assertTrue(status.contains("frozen") && status.contains("one renewal is left"), status);
    CommandRun copied = CommandRun.of("dataset copy", backup.toString(), "--out", at("x"));
    assertEquals(4, copied.code(), copied.err());
    assertTrue(copied.err().contains("frozen"), copied.err());
    CommandRun.accepted("dataset renew", backup.toString(), "--quiet", "--out", at("again"));
    assertEquals(4, CommandRun.of("dataset renew", backup.toString(), "--out", at("third")).code());
    assertTrue(
        CommandRun.accepted("dataset status", backup.toString())
            .out()
            .contains("its one renewal was made"));
  }

  @Test
  void aWorkIsWithdrawn() throws Exception {
    String dataset = commit();
    String fingerprint = fingerprint("Book number 7");
    CommandRun checked =
        CommandRun.accepted("dataset withdraw", dataset, "--fingerprint", fingerprint, "--check");
    assertTrue(checked.out().contains("1 of "), checked.out());
    assertFalse(Files.exists(Path.of(dataset, "versions")));
    CommandRun.accepted("keygen", "--out", at("key"));
    CommandRun withdrawn =
        CommandRun.accepted(
            "dataset withdraw",
            dataset,
            "--fingerprint",
            fingerprint,
            "--key",
            at("key"),
            "--event-out",
            at("event.json"),
            "--quiet");
    assertTrue(withdrawn.out().contains("version 2, manifest"), withdrawn.out());
    assertTrue(Files.exists(folder.resolve("event.json")));
    Files.writeString(
        folder.resolve("trust.json"),
        "{\"type\":\"hallmark/trust/v1\",\"authorities\":[],\"require\":[]}");
    Path proof = proofs(dataset).getFirst();
    CommandRun verified = CommandRun.of("verify", proof.toString(), "--trust", at("trust.json"));
    assertEquals(0, verified.code(), verified.out() + verified.err());
    CommandRun again =
        CommandRun.accepted("dataset withdraw", dataset, "--fingerprint", fingerprint, "--check");
    assertTrue(again.out().contains("holds none of the digests"), again.out());
    assertEquals(2, CommandRun.of("dataset withdraw", dataset).code());
    assertEquals(2, CommandRun.of("dataset withdraw", dataset, "--fingerprint", "12").code());
    assertEquals(2, CommandRun.of("dataset withdraw", dataset, "--subject", "x").code());
  }

  private static List<Path> proofs(String dataset) throws Exception {
    try (Stream<Path> files = Files.list(Path.of(dataset))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("policy-withdrawn-v2-"))
          .sorted()
          .toList();
    }
  }

  /// A proof costs an opening: that about another list on the same version stands beside it.
  @Test
  void aSecondWithdrawalOnTheSameVersionKeepsTheProofOfTheFirst() throws Exception {
    String dataset = commit();
    CommandRun.accepted(
        "dataset withdraw", dataset, "--fingerprint", fingerprint("Book number 7"), "--quiet");
    byte[] first = Files.readAllBytes(proofs(dataset).getFirst());
    CommandRun.accepted(
        "dataset withdraw", dataset, "--fingerprint", fingerprint("No such book"), "--quiet");
    List<Path> proofs = proofs(dataset);
    assertEquals(2, proofs.size(), proofs.toString());
    boolean kept = false;
    for (Path proof : proofs) {
      kept |= Arrays.equals(first, Files.readAllBytes(proof));
    }
    assertTrue(kept);
  }

  /// The process dies when the version is there and the event is not.
  @Test
  void anEventThatAKillPreventedIsSignedByTheNextRun() throws Exception {
    String dataset = commit();
    String work = fingerprint("Book number 7");
    CommandRun.accepted("keygen", "--out", at("key"));
    List<String> nowhere = List.of("--key", at("key"), "--event-out", at("data.csv/event.json"));
    assertTrue(withdraw(dataset, work, nowhere).code() != 0);
    assertTrue(Files.exists(Path.of(dataset, "versions", "1.json")));
    List<String> here = List.of("--key", at("key"), "--event-out", at("event.json"));
    assertEquals(0, withdraw(dataset, work, here).code());
    byte[] entry = Files.readAllBytes(folder.resolve("event.json"));
    LogEvent event = LogEvent.find(entry).orElseThrow();
    DatasetManifest before =
        DatasetManifest.read(Files.readAllBytes(Path.of(dataset, "versions", "1.json")));
    DatasetManifest after =
        DatasetManifest.read(Files.readAllBytes(Path.of(dataset, "manifest.json")));
    assertEquals(EventKind.DATASET_WITHDRAWN, event.kind());
    assertEquals(List.of(before.digest()), event.datasets());
    assertEquals(after.digest(), event.links().get("replaced-by"));
    Files.delete(folder.resolve("event.json"));
    assertEquals(0, withdraw(dataset, work, here).code());
    assertFalse(Files.exists(folder.resolve("event.json")), "signed once");
  }

  private static CommandRun withdraw(String dataset, String work, List<String> more) {
    List<String> words = new ArrayList<>(List.of(dataset, "--fingerprint", work, "--quiet"));
    words.addAll(more);
    return CommandRun.of("dataset withdraw", words.toArray(String[]::new));
  }

  private String fingerprint(String text) throws Exception {
    Files.writeString(folder.resolve("work.txt"), text);
    return CommandRun.accepted("fingerprint", at("work.txt"), "--variant", "text-folded")
        .out()
        .substring(0, 60);
  }
}
