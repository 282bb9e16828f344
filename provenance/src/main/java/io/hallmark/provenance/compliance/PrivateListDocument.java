package io.hallmark.provenance.compliance;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.proof.commitment.Descriptor;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.ListRelation;
import io.hallmark.provenance.policy.PolicySchema;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// What is public about a private list: what its entries are, how many there are, and the
/// commitment to them. Type `hallmark/private-list/v1`. It means something with its list proof
/// only, which shows that the entries ascend.
///
/// @param name name for people
/// @param version version, at least 1
/// @param variant what was hashed, for fingerprints
/// @param namespace what kind of identifier it is, for keyed identifiers
/// @param key check value of the key of identifiers, for keyed identifiers
/// @param entries number of entries
/// @param root root of the commitment
/// @param geometry geometry of the commitment
/// @param descriptor what links the commitment; recomputed by every reader
public record PrivateListDocument(
    String name,
    int version,
    Optional<Fingerprint.Variant> variant,
    Optional<String> namespace,
    Optional<Digest> key,
    int entries,
    Digest root,
    Geometry geometry,
    Digest descriptor) {
  /// Type of the document.
  public static final String TYPE = "hallmark/private-list/v1";

  private static final long KIND = 7;
  private static final long MAX_NUMBER = (1L << 53) - 1;

  /// Checks that it is one kind of list.
  ///
  /// @throws IllegalArgumentException if there is a variant and a namespace, or neither
  public PrivateListDocument {
    if (variant.isPresent() == namespace.isPresent() || key.isPresent() != namespace.isPresent()) {
      throw new IllegalArgumentException("either a variant, or a namespace and a key");
    }
  }

  /// The document of a commitment to the entries of a list.
  static PrivateListDocument of(ListDocument list, byte[] root, Geometry geometry) {
    Digest descriptor =
        Digest.of(Descriptor.of(root, geometry, ListRelation.shapes(list.entries(), list.limbs())));
    return new PrivateListDocument(
        list.name(),
        list.version(),
        list.variant(),
        list.namespace(),
        list.key(),
        list.entries(),
        Digest.of(root),
        geometry,
        descriptor);
  }

  /// Limbs of an entry.
  public int limbs() {
    return variant.isPresent() ? 4 : 1;
  }

  /// What the entries are digests of, as for columns of a data set.
  public String kind() {
    return variant
        .map(Fingerprint.Variant::word)
        .orElseGet(() ->
            PolicySchema.DigestColumn.subjects(namespace.orElseThrow(), key.orElseThrow().hex()));
  }

  /// Reads a canonical document.
  ///
  /// @throws Malformed naming the place
  /// @throws Rejected `LIMIT`, `GEOMETRY_VALID` or `LINK_DESCRIPTOR`
  public static PrivateListDocument read(byte[] bytes, Limits limits) throws VerificationException {
    PrivateListDocument out = Documents.read("list", bytes, PrivateListDocument::parse);
    out.check(limits);
    return out;
  }

  private void check(Limits limits) throws Rejected {
    boolean fits =
        (long) entries * limbs() <= limits.cells()
            && geometry.m() <= limits.m()
            && geometry.nu() <= limits.nu()
            && geometry.openings() <= limits.openings();
    if (!fits) {
      throw new Rejected("LIMIT", "the private list " + name + ": " + geometry);
    }
    if (!geometry.isValid()) {
      throw new Rejected("GEOMETRY_VALID", "the private list " + name + ": " + geometry);
    }
    Digest found =
        Digest.of(Descriptor.of(root.bytes(), geometry, ListRelation.shapes(entries, limbs())));
    if (!descriptor.equals(found)) {
      throw new Rejected("LINK_DESCRIPTOR", "of the private list " + name);
    }
  }

  private static PrivateListDocument parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    Optional<Fingerprint.Variant> variant = Optional.empty();
    if (reader.has("variant")) {
      String[] words =
          Arrays.stream(Fingerprint.Variant.values())
              .map(Fingerprint.Variant::word)
              .toArray(String[]::new);
      variant = Fingerprint.Variant.of(reader.oneOf("variant", words));
    }
    JsonReader commitment = reader.object("commitment");
    return new PrivateListDocument(
        Documents.line(reader, "name"),
        reader.smallInteger("version", 1, Integer.MAX_VALUE),
        variant,
        variant.isPresent() ? Optional.empty() : Optional.of(Documents.line(reader, "namespace")),
        variant.isPresent() ? Optional.empty() : Optional.of(reader.digest("key")),
        reader.smallInteger("entries", 1, ListDocument.MAX_ENTRIES),
        commitment.digest("root"),
        new Geometry(
            commitment.integer("m", 0, 64),
            commitment.integer("nu", 0, 64),
            commitment.integer("t", 0, MAX_NUMBER),
            commitment.integer("b", 0, MAX_NUMBER)),
        reader.digest("descriptor"));
  }

  private JsonObject toJson() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("type", TYPE)
            .put("name", name)
            .put("version", version)
            .put("entries", entries)
            .put("descriptor", descriptor)
            .put(
                "commitment",
                JsonObject.builder()
                    .put("root", root)
                    .put("m", geometry.m())
                    .put("nu", geometry.nu())
                    .put("t", geometry.queries())
                    .put("b", geometry.openings())
                    .build());
    variant.ifPresent(v -> out.put("variant", v.word()));
    namespace.ifPresent(n -> out.put("namespace", n));
    key.ifPresent(k -> out.put("key", k));
    return out.build();
  }

  /// The canonical bytes.
  public byte[] write() {
    return CanonicalJson.write(toJson());
  }

  /// The tagged digest of the document.
  public Digest digest() {
    return Digests.document(toJson());
  }

  /// What the list proof binds: the digest, the kind 7 and the number 0, 8 bytes each.
  byte[] publicBytes() {
    ByteBuffer out = ByteBuffer.allocate(Digest.BYTES + 2 * Long.BYTES);
    return out.put(digest().bytes()).putLong(KIND).putLong(0).array();
  }
}
