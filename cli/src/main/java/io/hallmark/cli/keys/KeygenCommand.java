package io.hallmark.cli.keys;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.provenance.authority.KeyAlgorithm;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.authority.Keys;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `hallmark keygen`: a key pair for an authority or a trainer.
@Command(
    name = "keygen",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a key pair: FILE (PKCS#8 PEM, readable by you only) and FILE.pub (SPKI PEM),",
      "which you give to verifiers. Existing files are never overwritten."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark keygen --out keys/hospital",
      "  openssl pkey -pubin -in keys/hospital.pub -noout -text    stock tools read it"
    })
public final class KeygenCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the private key")
  private Path out = Path.of("");

  @Option(
      names = "--algorithm",
      defaultValue = "Ed25519",
      paramLabel = "NAME",
      description = "Ed25519, or ML-DSA-65 for authorities (Ed25519)")
  private String algorithm = "Ed25519";

  @Override
  public Integer call() throws Exception {
    KeyAlgorithm kind =
        KeyAlgorithm.named(algorithm)
            .orElseThrow(() ->
                new CommandException(
                    ExitCode.USAGE, "--algorithm is Ed25519 or ML-DSA-65, not " + algorithm));
    KeyPair pair = Keys.generate(kind);
    KeyFiles.write(out, pair);
    Console.out(spec)
        .println(
            "key "
                + Keys.keyId(pair.getPublic())
                + " -> "
                + out
                + " (keep it secret), "
                + KeyFiles.publicFile(out));
    return 0;
  }
}
