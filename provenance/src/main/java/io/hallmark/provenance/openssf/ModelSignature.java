package io.hallmark.provenance.openssf;

import static io.hallmark.provenance.openssf.ModelManifest.array;
import static io.hallmark.provenance.openssf.ModelManifest.member;
import static io.hallmark.provenance.openssf.ModelManifest.object;
import static io.hallmark.provenance.openssf.ModelManifest.require;
import static io.hallmark.provenance.openssf.ModelManifest.text;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.ForeignKeys;
import io.hallmark.provenance.sigstore.SigstoreBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/// A `model.sig` of OpenSSF Model Signing v1.0: a Sigstore bundle v0.3 around a DSSE envelope with
/// one ECDSA signature. The methods are `key` (whose key it is, the verifier knows) and
/// `certificate` (an X.509 chain to a root that the verifier believes, valid at an explicit time).
/// Nothing else of a bundle is believed; the method `sigstore` is not supported.
public final class ModelSignature {
  private static final int MAX_CHAIN = 10;

  private ModelSignature() {}

  /// Signs the files of a model with a key.
  ///
  /// @param digests SHA-256 by name, of all files
  /// @param ignored the paths that were left out; they stand in the signature
  /// @return the bytes of `model.sig`
  public static byte[] sign(
      ModelFiles files,
      SortedMap<String, Digest> digests,
      List<String> ignored,
      PrivateKey key,
      PublicKey open)
      throws Rejected {
    for (String name : ignored) {
      ModelManifest.name(name);
    }
    byte[] payload = new ModelManifest(files.model(), digests, ignored).write();
    byte[] signature = EcKeys.sign(key, DsseEnvelope.pae(DsseEnvelope.IN_TOTO, payload));
    JsonObject envelope =
        JsonObject.builder()
            .put("payload", Base64.getEncoder().encodeToString(payload))
            .put("payloadType", DsseEnvelope.IN_TOTO)
            .put(
                "signatures",
                new JsonArray(
                    List.of(
                        JsonObject.builder()
                            .put("keyid", "")
                            .put("sig", Base64.getEncoder().encodeToString(signature))
                            .build())))
            .build();
    return SigstoreBundle.write(EcKeys.hint(open), envelope, List.of());
  }

  /// Verifies a model by a key that the verifier knows.
  ///
  /// @param ignored literal paths that the verifier leaves out, beside those that the signature
  ///   names
  /// @return names of what was left out
  /// @throws Rejected `OMS_KEY` if the bundle is of another method, `OMS_SIGNATURE`, `OMS_FILES`
  ///   with the names that differ, or a rule of the statement
  public static List<String> verify(
      Path root, Path file, byte[] bundle, PublicKey key, List<String> ignored)
      throws IOException, VerificationException {
    JsonObject read = read(bundle);
    JsonObject material = object(member(read, "verificationMaterial"), "verificationMaterial");
    require(material.find("publicKey").isPresent(), "OMS_KEY", "not signed by method key");
    return verify(root, file, read, key, ignored);
  }

