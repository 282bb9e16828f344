package io.hallmark.provenance.compliance;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import java.util.Arrays;
import java.util.Optional;

/// A question to the owner of a data set: is this fingerprint, or this keyed identifier, in the
/// committed set? Type `hallmark/request/v1`. Whoever has the work or the record makes it, without
/// the owner.
///
/// @param variant what was hashed, for fingerprints
/// @param namespace what kind of identifier it is, for keyed identifiers
/// @param key check value of the key of identifiers, for keyed identifiers
/// @param digits 60 digits of a fingerprint, or 15 of an identifier
public record AnswerRequest(
    Optional<Fingerprint.Variant> variant,
    Optional<String> namespace,
    Optional<Digest> key,
    String digits) {
  /// Type of the document.
  public static final String TYPE = "hallmark/request/v1";

  private static final String FINGERPRINT = "[0-9a-f]{60}";
  private static final String SUBJECT = "[0-9a-f]{15}";

  /// Checks that it is one kind of request.
  ///
  /// @throws IllegalArgumentException if there is a variant and a namespace, or neither, or the
  ///   digits are others
  public AnswerRequest {
    if (variant.isPresent() == namespace.isPresent() || key.isPresent() != namespace.isPresent()) {
      throw new IllegalArgumentException("either a variant, or a namespace and a key");
    }
    if (!digits.matches(variant.isPresent() ? FINGERPRINT : SUBJECT)) {
      throw new IllegalArgumentException("60 digits of a fingerprint, or 15 of an identifier");
    }
  }

  /// A request about a fingerprint.
  public static AnswerRequest of(Fingerprint.Variant variant, long[] limbs) {
    return new AnswerRequest(
        Optional.of(variant), Optional.empty(), Optional.empty(), Fingerprint.digits(limbs));
  }

  /// A request about a personal identifier.
  ///
  /// @param key the key that the registry and the owners share
  public static AnswerRequest ofSubject(byte[] key, String namespace, String identifier) {
    return new AnswerRequest(
        Optional.empty(),
        Optional.of(namespace),
        Optional.of(Fingerprint.keyCheck(key)),
        Fingerprint.digits(Fingerprint.ofSubject(key, namespace, identifier)));
  }

  /// Reads a request; white space and the order of keys are free.
  ///
  /// @throws Malformed naming the place
  public static AnswerRequest read(byte[] bytes) throws Malformed {
    return Documents.readLenient("request", bytes, AnswerRequest::parse);
  }

  private static AnswerRequest parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    Optional<Fingerprint.Variant> variant = Optional.empty();
    if (reader.has("variant")) {
      String[] words =
          Arrays.stream(Fingerprint.Variant.values())
              .map(Fingerprint.Variant::word)
              .toArray(String[]::new);
      variant = Fingerprint.Variant.of(reader.oneOf("variant", words));
    }
    boolean subject = variant.isEmpty();
    String digits = reader.string("digits");
    if (!digits.matches(subject ? SUBJECT : FINGERPRINT)) {
      throw reader.mismatch("digits", (subject ? 15 : 60) + " lower-case hexadecimal digits");
    }
    return new AnswerRequest(
        variant,
        subject ? Optional.of(Documents.line(reader, "namespace")) : Optional.empty(),
        subject ? Optional.of(reader.digest("key")) : Optional.empty(),
        digits);
  }

  private JsonObject toJson() {
    JsonObject.Builder out = JsonObject.builder().put("type", TYPE).put("digits", digits);
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

  /// The list of the one digest that is asked about.
  PolicyList.Published list() {
    EntryList entries = EntryList.ofTuples(Fingerprint.limbs(digits));
    return new PolicyList.Published(
        ListDocument.of("request " + digest().hex(), 1, variant, namespace, key, entries), entries);
  }

  /// What is asked about, in words.
  String inWords() {
    return variant
        .map(v -> "the fingerprint %s (of the kind %s)".formatted(digits, v.word()))
        .orElseGet(() -> "the keyed identifier %s of %s".formatted(digits, namespace.orElse("")));
  }
}
