package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.source.CsvRecords;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The 22 fields of the Data & Trust Alliance standard 1.0.0 in a CSV file: one field and its value
/// per row, or a row of names above a row of values. Names are ours, those of the standard's
/// tables, or those of its JSON form.
final class OriginTable {
  /// Other names of the fields; upper and lower case, and what stands between words, do not count.
  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("standards_version", List.of("standards version used", "version")),
          Map.entry("title", List.of("dataset title/name", "data set title/name", "name")),
          Map.entry("metadata_id", List.of("unique metadata identifier", "id")),
          Map.entry("metadata_location", List.of("location")),
          Map.entry("issuer", List.of("data issuer")),
          Map.entry("description", List.of("description of the dataset")),
          Map.entry("source_metadata", List.of("source metadata for dataset")),
          Map.entry("source", List.of("source (if different from issuer)", "origin")),
          Map.entry("origin_geography", List.of("data origin geography")),
          Map.entry("issue_date", List.of("dataset issue date", "date")),
          Map.entry(
              "previous_issue_date",
              List.of("date of previously issued version of the dataset", "previous-date")),
          Map.entry(
              "generation_dates",
              List.of("range of dates for data generation", "generation-period")),
          Map.entry("method", List.of("generation-method")),
          Map.entry("format", List.of("data format")),
          Map.entry("confidentiality", List.of("confidentiality classification", "classification")),
          Map.entry("consent_location", List.of("consent documentation location", "consents")),
          Map.entry(
              "privacy_techniques",
              List.of("privacy enhancing technologies (PETs)", "privacy-enhancing")),
          Map.entry(
              "processing_geography", List.of("data processing geography", "processing-included")),
          Map.entry("storage_geography", List.of("data storage geography", "storage-allowed")),
          Map.entry("license", List.of("license to use", "licence")),
          Map.entry("intended_use", List.of("intended data use", "intended-purpose")),
          Map.entry(
              "intellectual_property",
              List.of("proprietary data presence", "copyright, patent, trademark")));

  private OriginTable() {}

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "");
  }

  /// Our name of a field.
  static String field(String file, String name) throws Malformed {
    String wanted = key(name);
    for (Map.Entry<String, List<String>> entry : NAMES.entrySet()) {
      if (key(entry.getKey()).equals(wanted)
          || entry.getValue().stream().anyMatch(other -> key(other).equals(wanted))) {
        return entry.getKey();
      }
    }
    throw new Malformed(file + ": \"" + name + "\" is none of the 22 fields of an origin");
  }

  /// The fields of a CSV file.
  static SortedMap<String, String> fields(String file, byte[] bytes) throws Malformed {
    List<List<String>> rows;
    try {
      rows = CsvRecords.read(file, bytes);
    } catch (SourceException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory", e);
    }
    SortedMap<String, String> out = new TreeMap<>();
    boolean isWide = rows.size() == 2 && rows.getFirst().size() != 2;
    if (isWide && rows.get(0).size() != rows.get(1).size()) {
      throw new Malformed(file + ": as many values as names");
    }
    int count = isWide ? rows.getFirst().size() : rows.size();
    for (int i = 0; i < count; i++) {
      if (!isWide && rows.get(i).size() != 2) {
        throw new Malformed(
            file + ": row " + (i + 1) + " has not two cells, a field and its value");
      }
      String name = isWide ? rows.get(0).get(i) : rows.get(i).get(0);
      String value = isWide ? rows.get(1).get(i) : rows.get(i).get(1);
      boolean isHeader = !isWide && i == 0 && key(name).equals("field");
      if (!isHeader) {
        OriginFile.put(file, out, field(file, name), value);
      }
    }
    return out;
  }
}
