package io.hallmark.cli;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.proof.argument.ProofPhase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measures for people, as tables that are Markdown too, and for programs
/// (`docs/schemas/bench.schema.json`).
record BenchReport(Bench.Result result) {
  private static final String TYPE = "hallmark/bench/v1";

  String json() {
    List<JsonObject> targets =
        BenchTargets.all().stream()
            .map(t ->
                JsonObject.builder()
                    .put("key", t.key())
                    .put("unit", t.unit())
                    .put("most", t.most())
                    .put("meaning", t.meaning())
                    .build())
            .toList();
    byte[] bytes =
        CanonicalJson.write(
            JsonObject.builder()
                .put("type", TYPE)
                .put("machine", result.machine().json())
                .put(
                    "measures",
                    JsonArray.of(result.measures().stream().map(BenchMeasure::json).toList()))
                .put("targets", JsonArray.of(targets))
                .build());
    return new String(bytes, StandardCharsets.UTF_8) + "\n";
  }

  String text() {
    return result.machine().text()
        + method()
        + "\nProving\n\n"
        + proving()
        + "\nVerifying\n\n"
        + verifying()
        + "\nExact integers beside floating point, same batches\n\n"
        + accuracies()
        + "\nCosts beside their targets\n\n"
        + costs()
        + "\nWhere the time of the best proof goes, in percent\n\n"
        + shares();
  }

  private String method() {
    int runs = result.measures().getFirst().job().runs();
    return "Method     every line a process of its own, which commits the data set, then trains and"
        + " proves\n           "
        + (runs == 1
            ? "once, without warm-up"
            : runs + " times; first = its first run, else the fastest of all")
        + "; every proof is verified\n";
  }

  private String proving() {
    Table table =
        new Table(
            "data set",
            "features",
            "steps",
            "parts",
            "cells",
            "fractions",
            "train s",
            "prove s first",
            "prove s",
            "prove/train",
            "memory MiB");
    for (BenchMeasure m : result.measures()) {
      table.add(
          m.job().example(),
          number(m.job().features()),
          number(m.job().steps()),
          number(m.job().parts()),
          number(m.size().cells()),
          number(m.size().fractions()),
          seconds(m.best().trainNanos()),
          seconds(m.first().proveNanos()),
          seconds(m.best().proveNanos()),
          number(Math.round(m.provePerTrainPercent() / 100.0)),
          number(m.size().peakBytes() >> 20));
    }
    return table.text();
  }

  private String verifying() {
    Table table =
        new Table(
            "data set",
            "steps",
            "parts",
            "warm ms",
            "process ms",
            "proof bytes",
            "certificate bytes");
    for (BenchMeasure m : result.measures()) {
      table.add(
          m.job().example(),
          number(m.job().steps()),
          number(m.job().parts()),
          number(m.verifyNanos() / 1_000_000),
          number(m.verifyProcessNanos() / 1_000_000),
          number(m.size().proofBytes()),
          number(m.size().certificateBytes()));
    }
    table.add(
        "*target*",
        "",
        "",
        number(BenchTargets.VERIFY_WARM.most() / 1_000_000),
        number(BenchTargets.VERIFY_PROCESS.most() / 1_000_000),
        "",
        "");
    return table.text();
  }

  private String accuracies() {
    Table table =
        new Table("data set", "steps", "test records", "correct", "in float64", "points apart");
    for (BenchMeasure m : result.measures()) {
      table.add(
          m.job().example(),
          number(m.job().steps()),
          number(m.accuracy().records()),
          number(m.accuracy().correct()),
          number(m.accuracy().float64Correct()),
          String.format(Locale.ROOT, "%+.2f", m.accuracy().hundredths() / 100.0));
    }
    return table.text();
  }

  private String costs() {
    Table table =
        new Table(
            "data set",
            "steps",
            "ns per cell",
            "commit ns per cell",
            "lookups ns per fraction",
            "prove/train");
    for (BenchMeasure m : result.measures()) {
      table.add(
          m.job().example(),
          number(m.job().steps()),
          number(m.nanosPerCell()),
          number(m.commitNanosPerCell()),
          number(m.lookupNanosPerFraction()),
          number(Math.round(m.provePerTrainPercent() / 100.0)));
    }
    table.add(
        "*target*",
        "",
        number(BenchTargets.NANOS_PER_CELL.most()),
        number(BenchTargets.COMMIT_NANOS_PER_CELL.most()),
        number(BenchTargets.LOOKUP_NANOS_PER_FRACTION.most()),
        number(BenchTargets.PROVE_PER_TRAIN.most() / 100));
    return table.text();
  }

  private String shares() {
    List<String> heads = new ArrayList<>(List.of("data set", "steps", "relation, witness, files"));
    for (ProofPhase p : ProofPhase.values()) {
      heads.add(name(p));
    }
    heads.add("dominates");
    Table table = new Table(heads.toArray(String[]::new));
    for (BenchMeasure m : result.measures()) {
      double all = Math.max(1, m.best().proveNanos());
      List<String> row = new ArrayList<>(List.of(m.job().example(), number(m.job().steps())));
      row.add(percent(m.otherNanos() / all));
      String dominant = "relation, witness, files";
      long most = m.otherNanos();
      for (ProofPhase p : ProofPhase.values()) {
        row.add(percent(m.phase(p) / all));
        if (m.phase(p) > most) {
          most = m.phase(p);
          dominant = name(p);
        }
      }
      row.add(dominant);
      table.add(row.toArray(String[]::new));
    }
    return table.text();
  }

  private static String name(ProofPhase phase) {
    return switch (phase) {
      case COMMIT -> "commit";
      case LOOKUPS -> "lookups";
      case PRODUCTS -> "products, stages";
      case OPENING -> "opening";
      case GRINDING -> "grinding";
      case VERIFY -> "self-verification";
    };
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f", 100 * share);
  }

  /// A Markdown table whose columns are aligned.
  private static final class Table {
    private final List<String[]> rows = new ArrayList<>();

    Table(String... heads) {
      rows.add(heads);
    }

    void add(String... cells) {
      rows.add(cells);
    }

    String text() {
      int[] widths = new int[rows.getFirst().length];
      for (String[] row : rows) {
        for (int c = 0; c < widths.length; c++) {
          widths[c] = Math.max(widths[c], row[c].length());
        }
      }
      StringBuilder out = new StringBuilder();
      for (int r = 0; r < rows.size(); r++) {
        for (int c = 0; c < widths.length; c++) {
          String cell = rows.get(r)[c];
          String space = " ".repeat(widths[c] - cell.length());
          out.append("| ").append(c == 0 ? cell + space : space + cell).append(' ');
        }
        out.append("|\n");
        if (r == 0) {
          for (int c = 0; c < widths.length; c++) {
            out.append('|').append("-".repeat(widths[c] + 1)).append(c == 0 ? '-' : ':');
          }
          out.append("|\n");
        }
      }
      return out.toString();
    }
  }
}
