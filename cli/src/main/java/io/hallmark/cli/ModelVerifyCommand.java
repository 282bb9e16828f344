package io.hallmark.cli;

import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.ForeignKeys;
import io.hallmark.provenance.openssf.EcKeys;
import io.hallmark.provenance.openssf.ModelSignature;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark model verify`.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Verifies the files of a model folder by its model.sig (OpenSSF Model Signing v1.0): by a"
          + " key",
      "that you know, or by an X.509 chain to a root that you believe. Names what differs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark model verify model/ --signature model/model.sig --key ec.pub",
      "  hallmark model verify model/ --signature model.sig --root root.pem --at 2027-01-31"
    })
final class ModelVerifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "folder of the model, or its one file")
  private Path folder = Path.of("");

  @Option(names = "--signature", required = true, paramLabel = "FILE", description = "model.sig")
  private Path signature = Path.of("");

  @Option(names = "--key", paramLabel = "FILE", description = "public key (PEM)")
  private @Nullable Path key;

  @Option(names = "--root", paramLabel = "FILE", description = "root certificate (PEM or DER)")
  private @Nullable Path root;

  @Option(
      names = "--ignore",
      paramLabel = "PATH",
      description = "a file or folder that you leave out, beside those that the signature names")
  private List<String> ignored = new ArrayList<>();

  @Option(names = "--at", paramLabel = "TIME", description = "time of the certificates (now)")
  private @Nullable String at;

  @Override
  public Integer call() throws Exception {
    if ((key == null) == (root == null)) {
      throw new CommandException(ExitCode.USAGE, "one of --key and --root");
    }
    byte[] bundle = InputFiles.bytes(signature);
    List<String> left;
    if (key != null) {
      left =
          ModelSignature.verify(
              folder, signature, bundle, EcKeys.readPublic(ModelSignCommand.text(key)), ignored);
    } else {
      Path anchor = root == null ? Path.of("") : root;
      Instant time = at == null ? Instant.now() : Documents.parseTime(at, false);
      left =
          ModelSignature.verify(
              folder,
              signature,
              bundle,
              ForeignKeys.certificate(InputFiles.bytes(anchor)),
              time,
              ignored);
    }
    Console.out(spec)
        .println(
            "the files are those that were signed"
                + (left.isEmpty()
                    ? ""
                    : "; left out: " + Documents.printable(String.join(", ", left))));
    return ExitCode.ACCEPTED.number();
  }
}
