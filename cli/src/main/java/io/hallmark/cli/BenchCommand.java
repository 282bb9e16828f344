package io.hallmark.cli;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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

/// `hallmark bench`.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures training, proving and verifying on an example, for several numbers of steps.",
      "Every proof is verified; a measure of a wrong result is no measure."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  hallmark bench", "  hallmark bench breast-cancer --steps 160,320,640 --json"})
final class BenchCommand implements Callable<Integer> {
  private static final String TYPE = "hallmark/bench/v1";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "EXAMPLE",
      arity = "0..1",
      defaultValue = "breast-cancer",
      description = "breast-cancer")
  private String example = "breast-cancer";

  @Option(
      names = "--steps",
      split = ",",
      defaultValue = "160,320,640",
      paramLabel = "N",
      description = "numbers of training steps, at most 12 of them (${DEFAULT-VALUE})")
  private List<Integer> steps = new ArrayList<>();

  @Option(names = "--json", description = "print the measures as JSON (hallmark/bench/v1)")
  private boolean json;

  @Mixin private CommonOptions common = new CommonOptions();

  @Override
  public Integer call() throws Exception {
    if (steps.size() > 12 || steps.stream().anyMatch(s -> s < 1)) {
      throw new CommandException(ExitCode.USAGE, "--steps: 1 to 12 positive numbers");
    }
    Path folder = Files.createTempDirectory("hallmark-bench");
    List<Bench.Measure> measures = new ArrayList<>();
    try (CommonOptions.ProgressDisplay progress = common.progress()) {
      Bench bench = Bench.prepare(folder, example, progress);
      for (int s : steps) {
        measures.add(bench.measure(s));
      }
    } finally {
      TemporaryFolder.delete(folder);
    }
    Console.out(spec).print(json ? json(measures) : text(measures));
    return ExitCode.ACCEPTED.number();
  }

  private static String text(List<Bench.Measure> measures) {
    StringBuilder out =
        new StringBuilder(
            "   steps      cells    lookups   train s   prove s  ratio  ns/cell  ns/lookup"
                + "  verify s  proof bytes  peak MiB\n");
    for (Bench.Measure m : measures) {
      out.append(
          String.format(
              Locale.ROOT,
              "%8d %10d %10d %9.3f %9.3f %6.0f %8.0f %10.0f %9.3f %12d %9d%n",
              m.steps(),
              m.cells(),
              m.lookups(),
              m.trainNanos() / 1e9,
              m.proveNanos() / 1e9,
              (double) m.proveNanos() / m.trainNanos(),
              (double) m.proveNanos() / m.cells(),
              (double) m.proveNanos() / m.lookups(),
              m.verifyNanos() / 1e9,
              m.proofBytes(),
              m.peakBytes() >> 20));
    }
    return out.append("ns/cell and ns/lookup divide the whole proving time by the number\n")
        .toString();
  }

  private static String json(List<Bench.Measure> measures) {
    List<JsonObject> list =
        measures.stream()
            .map(m ->
                JsonObject.builder()
                    .put("steps", m.steps())
                    .put("cells", m.cells())
                    .put("lookups", m.lookups())
                    .put("train_nanos", m.trainNanos())
                    .put("prove_nanos", m.proveNanos())
                    .put("verify_nanos", m.verifyNanos())
                    .put("proof_bytes", m.proofBytes())
                    .put("peak_bytes", m.peakBytes())
                    .build())
            .toList();
    byte[] bytes =
        CanonicalJson.write(
            JsonObject.builder().put("type", TYPE).put("measures", JsonArray.of(list)).build());
    return new String(bytes, StandardCharsets.UTF_8) + "\n";
  }
}
