package io.hallmark.provenance.policy;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.dataset.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A published list: what its entries are, and the digest of the file that holds them.
///
/// The file has one entry per line, 60 or 15 lower-case hexadecimal digits and LF, ascending and
/// distinct.
///
/// @param name name for people
/// @param version version, at least 1
/// @param variant what was hashed, for fingerprints
/// @param namespace what kind of identifier it is, for keyed identifiers
/// @param key check value of the key of identifiers, for keyed identifiers
/// @param entries number of entries
/// @param file SHA-256 of the file
public record ListDocument(
    String name,
    int version,
    Optional<Fingerprint.Variant> variant,
    Optional<String> namespace,
    Optional<Digest> key,
    int entries,
    Digest file) {
  /// Type of the document.
  public static final String TYPE = "hallmark/list/v1";

  /// Most entries.
  public static final int MAX_ENTRIES = 1 << 24;

  /// Checks that it is one kind of list.
  ///
  /// @throws IllegalArgumentException if there is a variant and a namespace, or neither
  public ListDocument {
    if (variant.isPresent() == namespace.isPresent() || key.isPresent() != namespace.isPresent()) {
      throw new IllegalArgumentException("either a variant, or a namespace and a key");
    }
  }

  /// Limbs of an entry.
  public int limbs() {
    return variant.isPresent() ? 4 : 1;
  }

  /// A document for entries.
  public static ListDocument of(
      String name,
      int version,
      Optional<Fingerprint.Variant> variant,
      Optional<String> namespace,
      Optional<Digest> key,
      EntryList entries) {
    return new ListDocument(
        name, version, variant, namespace, key, entries.size(), Digests.sha256(file(entries)));
  }

  /// The file of entries.
  public static byte[] file(EntryList entries) {
    StringBuilder out = new StringBuilder(entries.size() * (15 * entries.width() + 1));
    long[] entry = new long[entries.width()];
    for (int e = 0; e < entries.size(); e++) {
      for (int k = 0; k < entry.length; k++) {
        entry[k] = entries.limbs()[k][e];
      }
      out.append(Fingerprint.digits(entry)).append('\n');
    }
    return out.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /// Reads a canonical document.
  ///
  /// @throws Malformed naming the place
  public static ListDocument read(byte[] bytes) throws Malformed {
    return Documents.read("list", bytes, ListDocument::parse);
  }

  private static ListDocument parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    Optional<Fingerprint.Variant> variant = Optional.empty();
    if (reader.has("variant")) {
      String[] words =
          Arrays.stream(Fingerprint.Variant.values())
              .map(Fingerprint.Variant::word)
              .toArray(String[]::new);
      variant = Fingerprint.Variant.of(reader.oneOf("variant", words));
    } else if (!reader.has("namespace")) {
      throw reader.mismatch("variant", "a variant or a namespace");
    }
    return new ListDocument(
        Documents.line(reader, "name"),
        reader.smallInteger("version", 1, Integer.MAX_VALUE),
        variant,
        variant.isPresent() ? Optional.empty() : Optional.of(Documents.line(reader, "namespace")),
        variant.isPresent() ? Optional.empty() : Optional.of(reader.digest("key")),
        reader.smallInteger("entries", 1, MAX_ENTRIES),
        reader.digest("sha256"));
  }

  /// The document.
  public JsonObject toJson() {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("type", TYPE)
            .put("name", name)
            .put("version", version)
            .put("entries", entries)
            .put("sha256", file);
    variant.ifPresent(v -> out.put("variant", v.word()));
    namespace.ifPresent(n -> out.put("namespace", n));
    key.ifPresent(k -> out.put("key", k));
    return out.build();
  }

  /// What the entries are digests of, as for columns of a data set.
  public String kind() {
    return variant
        .map(Fingerprint.Variant::word)
        .orElseGet(() ->
            PolicySchema.DigestColumn.subjects(namespace.orElseThrow(), key.orElseThrow().hex()));
  }

  /// The canonical bytes.
  public byte[] write() {
    return CanonicalJson.write(toJson());
  }

  /// The tagged digest of the document.
  public Digest digest() {
    return Digests.document(toJson());
  }

  /// Reads the entries of a file that must be this list's.
  ///
  /// @throws Rejected if the file is another one
  /// @throws Malformed if it is no file of ascending entries
  public EntryList entries(byte[] bytes) throws VerificationException {
    if (!Digests.sha256(bytes).equals(file)) {
      throw new Rejected("LIST_DIGEST", "the file of the list " + name + " is another one");
    }
    EntryList out = entries(bytes, limbs());
    if (out.size() != entries) {
      throw new Rejected(
          "LIST_DIGEST", "the list %s has %d entries, not %d".formatted(name, out.size(), entries));
    }
    return out;
  }

  /// Reads a file of entries.
  ///
  /// @param limbs 4 for lines of 60 digits, 1 for lines of 15
  /// @throws Malformed naming the line
  public static EntryList entries(byte[] bytes, int limbs) throws Malformed {
    int line = 15 * limbs + 1;
    if (bytes.length == 0 || bytes.length % line != 0 || bytes.length / line > MAX_ENTRIES) {
      throw new Malformed(
          "list: not 1 to %d lines of %d digits and a line feed".formatted(MAX_ENTRIES, line - 1));
    }
    int n = bytes.length / line;
    long[][] out = new long[limbs][n];
    for (int e = 0; e < n; e++) {
      for (int k = 0; k < limbs; k++) {
        out[k][e] = limb(bytes, e * line + 15 * k, e);
      }
      if (bytes[e * line + line - 1] != '\n') {
        throw new Malformed("list: line " + (e + 1) + " has no line feed after its digits");
      }
    }
    try {
      return new EntryList(out);
    } catch (IllegalArgumentException e) {
      throw new Malformed("list: " + e.getMessage());
    }
  }

  private static long limb(byte[] bytes, int from, int entry) throws Malformed {
    long out = 0;
    for (int i = from; i < from + 15; i++) {
      int c = bytes[i];
      int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) {
        throw new Malformed(
            "list: line " + (entry + 1) + " is not of lower-case hexadecimal digits");
      }
      out = out << 4 | digit;
    }
    return out;
  }
}
