package io.hallmark.cli;

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

/// `hallmark bench`.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    subcommands = BenchPoliciesCommand.class,
    description = {
      "Measures training, proving and verifying on the examples, for several numbers of steps,",
      "with the machine that gave the figures. Every proof is verified; a measure of a wrong",
      "result is no measure."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark bench",
      "  hallmark bench breast-cancer --steps 160,320,640 --json",
      "  hallmark bench digits --steps 640 --parts 1,4,20 --runs 1",
      "  hallmark bench german-credit --ingest 100000,1000000,10000000",
      "  hallmark bench policies --rows 1000,100000 --lists 1,1000,1000000"
    })
final class BenchCommand implements Callable<Integer> {
  private static final int MOST = 12;
  private static final int AS_FEW_AS_FIT = 0;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "EXAMPLE",
      arity = "0..*",
      description =
          "breast-cancer, german-credit, digits, fashion-mnist (all but the last, which takes"
              + " minutes)")
  private List<String> examples = new ArrayList<>();

  @Option(
      names = "--steps",
      split = ",",
      defaultValue = "160,640",
      paramLabel = "N",
      description = "numbers of training steps, at most 12 of them (${DEFAULT-VALUE})")
  private List<Integer> steps = new ArrayList<>();

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "N",
      description =
          "numbers of training parts into which the proof is cut, at most 12 of them; 0 (the"
              + " default): as few as the memory holds")
  private List<Integer> parts = List.of(AS_FEW_AS_FIT);

  @Option(
      names = "--runs",
      defaultValue = "3",
      paramLabel = "N",
      description = "runs of every program, 1 to 12 (${DEFAULT-VALUE})")
  private int runs = 3;

  @Option(
      names = "--ingest",
      split = ",",
      paramLabel = "ROWS",
      description =
          "measure ingestion instead: rows drawn at random from one example, as CSV and JSON Lines")
  private List<Integer> ingest = new ArrayList<>();

  @Option(
      names = "--heap",
      defaultValue = "512m",
      paramLabel = "SIZE",
      description = "largest heap of the process that ingests (${DEFAULT-VALUE})")
  private String heap = "512m";

  @Option(names = "--json", description = "print the measures as JSON (hallmark/bench/v1)")
  private boolean json;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    if (steps.size() > MOST || steps.stream().anyMatch(s -> s < 1)) {
      throw new CommandException(ExitCode.USAGE, "--steps: 1 to 12 positive numbers");
    }
    if (parts.size() > MOST || parts.stream().anyMatch(p -> p < AS_FEW_AS_FIT)) {
      throw new CommandException(
          ExitCode.USAGE, "--parts: 1 to 12 numbers, 0 for as few as the memory holds");
    }
    if (runs < 1 || runs > MOST) {
      throw new CommandException(ExitCode.USAGE, "--runs: 1 to 12");
    }
    examples.forEach(Example::of);
    if (!ingest.isEmpty()) {
      return ingest();
    }
    List<String> known =
        Example.names().stream().filter(e -> !e.equals(Example.FASHION_MNIST.text())).toList();
    Bench.Result result;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      result = new Bench(examples.isEmpty() ? known : examples, steps, parts, runs).run(progress);
    }
    BenchReport report = new BenchReport(result);
    Console.out(spec).print(json ? report.json() : report.text());
    return ExitCode.ACCEPTED.number();
  }

  private int ingest() throws Exception {
    if (ingest.size() > MOST || ingest.stream().anyMatch(n -> n < 1)) {
      throw new CommandException(ExitCode.USAGE, "--ingest: 1 to 12 positive numbers");
    }
    if (examples.size() > 1 || examples.contains(Example.FASHION_MNIST.text())) {
      throw new CommandException(ExitCode.USAGE, "--ingest: one example whose data are CSV");
    }
    Example example = examples.isEmpty() ? Example.GERMAN_CREDIT : Example.of(examples.getFirst());
    IngestBench bench = new IngestBench(example, ingest, heap);
    List<IngestBench.Figure> figures;
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      figures = bench.run(progress);
    }
    Console.out(spec).print(json ? bench.json(figures) : IngestBench.text(figures));
    return ExitCode.ACCEPTED.number();
  }
}
