package io.hallmark.cli.log;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.event.LogReading;
import io.hallmark.provenance.event.LogReading.Entry;
import io.hallmark.provenance.event.RegisteredRun;
import io.hallmark.provenance.event.Subjects;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log runs`.
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists all runs that were registered for a data set, restarts and abandoned ones too, and",
      "what became of each: the certificate that its trainer entered, revoked or superseded. The",
      "whole log is recomputed up to its signed root."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log runs log/ --dataset dataset/manifest.json",
      "  hallmark log runs https://log.example/runs --policy log.policy \\",
      "      --dataset dataset/manifest.json --json"
    })
final class RunsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR|URL", description = "the log")
  private String place = "";

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "DATASET",
      description = "manifest.json, or its digest")
  private String dataset = "";

  @Option(names = "--policy", paramLabel = "FILE", description = "whom to believe (tlog-policy)")
  private @Nullable Path policy;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    Digest manifest =
        Digest.isHex(dataset) ? Digest.parse(dataset) : Subjects.tagged(Path.of(dataset));
    LogPlace log = new LogPlace(place);
    LogReading reading = LogReading.read(log.source(), log.policy(policy));
    List<RegisteredRun> runs = RegisteredRun.of(reading, manifest);
    PrintWriter out = Console.out(spec);
    if (json) {
      JsonObject document =
          JsonObject.builder()
              .put("type", "hallmark/log-runs/v1")
              .put("dataset", manifest)
              .put("origin", reading.checkpoint().checkpoint().origin())
              .put("size", reading.checkpoint().checkpoint().size())
              .put("runs", JsonArray.of(runs.stream().map(RunsCommand::json).toList()))
              .build();
      out.print(new String(CanonicalJson.writeIndented(document), StandardCharsets.UTF_8));
    } else {
      runs.forEach(r -> out.println(line(r)));
      long certified = runs.stream().filter(r -> r.issued().isPresent()).count();
      out.println(
          "%d registered runs with this data set, %d of them with a certificate in %s"
              .formatted(runs.size(), certified, reading.checkpoint().checkpoint().origin()));
    }
    out.flush();
    return ExitCode.ACCEPTED.number();
  }

  private static Optional<Digest> intent(RegisteredRun run) {
    return Optional.ofNullable(
        run.registration().event().subjects().getFirst().digests().get(InTotoStatement.HALLMARK));
  }

  private static String line(RegisteredRun run) {
    return "%6d  %s  intent %s by %s  %s"
        .formatted(
            run.registration().index(),
            Documents.text(run.registration().event().time()),
            intent(run).map(d -> d.hex().substring(0, 16)).orElse("?"),
            Keys.keyId(run.registration().event().signer()).substring(0, 16),
            run.state());
  }

  private static JsonObject json(RegisteredRun run) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("index", run.registration().index())
            .put("time", Documents.text(run.registration().event().time()))
            .put("key", Keys.keyId(run.registration().event().signer()));
    intent(run).ifPresent(d -> out.put("intent", d));
    put(out, "issued", run.issued());
    put(out, "revoked", run.revoked());
    put(out, "superseded", run.superseded());
    return out.build();
  }

  private static void put(JsonObject.Builder out, String name, Optional<Entry> entry) {
    entry.ifPresent(e -> out.put(name, e.index()));
  }
}
