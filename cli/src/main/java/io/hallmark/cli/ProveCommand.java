package io.hallmark.cli;

import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.training.EvaluationChoice;
import io.hallmark.provenance.training.TrainingProver;
import io.hallmark.provenance.training.TrainingVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark prove`.
@Command(
    name = "prove",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains as the intent says, proves it, and writes the certificate.",
      "Spends one opening of each commitment that the run uses. If an earlier call proved the run",
      "and died before writing the certificate, that certificate is written; nothing is spent"
          + " twice.",
      "If it died in the midst of proving, this call goes on with the parts that were finished."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark prove run/ --out model.hallmark",
      "  hallmark prove run/ --out model.hallmark --html run.html",
      "  hallmark prove run/ --out model.hallmark --memory 8g --jobs 2"
    })
final class ProveCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,8})([mMgG])");

  /// Who proves a large run can verify it.
  private static final int MOST_WORK = 64;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "folder of the run")
  private Path run = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the certificate")
  private Path out = Path.of("");

  @Option(
      names = "--memory",
      defaultValue = "",
      paramLabel = "SIZE",
      description =
          "memory that the prover may take, as 900m or 8g (default: half of Java's heap); the"
              + " training is cut into parts that fit")
  private String memory = "";

  @Option(
      names = "--jobs",
      defaultValue = "1",
      paramLabel = "N",
      description = "parts proved at a time; each takes its share of the memory")
  private int jobs = 1;

  @Option(
      names = "--segments-per-part",
      defaultValue = "0",
      paramLabel = "N",
      description = "numeric segments of one part of the proof (default: as many as fit)")
  private int segments;

  @Option(
      names = "--without-weights",
      description = "leave released weights out of the certificate; verifiers give the file")
  private boolean withoutWeights;

  @Option(
      names = "--evaluate",
      paramLabel = "WHAT",
      description =
          "what the certificate publishes about the test part: exact, confusion, groups=TAG (the"
              + " confusions for every value of a tag), at-least, at-least=COUNT or none (default:"
              + " exact for a released model, else at-least: the highest multiple of 5 %% that is"
              + " reached)")
  private @Nullable String evaluate;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "write a page, too: what the certificate says, the curve of the training, where time and"
              + " bytes went; the curve comes from the records, so the page is for you")
  private @Nullable Path html;

  @Mixin private CommonOptions common = new CommonOptions();

  private Optional<EvaluationChoice> evaluation() {
    try {
      return Optional.ofNullable(evaluate).map(EvaluationChoice::of);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--evaluate: " + e.getMessage());
    }
  }

  @Override
  public Integer call() throws Exception {
    if (segments < 0 || jobs < 1) {
      throw new CommandException(
          ExitCode.USAGE, "--segments-per-part: at least 0; --jobs: at least 1");
    }
    if (segments > 0 && !memory.isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE, "--segments-per-part and --memory choose the same: give one of them");
    }
    TrainingProver.Result result;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      result =
          TrainingProver.prove(
              run,
              out,
              new TrainingProver.Options(
                  segments, bytes(memory), jobs, withoutWeights, evaluation()),
              progress);
      if (html != null) {
        progress.report("page", 0, 1);
        Pages.write(html, verified(), result, run, progress);
      }
    }
    if (result.resumed()) {
      Console.out(spec).println("an earlier call had proved this run; its certificate was charged");
    } else {
      Console.out(spec)
          .printf(
              Locale.ROOT,
              "trained in %.3f s, proved in %.3f s; %,d committed cells%n",
              result.trainNanos() / 1e9,
              result.proveNanos() / 1e9,
              result.cells());
    }
    Console.out(spec)
        .printf(
            Locale.ROOT,
            "certificate -> %s (%,d bytes, proof %,d bytes)%n",
            out,
            Files.size(out),
            result.certificate().required(HallmarkBundle.RUN_PROOF).length);
    return ExitCode.ACCEPTED.number();
  }

  /// What the new certificate says, with nobody's signature believed.
  private Report verified() throws Exception {
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long start = System.nanoTime();
    Verdict verdict =
        TrainingVerifier.verify(
            out,
            Optional.of(run.resolve(HallmarkBundle.MODEL)).filter(_ -> withoutWeights),
            TrustPolicy.EMPTY,
            at,
            Limits.times(MOST_WORK));
    return new Report(
        verdict,
        String.valueOf(out.getFileName()),
        at,
        Duration.ofNanos(System.nanoTime() - start));
  }

  /// Bytes of a size as Java writes it; 0 for none.
  private static long bytes(String size) {
    if (size.isEmpty()) {
      return 0;
    }
    Matcher m = SIZE.matcher(size);
    if (!m.matches()) {
      throw new CommandException(
          ExitCode.USAGE, "--memory: a number of mebibytes or gibibytes, as 900m or 8g");
    }
    return Long.parseLong(m.group(1)) << (m.group(2).equalsIgnoreCase("g") ? 30 : 20);
  }
}
