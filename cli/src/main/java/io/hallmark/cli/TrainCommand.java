package io.hallmark.cli;

import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.EvaluationOutput;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.TrainingProver;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark train`.
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = {
      "Trains as the intent says, in exact integers, without proving it.",
      "Writes model.safetensors into the run folder."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark train run/")
final class TrainCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "folder of the run")
  private Path run = Path.of("");

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      for (Evaluation e : TrainingProver.train(run, progress)) {
        if (e.output() instanceof EvaluationOutput.SquaredError s) {
          Console.out(spec).println(e.part() + ": sum of squared errors " + s.sum());
        } else {
          Console.out(spec)
              .printf(
                  Locale.ROOT,
                  "%s: %,d of %,d correct (%.2f %%)%n",
                  e.part(),
                  e.output().correct(),
                  e.rows(),
                  100.0 * e.output().correct() / e.rows());
        }
      }
    }
    Console.out(spec).println("model -> " + run.resolve(HallmarkBundle.MODEL));
    return ExitCode.ACCEPTED.number();
  }
}
