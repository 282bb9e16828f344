package io.hallmark.provenance.event;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.certificate.HallmarkBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/// Files as subjects of events: SHA-256 of the file, and for a document of ours its tagged digest;
/// that of a data set's certificate stays when others sign it too. A `.hallmark` file stands for
/// its run statement, whose digest stays when members are renewed.
public final class Subjects {
  private static final int MAX_DOCUMENT = 1 << 24;

  private Subjects() {}

  /// A file as a subject.
  ///
  /// @param name what people call it
  /// @throws VerificationException.Malformed if it is a `.hallmark` file that cannot be read
  public static Subject of(String name, Path file) throws IOException, VerificationException {
    TreeMap<String, Digest> digests = new TreeMap<>();
    Optional<Digest> statement = statement(file);
    if (statement.isPresent()) {
      digests.put(InTotoStatement.HALLMARK, statement.get());
    } else {
      digests.put(InTotoStatement.SHA256, sha256(file));
      document(file).ifPresent(d -> digests.put(InTotoStatement.HALLMARK, d));
    }
    return new Subject(name, digests);
  }

  /// The digest by which others link to a file: the tagged one if it has one.
  public static Digest digest(Path file) throws IOException, VerificationException {
    TreeMap<String, Digest> digests = new TreeMap<>(of("x", file).digests());
    Digest tagged = digests.get(InTotoStatement.HALLMARK);
    return tagged == null ? digests.firstEntry().getValue() : tagged;
  }

  /// The tagged digest of a document of ours.
  ///
  /// @throws VerificationException.Malformed if the file is none
  public static Digest tagged(Path file) throws IOException, VerificationException {
    return document(file)
        .orElseThrow(() -> new VerificationException.Malformed(file + ": no document of ours"));
  }

  private static Digest sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return Digests.sha256(in);
    }
  }

  private static Optional<Digest> statement(Path file) throws IOException, VerificationException {
    if (!String.valueOf(file.getFileName()).endsWith(".hallmark")) {
      return Optional.empty();
    }
    return Optional.of(statement(HallmarkBundle.read(file)));
  }

  /// Digest of the run statement of a certificate. **Its signature is not checked.**
  public static Digest statement(HallmarkBundle bundle) throws VerificationException {
    if (!bundle.isTraining()) {
      throw new VerificationException.Rejected(
          "STATEMENT_TYPE", "a proof about a data set, not the certificate of a training");
    }
    DsseEnvelope envelope = DsseEnvelope.read(bundle.required(HallmarkBundle.STATEMENT));
    JsonObject predicate = envelope.statement().predicate();
    try {
      return Digests.document(predicate);
    } catch (IllegalArgumentException e) {
      throw new VerificationException.Malformed("certificate: its predicate has no type");
    }
  }

  private static Optional<Digest> document(Path file) throws IOException {
    if (Files.size(file) > MAX_DOCUMENT) {
      return Optional.empty();
    }
    try {
      JsonValue value = CanonicalJson.read(Files.readAllBytes(file));
      return value instanceof JsonObject o && o.members().get("type") instanceof JsonString
          ? Optional.of(Digests.document(o))
          : certificate(value);
    } catch (DocumentException.Malformed | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// The digest of a certificate of a data set, which stays when others sign its envelope.
  private static Optional<Digest> certificate(JsonValue file) {
    try {
      DsseEnvelope envelope = DsseEnvelope.read(CanonicalJson.write(file));
      envelope.statement().requireType(DatasetCertificate.TYPE);
      return Optional.of(DatasetCertificate.digest(envelope));
    } catch (VerificationException e) {
      return Optional.empty();
    }
  }
}
