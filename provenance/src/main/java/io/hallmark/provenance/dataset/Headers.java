package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Compares the header of a source with the columns of a schema.
final class Headers {
  private static final List<String> OTHER_DELIMITERS = List.of(";", "\t", "|");

  private Headers() {}

  /// The place in the header of each column of the schema.
  ///
  /// @throws SourceException if a column is missing, or one is not in the schema
  static int[] places(String file, List<String> names, List<String> header) throws SourceException {
    if (header.size() == 1 && names.size() > 1) {
      for (String delimiter : OTHER_DELIMITERS) {
        if (header.getFirst().contains(delimiter)) {
          String shown = delimiter.equals("\t") ? "a tab" : "'" + delimiter + "'";
          throw new SourceException(
              file, 1, -1, "", "the columns of the schema", "a header separated by " + shown);
        }
      }
    }
    int[] places = new int[names.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = header.indexOf(names.get(i));
      if (places[i] < 0) {
        throw new SourceException(
            file, 1, -1, names.get(i), "this column of the schema", "a header without it");
      }
    }
    Set<String> known = new HashSet<>(names);
    for (String name : header) {
      if (!known.contains(name)) {
        throw new SourceException(
            file,
            1,
            -1,
            name,
            "only columns of the schema (give others the role \"ignored\")",
            "a column that is not in the schema");
      }
    }
    return places;
  }
}
