package io.hallmark.provenance.source;

import java.util.Optional;

/// The format of the files of a source, as a schema declares it.
///
/// Where nothing is declared the names of the files say it: `.tsv` and `.tab` are CSV with tabs,
/// `.jsonl` and `.ndjson` JSON Lines, `.parquet` Parquet, `.png` pictures, `*images-idx3-ubyte*`
/// IDX, everything else is CSV. An ending `.gz` does not count.
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
    /// Columns in pages.
    PARQUET("parquet"),
    /// Pictures in folders that are their labels.
    PNG("png"),
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
}
