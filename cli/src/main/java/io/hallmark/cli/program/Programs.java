package io.hallmark.cli.program;

import io.hallmark.learning.program.Bound;
import io.hallmark.learning.program.Features;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.LossKind;
import io.hallmark.learning.program.ModelOptions;
import io.hallmark.learning.program.ProgramDefaults;
import io.hallmark.learning.program.ProgramFigures;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.StepOptions;
import io.hallmark.learning.program.TargetRange;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.training.RunEstimate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Training programs for data sets, and programs for people.
public final class Programs {
  private Programs() {}

  /// A program with default formats for a data set.
  ///
  /// @throws ProgramRefused if no default formats hold it
  public static TrainingProgram of(DatasetManifest manifest, ModelOptions model, StepOptions steps)
      throws ProgramRefused {
    Optional<TargetRange> target = target(manifest.schema());
    if (target.isPresent()) {
      return ProgramDefaults.forRegression(
          features(manifest.schema()), trainRows(manifest), target.get(), model, steps);
    }
    return ProgramDefaults.of(
        features(manifest.schema()),
        trainRows(manifest),
        manifest.schema().classCount(),
        model,
        steps);
  }

  private static Features features(DatasetSchema schema) {
    int min = schema.features().stream().mapToInt(DatasetSchema.Feature::min).min().orElse(0);
    int max = schema.features().stream().mapToInt(DatasetSchema.Feature::max).max().orElse(0);
    return new Features(schema.featureCount(), schema.frac(), min, max, Optional.empty());
  }

  private static Optional<TargetRange> target(DatasetSchema schema) {
    return schema.target().map(t -> new TargetRange(t.value().min(), t.value().max()));
  }

  private static int trainRows(DatasetManifest manifest) {
    return manifest.rows(Ingestion.TRAIN);
  }

  /// @throws ProgramRefused if a program is for another data set, naming the fields that say so
  static void requireFit(TrainingProgram program, DatasetManifest manifest) throws ProgramRefused {
    List<String> problems = new ArrayList<>();
    Features own = features(manifest.schema());
    Features f = program.features();
    compare(problems, "data.features.count", f.count(), own.count());
    compare(problems, "data.features.frac", f.fraction(), own.fraction());
    compare(problems, "data.train_rows", program.trainRows(), trainRows(manifest));
    compare(problems, "task.classes", program.classes(), manifest.schema().classCount());
    if (f.min() > own.min() || f.max() < own.max()) {
      problems.add(
          "$.data.features: the range [%d, %d] does not hold that of the data set, [%d, %d]"
              .formatted(f.min(), f.max(), own.min(), own.max()));
    }
    target(manifest.schema())
        .filter(range ->
            program
                .target()
                .filter(t -> t.min() <= range.min() && t.max() >= range.max())
                .isEmpty())
        .ifPresent(range ->
            problems.add(
                "$.data.target: does not hold that of the data set, [%d, %d]"
                    .formatted(range.min(), range.max())));
    if (!problems.isEmpty()) {
      throw new ProgramRefused(problems);
    }
  }

  private static void compare(List<String> problems, String field, int found, int expected) {
    if (found != expected) {
      problems.add("$.%s: %d, the data set has %d".formatted(field, found, expected));
    }
  }

  /// Formats, bounds and counts.
  static void print(TrainingProgram p, PrintWriter out) {
    line(out, "program", "%s", p.digest().hex());
    line(
        out,
        "model",
        "%s, %s, %s; %,d parameters",
        shape(p),
        p.loss().text(),
        optimizer(p),
        p.figures().parameters());
    line(
        out,
        "training",
        "%,d steps of %d of %,d records, segments of %d steps",
        p.steps(),
        p.batch(),
        p.trainRows(),
        p.segment());
    line(
        out,
        "rate",
        "%s, %s, final %s, warm-up %d",
        p.schedule().kind().text(),
        p.schedule().rate(),
        p.schedule().finalRate(),
        p.schedule().warmup());
    line(
        out,
        "formats",
        "inputs 2^%d in [%d, %d]; pre-activation %d bits%s; probability 2^%d; signal %d bits at"
            + " 2^%d; weights %d bits at 2^%d; export %d bits at 2^%d; limb %d",
        p.inputFraction(),
        p.features().min(),
        p.features().max(),
        p.activationBits(),
        hidden(p),
        p.probFraction(),
        p.signalBits(),
        p.signalFraction(),
        p.weightBits(),
        p.weightFraction(),
        p.exportBits(),
        p.exportFraction(),
        p.limb());
    for (Bound b : p.bounds()) {
      line(out, "bound", "%-12s %-8s below 2^62  %s", b.name(), b.power(), b.formula());
    }
    ProgramFigures f = p.figures();
    line(
        out,
        "to prove",
        "%,d committed cells, %,d lookups, %,d table rows; %d cells per evaluated record",
        f.cells(),
        f.lookups(),
        f.tableRows(),
        f.evaluationCells());
    p.warnings().forEach(w -> line(out, "warning", "%s", w));
  }

  /// What the whole run will take.
  static void print(RunEstimate e, PrintWriter out) {
    line(
        out,
        "whole run",
        "%,d committed cells, %,d fractions; proof of about %,d bytes",
        e.cells(),
        e.fractions(),
        e.proofBytes());
    line(
        out,
        "expect",
        "about %,d MiB of memory (%,d MiB with --memory, in small parts) and %s to prove, on two"
            + " cores",
        e.memoryBytes() >> 20,
        e.leastMemoryBytes() >> 20,
        duration(e.seconds()));
  }

  private static String duration(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%.0f min", seconds / 60);
  }

  private static String shape(TrainingProgram p) {
    StringBuilder out = new StringBuilder().append(p.features().count());
    p.layers().forEach(layer -> out.append('-').append(layer.outputs()));
    return out.append(p.loss() == LossKind.SIGMOID ? ", 2 classes" : "").toString();
  }

  private static String optimizer(TrainingProgram p) {
    String kind =
        p.adam()
            .map(k -> "AdamW, " + k.format().profile().text())
            .or(() -> p.momentum().map(mu -> "momentum " + mu))
            .orElse("gradient descent");
    return kind + (p.weightDecay().signum() > 0 ? ", weight decay " + p.weightDecay() : "");
  }

  private static String hidden(TrainingProgram p) {
    List<LayerFormat> hidden = p.layers().subList(0, p.layers().size() - 1);
    return hidden.isEmpty()
        ? ""
        : ", hidden " + hidden.stream().map(LayerFormat::activationBits).toList() + " bits";
  }

  private static void line(PrintWriter out, String name, String format, Object... values) {
    out.printf(Locale.ROOT, "%-16s" + format + "%n", prepend(name, values));
  }

  private static Object[] prepend(String name, Object[] values) {
    Object[] all = new Object[values.length + 1];
    all[0] = name;
    System.arraycopy(values, 0, all, 1, values.length);
    return all;
  }
}
