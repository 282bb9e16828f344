package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DatasetCertifier;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetProofs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset cosign`: a second party stands by a certificate.
@Command(
    name = "cosign",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Adds your signature to somebody's certificate of a data set: you then say the same, in the",
      "same capacity. If it attests sources-recomputed, this command re-runs ingestion first."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset cosign dataset/certificate.json --manifest dataset/manifest.json \\",
      "      --key keys/second --sources data.csv --opening dataset/opening"
    })
public final class CosignDatasetCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private SubjectKey subjectKey = new SubjectKey();

  @Parameters(paramLabel = "CERTIFICATE", description = "the certificate, which is replaced")
  private Path file = Path.of("");

  @Option(
      names = "--manifest",
      required = true,
      paramLabel = "FILE",
      description = "manifest.json, beside its dataset proofs")
  private Path manifestFile = Path.of("");

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "private key")
  private Path key = Path.of("");

  @Option(
      names = "--sources",
      arity = "1..*",
      paramLabel = "SOURCE",
      description = "the source: a CSV file, or files of images")
  private List<Path> sources = new ArrayList<>();

  @Option(names = "--opening", paramLabel = "DIR", description = "the private folder")
  private @Nullable Path opening;

  @Override
  public Integer call() throws Exception {
    DsseEnvelope envelope = DsseEnvelope.read(InputFiles.bytes(file));
    DatasetCertificate certificate = DatasetCertificate.of(envelope.statement());
    DatasetManifest manifest = DatasetFolder.readManifest(manifestFile, DatasetLimits.DEFAULT);
    DatasetProofs.verify(manifest, DatasetFolder.readProofs(manifestFile, manifest));
    DsseEnvelope more;
    try {
      more =
          DatasetCertifier.cosign(
              manifest,
              envelope,
              OwnRecheck.of(certificate, manifest, sources, opening, subjectKey),
              KeyFiles.readPair(key));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    AtomicFiles.write(file, more.write());
    Console.out(spec).println(more.signatures().size() + " signatures -> " + file);
    return ExitCode.ACCEPTED.number();
  }
}
