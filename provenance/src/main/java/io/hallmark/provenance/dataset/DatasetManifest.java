package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is published about a data set: the schema, and per part the commitment and the root of the
/// record tree. Nothing in it depends on the data in a way that can be tested without the secrets.
///
/// @param schema the fitted schema, with name, split and origin record
/// @param version version of the data set, from 1 on
/// @param parent digest of the manifest before this version, or none
/// @param limb limb of the dataset proofs in bits
/// @param parts `train`, and `test` unless the test fraction is 0
/// @param created when it was committed; declared only
public record DatasetManifest(
    DatasetSchema schema,
    int version,
    Optional<Digest> parent,
    int limb,
    List<ManifestPart> parts,
    Instant created) {
  /// Type of the document.
  public static final String TYPE = "hallmark/manifest/v1";

  /// Limb of the dataset proofs unless stated.
  public static final int DEFAULT_LIMB = 16;

  private static final List<String> LATER = List.of("fingerprint", "tags");
  private static final String NONE = "none";

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if the parts are not those of the split
  public DatasetManifest {
    parts = List.copyOf(parts);
    List<String> expected =
        schema.split().isEmpty()
            ? List.of(Ingestion.TRAIN)
            : List.of(Ingestion.TRAIN, Ingestion.TEST);
    if (!parts.stream().map(ManifestPart::name).toList().equals(expected)) {
      throw new IllegalArgumentException("by its split the data set has the parts " + expected);
    }
  }

  /// Name of the data set.
  public String name() {
    return schema.name();
  }

  /// The part with this name.
  public Optional<ManifestPart> part(String name) {
    return parts.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /// The tagged digest: the identity of the data set.
  public Digest digest() {
    return Digests.document(toJson());
  }

  /// SHA-256 of the file.
  public Digest sha256() {
    return Digests.sha256(write());
  }

  /// Reads a manifest within the default limits.
  ///
  /// @throws VerificationException see [#read(byte[], DatasetLimits)]
  public static DatasetManifest read(byte[] bytes) throws VerificationException {
    return read(bytes, DatasetLimits.DEFAULT);
  }

  /// Reads a manifest and checks everything that needs no proof.
  ///
  /// @throws Rejected `LIMIT` if a size is beyond the limits; `GEOMETRY_VALID`, `MANIFEST_COLUMNS`,
  ///   `LINK_DESCRIPTOR` if a commitment is not what the schema and its geometry say;
  ///   `MANIFEST_PARTS` if two parts are one
  /// @throws VerificationException.Malformed if it is no manifest in canonical form
  public static DatasetManifest read(byte[] bytes, DatasetLimits limits)
      throws VerificationException {
    DatasetManifest manifest = Documents.read("manifest", bytes, DatasetManifest::parse);
    for (ManifestPart part : manifest.parts) {
      part.check(manifest.schema, limits);
    }
    long distinct = manifest.parts.stream().map(ManifestPart::root).distinct().count();
    if (distinct != manifest.parts.size()) {
      throw new Rejected("MANIFEST_PARTS", "two parts have one commitment");
    }
    return manifest;
  }

  private static DatasetManifest parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    for (String key : LATER) {
      if (!reader.array(key).isEmpty()) {
        throw reader.mismatch(key, "an empty list: this version knows no entries");
      }
    }
    DatasetSchema schema = DatasetSchema.parse(reader.object("schema"));
    List<ManifestPart> parts = new ArrayList<>();
    for (JsonReader part : reader.objects("parts")) {
      parts.add(ManifestPart.parse(part));
    }
    boolean first = reader.value("parent") instanceof JsonString(String text) && text.equals(NONE);
    try {
      return new DatasetManifest(
          schema,
          reader.smallInteger("version", 1, Integer.MAX_VALUE),
          first ? Optional.empty() : Optional.of(reader.digest("parent")),
          reader.smallInteger("limb", 4, 20),
          parts,
          Documents.time(reader, "created"));
    } catch (IllegalArgumentException e) {
      throw new DocumentException.Malformed(reader.path(), String.valueOf(e.getMessage()));
    }
  }

  private JsonObject toJson() {
    List<JsonValue> entries = new ArrayList<>();
    parts.forEach(part -> entries.add(part.toJson()));
    JsonObject.Builder builder =
        JsonObject.builder()
            .put("type", TYPE)
            .put("version", version)
            .put("parent", parent.map(Digest::hex).orElse(NONE))
            .put("schema", schema.toJson())
            .put("limb", limb)
            .put("parts", new JsonArray(entries))
            .put("created", Documents.text(created));
    LATER.forEach(key -> builder.put(key, new JsonArray(List.of())));
    return builder.build();
  }

  /// The canonical bytes.
  public byte[] write() {
    return CanonicalJson.write(toJson());
  }
}
