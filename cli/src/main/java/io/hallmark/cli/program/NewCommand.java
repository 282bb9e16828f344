package io.hallmark.cli.program;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.learning.program.LossKind;
import io.hallmark.learning.program.ModelOptions;
import io.hallmark.learning.program.Schedule;
import io.hallmark.learning.program.StepOptions;
import io.hallmark.learning.program.TrainingProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hallmark program new`: a program with default formats.
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a program for a data set. You choose model, optimiser and steps; the number formats",
      "follow. If training stops because a value left its format, 'hallmark program plan' finds",
      "formats that hold it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark program new --dataset dataset/manifest.json --model logistic --out program.json",
      "  hallmark program new --dataset dataset/manifest.json --steps 320 --batch 64 --rate 0.05"
          + " --out program.json",
      "  hallmark program new --dataset dataset/manifest.json --model mlp --hidden 64,32 \\",
      "      --optimizer momentum --rate 0.05 --schedule linear --out program.json"
    })
final class NewCommand implements Callable<Integer> {
  /// Kinds of models.
  enum ModelKind {
    /// One dense layer.
    LOGISTIC,
    /// Hidden layers with ReLU.
    MLP
  }

  /// Losses by their first word.
  enum LossName {
    /// One output, two classes.
    SIGMOID,
    /// One output per class.
    SOFTMAX
  }

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
      description =
          "logistic: one dense layer; mlp: hidden layers with ReLU before it (${DEFAULT-VALUE})")
  private ModelKind model = ModelKind.LOGISTIC;

  @Option(
      names = "--hidden",
      split = ",",
      paramLabel = "WIDTH",
      description = "widths of the hidden layers of an mlp, such as 64 or 128,64 (64)")
  private @Nullable List<Integer> hidden;

  @Option(
      names = "--loss",
      paramLabel = "KIND",
      description =
          "sigmoid or softmax (sigmoid for 2 classes, else softmax; a data set with a target has a"
              + " squared error and no choice)")
  private @Nullable LossName loss;

  @Option(
      names = "--optimizer",
      defaultValue = "sgd",
      paramLabel = "KIND",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private ModelOptions.Update optimizer = ModelOptions.Update.SGD;

  @Option(
      names = "--momentum",
      defaultValue = ModelOptions.MU,
      paramLabel = "MU",
      description = "what is left of the momentum after a step (${DEFAULT-VALUE})")
  private String momentum = ModelOptions.MU;

  @Option(
      names = "--weight-decay",
      defaultValue = ModelOptions.NO_DECAY,
      paramLabel = "WD",
      description = "decoupled weight decay of the matrices (${DEFAULT-VALUE})")
  private String weightDecay = ModelOptions.NO_DECAY;

  @Option(
      names = "--steps",
      defaultValue = "160",
      description = "training steps; best a multiple of 32 (${DEFAULT-VALUE})")
  private int steps = 160;

  @Option(
      names = "--batch",
      defaultValue = "32",
      description = "records per step (${DEFAULT-VALUE})")
  private int batch = 32;

  @Option(names = "--rate", defaultValue = "0.1", description = "learning rate (${DEFAULT-VALUE})")
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
    StepOptions step;
    ModelOptions chosen;
    try {
      step = StepOptions.of(steps, batch, schedule, rate, finalRate, warmup);
      chosen = new ModelOptions(hidden(), loss(), optimizer, momentum, weightDecay);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    TrainingProgram program = Programs.of(InputFiles.manifest(dataset), chosen, step);
    AtomicFiles.write(out, program.canonicalBytes());
    program.warnings().forEach(w -> Console.err(spec).println("warning: " + w));
    Console.out(spec).println("program " + program.digest().hex() + " -> " + out);
    return ExitCode.ACCEPTED.number();
  }

  private List<Integer> hidden() {
    if (model == ModelKind.MLP) {
      return hidden == null ? List.of(64) : hidden;
    }
    if (hidden != null) {
      throw new CommandException(ExitCode.USAGE, "--hidden: only with --model mlp");
    }
    return List.of();
  }

  private Optional<LossKind> loss() {
    return Optional.ofNullable(loss)
        .map(l -> l == LossName.SIGMOID ? LossKind.SIGMOID : LossKind.SOFTMAX);
  }
}
