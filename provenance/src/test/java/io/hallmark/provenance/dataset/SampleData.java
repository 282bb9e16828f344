package io.hallmark.provenance.dataset;

import io.hallmark.provenance.source.CsvSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// A small data set: 40 rows, two numeric features, a one-hot feature, an ignored column, a label.
final class SampleData {
  static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");

  static final String DRAFT =
      """
      {"name": "wards", "split": {"test": "0.25"}, "origin": "none", "columns": [
        {"name": "age", "role": "feature", "digits": 1},
        {"name": "pixel", "role": "feature", "scale": "identity", "factor": 4, "range": [0, 63]},
        {"name": "ward", "role": "feature", "encoding": "one-hot", "codes": ["A", "B"]},
        {"name": "note", "role": "ignored"},
        {"name": "diagnosis", "role": "label", "classes": [
          {"name": "benign", "values": ["B"]}, {"name": "malignant", "values": ["M"]}]}]}
      """;

  private SampleData() {}

  /// The source.
  static String csv() {
    return csv(0, 40);
  }

  /// Rows of a longer source, with the header.
  static String csv(int first, int end) {
    StringBuilder csv = new StringBuilder("age,pixel,ward,note,diagnosis\n");
    for (int i = first; i < end; i++) {
      csv.append(20 + (i * 7) % 50)
          .append(i % 3 == 0 ? ".5" : "")
          .append(',')
          .append(i % 16)
          .append(',')
          .append(i % 5 == 0 ? "B" : "A")
          .append(",note ")
          .append(i)
          .append(',')
          .append(i % 4 == 1 ? "M" : "B")
          .append('\n');
    }
    return csv.toString();
  }

  static DatasetSchema schema() throws Exception {
    Path file = Files.createTempFile("sample", ".csv");
    try {
      Files.writeString(file, csv());
      return SchemaFit.fit(
              new CsvSource(file), SchemaDraft.read(DRAFT.getBytes(StandardCharsets.UTF_8)))
          .schema();
    } finally {
      Files.delete(file);
    }
  }

  /// A manifest whose commitments have roots that nobody can open.
  static DatasetManifest manifest() throws Exception {
    DatasetSchema schema = schema();
    return DatasetManifest.first(
        schema, 16, List.of(part(schema, "train", 31, 1), part(schema, "test", 9, 2)), CREATED);
  }

  private static ManifestPart part(DatasetSchema schema, String name, int rows, int fill) {
    byte[] root = new byte[32];
    root[0] = (byte) fill;
    return ManifestPart.of(
        name,
        rows,
        root,
        CommitmentGeometry.of(rows, 4, OptionalLong.empty()),
        DataShapes.of(schema, rows),
        new RecordTree().root());
  }
}
