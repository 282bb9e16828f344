package io.hallmark.cli.timestamp;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.timestamp.TimestampAuthority;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark timestamp init`.
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a timestamp authority for tests and for places without a network: DIR/root.pem for",
      "those who believe it, DIR/authority.pem and DIR/key.pem. It vouches for the clock of the",
      "machine that it runs on and for nothing else."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark timestamp init tsa/",
      "  hallmark timestamp answer tsa/ --request request.tsq --out answer.tsr"
    })
public final class InitAuthorityCommand implements Callable<Integer> {
  static final String ROOT = "root.pem";
  static final String CERTIFICATE = "authority.pem";
  static final String KEY = "key.pem";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "a new folder")
  private Path folder = Path.of("");

  @Option(
      names = "--name",
      defaultValue = "Hallmark test timestamp authority",
      paramLabel = "NAME",
      description = "its common name (${DEFAULT-VALUE})")
  private String name = "";

  @Override
  public Integer call() throws Exception {
    if (Files.exists(folder.resolve(KEY))) {
      throw new FileAlreadyExistsException(folder.resolve(KEY).toString());
    }
    TimestampAuthority made =
        TimestampAuthority.create(
            name, Instant.now().truncatedTo(ChronoUnit.SECONDS), new SecureRandom());
    Files.createDirectories(folder);
    AtomicFiles.write(folder.resolve(ROOT), pem(made.root().getEncoded()));
    AtomicFiles.write(folder.resolve(CERTIFICATE), pem(made.certificate().getEncoded()));
    AtomicFiles.writePrivate(
        folder.resolve(KEY), Keys.privatePem(made.key()).getBytes(StandardCharsets.US_ASCII));
    Console.out(spec).println("timestamp authority for tests -> " + folder);
    return ExitCode.ACCEPTED.number();
  }

  private static byte[] pem(byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return ("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
