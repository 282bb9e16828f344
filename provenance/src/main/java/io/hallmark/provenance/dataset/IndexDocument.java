package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.learning.relation.DataColumns;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is published about an index of a data set: commitments to its columns of digests and to
/// nothing else, made to answer requests, with openings of their own. [CopyProofs] show that they
/// hold the digests of the data set.
///
/// @param manifest digest of the data set's manifest
/// @param parts one commitment per part of the data set, with the columns `f⟨d⟩.⟨k⟩`
/// @param created when it was made; declared only
public record IndexDocument(Digest manifest, List<ManifestPart> parts, Instant created) {
  /// Type of the document.
  public static final String TYPE = "hallmark/index/v1";

  /// Copies the list.
  public IndexDocument {
    parts = List.copyOf(parts);
  }

  /// The tagged digest.
  public Digest digest() {
    return Digests.document(toJson());
  }

  /// Reads an index and checks everything that needs no proof.
  ///
  /// @param original the manifest of the data set that it is said to be of; whether it is, is
  ///   checked with the proofs
  /// @throws VerificationException.Rejected `LIMIT`, `GEOMETRY_VALID`, `MANIFEST_COLUMNS` or
  ///   `LINK_DESCRIPTOR` if a commitment is not what the schema and its geometry say
  /// @throws VerificationException.Malformed if it is no index in canonical form
  public static IndexDocument read(byte[] bytes, DatasetManifest original, DatasetLimits limits)
      throws VerificationException {
    IndexDocument index = Documents.read("index", bytes, IndexDocument::parse);
    List<String> columns = DataShapes.digestColumns(original.schema());
    for (ManifestPart part : index.parts) {
      part.check(
          DataColumns.tagShapes(columns, part.rows()), (long) part.rows() * columns.size(), limits);
    }
    return index;
  }

  private static IndexDocument parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    List<ManifestPart> parts = new ArrayList<>();
    for (JsonReader part : reader.objects("parts")) {
      parts.add(ManifestPart.parse(part));
    }
    return new IndexDocument(reader.digest("manifest"), parts, Documents.time(reader, "created"));
  }

  private JsonObject toJson() {
    List<JsonValue> entries = new ArrayList<>();
    parts.forEach(part -> entries.add(part.toJson()));
    return JsonObject.builder()
        .put("type", TYPE)
        .put("manifest", manifest)
        .put("parts", new JsonArray(entries))
        .put("created", Documents.text(created))
        .build();
  }

  /// The canonical bytes.
  public byte[] write() {
    return CanonicalJson.write(toJson());
  }
}
