package io.hallmark.cli.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hallmark.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands from a CSV file to a certificate and a trust file, with their exit codes.
final class DatasetCommandsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path EXAMPLE = ROOT.resolve(Path.of("examples", "breast-cancer"));

  @TempDir Path folder;
  private String out = "";
  private String err = "";

  @Test
  void fromACsvFileToACertifiedCommitment() throws Exception {
    String csv = EXAMPLE.resolve("data.csv").toString();
    String dataset = at("dataset");
    String manifest = at("dataset/manifest.json");
    assertEquals(0, run("keygen", "--out", at("keys/hospital")));
    assertEquals(6, run("keygen", "--out", at("keys/hospital")), "never overwritten");
    assertEquals(
        0,
        run(
            "dataset",
            "fit",
            csv,
            "--schema",
            EXAMPLE.resolve("schema.in.json").toString(),
            "--out",
            at("schema.json")));
    assertEquals(
        0,
        run("dataset", "commit", csv, "--schema", at("schema.json"), "--quiet", "--out", dataset),
        () -> err);
    assertTrue(out.contains("13 runs remain"), out);
    assertFalse(err.contains("%"), "no progress");
    assertEquals(6, run("dataset", "commit", csv, "--schema", at("schema.json"), "--out", dataset));
    assertEquals(0, run("dataset", "verify", manifest));
    assertTrue(out.contains("proven: the 455 records of part train"), out);
    assertEquals(0, run("dataset", "verify", manifest, "--json"));
    assertValid("dataset-verification");
    assertEquals(0, run("dataset", "recheck", csv, "--dataset", dataset, "--json"));
    assertValid("dataset-recheck");

    Path bent = Files.writeString(folder.resolve("bent.csv"), bent(Files.readString(Path.of(csv))));
    assertEquals(1, run("dataset", "recheck", bent.toString(), "--dataset", dataset));
    assertTrue(err.contains("RECHECK_RECORD: bent.csv, row 0 (line 2)"), err);
    assertEquals(1, certify(bent.toString()), "nothing is signed that was not recomputed");
    assertFalse(Files.exists(folder.resolve("certificate.json")));
    assertEquals(0, certify(csv), () -> err);
    assertTrue(Files.exists(folder.resolve("certificate.json")));

    Path proof = folder.resolve(Path.of("dataset", "train.proof"));
    byte[] bytes = Files.readAllBytes(proof);
    bytes[bytes.length / 2] ^= 1;
    Files.write(proof, bytes);
    assertEquals(1, run("dataset", "verify", manifest));
    Files.writeString(Path.of(manifest), "{}");
    assertEquals(3, run("dataset", "verify", manifest));
    Files.delete(Path.of(manifest));
    assertEquals(6, run("dataset", "verify", manifest));
  }

  /// Shards, a second source, the history, and the proof that a record is there.
  @Test
  void fromShardsToASecondVersion() throws Exception {
    List<String> lines = Files.readAllLines(EXAMPLE.resolve("data.csv"));
    String header = lines.getFirst() + "\n";
    String first = write("first.csv", header + String.join("\n", lines.subList(1, 300)));
    String second = write("second.csv", header + String.join("\n", lines.subList(300, 400)));
    String draft = EXAMPLE.resolve("schema.in.json").toString();
    String dataset = at("dataset");
    String manifest = at("dataset/manifest.json");
    assertEquals(0, run("dataset", "fit", first, "--schema", draft, "--out", at("schema.json")));
    assertEquals(
        0,
        run(
            "dataset",
            "commit",
            first,
            "--schema",
            at("schema.json"),
            "--quiet",
            "--shard-rows",
            "150",
            "--out",
            dataset),
        () -> err);
    assertTrue(out.contains("train-1-2"), out);
    assertEquals(0, run("dataset", "append", dataset, second, "--quiet"), () -> err);
    assertTrue(out.contains("version 2") && out.contains("train-2-1"), out);
    assertEquals(5, run("dataset", "append", dataset, second, "--quiet"), "once");
    assertEquals(0, run("dataset", "verify", manifest, "--json"));
    assertValid("dataset-verification");
    assertEquals(0, run("dataset", "versions", dataset, "--json"));
    assertValid("dataset-versions");
    assertEquals(0, run("dataset", "versions", dataset));
    assertTrue(out.contains("version 1") && out.contains("added train-2-1"), out);
    assertEquals(0, run("dataset", "recheck", second, first, "--dataset", dataset, "--json"));
    assertValid("dataset-recheck");
    assertEquals(
        1, run("dataset", "recheck", first, "--dataset", dataset), "one source is missing");

    String record = record("record.json", lines.get(350));
    String proof = at("inclusion.json");
    assertEquals(0, run("dataset", "locate", dataset, "--record", record, "--out", proof));
    assertTrue(out.contains("second.csv, row 50"), out);
    out = Files.readString(Path.of(proof));
    assertValid("record-inclusion");
    assertEquals(0, run("dataset", "included", manifest, proof, "--record", record), () -> err);
    String other = record("other.json", lines.get(351));
    assertEquals(1, run("dataset", "included", manifest, proof, "--record", other));
    assertTrue(err.contains("INCLUSION_RECORD"), err);
    String nobody = write("nobody.json", "[\"1\"]");
    assertEquals(1, run("dataset", "locate", dataset, "--record", nobody));
    assertEquals(3, run("dataset", "locate", dataset, "--record", write("bad.json", "{}")));
  }

  private String write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private String record(String name, String line) throws Exception {
    return write(name, "[\"" + line.replace(",", "\",\"") + "\"]");
  }

  @Test
  void aProposedSchemaCanBeFitted() throws Exception {
    String csv = EXAMPLE.resolve("data.csv").toString();
    assertEquals(
        0, run("dataset", "infer", csv, "--label", "diagnosis", "--out", at("in.json")), () -> err);
    assertTrue(out.contains("569 rows, 31 columns"), out);
    assertTrue(out.contains("mean_radius"), out);
    assertTrue(out.contains("not decided:"), out);
    assertEquals(6, run("dataset", "infer", csv, "--out", at("in.json")), "never overwritten");
    assertEquals(2, fit(Path.of(csv), folder.resolve("in.json")), "an origin is asked for");
    assertEquals(0, fit(Path.of(csv), folder.resolve("in.json"), "--origin", "none"), () -> err);
    assertEquals(5, run("dataset", "infer", csv, "--label", "nobody"));
    Path cut = Files.writeString(folder.resolve("t.txt"), "a;b\n1;x\n2;y\n");
    assertEquals(0, run("dataset", "infer", cut.toString(), "--delimiter", ";"));
    assertTrue(out.contains("\"delimiter\": \";\""), out);
    assertEquals(2, run("dataset", "infer", cut.toString(), "--delimiter", ";;"));
  }

  @Test
  void theOriginComesFromFilesOfMetadata() throws Exception {
    Path csv = Files.writeString(folder.resolve("t.csv"), "a,y\n1,0\n2,1\n3,1\n");
    Path schema = folder.resolve("in.json");
    assertEquals(0, run("dataset", "infer", csv.toString(), "--out", schema.toString()), () -> err);
    Path croissant =
        Files.writeString(
            folder.resolve("croissant.json"),
            """
            {"conformsTo": "http://mlcommons.org/croissant/1.0", "name": "t", "creator": "me",
             "license": "CC0", "url": "https://example.org", "temporalCoverage": "2024",
             "spatialCoverage": "Mars", "rai:dataCollection": "by hand"}
            """);
    assertEquals(2, fit(csv, schema, "--origin", croissant.toString()));
    assertTrue(err.contains("has no \"consent_location\", \"confidentiality\""), err);
    Path table =
        Files.writeString(
            folder.resolve("rest.csv"), "consent_location,nowhere\nconfidentiality,public\n");
    assertEquals(
        0,
        fit(csv, schema, "--origin", croissant.toString(), "--origin", table.toString()),
        () -> err);
    assertTrue(Files.readString(folder.resolve("schema.json")).contains("\"source\":\"https"));
    assertEquals(3, fit(csv, schema, "--origin", csv.toString()), "no metadata");
    assertEquals(2, fit(csv, schema, "--origin", "none", "--origin", table.toString()));
  }

  @Test
  void badInputHasAnExitCodeAndLeavesNothing() throws Exception {
    Path schema = folder.resolve("in.json");
    Files.writeString(
        schema,
        """
        {"name": "t", "split": {"test": "0"}, "columns": [{"name": "a", "role": "feature"},
          {"name": "y", "role": "label", "classes": [{"name": "n", "values": ["0"]},
            {"name": "p", "values": ["1"]}]}]}
        """);
    Path csv = Files.writeString(folder.resolve("t.csv"), "a,y\n1,0\n2,1\n3,x\n");
    assertEquals(2, fit(csv, schema));
    assertTrue(err.contains("has no \"origin\""), err);
    assertEquals(5, fit(csv, schema, "--origin", "none"));
    assertTrue(err.contains("t.csv, row 2 (line 4), column y: expected"), err);
    Files.writeString(csv, "a;y\n1;0\n");
    assertEquals(5, fit(csv, schema, "--origin", "none"));
    Files.writeString(csv, "a,y\n1,0\n2,1\n");
    assertEquals(0, fit(csv, schema, "--origin", "none"), () -> err);
    String fitted = at("schema.json");
    assertEquals(
        2,
        run(
            "dataset",
            "commit",
            csv.toString(),
            "--schema",
            fitted,
            "--openings",
            "200",
            "--out",
            at("d")));
    assertTrue(err.contains("the smallest m that carries them is"), err);
    Files.writeString(csv, "a,y\n1,0\n2,1\n99999999,1\n");
    assertEquals(5, run("dataset", "commit", csv.toString(), "--schema", fitted, "--out", at("d")));
    assertEquals(6, run("dataset", "commit", at("none.csv"), "--schema", fitted, "--out", at("d")));
    assertEquals(
        3, run("dataset", "commit", csv.toString(), "--schema", csv.toString(), "--out", at("d")));
    try (var files = Files.list(folder)) {
      assertEquals(
          List.of("in.json", "schema.json", "t.csv"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void trustGrowsAuthorityByAuthority() throws Exception {
    for (String name : List.of("a", "b")) {
      assertEquals(0, run("keygen", "--out", at(name)));
      assertEquals(0, trust(name, at(name + ".pub"), "--required"), () -> err);
    }
    assertEquals(0, run("trust", "show", at("trust.json")));
    assertTrue(out.contains("required: sources-recomputed by 2 in capacity owner"), out);
    assertEquals(2, trust("a", at("a.pub")), "one name or key twice");
    assertEquals(3, trust("c", at("a")), "a private key is no public key");
    assertEquals(0, run("trust", "show", at("trust.json"), "--json"));
    assertValid("trust");
  }

  @Test
  void everyHelpHasExamples() {
    for (String command :
        List.of(
            "keygen",
            "dataset",
            "dataset fit",
            "dataset commit",
            "dataset verify",
            "dataset recheck",
            "dataset certify",
            "trust",
            "trust add",
            "trust show")) {
      assertEquals(0, run((command + " --help").split(" ", -1)), command);
      assertTrue(out.contains("Examples") && out.contains("hallmark " + command + " "), out);
    }
  }

  private static String bent(String csv) {
    return csv.replaceFirst("17.99", "17.98");
  }

  private int certify(String csv) {
    return run(
        "dataset",
        "certify",
        at("dataset/manifest.json"),
        "--key",
        at("keys/hospital"),
        "--as",
        "City Hospital",
        "--capacity",
        "owner",
        "--attest",
        "sources-recomputed",
        "--sources",
        csv,
        "--opening",
        at("dataset/opening"),
        "--valid-until",
        "2099-12-31",
        "--out",
        at("certificate.json"));
  }

  private int fit(Path csv, Path schema, String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "dataset",
                    "fit",
                    csv.toString(),
                    "--schema",
                    schema.toString(),
                    "--out",
                    at("schema.json")),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private int trust(String name, String key, String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "trust",
                    "add",
                    at("trust.json"),
                    "--authority",
                    name,
                    "--key",
                    key,
                    "--capacity",
                    "owner"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private int run(String... args) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    int code = Main.run(new PrintWriter(output, true), new PrintWriter(errors, true), args);
    out = output.toString();
    err = errors.toString();
    return code;
  }

  private void assertValid(String name) throws Exception {
    String file = Files.readString(ROOT.resolve(Path.of("docs", "schemas", name + ".schema.json")));
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(file, InputFormat.JSON);
    assertEquals(
        List.of(), schema.validate(out, InputFormat.JSON).stream().map(Object::toString).toList());
  }
}
