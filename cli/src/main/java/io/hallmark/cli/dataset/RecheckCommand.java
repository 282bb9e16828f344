package io.hallmark.cli.dataset;

import io.hallmark.cli.Console;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.FolderLock;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.DatasetRecheck;
import io.hallmark.provenance.source.SourceFile;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset recheck`: ingestion once more, compared with what was committed.
@Command(
    name = "recheck",
    mixinStandardHelpOptions = true,
    description = {
      "Runs ingestion again on the sources and compares every record and cell with the"
          + " commitments.",
      "A difference is named by file, row and column. Needs the opening; changes nothing. A data"
          + " set",
      "to which sources were appended needs all of them."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset recheck data.csv --dataset dataset/",
      "  hallmark dataset recheck january.csv february.csv --dataset dataset/"
    })
public final class RecheckCommand implements Callable<Integer> {
  private static final String TYPE = "hallmark/dataset-recheck/v1";

  @Spec private @Nullable CommandSpec spec;

  @Mixin private SubjectKey subjectKey = new SubjectKey();

  @Parameters(paramLabel = "SOURCE", arity = "1..*", description = Inputs.SOURCES)
  private List<Path> source = new ArrayList<>();

  @Option(names = "--dataset", required = true, paramLabel = "DIR", description = "the data set")
  private Path dataset = Path.of("");

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    DatasetManifest manifest =
        DatasetFolder.readManifest(dataset.resolve(DatasetFolder.MANIFEST), DatasetLimits.DEFAULT);
    DatasetOpening opening = DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
    DatasetRecheck.Recomputed same;
    try (FolderLock _ = opening.lock("hallmark dataset recheck")) {
      same =
          DatasetRecheck.recheck(
              Inputs.sources(manifest.schema(), source, opening.sources()),
              manifest,
              opening,
              subjectKey.bytes());
    }
    PrintWriter out = Console.out(spec);
    if (json) {
      JsonObject result =
          JsonObject.builder()
              .put("type", TYPE)
              .put("manifest", same.manifest())
              .put("sources", JsonArray.of(same.sources().stream().map(this::json).toList()))
              .put("same_bytes", same.isSameFile())
              .put("left_out", same.leftOut())
              .build();
      out.print(new String(CanonicalJson.writeIndented(result), StandardCharsets.UTF_8));
      out.flush();
    } else {
      out.println("same records and cells: manifest " + same.manifest().hex());
      Shards.notes(out, same.sources());
      if (same.leftOut() > 0) {
        out.println(
            "note: %,d rows of the sources are not in it: versions removed them"
                .formatted(same.leftOut()));
      }
      if (!same.isSameFile()) {
        out.println("note: a file has other bytes than the one that was committed");
      }
    }
    return 0;
  }

  private JsonObject json(SourceFile file) {
    return JsonObject.builder()
        .put("name", file.name())
        .put("length", file.length())
        .put("sha256", file.sha256())
        .put("notes", JsonArray.ofStrings(file.notes()))
        .build();
  }
}
