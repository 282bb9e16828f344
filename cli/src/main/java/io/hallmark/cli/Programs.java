package io.hallmark.cli;

import io.hallmark.learning.program.Bound;
import io.hallmark.learning.program.Features;
import io.hallmark.learning.program.LogisticOptions;
import io.hallmark.learning.program.ProgramFigures;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.dataset.ManifestPart;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Training programs for data sets, and programs for people.
final class Programs {
  private Programs() {}

  /// A logistic regression on a data set.
  static TrainingProgram logistic(DatasetManifest manifest, LogisticOptions options)
      throws ProgramRefused {
    DatasetSchema schema = manifest.schema();
    if (schema.classCount() != 2) {
      throw new ProgramRefused(
          List.of("a logistic regression knows 2 classes, not " + schema.classCount()));
    }
    int min = schema.features().stream().mapToInt(DatasetSchema.Feature::min).min().orElse(0);
    int max = schema.features().stream().mapToInt(DatasetSchema.Feature::max).max().orElse(0);
    Features features =
        new Features(schema.featureCount(), schema.frac(), min, max, Optional.empty());
    int rows = manifest.part(Ingestion.TRAIN).map(ManifestPart::rows).orElse(0);
    return TrainingProgram.forLogistic(features, rows, options);
  }

  /// Formats, bounds and costs.
  static void print(TrainingProgram p, PrintWriter out) {
    out.printf(Locale.ROOT, "program         %s%n", p.digest().hex());
    out.printf(
        Locale.ROOT,
        "model           %d features, %d output, %d classes%n",
        p.features().count(),
        p.outputs(),
        p.classes());
    out.printf(
        Locale.ROOT,
        "training        %,d steps of %d of %,d records, segments of %d steps%n",
        p.steps(),
        p.batch(),
        p.trainRows(),
        p.segment());
    out.printf(
        Locale.ROOT,
        "rate            %s, %s, final %s, warm-up %d%n",
        p.schedule().kind().text(),
        p.schedule().rate(),
        p.schedule().finalRate(),
        p.schedule().warmup());
    out.printf(
        Locale.ROOT,
        "formats         inputs 2^%d in [%d, %d]; pre-activation %d bits; probability 2^%d; signal"
            + " %d bits at 2^%d; weights %d bits at 2^%d; export %d bits at 2^%d; limb %d%n",
        p.inputFraction(),
        p.features().min(),
        p.features().max(),
        p.activationBits(),
        p.probFraction(),
        p.signalBits(),
        p.signalFraction(),
        p.weightBits(),
        p.weightFraction(),
        p.exportBits(),
        p.exportFraction(),
        p.limb());
    for (Bound b : p.bounds()) {
      out.printf(
          Locale.ROOT,
          "bound           %-12s %-8s below 2^62  %s%n",
          b.name(),
          b.power(),
          b.formula());
    }
    ProgramFigures f = p.figures();
    out.printf(
        Locale.ROOT,
        "to prove        %,d committed cells, %,d lookups, %,d table rows; %d cells per evaluated"
            + " record%n",
        f.cells(),
        f.lookups(),
        f.tableRows(),
        f.evaluationCells());
    p.warnings().forEach(w -> out.println("warning         " + w));
  }
}
