package io.hallmark.cli;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.document.Progress;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyList;
import io.hallmark.provenance.compliance.PolicyProver;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.source.CsvSource;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hallmark bench policies`.
@Command(
    name = "policies",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures policy proofs on made-up records: time, bytes and memory against records, rules"
          + " and",
      "the length of a published list of excluded works. Every proof is verified.",
      "The first proof of a process meets a Java that has not compiled the prover; memory is the",
      "peak of the process so far, so it grows down the table."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark bench policies",
      "  hallmark bench policies --rows 1000,100000 --lists 1,1000,1000000 --json"
    })
final class BenchPoliciesCommand implements Callable<Integer> {
  private static final String TYPE = "hallmark/bench-policies/v1";
  private static final int VERIFICATIONS = 3;
  private static final String DRAFT =
      """
      {"name":"bench","split":{"test":"0.1"},"origin":"none","columns":[
       {"name":"pages","role":"feature"},
       {"name":"good","role":"label","classes":[
         {"name":"no","values":["no"]},{"name":"yes","values":["yes"]}]},
       {"name":"licence","role":"tag","encoding":"codes","codes":["","cc0","cc-by","closed"]},
       {"name":"toxicity","role":"tag","encoding":"integer","min":0,"max":100},
       {"name":"work","role":"digest","of":"text-folded"}]}
      """;
  private static final String IN =
      "{\"kind\":\"in\",\"columns\":[\"licence\"],\"values\":[\"cc0\",\"cc-by\"]}";
  private static final String FOUR =
      IN
          + ",{\"kind\":\"range\",\"column\":\"toxicity\",\"max\":20}"
          + ",{\"kind\":\"count\",\"columns\":[\"licence\"],"
          + "\"require\":[{\"each\":[\"cc0\",\"cc-by\"],\"to\":\"all\",\"at_least\":\"1/4\"}]}"
          + ",{\"kind\":\"distinct\",\"column\":\"work\"}";
  private static final String EXCLUDE =
      "{\"kind\":\"exclude\",\"column\":\"work\",\"list\":\"works\"}";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--rows",
      split = ",",
      defaultValue = "1000,10000",
      paramLabel = "N",
      description = "numbers of records (${DEFAULT-VALUE})")
  private List<Integer> rows = new ArrayList<>();

  @Option(
      names = "--lists",
      split = ",",
      defaultValue = "1,1000",
      paramLabel = "L",
      description = "lengths of the list of excluded works (${DEFAULT-VALUE})")
  private List<Integer> lists = new ArrayList<>();

  @Option(names = "--json", description = "print the measures as JSON (" + TYPE + ")")
  private boolean json;

  @Mixin private CommonOptions common = new CommonOptions();

  /// One measure.
  ///
  /// @param rules number of rules
  /// @param entries length of the list, 0 without one
  private record Measure(
      String policy,
      int records,
      int rules,
      int entries,
      long proveNanos,
      long verifyNanos,
      long proofBytes,
      long cells,
      long peakBytes) {}

  @Override
  public Integer call() throws Exception {
    if (rows.stream().anyMatch(n -> n < 10 || n > 1 << 24)
        || lists.stream().anyMatch(n -> n < 1 || n > ListDocument.MAX_ENTRIES)) {
      throw new CommandException(ExitCode.USAGE, "--rows from 10 on, --lists from 1 on");
    }
    List<Measure> measures = new ArrayList<>();
    Path folder = Files.createTempDirectory("hallmark-bench");
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      for (int n : rows) {
        measure(folder, n, measures, progress);
      }
    } finally {
      TemporaryFolder.delete(folder);
    }
    PrintWriter out = Console.out(spec);
    if (json) {
      out.print(new String(CanonicalJson.writeIndented(json(measures)), StandardCharsets.UTF_8));
      out.flush();
    } else {
      text(measures, out);
    }
    return ExitCode.ACCEPTED.number();
  }

  private void measure(Path folder, int n, List<Measure> out, Progress progress) throws Exception {
    Path csv = folder.resolve(n + ".csv");
    write(csv, n);
    CsvSource source = new CsvSource(csv);
    DatasetSchema schema =
        SchemaFit.fit(source, SchemaDraft.read(DRAFT.getBytes(StandardCharsets.UTF_8))).schema();
    Path dataset = folder.resolve("dataset" + n);
    DatasetCommitter.commit(source, schema, dataset, DatasetCommitter.Options.at(Instant.now()));
    progress.report("records " + n, 0, 1);
    out.add(measure("in", dataset, n, IN, Map.of(), 0));
    out.add(measure("in, range, count, distinct", dataset, n, FOUR, Map.of(), 0));
    for (int length : lists) {
      out.add(measure("exclude", dataset, n, EXCLUDE, Map.of("works", works(length)), length));
    }
  }

  private static Measure measure(
      String name, Path dataset, int n, String rules, Map<String, PolicyList> lists, int entries)
      throws Exception {
    String named = lists.isEmpty() ? "" : "\"lists\":{\"works\":\"statement\"},";
    PolicyDocument policy =
        PolicyDocument.readLenient(
            "{\"type\":\"hallmark/policy/v1\",\"name\":\"bench\",\"version\":1,%s\"rules\":[%s]}"
                .formatted(named, rules)
                .getBytes(StandardCharsets.UTF_8));
    long start = System.nanoTime();
    HallmarkBundle bundle =
        PolicyProver.prove(dataset, policy, lists, OptionalLong.empty(), Progress.QUIET);
    long prove = System.nanoTime() - start;
    long verify = Long.MAX_VALUE;
    long cells = 0;
    for (int i = 0; i < VERIFICATIONS; i++) {
      start = System.nanoTime();
      Verdict verdict =
          PolicyVerifier.verify(
              bundle, TrustPolicy.EMPTY, Instant.now(), Limits.times(64), List.of());
      verify = Math.min(verify, System.nanoTime() - start);
      if (!verdict.accepted()) {
        throw new IllegalStateException("not accepted: " + verdict.rejection());
      }
      cells = verdict.sizes().cells();
    }
    return new Measure(
        name,
        n,
        policy.rules().size(),
        entries,
        prove,
        verify,
        bundle.size(HallmarkBundle.POLICY_PROOF),
        cells,
        Memory.peakBytes());
  }

  private static void write(Path csv, int n) throws IOException {
    SplittableRandom random = new SplittableRandom(n);
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write("pages,good,licence,toxicity,work\n");
      for (int i = 0; i < n; i++) {
        out.write(
            "%d,%s,%s,%d,The book number %d\n"
                .formatted(
                    20 + random.nextInt(900),
                    random.nextBoolean() ? "yes" : "no",
                    random.nextBoolean() ? "cc0" : "cc-by",
                    random.nextInt(21),
                    i));
      }
    }
  }

  /// A list of fingerprints of no book.
  private static PolicyList works(int length) {
    SplittableRandom random = new SplittableRandom(length);
    long[][] entries = new long[length][4];
    for (long[] entry : entries) {
      for (int k = 0; k < entry.length; k++) {
        entry[k] = random.nextLong(1L << 60);
      }
    }
    EntryList list = EntryList.ofTuples(entries);
    return new PolicyList.Published(
        ListDocument.of(
            "works",
            1,
            Optional.of(Fingerprint.Variant.TEXT_FOLDED),
            Optional.empty(),
            Optional.empty(),
            list),
        list);
  }

  private static JsonObject json(List<Measure> measures) {
    List<JsonValue> out = new ArrayList<>();
    for (Measure m : measures) {
      Map<String, Long> numbers = new LinkedHashMap<>();
      numbers.put("records", (long) m.records());
      numbers.put("rules", (long) m.rules());
      numbers.put("entries", (long) m.entries());
      numbers.put("prove_milliseconds", m.proveNanos() / 1_000_000);
      numbers.put("verify_microseconds", m.verifyNanos() / 1_000);
      numbers.put("proof_bytes", m.proofBytes());
      numbers.put("cells", m.cells());
      numbers.put("peak_bytes", m.peakBytes());
      JsonObject.Builder measure = JsonObject.builder().put("policy", m.policy());
      numbers.forEach(measure::put);
      out.add(measure.build());
    }
    return JsonObject.builder().put("type", TYPE).put("measures", new JsonArray(out)).build();
  }

  private static void text(List<Measure> measures, PrintWriter out) {
    out.println(
        "%-28s %10s %10s %12s %10s %10s %12s %8s"
            .formatted(
                "policy", "records", "entries", "cells", "prove", "verify", "proof", "peak"));
    for (Measure m : measures) {
      out.println(
          String.format(
              Locale.ROOT,
              "%-28s %,10d %,10d %,12d %8.2f s %7.1f ms %,12d %4d MiB",
              m.policy(),
              m.records(),
              m.entries(),
              m.cells(),
              m.proveNanos() / 1e9,
              m.verifyNanos() / 1e6,
              m.proofBytes(),
              m.peakBytes() >> 20));
    }
  }
}
