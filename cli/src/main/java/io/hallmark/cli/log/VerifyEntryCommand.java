package io.hallmark.cli.log;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digests;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.event.EntryReview;
import io.hallmark.provenance.report.HtmlReport;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.TlogProof;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log verify`.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Verifies offline that a file is an entry of a log that the policy believes: what is proven,",
      "declared and missing. An entry about a pipeline that is not proven is binding only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log verify seven.json --proof seven.tlog-proof --policy log.policy",
      "  hallmark log verify seven.json --proof seven.tlog-proof --policy log.policy \\",
      "      --trust trust.json --html seven.html"
    })
final class VerifyEntryCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "ENTRY", description = "the entry, exactly as it was entered")
  private Path entry = Path.of("");

  @Option(names = "--proof", required = true, paramLabel = "FILE", description = "its .tlog-proof")
  private Path proof = Path.of("");

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "FILE",
      description = "whom to believe (tlog-policy)")
  private Path policy = Path.of("");

  @Option(names = "--trust", paramLabel = "FILE", description = "who the signers of events are")
  private @Nullable Path trust;

  @Option(names = "--json", description = "print the verdict as JSON (hallmark/verdict/v1)")
  private boolean json;

  @Option(names = "--html", paramLabel = "FILE", description = "write the verdict as a page, too")
  private @Nullable Path html;

  @Override
  public Integer call() throws Exception {
    long start = System.nanoTime();
    byte[] bytes = InputFiles.bytes(entry);
    Verdict verdict =
        EntryReview.verify(
            bytes,
            TlogProof.parse(InputFiles.bytes(proof)),
            LogPolicy.parse(InputFiles.bytes(policy)),
            trust == null ? TrustPolicy.EMPTY : InputFiles.trust(trust));
    String name = String.valueOf(entry.getFileName());
    Report report =
        new Report(
                verdict,
                name,
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Duration.ofNanos(System.nanoTime() - start))
            .with(Map.of(Digests.sha256(bytes), "SHA-256 of " + name));
    if (html != null) {
      AtomicFiles.write(html, new HtmlReport(report, Optional.empty()).bytes());
    }
    Console.out(spec).print(json ? report.jsonText() + "\n" : report.text());
    Console.out(spec).flush();
    return (report.accepted() ? ExitCode.ACCEPTED : ExitCode.REJECTED).number();
  }
}
