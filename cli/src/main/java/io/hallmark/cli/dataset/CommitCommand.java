package io.hallmark.cli.dataset;

import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.DatasetSchema;
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

/// `hallmark dataset commit`: commitment, manifest, dataset proofs.
@Command(
    name = "commit",
    mixinStandardHelpOptions = true,
    description = {
      "Commits to a data set and proves that its cells are what the schema declares.",
      "",
      "DIR gets manifest.json, train.proof and test.proof, which are public, and opening/, which"
          + " is",
      "private: data, secrets and the ledger of openings. Never copy opening/. With --shard-rows",
      "each part is a list of shards (train-1-1, train-1-2, ...), and memory is for one of them.",
      "",
      "A commitment can be opened B times. One opening is used by its dataset proof, two are",
      "reserved for renewals, so B - 3 runs remain: 13 for up to 4,096 rows (B = 16), else 61",
      "(B = 64)."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset commit data.csv --schema schema.json --out dataset/",
      "  hallmark dataset commit data.csv --schema schema.json --openings 8 --out dataset/"
    })
public final class CommitCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Mixin private SubjectKey subjectKey = new SubjectKey();

  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "SOURCE", arity = "1..*", description = Inputs.SOURCES)
  private List<Path> source = new ArrayList<>();

  @Option(
      names = "--schema",
      required = true,
      paramLabel = "FILE",
      description = "a schema from 'hallmark dataset fit'")
  private Path schema = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "a new folder")
  private Path out = Path.of("");

  @Option(
      names = "--openings",
      paramLabel = "B",
      description = "how often each commitment can be opened; more make every proof larger")
  private @Nullable Long openings;

  @Option(
      names = "--shard-rows",
      paramLabel = "N",
      description = "commit in shards of N records, one at a time in memory")
  private @Nullable Integer shardRows;

  @Override
  public Integer call() throws Exception {
    DatasetSchema fitted = DatasetSchema.read(Inputs.document(schema));
    DatasetManifest manifest;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      manifest =
          DatasetCommitter.commit(
              Inputs.source(fitted, source),
              fitted,
              out,
              new DatasetCommitter.Options(
                  openings == null ? OptionalLong.empty() : OptionalLong.of(openings),
                  DatasetLimits.DEFAULT,
                  Instant.now(),
                  progress,
                  subjectKey.bytes(),
                  shardRows == null ? OptionalInt.empty() : OptionalInt.of(shardRows)));
    } catch (IllegalArgumentException e) {
      throw Inputs.usage(e);
    }
    PrintWriter console = Console.out(spec);
    console.println("manifest " + manifest.digest().hex() + " -> " + out);
    Shards.print(
        console, manifest.parts(), DatasetOpening.open(out.resolve(DatasetFolder.OPENING)));
    console.println("keep " + out.resolve(DatasetFolder.OPENING) + " secret, and do not copy it");
    return 0;
  }
}
