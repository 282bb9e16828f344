package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.source.SourceFile;
import java.util.List;

/// A source that was ingested. Rows of the data set are counted through all sources: row r of this
/// one is row `first + r` of the data set.
///
/// @param file name, length and digest
/// @param version version of the data set that ingested it
/// @param first number of its first row
/// @param rows number of its rows
record OpenedSource(SourceFile file, int version, long first, long rows) {
  /// The same rows of a file that is not named.
  OpenedSource withheld() {
    SourceFile nothing =
        new SourceFile("withheld", 0, Digest.of(new byte[Digest.BYTES]), List.of());
    return new OpenedSource(nothing, version, first, rows);
  }

  static OpenedSource parse(JsonReader reader) throws DocumentException.Malformed {
    return new OpenedSource(
        new SourceFile(
            Documents.line(reader, "name"),
            reader.integer("length", 0, Long.MAX_VALUE),
            reader.digest("sha256"),
            reader.has("notes") ? reader.strings("notes") : List.of()),
        reader.smallInteger("version", 1, Integer.MAX_VALUE),
        reader.integer("first", 0, Long.MAX_VALUE),
        reader.integer("rows", 0, Long.MAX_VALUE));
  }

  JsonObject json() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("name", file.name())
            .put("length", file.length())
            .put("sha256", file.sha256())
            .put("version", version)
            .put("first", first)
            .put("rows", rows);
    if (!file.notes().isEmpty()) {
      out.put("notes", JsonArray.ofStrings(file.notes()));
    }
    return out.build();
  }
}
