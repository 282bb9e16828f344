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

/// What is published about a version of a data set: the schema, and per shard the commitment and
/// the root of the record tree. Nothing in it depends on the data in a way that can be tested
/// without the secrets.
///
/// A new version names the one before, and what it added and removed; the document of the one
/// before stays as it is. What a version says about the one before can be checked by who has both
/// ([DatasetHistory]).
///
/// @param schema the fitted schema, with name, split and origin record
/// @param version version of the data set, from 1 on
/// @param parent digest of the manifest before this version, or none
/// @param limb limb of the dataset proofs in bits
/// @param parts the shards in order: those of `train`, then those of `test` unless the test
///   fraction is 0
/// @param removed names of the shards that the version before had and this one has not, in order
/// @param created when it was committed; declared only
public record DatasetManifest(
    DatasetSchema schema,
    int version,
    Optional<Digest> parent,
    int limb,
    List<ManifestPart> parts,
    List<String> removed,
    Instant created) {
  /// Type of the document.
  public static final String TYPE = "hallmark/manifest/v1";

  /// Limb of the dataset proofs unless stated.
  public static final int DEFAULT_LIMB = 16;

  private static final int MAX_VERSION = 999_999_999;
  private static final List<String> LATER = List.of("fingerprint", "tags");
  private static final String NONE = "none";

  /// Copies the lists.
  ///
  /// @throws IllegalArgumentException if the parts are not those of the split, or a first version
  ///   has a parent, or a later one has none
  public DatasetManifest {
    parts = List.copyOf(parts);
    removed = List.copyOf(removed);
    List<String> expected =
        schema.split().isEmpty()
            ? List.of(Ingestion.TRAIN)
            : List.of(Ingestion.TEST, Ingestion.TRAIN);
    if (!parts.stream().map(ManifestPart::part).distinct().sorted().toList().equals(expected)) {
      throw new IllegalArgumentException("by its split the data set has the parts " + expected);
    }
    if ((version == 1) != parent.isEmpty()) {
      throw new IllegalArgumentException("version " + version + " and parent " + parent);
    }
  }

  /// The first version of a data set.
  public static DatasetManifest first(
      DatasetSchema schema, int limb, List<ManifestPart> parts, Instant created) {
    return new DatasetManifest(schema, 1, Optional.empty(), limb, parts, List.of(), created);
  }

  /// Name of the data set.
  public String name() {
    return schema.name();
  }

  /// The shard with this name.
  public Optional<ManifestPart> part(String name) {
    return parts.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /// The shards of a part, in order; none if the data set has no such part.
  ///
  /// @param part `train` or `test`
  public List<ManifestPart> shards(String part) {
    return parts.stream().filter(p -> p.part().equals(part)).toList();
  }

  /// Number of records of a part.
  public int rows(String part) {
    return shards(part).stream().mapToInt(ManifestPart::rows).sum();
  }

  /// The shards that this version committed, in order: those that it added, or all.
  public List<ManifestPart> added() {
    return parts.stream().filter(p -> p.since().isEmpty()).toList();
  }

  /// Whether this version commits to the shards of the one before again, with fresh secrets, and
  /// changes nothing else.
  public boolean isCommittedAgain() {
    return version > 1
        && parts.stream().allMatch(p -> p.since().isEmpty() && p.shard().version() < version);
  }

  /// What the dataset proof of a shard is bound to: the digest of the version that added it.
  public Digest proofContext(ManifestPart part) {
    return part.since().orElseGet(this::digest);
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
  ///   `SHARD_TWICE`, `SHARD_ORDER`, `SHARD_VERSION`, `SHARD_MISSING` if the shards are not each
  ///   there once, in order
  /// @throws VerificationException.Malformed if it is no manifest in canonical form
  public static DatasetManifest read(byte[] bytes, DatasetLimits limits)
      throws VerificationException {
    DatasetManifest manifest = Documents.read("manifest", bytes, DatasetManifest::parse);
    ShardChecks.check(manifest);
    for (ManifestPart part : manifest.parts) {
      part.check(manifest.schema, limits);
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
          reader.smallInteger("version", 1, MAX_VERSION),
          first ? Optional.empty() : Optional.of(reader.digest("parent")),
          reader.smallInteger("limb", 4, 20),
          parts,
          reader.strings("removed"),
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
            .put("removed", JsonArray.ofStrings(removed))
            .put("created", Documents.text(created));
    LATER.forEach(key -> builder.put(key, new JsonArray(List.of())));
    return builder.build();
  }

  /// The canonical bytes.
  public byte[] write() {
    return CanonicalJson.write(toJson());
  }
}
