package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Progress;
import io.hallmark.provenance.dataset.CsvSource;
import io.hallmark.provenance.dataset.DatasetCommitter;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.SchemaDraft;
import io.hallmark.provenance.dataset.SchemaFit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;

/// The examples that come with the program: sources and schema drafts.
final class Examples {
  private static final String DATA = "data.csv";
  private static final String DRAFT = "schema.in.json";

  private Examples() {}

  /// Copies sources and schema draft of an example into a folder.
  ///
  /// @throws CommandException if there is no such example
  static void copy(String example, Path folder) throws IOException {
    if (!example.matches("[a-z-]{1,40}")) {
      throw new CommandException(ExitCode.USAGE, "no example " + example);
    }
    for (String name : new String[] {DATA, DRAFT}) {
      try (InputStream in =
          Examples.class.getResourceAsStream("/examples/" + example + "/" + name)) {
        if (in == null) {
          throw new CommandException(ExitCode.USAGE, "no example " + example);
        }
        AtomicFiles.write(folder.resolve(name), in.readAllBytes());
      }
    }
  }

  /// The source in a folder.
  static CsvSource source(Path folder) {
    return new CsvSource(folder.resolve(DATA));
  }

  /// Fits the schema and commits the data set of a folder into its `dataset/`.
  static DatasetManifest commit(Path folder, Instant now, Progress progress) throws Exception {
    SchemaDraft draft = SchemaDraft.read(InputFiles.bytes(folder.resolve(DRAFT)));
    DatasetSchema schema = SchemaFit.fit(source(folder), draft).schema();
    AtomicFiles.write(folder.resolve("schema.json"), schema.write());
    return DatasetCommitter.commit(
        source(folder),
        schema,
        folder.resolve("dataset"),
        new DatasetCommitter.Options(OptionalLong.empty(), DatasetLimits.DEFAULT, now, progress));
  }
}
