package io.hallmark.cli.dataset;

import io.hallmark.cli.Console;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.dataset.ManifestPart;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset versions`: the history of a data set, checked.
@Command(
    name = "versions",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the versions of a data set, and checks that each follows the one before: its parent,",
      "its schema, what it says that it added and removed. Needs nothing private."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark dataset versions dataset/")
public final class VersionsCommand implements Callable<Integer> {
  private static final String TYPE = "hallmark/dataset-versions/v1";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the data set")
  private Path dataset = Path.of("");

  @Option(names = "--json", description = "print JSON")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    List<DatasetManifest> versions = DatasetFolder.readVersions(dataset);
    PrintWriter out = Console.out(spec);
    if (json) {
      List<JsonValue> entries = new ArrayList<>();
      versions.forEach(v -> entries.add(entry(v)));
      JsonObject result =
          JsonObject.builder().put("type", TYPE).put("versions", new JsonArray(entries)).build();
      out.print(new String(CanonicalJson.writeIndented(result), StandardCharsets.UTF_8));
      out.flush();
      return 0;
    }
    for (DatasetManifest v : versions) {
      out.println(
          "version %d, %s, manifest %s"
              .formatted(v.version(), Documents.text(v.created()), v.digest().hex()));
      out.println(
          "  %,d records for training, %,d for testing, %d shards"
              .formatted(v.rows(Ingestion.TRAIN), v.rows(Ingestion.TEST), v.parts().size()));
      for (ManifestPart shard : v.added()) {
        out.println(
            "  %s %s, %,d records"
                .formatted(v.isCommittedAgain() ? "again" : "added", shard.name(), shard.rows()));
      }
      v.removed().forEach(name -> out.println("  removed " + name));
    }
    if (versions.getFirst().version() > 1) {
      out.println("earlier versions are not in this folder");
    }
    return 0;
  }

  private static JsonObject entry(DatasetManifest v) {
    return JsonObject.builder()
        .put("version", v.version())
        .put("manifest", v.digest())
        .put("created", Documents.text(v.created()))
        .put("train", v.rows(Ingestion.TRAIN))
        .put("test", v.rows(Ingestion.TEST))
        .put("committed", JsonArray.ofStrings(v.added().stream().map(ManifestPart::name).toList()))
        .put("removed", JsonArray.ofStrings(v.removed()))
        .build();
  }
}
