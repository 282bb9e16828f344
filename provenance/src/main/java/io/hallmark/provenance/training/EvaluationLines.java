package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.SchemaTag;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a verdict says about the evaluations of a certificate.
final class EvaluationLines {
  private final DatasetManifest manifest;
  private final Digest statement;
  private final int outputs;

  /// @param statement digest of the run statement
  /// @param outputs outputs of the model
  EvaluationLines(DatasetManifest manifest, Digest statement, int outputs) {
    this.manifest = manifest;
    this.statement = statement;
    this.outputs = outputs;
  }

  /// Adds the lines of an evaluation.
  void add(Evaluation e, List<Line> proven, List<Line> disclosed) {
    switch (e.output()) {
      case EvaluationOutput.Correct c -> {
        proven.add(accuracy(e, ""));
        disclosed.add(
            line(
                "COUNT",
                "the exact number of correct records of part " + e.part() + ": " + c.count()));
      }
      case EvaluationOutput.AtLeast a -> {
        proven.add(accuracy(e, "at least "));
        disclosed.add(
            line(
                "THRESHOLD",
                String.format(
                    Locale.ROOT,
                    "that at least %,d records of part %s are correct, not how many more",
                    a.count(),
                    e.part())));
      }
      case EvaluationOutput.Confusion c -> {
        proven.add(accuracy(e, ""));
        proven.add(line("CONFUSION", table(c, e)));
        disclosed.add(line("COUNT", "the exact confusions of classes in part " + e.part()));
      }
      case EvaluationOutput.Groups g -> {
        proven.add(accuracy(e, ""));
        SchemaTag tag = manifest.schema().tags().get(g.tag());
        for (int k = 0; k < g.counts().size(); k++) {
          proven.add(line("GROUP", group(g.counts().get(k), tag, k, e)));
        }
        disclosed.add(
            line(
                "COUNT",
                "the exact confusions of classes in part %s for every value of %s"
                    .formatted(e.part(), tag.name())));
      }
      case EvaluationOutput.SquaredError s -> {
        proven.add(
            line(
                "SQUARED_ERROR",
                "the mean squared error on the %s records of part %s is %s, in committed units%s"
                    .formatted(
                        String.format(Locale.ROOT, "%,d", e.rows()),
                        e.part(),
                        mean(s, e),
                        range(e))));
        disclosed.add(line("COUNT", "the exact sum of squared errors of part " + e.part()));
      }
    }
  }

  /// What the evaluations of several shards of the test part come to.
  Optional<Line> together(List<Evaluation> all) {
    List<Evaluation> counted =
        all.stream()
            .filter(e -> !(e.output() instanceof EvaluationOutput.SquaredError))
            .filter(e ->
                manifest.shards(Ingestion.TEST).stream().anyMatch(s -> s.name().equals(e.part())))
            .toList();
    long shards = counted.stream().map(Evaluation::part).distinct().count();
    if (shards < 2 || shards < counted.size() || !isWholeTest(counted)) {
      return Optional.empty();
    }
    boolean exact = counted.stream().noneMatch(e -> e.output() instanceof EvaluationOutput.AtLeast);
    long correct = counted.stream().mapToLong(e -> e.output().correct()).sum();
    long rows = counted.stream().mapToLong(Evaluation::rows).sum();
    return Optional.of(
        line(
            "ACCURACY",
            String.format(
                Locale.ROOT,
                "together %s%,d of %,d records of part %s are classified correctly (%.2f %%)",
                exact ? "" : "at least ",
                correct,
                rows,
                Ingestion.TEST,
                100.0 * correct / rows)));
  }

  private Line line(String code, String text) {
    return new Line(code, text, statement);
  }

  private Line accuracy(Evaluation e, String atLeast) {
    return line(
        "ACCURACY",
        String.format(
            Locale.ROOT,
            "%s%,d of %,d records of part %s are classified correctly (%.2f %%)%s",
            atLeast,
            e.output().correct(),
            e.rows(),
            e.part(),
            100.0 * e.output().correct() / e.rows(),
            range(e)));
  }

  private String table(EvaluationOutput.Confusion c, Evaluation e) {
    return "classes of part "
        + e.part()
        + " and what the model takes them for: "
        + rows(c.counts());
  }

  private String rows(List<List<Long>> counts) {
    return IntStream.range(0, counts.size())
        .mapToObj(k -> name(k) + ": " + predicted(counts.get(k)))
        .collect(Collectors.joining("; "));
  }

  /// One group: how many of its records are right, and its table of confusions.
  private String group(List<List<Long>> counts, SchemaTag tag, int code, Evaluation e) {
    long records = counts.stream().flatMap(List::stream).mapToLong(Long::longValue).sum();
    String text = tag instanceof SchemaTag.CodeTag c ? c.codes().get(code) : "";
    String which = text.isEmpty() ? "no " + tag.name() : tag.name() + " \"" + text + "\"";
    return records == 0
        ? "no record of part %s has %s".formatted(e.part(), which)
        : String.format(
            Locale.ROOT,
            "%,d of %,d records of part %s with %s are classified correctly (%.2f %%); %s",
            EvaluationOutput.diagonal(counts),
            records,
            e.part(),
            which,
            100.0 * EvaluationOutput.diagonal(counts) / records,
            rows(counts));
  }

  private String predicted(List<Long> counts) {
    String named =
        IntStream.range(0, counts.size())
            .filter(k -> counts.get(k) > 0)
            .mapToObj(k -> counts.get(k) + " " + name(k))
            .collect(Collectors.joining(", "));
    return named.isEmpty() ? "no record" : named;
  }

  private String name(int k) {
    return manifest.schema().className(k);
  }

  /// The mean over records and outputs, to six digits; inputs and targets stand at scale `2^frac`.
  private String mean(EvaluationOutput.SquaredError s, Evaluation e) {
    BigDecimal scale = new BigDecimal(BigInteger.ONE.shiftLeft(2 * manifest.schema().frac()));
    return new BigDecimal(s.sum())
        .divide(
            scale.multiply(BigDecimal.valueOf(e.rows())).multiply(BigDecimal.valueOf(outputs)),
            6,
            RoundingMode.HALF_UP)
        .toPlainString();
  }

  long records(Evaluation e) {
    return manifest.part(e.part()).map(ManifestPart::rows).orElse(0);
  }

  /// Whether the evaluations cover the test part: each of its shards as a whole.
  boolean isWholeTest(List<Evaluation> all) {
    List<String> whole =
        all.stream().filter(e -> e.rows() == records(e)).map(Evaluation::part).toList();
    return manifest.rows(Ingestion.TEST) > 0
        && manifest.shards(Ingestion.TEST).stream().allMatch(s -> whole.contains(s.name()));
  }

  /// Whoever evaluates some records of a part has chosen them, perhaps after seeing the results.
  private String range(Evaluation e) {
    return e.rows() == records(e)
        ? ""
        : String.format(
            Locale.ROOT,
            ": records %,d to %,d of %,d, which the trainer chose",
            e.first(),
            e.first() + e.rows() - 1,
            records(e));
  }
}
