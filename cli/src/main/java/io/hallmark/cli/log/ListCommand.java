package io.hallmark.cli.log;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.LogReading;
import io.hallmark.provenance.event.Subjects;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log list`.
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lists the events of a log, after the whole log was recomputed up to its signed root. With",
      "--dataset, those of one data set: every registered run is there, abandoned ones too."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log list log/",
      "  hallmark log list https://log.example/runs --policy log.policy \\",
      "      --dataset dataset/manifest.json --event training-registered"
    })
final class ListCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR|URL", description = "the log")
  private String place = "";

  @Option(names = "--policy", paramLabel = "FILE", description = "whom to believe (tlog-policy)")
  private @Nullable Path policy;

  @Option(names = "--dataset", paramLabel = "FILE", description = "manifest of the data set")
  private @Nullable Path dataset;

  @Option(names = "--event", paramLabel = "KIND", description = "only this kind of event")
  private @Nullable String kind;

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    LogPlace log = new LogPlace(place);
    LogReading reading = LogReading.read(log.source(), log.policy(policy));
    Predicate<LogEvent> wanted = _ -> true;
    if (dataset != null) {
      var manifest = Subjects.tagged(dataset);
      wanted = wanted.and(e -> e.datasets().contains(manifest) || e.isAbout(manifest));
    }
    String only = kind;
    if (only != null) {
      wanted = wanted.and(e -> e.kind().word().equals(only));
    }
    List<LogReading.Entry> found = reading.where(wanted);
    PrintWriter out = Console.out(spec);
    if (json) {
      out.print(
          new String(CanonicalJson.writeIndented(json(reading, found)), StandardCharsets.UTF_8));
    } else {
      found.forEach(e -> out.println(line(e)));
      out.println(
          "%d of %d entries of %s%s"
              .formatted(
                  found.size(),
                  reading.checkpoint().checkpoint().size(),
                  reading.checkpoint().checkpoint().origin(),
                  reading.others() == 0 ? "" : "; " + reading.others() + " are no signed events"));
    }
    out.flush();
    return ExitCode.ACCEPTED.number();
  }

  private static String line(LogReading.Entry entry) {
    LogEvent event = entry.event();
    InTotoStatement.Subject subject = event.subjects().getFirst();
    return "%6d  %s  %-22s %s %s  by %s"
        .formatted(
            entry.index(),
            Documents.text(event.time()),
            event.kind().word(),
            Documents.printable(subject.name()),
            digest(subject).substring(0, 16),
            Keys.keyId(event.signer()).substring(0, 16));
  }

  private static String digest(InTotoStatement.Subject subject) {
    var tagged = subject.digests().get(InTotoStatement.HALLMARK);
    return (tagged == null ? subject.digests().firstEntry().getValue() : tagged).hex();
  }

  private static JsonObject json(LogReading reading, List<LogReading.Entry> found) {
    List<JsonValue> entries = new ArrayList<>();
    for (LogReading.Entry e : found) {
      List<JsonValue> subjects = new ArrayList<>();
      for (InTotoStatement.Subject s : e.event().subjects()) {
        JsonObject.Builder digests = JsonObject.builder();
        s.digests().forEach(digests::put);
        subjects.add(
            JsonObject.builder().put("name", s.name()).put("digest", digests.build()).build());
      }
      entries.add(
          JsonObject.builder()
              .put("index", e.index())
              .put("event", e.event().kind().word())
              .put("time", Documents.text(e.event().time()))
              .put("key", Keys.keyId(e.event().signer()))
              .put("subjects", new JsonArray(subjects))
              .build());
    }
    return JsonObject.builder()
        .put("type", "hallmark/log-list/v1")
        .put("origin", reading.checkpoint().checkpoint().origin())
        .put("size", reading.checkpoint().checkpoint().size())
        .put("others", reading.others())
        .put("entries", new JsonArray(entries))
        .build();
  }
}
