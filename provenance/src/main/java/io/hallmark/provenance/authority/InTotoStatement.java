package io.hallmark.provenance.authority;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// An in-toto Statement v1 (github.com/in-toto/attestation): what a predicate is about, and the
/// predicate, whose content its own type reads.
///
/// @param subjects what it is about, at least one
/// @param predicateType a URI
/// @param predicate the content
public record InTotoStatement(List<Subject> subjects, String predicateType, JsonObject predicate) {
  /// The value of `_type`.
  public static final String TYPE = "https://in-toto.io/Statement/v1";

  /// Digest of the subject's file, what stock tools compute.
  public static final String SHA256 = "sha256";

  /// The tagged digest of the subject's document.
  public static final String HALLMARK = "hallmark";

  private static final int MAX_SUBJECTS = 256;

  /// @throws IllegalArgumentException if there is no subject
  public InTotoStatement {
    subjects = List.copyOf(subjects);
    if (subjects.isEmpty()) {
      throw new IllegalArgumentException("a statement has a subject");
    }
  }

  /// One thing that a statement is about.
  ///
  /// @param name what people call it; never compared
  /// @param digests digest by algorithm, at least one
  public record Subject(String name, SortedMap<String, Digest> digests) {
    /// @throws IllegalArgumentException if there is no digest
    public Subject {
      digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
      if (digests.isEmpty()) {
        throw new IllegalArgumentException("a subject has a digest");
      }
    }

    /// A document of ours: SHA-256 of its canonical file, and its tagged digest.
    public static Subject of(String name, Digest sha256, Digest tagged) {
      return new Subject(name, new TreeMap<>(Map.of(SHA256, sha256, HALLMARK, tagged)));
    }
  }

  /// Reads the payload of an envelope.
  ///
  /// @throws VerificationException.Malformed if it is not the canonical form of a statement
  public static InTotoStatement read(byte[] payload) throws VerificationException.Malformed {
    return Documents.read("statement", payload, InTotoStatement::parse);
  }

  private static InTotoStatement parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("_type", TYPE);
    List<Subject> subjects = new ArrayList<>();
    for (JsonReader entry : reader.objects("subject")) {
      SortedMap<String, Digest> digests = new TreeMap<>();
      JsonReader values = entry.object("digest");
      for (String algorithm : values.source().members().keySet()) {
        digests.put(algorithm, values.digest(algorithm));
      }
      if (digests.isEmpty()) {
        throw entry.mismatch("digest", "at least one digest");
      }
      subjects.add(new Subject(Documents.line(entry, "name"), digests));
    }
    if (subjects.isEmpty() || subjects.size() > MAX_SUBJECTS) {
      throw reader.mismatch("subject", "1 to " + MAX_SUBJECTS + " subjects");
    }
    String type = Documents.line(reader, "predicateType");
    if (!(reader.value("predicate") instanceof JsonObject predicate)) {
      throw reader.mismatch("predicate", "an object");
    }
    return new InTotoStatement(subjects, type, predicate);
  }

  /// The canonical bytes.
  public byte[] write() {
    List<JsonValue> entries = new ArrayList<>();
    for (Subject subject : subjects) {
      JsonObject.Builder digests = JsonObject.builder();
      subject.digests().forEach(digests::put);
      entries.add(
          JsonObject.builder().put("name", subject.name()).put("digest", digests.build()).build());
    }
    return CanonicalJson.write(
        JsonObject.builder()
            .put("_type", TYPE)
            .put("subject", new JsonArray(entries))
            .put("predicateType", predicateType)
            .put("predicate", predicate)
            .build());
  }

  /// Requires one subject with exactly these two digests.
  ///
  /// @param what what the subject should be, for the message
  /// @throws VerificationException.Rejected `SUBJECT` if it is about something else
  public void requireSubject(String what, Digest sha256, Digest tagged)
      throws VerificationException.Rejected {
    if (subjects.size() != 1
        || !subjects.getFirst().digests().equals(Map.of(SHA256, sha256, HALLMARK, tagged))) {
      throw new VerificationException.Rejected(
          "SUBJECT", "the statement is not about this " + what + " (" + tagged.hex() + ")");
    }
  }

  /// Requires a type of predicate.
  ///
  /// @throws VerificationException.Rejected `PREDICATE_TYPE` if it is another one
  public void requireType(String type) throws VerificationException.Rejected {
    if (!predicateType.equals(type)) {
      throw new VerificationException.Rejected(
          "PREDICATE_TYPE", "expected " + type + ", found " + predicateType);
    }
  }
}
