package io.hallmark.provenance.dataset;

import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.source.ForeignJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Metadata in MLCommons Croissant 1.0 or 1.1 as fields of an origin. Property names are read by
/// their last part, so that any prefix of the context may stand before them.
///
/// What Croissant has no word for (consent, confidentiality) stays open unless a property of that
/// name stands there; what it says about each file is its SHA-256.
final class Croissant {
  /// Our field, then the properties that can fill it, the first that is there.
  private static final Map<String, List<String>> PROPERTIES = new LinkedHashMap<>();

  static {
    PROPERTIES.put("title", List.of("name"));
    PROPERTIES.put("description", List.of("description"));
    PROPERTIES.put("issuer", List.of("publisher", "creator", "wasAttributedTo"));
    PROPERTIES.put("source", List.of("isBasedOn", "url"));
    PROPERTIES.put("source_metadata", List.of("wasDerivedFrom", "sameAs"));
    PROPERTIES.put("metadata_id", List.of("identifier", "@id"));
    PROPERTIES.put("metadata_location", List.of("mainEntityOfPage"));
    PROPERTIES.put("issue_date", List.of("datePublished"));
    PROPERTIES.put("generation_dates", List.of("dataCollectionTimeframe", "temporalCoverage"));
    PROPERTIES.put("method", List.of("dataCollection", "dataCollectionType", "wasGeneratedBy"));
    PROPERTIES.put("origin_geography", List.of("spatialCoverage", "locationCreated"));
    PROPERTIES.put("license", List.of("license"));
    PROPERTIES.put("consent_location", List.of("consentLocation", "publishingPrinciples"));
    PROPERTIES.put("confidentiality", List.of("confidentiality", "personalSensitiveInformation"));
    PROPERTIES.put("privacy_techniques", List.of("dataPreprocessingProtocol"));
    PROPERTIES.put("intended_use", List.of("dataUseCases", "usageInfo"));
    PROPERTIES.put("intellectual_property", List.of("copyrightNotice", "copyrightHolder"));
  }

  private static final List<String> NAMES = List.of("name", "title", "value", "url", "@id");

  private Croissant() {}

  /// Whether a document says that it conforms to Croissant.
  static boolean isOne(ForeignJson.Members document) {
    return texts(property(document, "conformsTo")).stream()
        .anyMatch(t -> t.contains("mlcommons.org/croissant/"));
  }

  /// Reads a document.
  ///
  /// @throws Malformed if it conforms to another version
  static OriginFile read(String name, ForeignJson.Members document) throws Malformed {
    List<String> versions =
        texts(property(document, "conformsTo")).stream()
            .filter(t -> t.matches("https?://mlcommons\\.org/croissant/1\\.[01]"))
            .toList();
    if (versions.isEmpty()) {
      throw new Malformed(name + ": conforms to Croissant, but not to 1.0 or 1.1");
    }
    SortedMap<String, String> fields = new TreeMap<>();
    for (Map.Entry<String, List<String>> entry : PROPERTIES.entrySet()) {
      for (String property : entry.getValue()) {
        String text = String.join("; ", texts(property(document, property)));
        if (!text.isBlank()) {
          OriginFile.put(name, fields, entry.getKey(), text);
          break;
        }
      }
    }
    String last = versions.getFirst();
    OriginFile.put(
        name,
        fields,
        "standards_version",
        "Croissant " + last.substring(last.lastIndexOf('/') + 1));
    Map<String, String> digests = new LinkedHashMap<>();
    List<String> formats = new ArrayList<>();
    for (ForeignJson file : elements(property(document, "distribution"))) {
      if (file instanceof ForeignJson.Members object) {
        digest(object, digests);
        texts(property(object, "encodingFormat")).stream()
            .filter(f -> !formats.contains(f))
            .forEach(formats::add);
      }
    }
    OriginFile.put(name, fields, "format", String.join("; ", formats));
    return new OriginFile(fields, digests);
  }

  /// The digest of a file by its name: that of the object, and the end of its address.
  private static void digest(ForeignJson.Members object, Map<String, String> digests) {
    List<String> digest = texts(property(object, "sha256"));
    if (digest.size() != 1 || !digest.getFirst().matches("[0-9a-fA-F]{64}")) {
      return;
    }
    String hex = digest.getFirst().toLowerCase(Locale.ROOT);
    texts(property(object, "name")).forEach(n -> digests.put(n, hex));
    texts(property(object, "contentUrl"))
        .forEach(u -> digests.put(u.substring(u.lastIndexOf('/') + 1), hex));
  }

  /// The property of this name, with or without a prefix.
  private static ForeignJson property(ForeignJson.Members object, String name) {
    ForeignJson exact = object.members().get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, ForeignJson> member : object.members().entrySet()) {
      String key = member.getKey();
      int end =
          Math.max(Math.max(key.lastIndexOf(':'), key.lastIndexOf('/')), key.lastIndexOf('#'));
      if (end >= 0 && key.substring(end + 1).equals(name)) {
        return member.getValue();
      }
    }
    return new ForeignJson.Null();
  }

  private static List<ForeignJson> elements(ForeignJson value) {
    return value instanceof ForeignJson.Array array ? array.elements() : List.of(value);
  }

  /// The texts of a value: its own, those of its elements, the name of an object, the value of a
  /// text in a language.
  private static List<String> texts(ForeignJson value) {
    List<String> out = new ArrayList<>();
    for (ForeignJson element : elements(value)) {
      switch (element) {
        case ForeignJson.Text t -> out.add(t.text());
        case ForeignJson.Numeral n -> out.add(n.literal());
        case ForeignJson.Members object -> {
          for (String name : NAMES) {
            List<String> inner =
                object.members().containsKey(name) || name.equals("value")
                    ? texts(property(object, name.equals("value") ? "@value" : name))
                    : List.of();
            if (!inner.isEmpty()) {
              out.addAll(inner);
              break;
            }
          }
        }
        case ForeignJson.Array _, ForeignJson.Truth _, ForeignJson.Null _ -> {}
      }
    }
    return out;
  }
}
