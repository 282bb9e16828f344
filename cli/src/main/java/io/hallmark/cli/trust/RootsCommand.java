package io.hallmark.cli.trust;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.authority.ForeignKeys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.openssf.EcKeys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark trust roots`.
@Command(
    name = "roots",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says whom you believe in the formats of others: roots of timestamp authorities (X.509), and",
      "keys that sign the files of models (model.sig). They attest nothing about data."
    },
    footerHeading = "%nExamples:%n",
    footer = "  hallmark trust roots trust.json --timestamps authority-root.pem --model-key ec.pub")
public final class RootsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "TRUST", description = "the trust file")
  private Path file = Path.of("");

  @Option(names = "--timestamps", paramLabel = "FILE", description = "root (PEM or DER)")
  private List<Path> timestamps = new ArrayList<>();

  @Option(names = "--model-key", paramLabel = "FILE", description = "public key (PEM)")
  private List<Path> modelKeys = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (timestamps.isEmpty() && modelKeys.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "--timestamps or --model-key");
    }
    List<X509Certificate> roots = new ArrayList<>();
    for (Path root : timestamps) {
      roots.add(ForeignKeys.certificate(InputFiles.bytes(root)));
    }
    List<PublicKey> keys = new ArrayList<>();
    for (Path key : modelKeys) {
      keys.add(EcKeys.readPublic(new String(InputFiles.bytes(key), StandardCharsets.ISO_8859_1)));
    }
    TrustPolicy before =
        Files.exists(file) ? TrustPolicy.read(Files.readAllBytes(file)) : TrustPolicy.EMPTY;
    TrustPolicy after = before.withForeign(new ForeignKeys(roots, keys));
    AtomicFiles.write(file, after.write());
    Console.out(spec)
        .println(
            after.foreign().timestampRoots().size()
                + " timestamp roots, "
                + after.foreign().modelKeys().size()
                + " model keys -> "
                + file);
    return ExitCode.ACCEPTED.number();
  }
}
