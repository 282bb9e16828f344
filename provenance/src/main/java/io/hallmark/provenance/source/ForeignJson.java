package io.hallmark.provenance.source;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON value (RFC 8259) of somebody else's document, with the text of its numbers.
public sealed interface ForeignJson {
  /// A string.
  ///
  /// @param text its characters
  record Text(String text) implements ForeignJson {}

  /// A number as it stands there.
  ///
  /// @param literal its text
  record Numeral(String literal) implements ForeignJson {}

  /// True or false.
  ///
  /// @param value which
  record Truth(boolean value) implements ForeignJson {}

  /// null.
  record Null() implements ForeignJson {}

  /// An array.
  ///
  /// @param elements its elements in order
  record Array(List<ForeignJson> elements) implements ForeignJson {
    /// Copies the list.
    public Array {
      elements = Collections.unmodifiableList(new ArrayList<>(elements));
    }
  }

  /// An object, every key once.
  ///
  /// @param members values by key, in the order of the document
  record Members(Map<String, ForeignJson> members) implements ForeignJson {
    /// Copies the map.
    public Members {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }
}
