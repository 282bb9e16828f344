package io.hallmark.provenance.training;

import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.security.LevelShape;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import io.hallmark.provenance.training.RunStatement.Window;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Compares the sizes in a stranger's program and statement with the published limits, before
/// anything is compiled. (The manifest is compared when it is read.)
final class LimitCheck {
  private static final long LEVEL_QUERIES = 4096;

  private final Limits limits;
  private @Nullable String problem;

  private LimitCheck(Limits limits) {
    this.limits = limits;
  }

  /// The first number beyond its limit, or null.
  static @Nullable String problem(CertificateDocuments documents, Limits limits) {
    LimitCheck check = new LimitCheck(limits);
    check.program(documents.program());
    check.shards(documents.manifest().shards(Ingestion.TRAIN).size(), documents.program());
    check.statement(documents.statement(), documents.program());
    return check.problem;
  }

  private void program(TrainingProgram p) {
    most("features", p.features().count(), limits.features());
    most("steps", p.steps(), limits.steps());
    most("steps times batch", (long) p.steps() * p.batch(), limits.samples());
  }

  /// A run over several shards has the row numbers of its batches once per shard.
  private void shards(int shards, TrainingProgram p) {
    if (shards > 1 && problem == null) {
      most(
          "shards of the training part times steps times batch",
          (long) shards * p.steps() * p.batch(),
          limits.cells());
    }
  }

  private void statement(RunStatement s, TrainingProgram p) {
    most("parts", s.windows().size() + 1L + s.evaluations().size(), limits.parts());
    geometry("trace", s.proof().trace());
    for (LevelShape level : s.proof().levels().stream().flatMap(List::stream).toList()) {
      most("nu of a level", level.nu(), limits.nu());
      most("t of a level", level.queries(), LEVEL_QUERIES);
    }
    for (NamedGeometry g : s.older()) {
      geometry(g.name(), g.geometry());
    }
    for (Window w : s.windows()) {
      most("steps of a window", w.steps(), limits.steps());
      if (problem == null) {
        most("committed cells of a window", cells(w, p), limits.cells());
      }
    }
  }

  /// The committed cells of a window, as the program's figures count them.
  private static long cells(Window w, TrainingProgram p) {
    var figures = p.figures();
    long segments = (w.steps() + p.segment() - 1) / p.segment();
    return segments * figures.segmentCells() + figures.tableRows();
  }

  private void geometry(String name, Geometry g) {
    most("m of " + name, g.m(), limits.m());
    most("nu of " + name, g.nu(), limits.nu());
    most("B of " + name, g.openings(), limits.openings());
    most("t of " + name, g.queries(), 1L << Math.min(g.nu(), 32));
  }

  private void most(String what, long found, long limit) {
    if (problem == null && (found < 0 || found > limit)) {
      problem = what + " is " + found + ", the limit is " + limit;
    }
  }
}
