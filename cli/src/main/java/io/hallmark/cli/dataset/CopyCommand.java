package io.hallmark.cli.dataset;

import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.provenance.dataset.DatasetCopier;
import io.hallmark.provenance.dataset.DatasetManifest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset copy`: a commitment for another holder.
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    description = {
      "Commits to the same records for another holder, such as a second trainer: with secrets and",
      "openings of its own, and a proof that the cells are the same. DIR has no record secret: its",
      "holder can train and prove, but can open no record and re-run no ingestion.",
      "",
      "Costs one opening of every part. On another machine DIR is a copied folder, hence frozen:"
          + " its",
      "holder begins with 'hallmark dataset renew'. A copy that was killed is continued by the"
          + " same",
      "command."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  hallmark dataset copy dataset/ --out for-the-lab/"})
public final class CopyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private OpeningsOption openings = new OpeningsOption();

  @Parameters(paramLabel = "DATASET", description = "folder of the committed data set")
  private Path dataset = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "a new folder")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    DatasetManifest copy;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      copy = DatasetCopier.copy(dataset, out, openings.options(progress));
    } catch (IllegalArgumentException e) {
      throw Inputs.usage(e);
    }
    CopyReport.print(Console.out(spec), "copied", copy, out);
    return 0;
  }
}
