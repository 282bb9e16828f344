package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.CertificateExports;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark export`.
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Writes a certificate in a format of other tools. What can be computed from the certificate",
      "is computed; what somebody else signed is taken from the container, where hallmark attach",
      "put it. Nothing is verified: hallmark verify does that."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark export model.hallmark --format cyclonedx --out bom.cdx.json",
      "  hallmark export model.hallmark --format sigstore --out model.sigstore.json",
      "  hallmark export model.hallmark --format slsa --key keys/trainer --out slsa.dsse.json"
    })
final class ExportCommand implements Callable<Integer> {
  /// A format, and the member of the container that is in it.
  enum Format {
    /// The certificate as an in-toto statement in a DSSE envelope.
    IN_TOTO(HallmarkBundle.STATEMENT),
    /// A Sigstore bundle v0.3.
    SIGSTORE(HallmarkBundle.SIGSTORE),
    /// SLSA provenance v1 in a DSSE envelope.
    SLSA(HallmarkBundle.SLSA),
    /// A CycloneDX 1.6 bill of materials.
    CYCLONEDX(HallmarkBundle.BOM),
    /// The entry about the certificate in a log.
    LOG_ENTRY(HallmarkBundle.LOG_EVENT),
    /// The proof that the entry is in the log.
    TLOG_PROOF(HallmarkBundle.LOG_PROOF),
    /// The answer of a timestamp authority.
    TIMESTAMP(HallmarkBundle.TIMESTAMP),
    /// The signature over the files of the model.
    MODEL_SIG(HallmarkBundle.MODEL_SIGNATURE);

    private final String member;

    Format(String member) {
      this.member = member;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The format of a word.
    static Format of(String word) {
      for (Format format : values()) {
        if (format.toString().equals(word)) {
          return format;
        }
      }
      throw new CommandException(ExitCode.USAGE, "--format: one of " + List.of(values()));
    }
  }

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "CERTIFICATE", description = "the .hallmark file")
  private Path certificate = Path.of("");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description =
          "in-toto, sigstore, slsa, cyclonedx, log-entry, tlog-proof, timestamp or model-sig")
  private String format = "";

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "the trainer's private key: signs slsa if the container has none")
  private @Nullable Path key;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    Format wanted = Format.of(format);
    byte[] content = content(HallmarkBundle.read(certificate), wanted);
    AtomicFiles.write(out, content);
    Console.out(spec).printf(Locale.ROOT, "%s -> %s (%,d bytes)%n", wanted, out, content.length);
    return ExitCode.ACCEPTED.number();
  }

  private byte[] content(HallmarkBundle bundle, Format wanted) throws Exception {
    CertificateExports exports = CertificateExports.of(bundle);
    return switch (wanted) {
      case IN_TOTO -> exports.inToto();
      case SIGSTORE -> exports.sigstore();
      case CYCLONEDX -> exports.bom();
      case SLSA -> key == null ? member(bundle, wanted) : exports.slsa(KeyFiles.readPair(key));
      case LOG_ENTRY, TLOG_PROOF, TIMESTAMP, MODEL_SIG -> member(bundle, wanted);
    };
  }

  private static byte[] member(HallmarkBundle bundle, Format wanted) {
    return bundle
        .optional(wanted.member)
        .orElseThrow(() ->
            new CommandException(
                ExitCode.USAGE,
                "the certificate contains no "
                    + wanted.member
                    + "; hallmark attach puts it there"
                    + (wanted == Format.SLSA ? ", or give --key to sign it now" : "")));
  }
}
