package io.hallmark.cli.dataset;

import io.hallmark.cli.Console;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DatasetCertifier;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetProofs;
import io.hallmark.provenance.dataset.DatasetRecheck;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark dataset certify`: the word of an authority about a data set.
@Command(
    name = "certify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Signs a certificate about a manifest, after verifying its dataset proofs.",
      "",
      "What can be attested: sources-recomputed (this command re-runs ingestion, so it needs",
      "--sources and --opening), collected, reviewed. Erase an opening that you were shown."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark dataset certify dataset/manifest.json --key keys/hospital \\",
      "      --as \"City Hospital\" --capacity owner --attest sources-recomputed \\",
      "      --sources data.csv --opening dataset/opening --valid-until 2027-12-31 \\",
      "      --out dataset/certificate.json",
      "  hallmark dataset certify dataset/manifest.json --key keys/board --as \"Ethics Board\" \\",
      "      --capacity ethics-board --attest reviewed --valid-until 2027-12-31 --out board.json"
    })
public final class CertifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private SubjectKey subjectKey = new SubjectKey();

  @Parameters(paramLabel = "MANIFEST", description = "manifest.json, beside its dataset proofs")
  private Path file = Path.of("");

  @Option(names = "--key", required = true, paramLabel = "FILE", description = "private key")
  private Path key = Path.of("");

  @Option(
      names = "--hybrid-key",
      paramLabel = "FILE",
      description = "second private key of another algorithm: both sign")
  private @Nullable Path hybridKey;

  @Option(names = "--as", required = true, paramLabel = "NAME", description = "your name")
  private String name = "";

  @Option(
      names = "--capacity",
      required = true,
      paramLabel = "WORD",
      description = "owner, custodian, ethics-board, re-hasher or another word")
  private String capacity = "";

  @Option(
      names = "--attest",
      required = true,
      split = ",",
      paramLabel = "CODE",
      description = "sources-recomputed, collected, reviewed")
  private List<String> codes = new ArrayList<>();

  @Option(
      names = "--sources",
      arity = "1..*",
      paramLabel = "SOURCE",
      description = "the source: a CSV file, or files of images")
  private List<Path> sources = new ArrayList<>();

  @Option(names = "--opening", paramLabel = "DIR", description = "the private folder")
  private @Nullable Path opening;

  @Option(names = "--valid-from", paramLabel = "TIME", description = "a day or time; else now")
  private @Nullable String from;

  @Option(
      names = "--valid-until",
      required = true,
      paramLabel = "TIME",
      description = "a day (its end) or a time in UTC")
  private String until = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "free text, which proves nothing")
  private String note = "";

  @Option(names = "--reference", paramLabel = "TEXT", description = "something to look at")
  private List<String> references = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the certificate")
  private Path out = Path.of("");

  @Override
  public Integer call() throws Exception {
    DatasetCertificate certificate = certificate();
    KeyPair pair = KeyFiles.readPair(key);
    DatasetManifest manifest = DatasetFolder.readManifest(file, DatasetLimits.DEFAULT);
    DatasetProofs.verify(manifest, DatasetFolder.readProofs(file, manifest));
    Optional<DatasetRecheck.Recomputed> recomputed =
        OwnRecheck.of(certificate, manifest, sources, opening, subjectKey);
    DsseEnvelope envelope = DatasetCertifier.certify(manifest, certificate, recomputed, pair);
    byte[] signed =
        (hybridKey == null ? envelope : envelope.withSignature(KeyFiles.readPair(hybridKey)))
            .write();
    AtomicFiles.write(out, signed);
    Console.out(spec)
        .println(
            "certified manifest "
                + manifest.digest().hex()
                + " as "
                + name
                + " ("
                + capacity
                + "): "
                + String.join(", ", codes)
                + " -> "
                + out);
    return 0;
  }

  private DatasetCertificate certificate() {
    try {
      SortedSet<Attestation> attests = new TreeSet<>();
      for (String code : codes) {
        attests.add(
            Attestation.of(code)
                .orElseThrow(() ->
                    new IllegalArgumentException(
                        "--attest knows sources-recomputed, collected and reviewed, not " + code)));
      }
      return new DatasetCertificate(
          name,
          capacity,
          attests,
          from == null
              ? Documents.parseTime(Documents.text(Instant.now()), false)
              : Documents.parseTime(from, false),
          Documents.parseTime(until, true),
          note,
          references);
    } catch (IllegalArgumentException e) {
      throw Inputs.usage(e);
    }
  }
}
