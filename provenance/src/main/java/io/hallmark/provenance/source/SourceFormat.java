package io.hallmark.provenance.source;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The format of the files of a source, as a schema declares it.
///
/// Where nothing is declared the names of the files say it: `.tsv` and `.tab` are CSV with tabs,
/// `.jsonl` and `.ndjson` JSON Lines, `*images-idx3-ubyte*` IDX, everything else is CSV. An ending
/// `.gz` does not count.
///
/// @param declared the format, if declared
/// @param delimiter what stands between the cells of a CSV file, if declared
public record SourceFormat(Optional<Kind> declared, Optional<Character> delimiter) {
  /// Nothing is declared.
  public static final SourceFormat BY_NAME = new SourceFormat(Optional.empty(), Optional.empty());

  private static final String DELIMITERS = ",;\t|: ";

  /// A family of files.
  public enum Kind {
    /// Cells between delimiters, RFC 4180.
    CSV("csv"),
    /// One JSON object per line.
    JSON_LINES("jsonl"),
    /// Images and labels in the IDX format.
    IDX("idx");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /// The word of documents.
    public String word() {
      return word;
    }
  }

  /// Checks the delimiter.
  ///
  /// @throws IllegalArgumentException if it is none of the common ones, or the format has none
  public SourceFormat {
    delimiter.ifPresent(c -> {
      if (DELIMITERS.indexOf(c) < 0) {
        throw new IllegalArgumentException(
            "expected a delimiter among ',', ';', tab, '|', ':' and space");
      }
    });
    if (delimiter.isPresent() && declared.isPresent() && declared.get() != Kind.CSV) {
      throw new IllegalArgumentException("expected a delimiter for the format \"csv\" only");
    }
  }

  /// The format of these files.
  ///
  /// @throws IllegalArgumentException if there is no file, or their names say different formats
  Kind kind(List<Path> files) {
    if (declared.isPresent()) {
      return declared.get();
    }
    Set<Kind> found = files.stream().map(SourceFormat::kindOf).collect(Collectors.toSet());
    if (found.size() != 1) {
      String words = Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "expected files of one format (" + words + "), not " + files);
    }
    return found.iterator().next();
  }

  /// The delimiter of this CSV file.
  char delimiter(Path file) {
    String name = plainName(file);
    boolean tabs = name.endsWith(".tsv") || name.endsWith(".tab");
    return delimiter.orElse(tabs ? '\t' : ',');
  }

  private static Kind kindOf(Path file) {
    String name = plainName(file);
    if (IdxSource.isImages(file) || IdxSource.isLabels(file)) {
      return Kind.IDX;
    }
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? Kind.JSON_LINES : Kind.CSV;
  }

  private static String plainName(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
