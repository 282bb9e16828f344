package io.hallmark.cli;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.document.Progress;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
import io.hallmark.provenance.source.RecordSource;
import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// Measures ingestion: rows drawn at random from an example, as many as one likes, written as CSV
/// and as JSON Lines, then read, encoded and hashed as a commit does, in a process of its own each.
///
/// @param example whose schema and rows
/// @param rows numbers of rows
/// @param heap largest heap of the measuring process, as Java's option takes it
record IngestBench(Example example, List<Integer> rows, String heap) {
  private static final int SHARD_ROWS = 1 << 16;
  private static final long SEED = 20260101;

  /// One figure.
  ///
  /// @param format `csv` or `jsonl`
  /// @param rows number of rows
  /// @param bytes bytes of the file
  /// @param nanos time of the pass
  /// @param peakBytes peak memory of the process
  record Figure(String format, long rows, long bytes, long nanos, long peakBytes) {
    double rowsPerSecond() {
      return rows * 1e9 / nanos;
    }

    double megabytesPerSecond() {
      return bytes * 1e3 / nanos;
    }

    JsonObject json() {
      return JsonObject.builder()
          .put("format", format)
          .put("rows", rows)
          .put("bytes", bytes)
          .put("nanoseconds", nanos)
          .put("peak_bytes", peakBytes)
          .build();
    }
  }

  /// All figures.
  List<Figure> run(Progress progress) throws Exception {
    Path folder = Files.createTempDirectory("hallmark-ingest");
    try {
      example.copy(folder);
      SchemaDraft draft = SchemaDraft.read(InputFiles.bytes(folder.resolve("schema.in.json")));
      RecordSource source = example.source(folder);
      DatasetSchema schema = SchemaFit.fit(source, draft).schema();
      Path fitted = Files.write(folder.resolve("schema.json"), schema.write());
      List<List<String>> pool = new ArrayList<>();
      source.read((file, names) -> {
        pool.add(names);
        return (row, line, cells) -> pool.add(List.copyOf(cells));
      });
      List<Figure> out = new ArrayList<>();
      for (int count : rows) {
        for (boolean json : new boolean[] {false, true}) {
          progress.report("ingest", out.size(), 2L * rows.size());
          Path file = folder.resolve(json ? "rows.jsonl" : "rows.csv");
          write(pool, count, json, file);
          out.add(measure(file, fitted, count, json ? "jsonl" : "csv"));
          Files.delete(file);
        }
      }
      return out;
    } finally {
      TemporaryFolder.delete(folder);
    }
  }

  private static void write(List<List<String>> pool, int count, boolean json, Path file)
      throws Exception {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> lines = new ArrayList<>();
    for (List<String> cells : pool.subList(1, pool.size())) {
      lines.add(json ? object(pool.getFirst(), cells) : String.join(",", cells));
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      if (!json) {
        out.append(String.join(",", pool.getFirst())).append('\n');
      }
      for (int i = 0; i < count; i++) {
        out.append(lines.get(random.nextInt(lines.size()))).append('\n');
      }
    }
  }

  private static String object(List<String> names, List<String> cells) {
    JsonObject.Builder object = JsonObject.builder();
    for (int k = 0; k < names.size(); k++) {
      object.put(names.get(k), cells.get(k));
    }
    return new String(CanonicalJson.write(object.build()), StandardCharsets.UTF_8);
  }

  private Figure measure(Path file, Path schema, int count, String format) throws Exception {
    List<String> options = new ArrayList<>(ChildJava.options());
    options.add("-Xmx" + heap);
    String[] found =
        ChildJava.run(
                options,
                IngestRun.class,
                List.of(file.toString(), schema.toString(), Integer.toString(SHARD_ROWS)))
            .strip()
            .split(" ", -1);
    if (Long.parseLong(found[0]) != count) {
      throw new IllegalStateException("read " + found[0] + " of " + count + " rows");
    }
    return new Figure(
        format, count, Files.size(file), Long.parseLong(found[1]), Long.parseLong(found[2]));
  }

  /// The figures as a table.
  static String text(List<Figure> figures) {
    StringBuilder out =
        new StringBuilder(
            "%-6s %12s %10s %12s %8s %10s%n"
                .formatted("format", "rows", "MB", "rows/s", "MB/s", "peak MiB"));
    for (Figure f : figures) {
      out.append(
          String.format(
              Locale.ROOT,
              "%-6s %,12d %,10.1f %,12.0f %,8.1f %,10d%n",
              f.format(),
              f.rows(),
              f.bytes() / 1e6,
              f.rowsPerSecond(),
              f.megabytesPerSecond(),
              f.peakBytes() >> 20));
    }
    return out.toString();
  }

  /// The figures as JSON.
  String json(List<Figure> figures) {
    List<JsonValue> lines = new ArrayList<>();
    figures.forEach(f -> lines.add(f.json()));
    JsonObject out =
        JsonObject.builder()
            .put("type", "hallmark/bench-ingest/v1")
            .put("example", example.text())
            .put("heap", heap)
            .put("machine", BenchMachine.here().json())
            .put("figures", new JsonArray(lines))
            .build();
    return new String(CanonicalJson.writeIndented(out), StandardCharsets.UTF_8);
  }
}
