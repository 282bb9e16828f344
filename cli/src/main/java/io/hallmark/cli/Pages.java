package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Progress;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.proof.argument.ProofPhase;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.Evidence;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Report;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.report.HtmlReport;
import io.hallmark.provenance.report.RunPicture;
import io.hallmark.provenance.report.RunPicture.CurvePoint;
import io.hallmark.provenance.report.RunPicture.Share;
import io.hallmark.provenance.training.TrainingProver;
import io.hallmark.provenance.training.TrainingReplay;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Verdicts as HTML pages.
public final class Pages {
  /// Points of a curve, and records that each of them is judged on.
  private static final int POINTS = 60;

  private static final int RECORDS = 2_000;

  private Pages() {}

  /// The page of anyone who verifies.
  public static void write(Path page, Report report, HallmarkBundle bundle) throws Exception {
    Report whole = report.verdict().accepted() ? report.with(Evidence.of(bundle)) : report;
    AtomicFiles.write(page, new HtmlReport(whole, Optional.of(RunPicture.of(bundle))).bytes());
  }

  /// The page of whoever made a certificate, with nobody's signature believed.
  ///
  /// @param name of the file
  /// @param verification verifies it for no trust and a time
  public static void write(Path page, Path name, HallmarkBundle bundle, Verification verification)
      throws Exception {
    Instant at = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long start = System.nanoTime();
    Verdict verdict = verification.verify(TrustPolicy.EMPTY, at);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    write(page, new Report(verdict, String.valueOf(name.getFileName()), at, took), bundle);
  }

  /// Verifies something.
  @FunctionalInterface
  public interface Verification {
    /// What it says, for this trust and time.
    Verdict verify(TrustPolicy trust, Instant at) throws Exception;
  }

  /// The page of the prover, who has the records and knows what the proof cost. Its curve depends
  /// on the records, so only its owner may read it.
  ///
  /// @param run the run folder
  static void write(
      Path page, Report report, TrainingProver.Result result, Path run, Progress progress)
      throws Exception {
    TrainingReplay replay = TrainingReplay.of(run, POINTS, progress);
    RunPicture picture = RunPicture.of(result.certificate()).with(phases(result), curve(replay));
    Report whole = report.with(Evidence.of(result.certificate()));
    AtomicFiles.writePrivate(page, new HtmlReport(whole, Optional.of(picture)).bytes());
  }

  private static List<Share> phases(TrainingProver.Result result) {
    List<Share> out = new ArrayList<>();
    long rest = result.proveNanos();
    for (Map.Entry<ProofPhase, Long> e : result.phases().entrySet()) {
      out.add(new Share(e.getKey().name().toLowerCase(Locale.ROOT), e.getValue()));
      rest -= e.getValue();
    }
    if (!out.isEmpty()) {
      out.add(new Share("training", result.trainNanos()));
      out.add(new Share("relation, witness, files", Math.max(0, rest)));
    }
    return out;
  }

  private static List<CurvePoint> curve(TrainingReplay replay) {
    List<CurvePoint> out = new ArrayList<>();
    Float64Records train = new Float64Records(replay.program(), replay.train());
    for (Map.Entry<Integer, ModelSnapshot> e : replay.weights().entrySet()) {
      Float64Network network = Float64Network.of(replay.program(), e.getValue());
      Float64Records.Judgement seen = train.judge(network, RECORDS);
      double test =
          replay
              .test()
              .map(t -> new Float64Records(replay.program(), t).judge(network, RECORDS).accuracy())
              .orElse(Double.NaN);
      out.add(new CurvePoint(e.getKey(), seen.loss(), seen.accuracy(), test));
    }
    return out;
  }
}
