package io.hallmark.cli.log;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.note.VerifierKey;
import io.hallmark.tlog.store.LogFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log init`.
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes an empty log with new keys (Ed25519 and ML-DSA-44). DIR/public is what is served;",
      "DIR/private holds the keys and never leaves this machine."
    })
final class InitCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "folder of the log")
  private Path folder = Path.of("");

  @Option(
      names = "--origin",
      required = true,
      paramLabel = "NAME",
      description = "its name for ever, such as example.com/runs")
  private String origin = "";

  @Override
  public Integer call() throws Exception {
    if (!VerifierKey.isName(origin)) {
      throw new CommandException(
          ExitCode.USAGE, "--origin is a name without spaces and +, such as example.com/runs");
    }
    LogFolder log =
        LogFolder.create(
            folder,
            List.of(
                SignerKey.generate(origin, SignatureType.ED25519),
                SignerKey.generate(origin, SignatureType.COSIGNATURE_ML_DSA_44)));
    Console.out(spec).println("log " + log.verifiers().getFirst().text());
    return ExitCode.ACCEPTED.number();
  }
}