  /// Verifies a model by a chain of certificates to a root that the verifier believes.
  ///
  /// @param at the time at which the certificates must be valid
  /// @throws Rejected `OMS_KEY` if there is no chain, or it does not lead to the root at this time;
  ///   and as for a key
  public static List<String> verify(
      Path root, Path file, byte[] bundle, X509Certificate anchor, Instant at, List<String> ignored)
      throws IOException, VerificationException {
    JsonObject read = read(bundle);
    JsonObject material = object(member(read, "verificationMaterial"), "verificationMaterial");
    require(
        material.find("x509CertificateChain").isPresent(),
        "OMS_KEY",
        "not signed by method certificate");
    JsonObject holder = object(member(material, "x509CertificateChain"), "chain");
    List<X509Certificate> chain = new ArrayList<>();
    for (JsonValue value : array(holder, "certificates").values()) {
      require(chain.size() < MAX_CHAIN, "OMS_KEY", "a chain of more than " + MAX_CHAIN);
      chain.add(ForeignKeys.certificate(base64(text(object(value, "certificate"), "rawBytes"))));
    }
    require(!chain.isEmpty(), "OMS_KEY", "an empty chain");
    chain.removeIf(c -> c.equals(anchor));
    require(!chain.isEmpty(), "OMS_KEY", "the root signs no model");
    try {
      PKIXParameters rules = new PKIXParameters(Set.of(new TrustAnchor(anchor, null)));
      rules.setRevocationEnabled(false);
      rules.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), rules);
    } catch (GeneralSecurityException e) {
      throw new Rejected("OMS_KEY", "the chain does not lead to the root: " + e.getMessage());
    }
    return verify(root, file, read, chain.getFirst().getPublicKey(), ignored);
  }

  /// What a signature lists, its rules checked, and by which of these keys it is.
  ///
  /// @param keys the keys that the verifier knows
  /// @throws Rejected `OMS_SIGNATURE` if it names one of the keys and is not by it, or a rule of
  ///   the statement
  /// @throws Malformed if it is no such signature
  public static Listing list(byte[] bundle, List<PublicKey> keys) throws VerificationException {
    JsonObject read = read(bundle);
    JsonObject material = object(member(read, "verificationMaterial"), "verificationMaterial");
    if (material.find("publicKey").isPresent()) {
      JsonObject named = object(member(material, "publicKey"), "publicKey");
      for (PublicKey key : keys) {
        if (named.find("hint").equals(Optional.of(new JsonString(EcKeys.hint(key))))) {
          return new Listing(payload(read, key).resources(), Optional.of(EcKeys.hint(key)));
        }
      }
    }
    byte[] payload = base64(text(object(member(read, "dsseEnvelope"), "dsseEnvelope"), "payload"));
    return new Listing(ModelManifest.read(payload).resources(), Optional.empty());
  }

  /// The files that a signature lists.
  ///
  /// @param files SHA-256 by name
  /// @param signer hint of the known key that signed; **if there is none, the signature was not
  ///   checked**
  public record Listing(SortedMap<String, Digest> files, Optional<String> signer) {}

  private static List<String> verify(
      Path root, Path file, JsonObject read, PublicKey key, List<String> ignored)
      throws IOException, VerificationException {
    ModelManifest manifest = payload(read, key);
    TreeSet<String> left = new TreeSet<>(manifest.ignored());
    left.addAll(ignored);
    ModelFiles files;
    try {
      files = ModelFiles.find(root, file, List.copyOf(left));
    } catch (ModelFiles.Unfit e) {
      throw new Rejected("OMS_FILES", String.valueOf(e.getMessage()));
    }
    compare(manifest.resources(), files);
    return List.copyOf(left);
  }

  /// What this key signed.
  private static ModelManifest payload(JsonObject read, PublicKey key)
      throws VerificationException {
    JsonObject envelope = object(member(read, "dsseEnvelope"), "dsseEnvelope");
    require(
        text(envelope, "payloadType").equals(DsseEnvelope.IN_TOTO),
        "OMS_TYPE",
        "another payload type");
    byte[] payload = base64(text(envelope, "payload"));
    List<JsonValue> signatures = array(envelope, "signatures").values();
    require(signatures.size() == 1, "OMS_SIGNATURE", "exactly one signature");
    byte[] signature = base64(text(object(signatures.getFirst(), "signature"), "sig"));
    require(
        EcKeys.verify(key, DsseEnvelope.pae(DsseEnvelope.IN_TOTO, payload), signature),
        "OMS_SIGNATURE",
        "not a signature of this key over this");
    return ModelManifest.read(payload);
  }

  private static void compare(SortedMap<String, Digest> expected, ModelFiles files)
      throws IOException, Rejected {
    TreeSet<String> missing = new TreeSet<>(expected.keySet());
    missing.removeAll(files.names());
    TreeSet<String> further = new TreeSet<>(files.names());
    further.removeAll(expected.keySet());
    require(missing.isEmpty(), "OMS_FILES", "missing: " + shown(missing));
    require(further.isEmpty(), "OMS_FILES", "not signed: " + shown(further));
    SortedMap<String, Digest> found = files.hash(Map.of());
    TreeSet<String> changed = new TreeSet<>();
    found.forEach((name, digest) -> {
      Digest signed = expected.get(name);
      if (signed == null || !digest.equals(signed)) {
        changed.add(name);
      }
    });
    require(changed.isEmpty(), "OMS_FILES", "changed: " + shown(changed));
  }

  private static String shown(Set<String> names) {
    List<String> first = names.stream().limit(10).toList();
    return String.join(", ", first)
        + (names.size() > first.size() ? " and " + (names.size() - first.size()) + " more" : "");
  }

  private static JsonObject read(byte[] bundle) throws VerificationException {
    try {
      // Some tools write "keyid": null; a quote inside a string is escaped, so this is the key.
      String text =
          new String(bundle, StandardCharsets.UTF_8)
              .replaceAll("\"keyid\"\\s*:\\s*null", "\"keyid\":\"\"");
      JsonObject read =
          object(CanonicalJson.readLenient(text.getBytes(StandardCharsets.UTF_8)), "bundle");
      require(
          text(read, "mediaType").equals(SigstoreBundle.MEDIA_TYPE),
          "OMS_TYPE",
          "not a Sigstore bundle v0.3, but " + text(read, "mediaType"));
      return read;
    } catch (DocumentException.Malformed e) {
      throw new Malformed("model signature: " + e.getMessage());
    }
  }

  private static byte[] base64(String text) throws Malformed {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed("model signature: not base64");
    }
  }
}
