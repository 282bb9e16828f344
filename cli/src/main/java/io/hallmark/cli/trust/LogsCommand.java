package io.hallmark.cli.trust;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.tlog.checkpoint.LogPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark trust logs`.
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = {
      "Says which logs and cosigners you believe: puts a policy file (c2sp.org/tlog-policy) into",
      "the trust file, in place of the one that is there."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark trust logs trust.json log.policy")
public final class LogsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TRUST", description = "the trust file")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "POLICY", description = "the policy file")
  private Path policy = Path.of("");

  @Override
  public Integer call() throws Exception {
    TrustPolicy before =
        Files.exists(file) ? TrustPolicy.read(Files.readAllBytes(file)) : TrustPolicy.EMPTY;
    byte[] text = InputFiles.bytes(policy);
    LogPolicy read = LogPolicy.parse(text);
    AtomicFiles.write(file, before.withLogPolicy(new String(text, StandardCharsets.UTF_8)).write());
    Console.out(spec)
        .println(
            read.logs().size() + " logs, " + read.cosigners().size() + " cosigners -> " + file);
    return ExitCode.ACCEPTED.number();
  }
}
