package io.hallmark.provenance.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Everything in a source: the header of its first file, then all rows.
public final class Rows {
  private Rows() {}

  /// Reads a source.
  public static List<List<String>> of(RecordSource source) throws SourceException, IOException {
    List<List<String>> out = new ArrayList<>();
    source.read((file, names) -> {
      if (out.isEmpty()) {
        out.add(List.copyOf(names));
      }
      assertEquals(out.getFirst(), names);
      return (row, line, cells) -> {
        assertEquals(out.size() - 1, row);
        out.add(List.copyOf(cells));
      };
    });
    return out;
  }
}
