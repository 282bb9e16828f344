package io.hallmark.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark demo`.
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "The whole story on real data: commits a data set, has an authority certify it, trains,",
      "proves, and verifies with the public files only.",
      "",
      "breast-cancer   medical records, logistic regression",
      "german-credit   credit applications with categories, logistic regression",
      "digits          images of 8 x 8 cells, a perceptron 64-64-10",
      "fashion-mnist   images of 28 x 28 pixels, a perceptron 784-128-10, one epoch; needs"
          + " Debian's",
      "                package dataset-fashion-mnist, and minutes"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark demo",
      "  hallmark demo digits",
      "  hallmark demo breast-cancer --keep demo/",
      "  hallmark verify demo/model.hallmark --trust demo/trust.json"
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "EXAMPLE",
      arity = "0..1",
      defaultValue = "breast-cancer",
      description = "which example (${DEFAULT-VALUE})")
  private String example = "breast-cancer";

  @Option(names = "--keep", paramLabel = "DIR", description = "keep all files in this new folder")
  private @Nullable Path keep;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    Example chosen = Example.of(example);
    Path folder = keep == null ? Files.createTempDirectory("hallmark-demo") : keep;
    if (keep != null) {
      if (Files.exists(keep)) {
        throw new CommandException(ExitCode.ENVIRONMENT, keep + " exists already");
      }
      Files.createDirectories(keep);
    }
    boolean accepted;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      accepted = new Demo(chosen, folder, progress, Console.out(spec)).run();
    } finally {
      if (keep == null) {
        TemporaryFolder.delete(folder);
      }
    }
    return (accepted ? ExitCode.ACCEPTED : ExitCode.REJECTED).number();
  }
}
