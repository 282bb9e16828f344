package io.hallmark.cli.dataset;

import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.provenance.dataset.DatasetAppender;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset append`: further records, a new version of the manifest.
@Command(
    name = "append",
    mixinStandardHelpOptions = true,
    description = {
      "Appends a source to a data set: new shards with their dataset proofs, and a new version of",
      "manifest.json. Costs what is appended. Certificates and proofs about the version before"
          + " stay",
      "valid for it; its manifest is kept in versions/.",
      "",
      "Rows go on counting where the data set ended. The new version appears at once or not at"
          + " all:",
      "a command that was killed is given again."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark dataset append dataset/ february.csv")
public final class AppendCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SubjectKey subjectKey = new SubjectKey();

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(index = "0", paramLabel = "DIR", description = "the data set")
  private Path dataset = Path.of("");

  @Parameters(index = "1..*", paramLabel = "SOURCE", arity = "1..*", description = Inputs.SOURCES)
  private List<Path> source = new ArrayList<>();

  @Option(
      names = "--shard-rows",
      paramLabel = "N",
      description = "append in shards of N records, one at a time in memory")
  private @Nullable Integer shardRows;

  @Override
  public Integer call() throws Exception {
    DatasetManifest before =
        DatasetFolder.readManifest(dataset.resolve(DatasetFolder.MANIFEST), DatasetLimits.DEFAULT);
    DatasetManifest manifest;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      manifest =
          DatasetAppender.append(
              Inputs.source(before.schema(), source),
              dataset,
              new DatasetCommitter.Options(
                  OptionalLong.empty(),
                  DatasetLimits.DEFAULT,
                  Instant.now(),
                  progress,
                  subjectKey.bytes(),
                  shardRows == null ? OptionalInt.empty() : OptionalInt.of(shardRows)));
    } catch (IllegalArgumentException e) {
      throw Inputs.usage(e);
    }
    PrintWriter console = Console.out(spec);
    console.println("version " + manifest.version() + ", manifest " + manifest.digest().hex());
    Shards.print(
        console, manifest.added(), DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING)));
    return 0;
  }
}
