package io.hallmark.cli.program;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.CommonOptions;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.Float64Ranges;
import io.hallmark.cli.Float64Reference;
import io.hallmark.cli.InputFiles;
import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.operator.EvaluationResult;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.learning.trace.ServedModel;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.Ingestion;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark program plan`: formats from a training in floating point.
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Trains the program in floating point on the opened data set, several times with other",
      "orders and starts, and writes it with formats that hold what was seen, with two bits to",
      "spare. Then trains it in exact integers and compares the accuracy. Run it before the"
          + " intent:",
      "a run that leaves its formats stops, and its intent is spent.",
      "Formats are public: they reveal the magnitude of what was seen to a factor of four."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark program plan program.json --dataset dataset/ --out planned.json",
      "  hallmark program plan program.json --dataset dataset/ --seeds 5 --out planned.json"
    })
final class PlanCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "PROGRAM", description = "the program")
  private Path file = Path.of("");

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "DIR",
      description = "the data set with its opening/")
  private Path dataset = Path.of("");

  @Option(
      names = "--seeds",
      defaultValue = "3",
      paramLabel = "N",
      description = "trainings, each with another seed (${DEFAULT-VALUE})")
  private int seeds = 3;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "the program")
  private Path out = Path.of("");

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    if (seeds < 1 || seeds > 100) {
      throw new CommandException(ExitCode.USAGE, "--seeds: 1 to 100");
    }
    TrainingProgram program = InputFiles.program(file);
    DatasetOpening opening = DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
    Programs.requireFit(program, opening.manifest());
    SampleTable train = opening.samples(Ingestion.TRAIN);
    boolean isTested = opening.manifest().rows(Ingestion.TEST) > 0;
    SampleTable judged = isTested ? opening.samples(Ingestion.TEST) : train;
    List<Float64Reference> references = new ArrayList<>();
    Float64Ranges seen = null;
    TrainingProgram planned;
    int exact = 0;
    double squares = 0;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      Network network = Network.of(program);
      for (int i = 0; i < seeds; i++) {
        progress.report("train in floating point", i, seeds);
        Float64Reference r =
            Float64Reference.train(program, seed(i), network.initial(seed(i)), train);
        references.add(r);
        seen = seen == null ? r.ranges() : seen.or(r.ranges());
      }
      if (seen == null) {
        throw new IllegalStateException("at least one seed");
      }
      planned = FormatPlan.of(program, seen);
      Network exactly = Network.of(planned);
      for (int i = 0; i < seeds; i++) {
        progress.report("train in exact integers", i, seeds);
        var trace =
            ExactTrainer.train(exactly, train, seed(i), exactly.initial(seed(i)), step -> {});
        EvaluationResult result =
            ServedModel.export(exactly, trace.last()).evaluate(judged, 0, judged.rows()).result();
        exact += result.correct();
        squares += result.squares();
      }
    }
    AtomicFiles.write(out, planned.canonicalBytes());
    PrintWriter console = Console.out(spec);
    print(program, planned, seen, console);
    if (program.target().isPresent()) {
      double scale = Math.scalb((double) seeds * judged.rows(), 2 * program.inputFraction());
      squaredError(references, squares / scale / program.outputs(), judged, isTested, console);
    } else {
      accuracy(references, exact, judged, isTested, console);
    }
    planned.warnings().forEach(w -> Console.err(spec).println("warning: " + w));
    console.println("program " + planned.digest().hex() + " -> " + out);
    return ExitCode.ACCEPTED.number();
  }

  /// A seed for planning only: the seed of a run does not exist before its intent.
  private static Digest seed(int i) {
    return Digests.tagged("hallmark/plan/v1", Digests.u64be(i));
  }

  private static void print(
      TrainingProgram program, TrainingProgram planned, Float64Ranges seen, PrintWriter out) {
    out.println("value                    seen           before   planned");
    for (int l = 0; l < seen.layers().size(); l++) {
      Float64Ranges.Layer layer = seen.layers().get(l);
      LayerFormat before = program.layers().get(l);
      LayerFormat now = planned.layers().get(l);
      row(
          out,
          "d" + (l + 1) + " pre-activation",
          String.format(Locale.ROOT, "%.2f to %.2f", layer.lowest(), layer.highest()),
          before.activationBits() + " bits",
          now.activationBits() + " bits");
      row(
          out,
          "d" + (l + 1) + " signal",
          String.format(Locale.ROOT, "%.2e", layer.signal()),
          program.signalBits() + " bits",
          planned.signalBits() + " bits");
    }
    row(
        out,
        "weights",
        String.format(Locale.ROOT, "%.3f", seen.weight()),
        program.weightBits() + " bits",
        planned.weightBits() + " bits");
    if (seen.state() > 0) {
      row(out, "momentum", String.format(Locale.ROOT, "%.2e", seen.state()), "", "");
    }
    row(
        out,
        "served weights",
        "",
        program.exportBits() + " at 2^" + program.exportFraction(),
        planned.exportBits() + " at 2^" + planned.exportFraction());
    row(out, "segment", "", program.segment() + " steps", planned.segment() + " steps");
  }

  private static void row(
      PrintWriter out, String name, String seen, String before, String planned) {
    out.println(String.format(Locale.ROOT, "%-18s %16s %14s   %s", name, seen, before, planned));
  }

  private static void squaredError(
      List<Float64Reference> references,
      double exact,
      SampleTable judged,
      boolean isTested,
      PrintWriter out) {
    double half = references.stream().mapToDouble(r -> r.loss(judged)).average().orElse(0);
    out.printf(
        Locale.ROOT,
        "mean squared error on the %s part, %d seeds: %.6f in floating point, %.6f in exact"
            + " integers%n",
        isTested ? "test" : "training",
        references.size(),
        2 * half / judged.targets(),
        exact);
  }

  private static void accuracy(
      List<Float64Reference> references,
      int exact,
      SampleTable judged,
      boolean isTested,
      PrintWriter out) {
    int n = references.size() * judged.rows();
    int real = references.stream().mapToInt(r -> r.correct(judged)).sum();
    out.printf(
        Locale.ROOT,
        "accuracy on the %s part, %d seeds: %.2f %% in floating point, %.2f %% in exact integers"
            + " (%+.2f points)%n",
        isTested ? "test" : "training",
        references.size(),
        100.0 * real / n,
        100.0 * exact / n,
        100.0 * (exact - real) / n);
  }
}
