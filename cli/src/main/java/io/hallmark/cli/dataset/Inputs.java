package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonString;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.Ingestion;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the commands of this package share.
final class Inputs {
  /// What a source can be.
  static final String SOURCES =
      "files with the same columns, or folders of them: CSV (.csv, .tsv), JSON Lines (.jsonl), both"
          + " plain or in gzip, Parquet (.parquet), or folders of .png"
          + " pictures named after their labels, or images *images-idx3-ubyte* beside their"
          + " labels";

  private static final int MAX_DOCUMENT = 1 << 24;

  private Inputs() {}

  /// A document of at most 16 MiB.
  static byte[] document(Path file) throws IOException, VerificationException.Malformed {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_DOCUMENT + 1);
      if (bytes.length > MAX_DOCUMENT) {
        throw new VerificationException.Malformed(file + ": more than 16 MiB");
      }
      return bytes;
    }
  }

  /// The source in these files, as a schema declares it.
  static RecordSource source(DatasetSchema schema, List<Path> files) throws IOException {
    try {
      return Ingestion.source(schema, files);
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  /// The sources of a data set in these files: those that are called like a source, in the order of
  /// the sources; else as many for each as it was made of.
  ///
  /// @param ingested what the sources were; files of one source are joined by `+` in its name
  static List<RecordSource> sources(
      DatasetSchema schema, List<Path> files, List<SourceFile> ingested) throws IOException {
    if (ingested.size() == 1) {
      return List.of(source(schema, files));
    }
    List<RecordSource> out = new ArrayList<>();
    List<Path> left = new ArrayList<>(files);
    for (SourceFile source : ingested) {
      List<Path> own = new ArrayList<>();
      for (String name : source.name().split("\\+", -1)) {
        left.stream()
            .filter(f -> f.endsWith(name))
            .findFirst()
            .or(() -> left.stream().findFirst())
            .ifPresent(f -> {
              own.add(f);
              left.remove(f);
            });
      }
      if (own.isEmpty()) {
        return out; // too few, as the comparison will say
      }
      out.add(source(schema, own));
    }
    if (!left.isEmpty()) {
      throw new CommandException(ExitCode.USAGE, "no source of the data set: " + left);
    }
    return out;
  }

  /// A record: a JSON array of texts.
  static List<String> record(Path file) throws IOException, VerificationException.Malformed {
    try {
      if (CanonicalJson.readLenient(document(file)) instanceof JsonArray array
          && array.values().stream().allMatch(JsonString.class::isInstance)) {
        return array.values().stream().map(v -> ((JsonString) v).value()).toList();
      }
    } catch (DocumentException.Malformed e) {
      throw new VerificationException.Malformed("record: " + e.getMessage());
    }
    throw new VerificationException.Malformed("record: expected a JSON array of texts");
  }

  /// A wrong value of an option or document that the user wrote.
  static CommandException usage(IllegalArgumentException e) {
    return new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
  }
}
