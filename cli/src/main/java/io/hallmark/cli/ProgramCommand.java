package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.learning.program.LogisticOptions;
import io.hallmark.learning.program.Schedule;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.dataset.DatasetManifest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark program new` and `hallmark program check`.
@Command(
    name = "program",
    mixinStandardHelpOptions = true,
    description = "Makes or checks a training program: everything that shapes a training.",
    subcommands = {ProgramCommand.New.class, ProgramCommand.Check.class})
final class ProgramCommand {
  /// Writes a program for a data set.
  @Command(
      name = "new",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = "Writes a program for a data set, with the default formats of small jobs.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  hallmark program new --dataset dataset/manifest.json --model logistic --out program.json",
        "  hallmark program new --dataset dataset/manifest.json --steps 320 --batch 64 --rate 0.05"
            + " --out program.json"
      })
  static final class New implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Option(
        names = "--dataset",
        required = true,
        paramLabel = "MANIFEST",
        description = "the manifest")
    private Path dataset = Path.of("");

    @Option(
        names = "--model",
        defaultValue = "logistic",
        paramLabel = "KIND",
        description = "logistic: one dense layer, sigmoid cross-entropy, exact SGD")
    private String model = "logistic";

    @Option(
        names = "--steps",
        defaultValue = "160",
        description = "training steps (${DEFAULT-VALUE})")
    private int steps = 160;

    @Option(
        names = "--batch",
        defaultValue = "32",
        description = "records per step (${DEFAULT-VALUE})")
    private int batch = 32;

    @Option(
        names = "--rate",
        defaultValue = "0.1",
        description = "learning rate (${DEFAULT-VALUE})")
    private String rate = "0.1";

    @Option(
        names = "--schedule",
        defaultValue = "constant",
        description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Schedule.Kind schedule = Schedule.Kind.CONSTANT;

    @Option(names = "--final-rate", defaultValue = "0", description = "where linear and cosine end")
    private String finalRate = "0";

    @Option(names = "--warmup", defaultValue = "0", description = "steps of warm-up")
    private int warmup;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "the program")
    private Path out = Path.of("");

    @Override
    public Integer call() throws Exception {
      if (!model.equals("logistic")) {
        throw new CommandException(
            ExitCode.USAGE, "--model " + model + ": this version trains \"logistic\"");
      }
      TrainingProgram program = program(InputFiles.manifest(dataset));
      AtomicFiles.write(out, program.canonicalBytes());
      program.warnings().forEach(w -> Console.err(spec).println("warning: " + w));
      Console.out(spec).println("program " + program.digest().hex() + " -> " + out);
      return ExitCode.ACCEPTED.number();
    }

    private TrainingProgram program(DatasetManifest manifest) throws Exception {
      LogisticOptions options;
      try {
        options = LogisticOptions.of(steps, batch, schedule, rate, finalRate, warmup);
      } catch (IllegalArgumentException e) {
        throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
      }
      return Programs.logistic(manifest, options);
    }
  }

  /// Checks a program and prints what follows from it.
  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = "Prints formats, no-wrap bounds, cells and lookups of a program.",
      footerHeading = "%nExamples:%n",
      footer = "  hallmark program check program.json")
  static final class Check implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "PROGRAM", description = "the program")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Exception {
      Programs.print(InputFiles.program(file), Console.out(spec));
      return ExitCode.ACCEPTED.number();
    }
  }
}
