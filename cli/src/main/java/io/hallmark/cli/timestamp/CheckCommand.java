package io.hallmark.cli.timestamp;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.ForeignKeys;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.timestamp.Timestamp;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark timestamp verify`.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Verifies offline that a file was stamped by an authority that a root vouches for.",
    footerHeading = "%nExamples:%n",
    footer = "  hallmark timestamp verify log/public/checkpoint --answer a.tsr --root root.pem")
public final class CheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "a certificate, or any file")
  private Path file = Path.of("");

  @Option(names = "--answer", required = true, paramLabel = "FILE", description = "the .tsr file")
  private Path answer = Path.of("");

  @Option(
      names = "--root",
      required = true,
      paramLabel = "FILE",
      description = "root certificate that you believe (PEM or DER)")
  private Path root = Path.of("");

  @Override
  public Integer call() throws Exception {
    Timestamp timestamp = Timestamp.read(InputFiles.bytes(answer));
    if (!timestamp.isOver(Stamped.bytes(file))) {
      throw new Rejected(
          CertificateCheck.TIMESTAMP_IMPRINT.name(), "the timestamp is over something else");
    }
    String problem = timestamp.problem();
    if (problem != null) {
      throw new Rejected(CertificateCheck.TIMESTAMP_SIGNATURE.name(), problem);
    }
    String authority =
        timestamp
            .authority(List.of(ForeignKeys.certificate(InputFiles.bytes(root))))
            .orElseThrow(() ->
                new Rejected("TIMESTAMP_AUTHORITY", "its authority does not lead to this root"));
    Console.out(spec)
        .println(
            "stamped at "
                + Documents.text(timestamp.time())
                + " by "
                + Documents.printable(authority));
    return ExitCode.ACCEPTED.number();
  }
}
