package io.hallmark.cli;

import io.hallmark.cli.log.LogPlace;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.Evidence;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.copy.CopyVerifier;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.event.LogReading;
import io.hallmark.provenance.event.Revocations;
import io.hallmark.provenance.gate.Gate;
import io.hallmark.provenance.gate.GateReview;
import io.hallmark.provenance.training.LogReview;
import io.hallmark.provenance.training.TrainingVerifier;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.tile.TileSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark verify`.
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Verifies a certificate or a policy proof: what is proven, declared, disclosed and missing.",
      "Needs no network and no private file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark verify model.hallmark --trust trust.json",
      "  hallmark verify model.hallmark --trust trust.json --model model.safetensors",
      "  hallmark verify model.hallmark --trust trust.json --require gate.json --json",
      "  hallmark verify model.hallmark --trust trust.json --html verdict.html",
      "  hallmark verify model.hallmark --trust trust.json --json --at 2027-01-31T12:00:00Z"
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "CERTIFICATE", description = "the .hallmark file")
  private Path certificate = Path.of("");

  @Option(
      names = "--trust",
      required = true,
      paramLabel = "FILE",
      description = "the trust file: whom you believe and what must be attested")
  private Path trust = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "the model.safetensors that you hold; checked against the proven integers")
  private @Nullable Path model;

  @Option(
      names = "--require",
      paramLabel = "FILE",
      description = {
        "your gate (hallmark/gate/v1): what an accepted certificate must be to be taken;",
        "if it is not, exit code 1 with the names of the requirements"
      })
  private @Nullable Path require;

  @Option(names = "--json", description = "print the verdict as JSON (hallmark/verdict/v1)")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "write the verdict as a page, too, with the parts of the run and its bytes")
  private @Nullable Path html;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "the time of the verdict, such as 2027-01-31T12:00:00Z (now)")
  private @Nullable String at;

  @Option(
      names = "--log",
      paramLabel = "DIR|URL",
      description = {
        "also read this whole log, by the log policy of the trust file: attempts with the same"
            + " data",
        "set, revocations, withdrawals; may stand several times"
      })
  private List<String> logs = new ArrayList<>();

  @Option(
      names = "--revocations",
      paramLabel = "FILE",
      description = "a signed list of revoked keys (hallmark trust revoke)")
  private List<Path> revocations = new ArrayList<>();

  @Option(
      names = "--max-work",
      defaultValue = "1",
      paramLabel = "N",
      description = "accept certificates of N times the default limits (1 to 64)")
  private int maxWork = 1;

  @Override
  public Integer call() throws Exception {
    TrustPolicy given = InputFiles.trust(trust);
    Optional<Gate> gate =
        require == null ? Optional.empty() : Optional.of(Gate.read(InputFiles.bytes(require)));
    Instant time = time();
    List<LogReading> readings = new ArrayList<>();
    for (String log : logs) {
      readings.add(LogReading.read(source(log), logs(given)));
    }
    TrustPolicy policy = Revocations.apply(given, revocations(readings));
    long start = System.nanoTime();
    HallmarkBundle bundle = HallmarkBundle.read(certificate);
    Verdict reviewed = verdict(bundle, policy, time);
    for (LogReading reading : readings) {
      reviewed = LogReview.apply(reviewed, bundle, reading, policy, time);
    }
    Report report =
        new Report(
            reviewed,
            String.valueOf(certificate.getFileName()),
            time,
            Duration.ofNanos(System.nanoTime() - start),
            gate.isEmpty() || !reviewed.accepted()
                ? Optional.empty()
                : Optional.of(GateReview.apply(gate.get(), bundle, reviewed, policy, time)),
            json && reviewed.accepted() ? Evidence.of(bundle) : Map.of());
    if (html != null) {
      Pages.write(html, report, bundle);
    }
    Console.out(spec).print(json ? report.jsonText() + "\n" : report.text());
    return (report.accepted() ? ExitCode.ACCEPTED : ExitCode.REJECTED).number();
  }

  private static TileSource source(String place) {
    return new LogPlace(place).source();
  }

  private static LogPolicy logs(TrustPolicy policy) {
    return policy
        .logs()
        .orElseThrow(() ->
            new CommandException(
                ExitCode.USAGE, "--log: the trust file believes no log; see hallmark trust logs"));
  }

  private List<LogEvent> revocations(List<LogReading> readings) throws Exception {
    List<LogEvent> events = new ArrayList<>();
    for (Path file : revocations) {
      events.add(LogEvent.read(InputFiles.bytes(file)));
    }
    readings.forEach(r -> r.entries().forEach(e -> events.add(e.event())));
    return events;
  }

  private Verdict verdict(HallmarkBundle bundle, TrustPolicy policy, Instant time)
      throws Exception {
    if (!bundle.isPolicyProof() && !bundle.isCopyProof()) {
      return TrainingVerifier.verify(
          bundle,
          Files.size(certificate),
          model == null ? Optional.empty() : Optional.of(Files.readAllBytes(model)),
          policy,
          time,
          limits());
    }
    if (model != null) {
      throw new CommandException(
          ExitCode.REJECTED,
          "rejected: STATEMENT_TYPE: a policy proof is about a data set; --model is for the"
              + " certificates of trainings");
    }
    if (bundle.isCopyProof()) {
      if (!logs.isEmpty() || html != null || require != null) {
        throw new CommandException(
            ExitCode.REJECTED,
            "rejected: STATEMENT_TYPE: a copy proof says that two data sets are the same; --log,"
                + " --html and --require are for trainings and policy proofs");
      }
      return CopyVerifier.verify(bundle, policy, time);
    }
    return PolicyVerifier.verify(bundle, policy, time, limits(), List.of());
  }

  private Instant time() {
    if (at == null) {
      return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
    try {
      return Documents.parseTime(at, false);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--at: " + e.getMessage());
    }
  }

  private Limits limits() {
    try {
      return Limits.times(maxWork);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--max-work: " + e.getMessage());
    }
  }
}
