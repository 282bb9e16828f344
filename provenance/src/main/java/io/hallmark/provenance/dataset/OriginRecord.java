package io.hallmark.provenance.dataset;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Where the data come from, in the 22 fields of the Data & Trust Alliance standard 1.0.0. It is
/// what the owner declares; nothing here is proven.
///
/// @param fields text by field name
public record OriginRecord(SortedMap<String, String> fields) {
  /// Fields without which a data set is not ingested.
  public static final List<String> MANDATORY =
      List.of(
          "title",
          "issuer",
          "source",
          "generation_dates",
          "method",
          "origin_geography",
          "license",
          "consent_location",
          "confidentiality");

  /// The other fields.
  public static final List<String> OPTIONAL =
      List.of(
          "standards_version",
          "metadata_id",
          "metadata_location",
          "description",
          "source_metadata",
          "issue_date",
          "previous_issue_date",
          "format",
          "privacy_techniques",
          "processing_geography",
          "storage_geography",
          "intended_use",
          "intellectual_property");

  /// Checks names and texts.
  ///
  /// @throws IllegalArgumentException naming the mandatory fields that are missing, or a field that
  ///   is unknown or not a text of one line
  public OriginRecord {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    Set<String> given = fields.keySet();
    String open =
        MANDATORY.stream()
            .filter(name -> !given.contains(name))
            .map(name -> "\"" + name + "\"")
            .collect(Collectors.joining(", "));
    if (!open.isEmpty()) {
      throw new IllegalArgumentException("the origin record has no " + open);
    }
    fields.forEach((name, text) -> {
      if (!MANDATORY.contains(name) && !OPTIONAL.contains(name)) {
        throw new IllegalArgumentException("unknown field \"" + name + "\" of the origin record");
      }
      if (!Documents.isLine(text)) {
        throw new IllegalArgumentException("\"" + name + "\" is not a text of one line");
      }
    });
  }

  static OriginRecord parse(JsonReader reader) throws DocumentException.Malformed {
    SortedMap<String, String> fields = new TreeMap<>();
    for (String name : new ArrayList<>(reader.source().members().keySet())) {
      fields.put(name, reader.string(name));
    }
    try {
      return new OriginRecord(fields);
    } catch (IllegalArgumentException e) {
      throw new DocumentException.Malformed(reader.path(), String.valueOf(e.getMessage()));
    }
  }

  JsonObject toJson() {
    JsonObject.Builder object = JsonObject.builder();
    fields.forEach(object::put);
    return object.build();
  }
}
