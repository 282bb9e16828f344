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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
/// @param revoked certificates of data sets that count for nothing any more
/// @param foreign whom to believe in the formats of others
public record TrustPolicy(
    List<Authority> authorities,
    List<Requirement> requirements,
    Optional<String> logPolicy,
    List<RevokedCertificate> revoked,
    ForeignKeys foreign) {
  /// Type of the document.
  public static final String TYPE = "hallmark/trust/v1";

  /// Nobody is believed and nothing required.
  public static final TrustPolicy EMPTY = new TrustPolicy(List.of(), List.of());

  /// A trust file that believes no log.
  public TrustPolicy(List<Authority> authorities, List<Requirement> requirements) {
    this(authorities, requirements, Optional.empty(), List.of(), ForeignKeys.NONE);
  }

  /// @throws IllegalArgumentException if two authorities share a name or a key, or the log policy
  ///   is none
  public TrustPolicy {
    logPolicy.ifPresent(TrustPolicy::parseLogs);
    authorities = List.copyOf(authorities);
    requirements = List.copyOf(requirements);
    revoked = List.copyOf(revoked);
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
    return new TrustPolicy(authorities, requirements, Optional.of(text), revoked, foreign);
  }

  /// The same trust in other authorities.
  ///
  /// @throws IllegalArgumentException if two of them share a name or a key
  public TrustPolicy withAuthorities(List<Authority> other) {
    return new TrustPolicy(other, requirements, logPolicy, revoked, foreign);
  }

  /// The same trust with other requirements.
  public TrustPolicy withRequirements(List<Requirement> other) {
    return new TrustPolicy(authorities, other, logPolicy, revoked, foreign);
  }

  /// The same trust with further certificates that count for nothing.
  public TrustPolicy withRevokedCertificates(List<RevokedCertificate> further) {
    List<RevokedCertificate> all = new ArrayList<>(revoked);
    further.stream().filter(r -> !all.contains(r)).forEach(all::add);
    return new TrustPolicy(authorities, requirements, logPolicy, all, foreign);
  }

  /// The same trust in further keys of the formats of others.
  public TrustPolicy withForeign(ForeignKeys more) {
    return new TrustPolicy(authorities, requirements, logPolicy, revoked, foreign.with(more));
  }

  /// The authority that holds a key.
  public Optional<Authority> authority(String keyId) {
    return authorities.stream().filter(a -> a.key(keyId).isPresent()).findFirst();
  }

  /// This policy with revoked keys.
  ///
  /// @param since since when, by identifier of the key; other keys are ignored
  public TrustPolicy withRevoked(Map<String, Instant> since) {
    List<Authority> after = new ArrayList<>();
    for (Authority authority : authorities) {
      List<AuthorityKey> keys = new ArrayList<>();
      for (AuthorityKey key : authority.keySets()) {
        AuthorityKey now = key;
        for (PublicKey part : key.parts()) {
          Instant time = since.get(Keys.keyId(part));
          now = time == null ? now : now.revokedSince(time);
        }
        keys.add(now);
      }
      after.add(authority.withKeys(keys));
    }
    return withAuthorities(after);
  }

  /// Checks every signature by a key of this file, whatever was signed.
  ///
  /// A signature by a key that is expired or revoked, or by one part of a hybrid key only, counts
  /// for nothing, and is refused unless the same authority also signed with a key that counts: so
  /// an envelope stays good that was signed again after a rotation.
  ///
  /// @param at the time of the verification
  /// @return the signers in the order of the envelope; those that this file does not know have no
  ///   authority
  /// @throws Rejected `AUTHORITY_SIGNATURE` if a signature by a known key is wrong;
  ///   `AUTHORITY_EXPIRED` if its authority is not believed at this time; `AUTHORITY_KEY_EXPIRED`,
  ///   `AUTHORITY_KEY_NOT_YET_VALID`, `AUTHORITY_KEY_REVOKED` or `AUTHORITY_HYBRID` if no signature
  ///   of an authority that signed counts
  public List<CertificateReview.Signer> signers(DsseEnvelope envelope, Instant at) throws Rejected {
    List<CertificateReview.Signer> signers = new ArrayList<>();
    Map<String, Rejected> refused = new LinkedHashMap<>();
    Set<String> counted = new HashSet<>();
    for (DsseSignature signature : envelope.signatures()) {
      Optional<Authority> found = authority(signature.keyId());
      if (found.isPresent()) {
        Authority authority = found.get();
        Optional<Rejected> problem = problem(envelope, authority, signature, at);
        if (problem.isPresent()) {
          refused.putIfAbsent(authority.name(), problem.get());
        } else {
          counted.add(authority.name());
          signers.add(new CertificateReview.Signer(signature.keyId(), found));
        }
      } else {
        signers.add(new CertificateReview.Signer(signature.keyId(), found));
      }
    }
    for (Map.Entry<String, Rejected> e : refused.entrySet()) {
      if (!counted.contains(e.getKey())) {
        throw e.getValue();
      }
    }
    return List.copyOf(signers);
  }

  private static Optional<Rejected> problem(
      DsseEnvelope envelope, Authority authority, DsseSignature signature, Instant at)
      throws Rejected {
    AuthorityKey set = authority.keySet(signature.keyId()).orElseThrow();
    if (!envelope.isSignedBy(set.part(signature.keyId()).orElseThrow(), signature)) {
      throw new Rejected(
          "AUTHORITY_SIGNATURE", "not a signature of " + authority.name() + " over this");
    }
    if (!authority.isValidAt(at)) {
      throw new Rejected(
          "AUTHORITY_EXPIRED", "the trust file does not believe " + authority.name() + " at " + at);
    }
    Optional<AuthorityKey.Problem> problem = set.problem(at);
    if (problem.isPresent()) {
      return Optional.of(
          new Rejected(
              problem.get().check(),
              "a key of " + authority.name() + ": " + problem.get().detail()));
    }
    boolean whole =
        set.parts().stream()
            .allMatch(
                part -> envelope.signatures().stream().anyMatch(s -> envelope.isSignedBy(part, s)));
    return whole
        ? Optional.empty()
        : Optional.of(
            new Rejected(
                "AUTHORITY_HYBRID", authority.name() + " signed with one part of a hybrid key"));
  }

  /// Reviews a certificate of a data set.
  ///
  /// @param manifestSha256 SHA-256 of the manifest's file
  /// @param manifest tagged digest of the manifest
  /// @param at the time of the verification
  /// @throws Rejected `SUBJECT` if it is about another manifest; `CERTIFICATE_REVOKED`,
  ///   `CERTIFICATE_EXPIRED` or `CERTIFICATE_NOT_YET_VALID` if a known signer's word does not hold
  ///   at this time; `AUTHORITY_CAPACITY` if it is not believed in this capacity; and what
  ///   [#signers] throws
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
      requireNotRevoked(DatasetCertificate.digest(envelope), authority, at);
      requireValid(certificate, authority, at);
    }
    return review;
  }

  private void requireNotRevoked(Digest certificate, Authority authority, Instant at)
      throws Rejected {
    for (RevokedCertificate r : revoked) {
      if (r.covers(certificate, authority, at)) {
        throw new Rejected(
            "CERTIFICATE_REVOKED", "of " + authority.name() + ", revoked since " + r.since());
      }
    }
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
      return new TrustPolicy(
          authorities,
          requirements,
          reader.optionalString("log_policy"),
          parseRevoked(reader),
          ForeignKeys.read(reader));
    } catch (IllegalArgumentException e) {
      throw new DocumentException.Malformed(reader.path(), String.valueOf(e.getMessage()));
    }
  }

  private static List<RevokedCertificate> parseRevoked(JsonReader reader)
      throws DocumentException.Malformed {
    List<RevokedCertificate> out = new ArrayList<>();
    if (reader.has("revoked")) {
      for (JsonReader entry : reader.objects("revoked")) {
        out.add(
            new RevokedCertificate(
                entry.digest("certificate"),
                entry.optionalString("authority"),
                Documents.time(entry, "since")));
      }
    }
    return out;
  }

  private static Authority parseAuthority(JsonReader entry) throws DocumentException.Malformed {
    List<AuthorityKey> keys = new ArrayList<>();
    for (PublicKey key : keys(entry, "keys")) {
      keys.add(AuthorityKey.of(key));
    }
    if (entry.has("keysets")) {
      for (JsonReader set : entry.objects("keysets")) {
        keys.add(
            new AuthorityKey(
                keys(set, "all"),
                optionalTime(set, "validFrom"),
                optionalTime(set, "validUntil"),
                optionalTime(set, "revoked")));
      }
    }
    return new Authority(
        Documents.line(entry, "name"),
        keys,
        new TreeSet<>(entry.strings("capacities")),
        optionalTime(entry, "validFrom"),
        optionalTime(entry, "validUntil"));
  }

  private static List<PublicKey> keys(JsonReader in, String name)
      throws DocumentException.Malformed {
    List<PublicKey> keys = new ArrayList<>();
    for (String text : in.strings(name)) {
      try {
        keys.add(Keys.decodeAny(Base64.getDecoder().decode(text)));
      } catch (VerificationException.Malformed | IllegalArgumentException e) {
        throw in.mismatch(name, "Ed25519 or ML-DSA-65 keys, SPKI in base64");
      }
    }
    return keys;
  }

  private static Optional<Instant> optionalTime(JsonReader in, String name)
      throws DocumentException.Malformed {
    return in.has(name) ? Optional.of(Documents.time(in, name)) : Optional.empty();
  }

  /// The file, indented for people.
  public byte[] write() {
    List<JsonValue> believed = new ArrayList<>();
    for (Authority authority : authorities) {
      List<String> keys =
          authority.keySets().stream()
              .filter(AuthorityKey::isPlain)
              .flatMap(k -> texts(k).stream())
              .toList();
      List<JsonValue> sets =
          authority.keySets().stream()
              .filter(k -> !k.isPlain())
              .<JsonValue>map(TrustPolicy::json)
              .toList();
      JsonObject.Builder entry =
          JsonObject.builder()
              .put("name", authority.name())
              .put("keys", JsonArray.ofStrings(keys))
              .put("capacities", JsonArray.ofStrings(authority.capacities()));
      authority.validFrom().ifPresent(t -> entry.put("validFrom", Documents.text(t)));
      authority.validUntil().ifPresent(t -> entry.put("validUntil", Documents.text(t)));
      if (!sets.isEmpty()) {
        entry.put("keysets", new JsonArray(sets));
      }
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
    if (!revoked.isEmpty()) {
      out.put("revoked", JsonArray.of(revoked.stream().map(TrustPolicy::json).toList()));
    }
    foreign.write(out);
    return CanonicalJson.writeIndented(out.build());
  }

  private static JsonObject json(RevokedCertificate revoked) {
    JsonObject.Builder out =
        JsonObject.builder()
            .put("certificate", revoked.certificate())
            .put("since", Documents.text(revoked.since()));
    revoked.authority().ifPresent(name -> out.put("authority", name));
    return out.build();
  }

  private static JsonObject json(AuthorityKey key) {
    JsonObject.Builder out = JsonObject.builder().put("all", JsonArray.ofStrings(texts(key)));
    key.validFrom().ifPresent(t -> out.put("validFrom", Documents.text(t)));
    key.validUntil().ifPresent(t -> out.put("validUntil", Documents.text(t)));
    key.revoked().ifPresent(t -> out.put("revoked", Documents.text(t)));
    return out.build();
  }

  private static List<String> texts(AuthorityKey key) {
    return key.parts().stream()
        .map(k -> Base64.getEncoder().encodeToString(k.getEncoded()))
        .toList();
  }
}
