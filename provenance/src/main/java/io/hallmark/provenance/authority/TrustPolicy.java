package io.hallmark.provenance.authority;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The trust file: whom its holder believes, and what must be attested. It is the verifier's own;
/// nothing in a certificate can change it.
///
/// @param authorities whom to believe; names and keys are distinct
/// @param requirements what must be attested; none means that everything is accepted, and reported
/// @param logPolicy which logs and cosigners to believe: the text of a policy file
///   (c2sp.org/tlog-policy), if any
public record TrustPolicy(
    List<Authority> authorities, List<Requirement> requirements, Optional<String> logPolicy) {
  /// Type of the document.
  public static final String TYPE = "hallmark/trust/v1";

  /// Nobody is believed and nothing required.
  public static final TrustPolicy EMPTY = new TrustPolicy(List.of(), List.of());

  /// A trust file that believes no log.
  public TrustPolicy(List<Authority> authorities, List<Requirement> requirements) {
    this(authorities, requirements, Optional.empty());
  }

  /// @throws IllegalArgumentException if two authorities share a name or a key, or the log policy
  ///   is none
  public TrustPolicy {
    logPolicy.ifPresent(TrustPolicy::parseLogs);
    authorities = List.copyOf(authorities);
    requirements = List.copyOf(requirements);
    Set<String> seen = new HashSet<>();
    for (Authority authority : authorities) {
      Stream<String> marks = authority.keys().stream().map(Keys::keyId);
      if (!Stream.concat(Stream.of(authority.name()), marks).allMatch(seen::add)) {
        throw new IllegalArgumentException("a name or key twice: " + authority.name());
      }
    }
  }

  /// The logs and cosigners to believe.
  public Optional<LogPolicy> logs() {
    return logPolicy.map(TrustPolicy::parseLogs);
  }

  private static LogPolicy parseLogs(String text) {
    try {
      return LogPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (LogException.Malformed e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /// The same trust with another log policy.
  public TrustPolicy withLogPolicy(String text) {
    return new TrustPolicy(authorities, requirements, Optional.of(text));
  }

  /// The authority that holds a key.
  public Optional<Authority> authority(String keyId) {
    return authorities.stream().filter(a -> a.key(keyId).isPresent()).findFirst();
  }

  /// Checks every signature by a key of this file, whatever was signed.
  ///
  /// @param at the time of the verification
  /// @return the signers in the order of the envelope; those that this file does not know have no
  ///   authority
  /// @throws Rejected `AUTHORITY_SIGNATURE` if a signature by a known key is wrong;
  ///   `AUTHORITY_EXPIRED` if its authority is not believed at this time
  public List<CertificateReview.Signer> signers(DsseEnvelope envelope, Instant at) throws Rejected {
    List<CertificateReview.Signer> signers = new ArrayList<>();
    for (DsseSignature signature : envelope.signatures()) {
      Optional<Authority> found = authority(signature.keyId());
      if (found.isPresent()) {
        Authority authority = found.get();
        PublicKey key = authority.key(signature.keyId()).orElseThrow();
        if (!envelope.isSignedBy(key, signature)) {
          throw new Rejected(
              "AUTHORITY_SIGNATURE", "not a signature of " + authority.name() + " over this");
        }
        if (!authority.isValidAt(at)) {
          throw new Rejected(
              "AUTHORITY_EXPIRED",
              "the trust file does not believe " + authority.name() + " at " + at);
        }
      }
      signers.add(new CertificateReview.Signer(signature.keyId(), found));
    }
    return List.copyOf(signers);
  }

  /// Reviews a certificate of a data set.
  ///
  /// @param manifestSha256 SHA-256 of the manifest's file
  /// @param manifest tagged digest of the manifest
  /// @param at the time of the verification
  /// @throws Rejected `SUBJECT` if it is about another manifest; `CERTIFICATE_EXPIRED` or
  ///   `CERTIFICATE_NOT_YET_VALID` if a known signer's word does not hold at this time;
  ///   `AUTHORITY_CAPACITY` if it is not believed in this capacity; and what [#signers] throws
  /// @throws VerificationException.Malformed if it cannot be read
  public CertificateReview review(
      DsseEnvelope envelope, Digest manifestSha256, Digest manifest, Instant at)
      throws VerificationException {
    InTotoStatement statement = envelope.statement();
    DatasetCertificate certificate = DatasetCertificate.of(statement);
    statement.requireSubject("manifest", manifestSha256, manifest);
    List<CertificateReview.Signer> signers = signers(envelope, at);
    CertificateReview review =
        new CertificateReview(certificate, Digests.sha256(envelope.write()), signers);
    for (Authority authority : review.authorities()) {
      if (!authority.capacities().contains(certificate.capacity())) {
        throw new Rejected(
            "AUTHORITY_CAPACITY",
            authority.name() + " is not believed as " + certificate.capacity());
      }
      requireValid(certificate, authority, at);
    }
    return review;
  }

  private static void requireValid(DatasetCertificate certificate, Authority authority, Instant at)
      throws Rejected {
    if (at.isAfter(certificate.validUntil())) {
      throw new Rejected(
          "CERTIFICATE_EXPIRED",
          "by " + authority.name() + ", valid until " + certificate.validUntil());
    }
    if (at.isBefore(certificate.validFrom())) {
      throw new Rejected(
          "CERTIFICATE_NOT_YET_VALID",
          "by " + authority.name() + ", valid from " + certificate.validFrom());
    }
  }

  /// Requires that every requirement is met by these reviewed certificates, counting each authority
  /// once.
  ///
  /// @throws Rejected `TRUST_REQUIREMENT` with the first one that is not met
  public void requireMet(List<CertificateReview> reviews) throws Rejected {
    for (Requirement requirement : requirements) {
      Set<String> counted = new TreeSet<>();
      for (CertificateReview review : reviews) {
        DatasetCertificate certificate = review.certificate();
        if (certificate.capacity().equals(requirement.capacity())
            && certificate.attests().contains(requirement.attestation())) {
          review.authorities().forEach(a -> counted.add(a.name()));
        }
      }
      if (counted.size() < requirement.threshold()) {
        throw new Rejected(
            "TRUST_REQUIREMENT", requirement + ", found " + counted.size() + " " + counted);
      }
    }
  }

  /// Reads a trust file; white space and the order of keys are free.
  ///
  /// @throws VerificationException.Malformed if it is no trust file
  public static TrustPolicy read(byte[] bytes) throws VerificationException.Malformed {
    return Documents.readLenient("trust file", bytes, TrustPolicy::parse);
  }

  private static TrustPolicy parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    List<Authority> authorities = new ArrayList<>();
    List<Requirement> requirements = new ArrayList<>();
    try {
      for (JsonReader entry : reader.objects("authorities")) {
        authorities.add(parseAuthority(entry));
      }
      for (JsonReader entry : reader.objects("require")) {
        Attestation attestation =
            Attestation.of(entry.string("attestation"))
                .orElseThrow(() -> entry.mismatch("attestation", "a known attestation"));
        requirements.add(
            new Requirement(
                attestation,
                Capacity.read(entry, "capacity"),
                entry.smallInteger("threshold", 1, 1000)));
      }
      return new TrustPolicy(authorities, requirements, reader.optionalString("log_policy"));
    } catch (IllegalArgumentException e) {
      throw new DocumentException.Malformed(reader.path(), String.valueOf(e.getMessage()));
    }
  }

  private static Authority parseAuthority(JsonReader entry) throws DocumentException.Malformed {
    List<PublicKey> keys = new ArrayList<>();
    for (String text : entry.strings("keys")) {
      try {
        keys.add(Keys.decodePublic(Base64.getDecoder().decode(text)));
      } catch (VerificationException.Malformed | IllegalArgumentException e) {
        throw entry.mismatch("keys", "Ed25519 keys, SPKI in base64");
      }
    }
    return new Authority(
        Documents.line(entry, "name"),
        keys,
        new TreeSet<>(entry.strings("capacities")),
        entry.has("validFrom") ? Optional.of(Documents.time(entry, "validFrom")) : Optional.empty(),
        entry.has("validUntil")
            ? Optional.of(Documents.time(entry, "validUntil"))
            : Optional.empty());
  }

  /// The file, indented for people.
  public byte[] write() {
    List<JsonValue> believed = new ArrayList<>();
    for (Authority authority : authorities) {
      List<String> keys =
          authority.keys().stream()
              .map(k -> Base64.getEncoder().encodeToString(k.getEncoded()))
              .toList();
      JsonObject.Builder entry =
          JsonObject.builder()
              .put("name", authority.name())
              .put("keys", JsonArray.ofStrings(keys))
              .put("capacities", JsonArray.ofStrings(authority.capacities()));
      authority.validFrom().ifPresent(t -> entry.put("validFrom", Documents.text(t)));
      authority.validUntil().ifPresent(t -> entry.put("validUntil", Documents.text(t)));
      believed.add(entry.build());
    }
    List<JsonValue> required = new ArrayList<>();
    for (Requirement requirement : requirements) {
      required.add(
          JsonObject.builder()
              .put("attestation", requirement.attestation().code())
              .put("capacity", requirement.capacity())
              .put("threshold", requirement.threshold())
              .build());
    }
    JsonObject.Builder out =
        JsonObject.builder()
            .put("type", TYPE)
            .put("authorities", new JsonArray(believed))
            .put("require", new JsonArray(required));
    logPolicy.ifPresent(text -> out.put("log_policy", text));
    return CanonicalJson.writeIndented(out.build());
  }
}
