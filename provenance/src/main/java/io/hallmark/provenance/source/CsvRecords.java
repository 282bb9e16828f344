package io.hallmark.provenance.source;

import io.hallmark.provenance.SourceException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A small CSV document in memory, such as metadata: all its records, without a header of its own.
public final class CsvRecords {
  private CsvRecords() {}

  /// Reads all records.
  ///
  /// @param name name of the document, for messages
  /// @throws SourceException naming the place of the first fault
  /// @throws IOException never, as the bytes are here
  public static List<List<String>> read(String name, byte[] bytes)
      throws SourceException, IOException {
    CsvText text = new CsvText(new CharStream(name, new ByteArrayInputStream(bytes)), ',');
    List<List<String>> out = new ArrayList<>();
    for (List<String> cells = text.record(0, 2);
        cells != null;
        cells = text.record(out.size(), 2)) {
      out.add(cells);
    }
    return out;
  }
}
