package io.hallmark.cli.dataset;

import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.provenance.dataset.DatasetCopier;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset renew`: fresh openings for the same records.
@Command(
    name = "renew",
    mixinStandardHelpOptions = true,
    description = {
      "Commits to the same records again, with fresh secrets and openings, and proves that the"
          + " cells",
      "are the same. DIR is a new version of the data set that names the old one; certificates of",
      "authorities and policy proofs about the old one go on to speak for it.",
      "",
      "Costs one opening of every part, a reserved one if no other is left. A folder that was"
          + " copied",
      "or restored from a backup is frozen, and this is what is left of it. A renewal that was",
      "killed is continued by the same command."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset renew dataset/",
      "  hallmark dataset renew dataset/ --openings 64 --out renewed/"
    })
public final class RenewCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private CommonOptions common = new CommonOptions();

  @Mixin private OpeningsOption openings = new OpeningsOption();

  @Parameters(paramLabel = "DATASET", description = "folder of the committed data set")
  private Path dataset = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "a new folder; DATASET.vN beside the old one if it is left out")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    DatasetOpening original = DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
    Path folder = out == null ? beside(original.manifest().version() + 1) : out;
    DatasetManifest renewed;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      renewed = DatasetCopier.renew(dataset, folder, openings.options(progress));
    } catch (IllegalArgumentException e) {
      throw Inputs.usage(e);
    }
    CopyReport.print(Console.out(spec), "renewed", renewed, folder);
    return 0;
  }

  private Path beside(int version) {
    Path whole = dataset.toAbsolutePath().normalize();
    String name = String.valueOf(whole.getFileName()).replaceFirst("\\.v[0-9]+$", "");
    return whole.resolveSibling(name + ".v" + version);
  }
}
