package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonReader;
import io.hallmark.proof.argument.ProofPhase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Measures with their machine and their targets.
final class BenchTest {
  private static final BenchMeasure MADE_UP =
      new BenchMeasure(
          new BenchMeasure.Job("digits", 64, 1_438, 640, 4, 3),
          new BenchMeasure.Size(1_000, 500, 300_000, 700_000, 200L << 20),
          new BenchMeasure.Times(3_000_000, 90_000_000),
          new BenchMeasure.Times(2_000_000, 50_000_000),
          Map.of(ProofPhase.COMMIT, 10_000_000L, ProofPhase.LOOKUPS, 25_000_000L),
          new BenchMeasure.Accuracy(1_000, 951, 953),
          9_000_000,
          400_000_000);

  private static void assertValid(String json) throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(Path.of("..", "docs", "schemas", "bench.schema.json")));
    assertEquals(List.of(), schema.validate(json, InputFormat.JSON));
  }

  @Test
  void ingestionIsMeasuredInBothFormats() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintWriter to = new PrintWriter(out, true);
    PrintWriter errors = new PrintWriter(err, true);
    int code =
        Main.run(to, errors, "bench", "german-credit", "--ingest", "20,300", "--json", "--quiet");
    assertEquals(0, code, err.toString());
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("..", "docs", "schemas", "bench-ingest.schema.json")));
    assertEquals(List.of(), schema.validate(out.toString(), InputFormat.JSON));
    assertEquals(2, out.toString().split("\"rows\": 300", -1).length - 1);
    assertEquals(2, Main.run(to, errors, "bench", "--ingest", "0"));
    assertEquals(2, Main.run(to, errors, "bench", "fashion-mnist", "--ingest", "10"));
  }

  @Test
  void theJsonOfARealMeasureIsValidAndItsTimesAddUp() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "bench",
            "breast-cancer",
            "--steps",
            "64",
            "--parts",
            "2",
            "--runs",
            "1",
            "--json",
            "--quiet");
    assertEquals(0, code, err.toString());
    assertValid(out.toString());
    JsonReader.whole(
        CanonicalJson.readLenient(out.toString().getBytes(StandardCharsets.UTF_8)),
        r -> {
          JsonReader measure = r.objects("measures").getFirst();
          JsonReader phases = measure.object("phase_nanos");
          long sum = 0;
          for (String phase : phases.source().members().keySet()) {
            long nanos = phases.integer(phase);
            assertTrue(nanos > 0, phase);
            sum += nanos;
          }
          JsonReader best = measure.object("best");
          assertEquals(best.integer("prove_nanos"), sum);
          assertTrue(best.integer("train_nanos") > 0);
          assertEquals(64, measure.integer("steps"));
          assertEquals(2, measure.integer("parts"));
          assertTrue(measure.integer("verify_process_nanos") > measure.integer("verify_nanos"));
          for (String key : measure.source().members().keySet()) {
            measure.has(key);
          }
          for (String key : r.source().members().keySet()) {
            r.has(key);
          }
          return sum;
        });
  }

  @Test
  void aMeasureSurvivesItsProcessBoundary() throws Exception {
    String json = new String(CanonicalJson.write(MADE_UP.json()), StandardCharsets.UTF_8);
    assertEquals(MADE_UP.json(), BenchMeasure.read(json).json());
    assertEquals(50_000, MADE_UP.nanosPerCell());
    assertEquals(10_000, MADE_UP.commitNanosPerCell());
    assertEquals(50_000, MADE_UP.lookupNanosPerFraction());
    assertEquals(2_500, MADE_UP.provePerTrainPercent());
    assertEquals(15_000_000, MADE_UP.otherNanos());
    assertEquals(-20, MADE_UP.accuracy().hundredths());
  }

  @Test
  void theTablesNameMachineTargetsAndWhatDominates() throws Exception {
    BenchReport report = new BenchReport(new Bench.Result(BenchMachine.here(), List.of(MADE_UP)));
    assertValid(report.json());
    String text = report.text();
    for (String expected :
        List.of(
            "Machine    ",
            Runtime.getRuntime().availableProcessors() + " cores",
            "Load       ",
            "3 times; first = its first run")) {
      assertTrue(text.contains(expected), expected);
    }
    assertTrue(text.lines().anyMatch(l -> l.matches("\\| digits +\\|.*\\| +lookups \\|")), text);
    assertTrue(text.lines().anyMatch(l -> l.matches("\\| \\*target\\* .* 94 .* 129 .* 20 .*")));
  }

  @Test
  void wrongNumbersAndUnknownExamplesAreWrongCommandLines() {
    for (List<String> wrong :
        List.of(
            List.of("bench", "no-such-example"),
            List.of("bench", "--steps", "0"),
            List.of("bench", "--runs", "0"),
            List.of("bench", "--parts", "-1"),
            List.of("bench", "--runs", "13"))) {
      StringWriter sink = new StringWriter();
      PrintWriter to = new PrintWriter(sink, true);
      assertEquals(2, Main.run(to, to, wrong.toArray(String[]::new)), wrong.toString());
    }
  }
}
