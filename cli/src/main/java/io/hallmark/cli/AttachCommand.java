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

/// `hallmark attach`.
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds members for other tools to a certificate, or renews them: nothing else of it changes,",
      "and nothing is proven again. A member that disagrees with the certificate is refused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark attach model.hallmark --sigstore --cyclonedx --slsa --key keys/trainer \\",
      "      --out release.hallmark",
      "  hallmark log record --log log/ --key keys/trainer --event certificate-issued \\",
      "      --subject model.hallmark --out model.tlog-proof --entry-out model.event.json",
      "  hallmark attach model.hallmark --log-entry model.event.json \\",
      "      --log-proof model.tlog-proof --out release.hallmark",
      "  hallmark attach release.hallmark --timestamp answer.tsr --out release.hallmark"
    })
final class AttachCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "CERTIFICATE", description = "the .hallmark file")
  private Path certificate = Path.of("");

  @Option(names = "--log-entry", paramLabel = "FILE", description = "entry about it in a log")
  private @Nullable Path logEntry;

  @Option(
      names = "--log-proof",
      paramLabel = "FILE",
      description = "the .tlog-proof of this entry; a newer one replaces it")
  private @Nullable Path logProof;

  @Option(
      names = "--timestamp",
      paramLabel = "FILE",
      description = "answer of an authority to hallmark timestamp request (RFC 3161)")
  private @Nullable Path timestamp;

  @Option(
      names = "--model-sig",
      paramLabel = "FILE",
      description = "signature over the folder of the released model (OpenSSF Model Signing)")
  private @Nullable Path modelSignature;

  @Option(names = "--sigstore", description = "the certificate as a Sigstore bundle v0.3")
  private boolean sigstore;

  @Option(names = "--cyclonedx", description = "a CycloneDX 1.6 bill of materials")
  private boolean cyclonedx;

  @Option(names = "--slsa", description = "SLSA provenance v1 of the run; needs --key")
  private boolean slsa;

  @Option(names = "--key", paramLabel = "FILE", description = "the trainer's private key")
  private @Nullable Path key;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the certificate")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    if (slsa != (key != null)) {
      throw new CommandException(ExitCode.USAGE, "--slsa and --key come together");
    }
    HallmarkBundle given = HallmarkBundle.read(certificate);
    if (given.isPolicyProof()) {
      throw new CommandException(ExitCode.USAGE, "a policy proof takes no members for other tools");
    }
    HallmarkBundle bundle = given;
    bundle = with(bundle, HallmarkBundle.LOG_EVENT, logEntry);
    bundle = with(bundle, HallmarkBundle.LOG_PROOF, logProof);
    bundle = with(bundle, HallmarkBundle.TIMESTAMP, timestamp);
    bundle = with(bundle, HallmarkBundle.MODEL_SIGNATURE, modelSignature);
    CertificateExports exports = CertificateExports.of(bundle);
    if (sigstore || bundle.has(HallmarkBundle.SIGSTORE)) { // a new timestamp stands in it
      bundle = bundle.with(HallmarkBundle.SIGSTORE, exports.sigstore());
    }
    if (cyclonedx) {
      bundle = bundle.with(HallmarkBundle.BOM, exports.bom());
    }
    if (key != null) {
      bundle = bundle.with(HallmarkBundle.SLSA, exports.slsa(KeyFiles.readPair(key)));
    }
    CertificateExports.of(bundle).requireConsistent();
    byte[] file = bundle.write();
    AtomicFiles.write(out, file);
    List<String> names = HallmarkBundle.FOREIGN.stream().filter(bundle::has).toList();
    Console.out(spec)
        .printf(
            Locale.ROOT,
            "%s -> %s (%,d bytes)%n",
            names.isEmpty() ? "nothing attached" : String.join(", ", names),
            out,
            file.length);
    return ExitCode.ACCEPTED.number();
  }

  private static HallmarkBundle with(HallmarkBundle bundle, String member, @Nullable Path file)
      throws Exception {
    return file == null ? bundle : bundle.with(member, InputFiles.bytes(file));
  }
}
