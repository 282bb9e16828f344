package io.hallmark.provenance.authority;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What an authority says about a data set: predicate `urn:hallmark:dataset-certificate:v1` of an
/// in-toto statement whose subject is the manifest.
///
/// Who signs is decided by the keys of the verifier's trust file; the name in here is what the
/// signer calls itself.
///
/// @param authority the name that the first signer gives itself
/// @param capacity the capacity in which all signers act
/// @param attests what is attested, at least one
/// @param validFrom first second of validity
/// @param validUntil last second of validity
/// @param note free text, or empty
/// @param references what else to look at, such as a protocol number
public record DatasetCertificate(
    String authority,
    String capacity,
    SortedSet<Attestation> attests,
    Instant validFrom,
    Instant validUntil,
    String note,
    List<String> references) {
  /// The predicate type.
  public static final String TYPE = "urn:hallmark:dataset-certificate:v1";

  private static final int MAX_REFERENCES = 64;

  /// @throws IllegalArgumentException if a text is not one line, nothing is attested, or the
  ///   validity ends before it begins
  public DatasetCertificate {
    attests = Collections.unmodifiableSortedSet(new TreeSet<>(attests));
    references = List.copyOf(references);
    if (!Documents.isLine(authority) || !(note.isEmpty() || Documents.isLine(note))) {
      throw new IllegalArgumentException("name and note are texts of one line");
    }
    if (!Capacity.isCapacity(capacity)) {
      throw new IllegalArgumentException("not a capacity: " + capacity);
    }
    if (attests.isEmpty()) {
      throw new IllegalArgumentException("a certificate attests something");
    }
    if (validUntil.isBefore(validFrom)) {
      throw new IllegalArgumentException("valid until " + validUntil + ", before " + validFrom);
    }
    if (references.size() > MAX_REFERENCES || !references.stream().allMatch(Documents::isLine)) {
      throw new IllegalArgumentException("references are up to 64 texts of one line");
    }
  }

  /// Whether it is valid at this time.
  public boolean isValidAt(Instant at) {
    return !at.isBefore(validFrom) && !at.isAfter(validUntil);
  }

  /// The digest by which others name a certificate, whoever signs its envelope later: tagged with
  /// the predicate type, over the statement.
  public static Digest digest(DsseEnvelope envelope) {
    return Digests.tagged(TYPE, envelope.payload());
  }

  /// The statement to sign.
  public InTotoStatement about(InTotoStatement.Subject manifest) {
    List<JsonValue> codes = new ArrayList<>();
    for (Attestation attestation : attests) {
      codes.add(
          JsonObject.builder()
              .put("code", attestation.code())
              .put("text", attestation.text())
              .build());
    }
    JsonObject predicate =
        JsonObject.builder()
            .put("authority", authority)
            .put("capacity", capacity)
            .put("attests", new JsonArray(codes))
            .put("validFrom", Documents.text(validFrom))
            .put("validUntil", Documents.text(validUntil))
            .put("note", note)
            .put("references", JsonArray.ofStrings(references))
            .build();
    return new InTotoStatement(List.of(manifest), TYPE, predicate);
  }

  /// Reads the predicate of a statement; the subject is left to the caller.
  ///
  /// @throws VerificationException.Rejected `PREDICATE_TYPE` if it is another predicate
  /// @throws VerificationException.Malformed if the predicate is not one of these
  public static DatasetCertificate of(InTotoStatement statement) throws VerificationException {
    statement.requireType(TYPE);
    try {
      return JsonReader.whole(statement.predicate(), DatasetCertificate::parse);
    } catch (DocumentException.Malformed e) {
      throw new VerificationException.Malformed("dataset certificate: " + e.getMessage());
    }
  }

  private static DatasetCertificate parse(JsonReader reader) throws DocumentException.Malformed {
    List<Attestation> attests = new ArrayList<>();
    for (JsonReader entry : reader.objects("attests")) {
      Attestation attestation =
          Attestation.of(entry.string("code"))
              .orElseThrow(() -> entry.mismatch("code", "a known attestation"));
      entry.oneOf("text", attestation.text());
      if (!attests.isEmpty() && attests.getLast().compareTo(attestation) >= 0) {
        throw entry.mismatch("code", "each attestation once, in the order of the format");
      }
      attests.add(attestation);
    }
    String note = reader.string("note").isEmpty() ? "" : Documents.line(reader, "note");
    try {
      return new DatasetCertificate(
          Documents.line(reader, "authority"),
          Capacity.read(reader, "capacity"),
          new TreeSet<>(attests),
          Documents.time(reader, "validFrom"),
          Documents.time(reader, "validUntil"),
          note,
          reader.strings("references"));
    } catch (IllegalArgumentException e) {
      throw new DocumentException.Malformed(reader.path(), String.valueOf(e.getMessage()));
    }
  }
}
