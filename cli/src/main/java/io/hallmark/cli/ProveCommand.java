package io.hallmark.cli;

import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.TrainingProver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark prove`.
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains as the intent says, proves it, and writes the certificate.",
      "Spends one opening of each commitment that the run uses. If an earlier call proved the run",
      "and died before writing the certificate, that certificate is written; nothing is spent twice."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark prove run/ --out model.hallmark",
      "  hallmark prove run/ --out model.hallmark --segments-per-part 4"
    })
final class ProveCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "folder of the run")
  private Path run = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the certificate")
  private Path out = Path.of("");

  @Option(
      names = "--segments-per-part",
      defaultValue = "0",
      paramLabel = "N",
      description =
          "numeric segments of one part of the proof (0: all in one); smaller parts need"
              + " less memory")
  private int segments;

  @Option(
      names = "--without-weights",
      description = "leave released weights out of the certificate; verifiers give the file")
  private boolean withoutWeights;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    if (segments < 0) {
      throw new CommandException(ExitCode.USAGE, "--segments-per-part: at least 0");
    }
    TrainingProver.Result result;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      result =
          TrainingProver.prove(
              run, out, new TrainingProver.Options(segments, withoutWeights), progress);
    }
    if (result.resumed()) {
      Console.out(spec).println("an earlier call had proved this run; its certificate was charged");
    } else {
      Console.out(spec)
          .printf(
              Locale.ROOT,
              "trained in %.3f s, proved in %.3f s; %,d committed cells%n",
              result.trainNanos() / 1e9,
              result.proveNanos() / 1e9,
              result.cells());
    }
    Console.out(spec)
        .printf(
            Locale.ROOT,
            "certificate -> %s (%,d bytes, proof %,d bytes)%n",
            out,
            Files.size(out),
            result.certificate().required(HallmarkBundle.RUN_PROOF).length);
    return ExitCode.ACCEPTED.number();
  }
}
