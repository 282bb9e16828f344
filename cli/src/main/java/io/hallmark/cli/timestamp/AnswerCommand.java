package io.hallmark.cli.timestamp;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.authority.ForeignKeys;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.openssf.EcKeys;
import io.hallmark.provenance.timestamp.TimestampAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark timestamp answer`.
@Command(
    name = "answer",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Answers a request (RFC 3161) with the time of this machine's clock.",
    footerHeading = "%nExamples:%n",
    footer = "  hallmark timestamp answer tsa/ --request request.tsq --out answer.tsr")
public final class AnswerCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "the folder of the authority")
  private Path folder = Path.of("");

  @Option(names = "--request", required = true, paramLabel = "FILE", description = "the .tsq file")
  private Path request = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the .tsr file")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    Path key = folder.resolve(InitAuthorityCommand.KEY);
    KeyFiles.requireOwnerOnly(key);
    TimestampAuthority authority =
        new TimestampAuthority(
            ForeignKeys.certificate(InputFiles.bytes(folder.resolve(InitAuthorityCommand.ROOT))),
            ForeignKeys.certificate(
                InputFiles.bytes(folder.resolve(InitAuthorityCommand.CERTIFICATE))),
            EcKeys.readPrivate(new String(InputFiles.bytes(key), StandardCharsets.US_ASCII)));
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    AtomicFiles.write(out, authority.answer(InputFiles.bytes(request), now, new SecureRandom()));
    Console.out(spec).println("stamped at " + now + " -> " + out);
    return ExitCode.ACCEPTED.number();
  }
}
