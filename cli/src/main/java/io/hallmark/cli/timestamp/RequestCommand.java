package io.hallmark.cli.timestamp;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digests;
import io.hallmark.provenance.timestamp.TimestampRequest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark timestamp request`.
@Command(
    name = "request",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Writes a request (RFC 3161) for any timestamp authority: a digest, nothing else.",
    footerHeading = "%nExamples:%n",
    footer = "  hallmark timestamp request model.hallmark --out request.tsq")
public final class RequestCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "a certificate, or any file")
  private Path file = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the request")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    AtomicFiles.write(
        out, TimestampRequest.write(Digests.sha256(Stamped.bytes(file)), new SecureRandom()));
    Console.out(spec).println("request -> " + out);
    return ExitCode.ACCEPTED.number();
  }
}
