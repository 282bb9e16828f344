package io.hallmark.cli;

import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.training.RevealProver;
import io.hallmark.provenance.training.TrainingVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark model`.
@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = "What can be done with a proven model.",
    subcommands = {ModelCommand.Reveal.class, ModelSignCommand.class, ModelVerifyCommand.class})
final class ModelCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    if (spec != null) {
      throw new ParameterException(spec.commandLine(), "missing subcommand");
    }
  }

  /// Opens a sealed model.
  @Command(
      name = "reveal",
      mixinStandardHelpOptions = true,
      sortOptions = false,
      description = {
        "Opens a sealed model: adds its weights to its certificate, with a proof that they are the",
        "ones that were sealed. Spends one opening of the model's commitment, a reserved one if no",
        "other is left. Discloses the weights, and with them whatever they say about the data; it",
        "cannot be taken back. Records, weights before the end and optimiser state stay hidden."
      },
      footerHeading = "%nExamples:%n",
      footer = "  hallmark model reveal run/ --certificate model.hallmark --out revealed.hallmark")
  static final class Reveal implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "RUN", description = "folder of the run that made the model")
    private Path run = Path.of("");

    @Option(
        names = "--certificate",
        required = true,
        paramLabel = "FILE",
        description = "the certificate of the sealed model")
    private Path certificate = Path.of("");

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        description = "the certificate with the weights")
    private Path out = Path.of("");

    @Option(names = "--html", paramLabel = "FILE", description = "write its verdict as a page, too")
    private @Nullable Path html;

    @Mixin private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws Exception {
      HallmarkBundle revealed;
      try (CommonOptions.ProgressDisplay progress = common.progress()) {
        revealed = RevealProver.reveal(run, certificate, out, progress);
      }
      if (html != null) {
        Pages.write(
            html,
            out,
            revealed,
            (trust, at) ->
                TrainingVerifier.verify(
                    revealed, Files.size(out), Optional.empty(), trust, at, Limits.DEFAULT));
      }
      Console.out(spec)
          .printf(
              Locale.ROOT,
              "revealed -> %s (%,d bytes, proof %,d bytes)%n",
              out,
              Files.size(out),
              revealed.size(HallmarkBundle.REVEAL_PROOF));
      return ExitCode.ACCEPTED.number();
    }
  }
}
