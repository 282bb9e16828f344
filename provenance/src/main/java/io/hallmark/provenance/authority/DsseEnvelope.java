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
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// A payload with signatures: DSSE, the Dead Simple Signing Envelope 1.0
/// (github.com/secure-systems-lab/dsse), with Ed25519 or ML-DSA-65 signatures over the exact
/// pre-authentication encoding
///
/// ```text
/// PAE(type, body) = "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body
/// ```
///
/// Lengths are byte lengths in decimal. The file is canonical JSON with standard base64, so one
/// envelope has one encoding; every signature names its key.
public final class DsseEnvelope {
  /// Payload type of in-toto statements.
  public static final String IN_TOTO = "application/vnd.in-toto+json";

  /// Most signatures on one envelope.
  public static final int MAX_SIGNATURES = 64;

  private final String payloadType;
  private final byte[] payload;
  private final List<DsseSignature> signatures;

  private DsseEnvelope(String payloadType, byte[] payload, List<DsseSignature> signatures) {
    this.payloadType = payloadType;
    this.payload = payload.clone();
    this.signatures = List.copyOf(signatures);
  }

  /// An envelope with one signature.
  public static DsseEnvelope sign(String payloadType, byte[] payload, KeyPair key) {
    return new DsseEnvelope(payloadType, payload, List.of()).withSignature(key);
  }

  /// This envelope with one more signature.
  ///
  /// @throws IllegalArgumentException if this key has signed already, or there are too many
  public DsseEnvelope withSignature(KeyPair key) {
    String keyId = Keys.keyId(key.getPublic());
    if (signatures.stream().anyMatch(s -> s.keyId().equals(keyId))) {
      throw new IllegalArgumentException("this key has signed already");
    }
    if (signatures.size() == MAX_SIGNATURES) {
      throw new IllegalArgumentException("at most " + MAX_SIGNATURES + " signatures");
    }
    List<DsseSignature> more = new ArrayList<>(signatures);
    more.add(new DsseSignature(keyId, Keys.sign(key.getPrivate(), pae(payloadType, payload))));
    return new DsseEnvelope(payloadType, payload, more);
  }

  /// The pre-authentication encoding: what is signed.
  public static byte[] pae(String payloadType, byte[] payload) {
    byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("DSSEv1 " + type.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(type);
    out.writeBytes((" " + payload.length + " ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /// Reads an envelope. No signature is checked.
  ///
  /// @throws VerificationException.Malformed if the bytes are not the one encoding of an envelope
  ///   with 1 to 64 signatures by different keys
  public static DsseEnvelope read(byte[] bytes) throws VerificationException.Malformed {
    return Documents.read("envelope", bytes, DsseEnvelope::parse);
  }

  private static DsseEnvelope parse(JsonReader reader) throws DocumentException.Malformed {
    int count = reader.array("signatures").size();
    if (count < 1 || count > MAX_SIGNATURES) {
      throw reader.mismatch("signatures", "1 to " + MAX_SIGNATURES + " signatures");
    }
    List<DsseSignature> signatures = new ArrayList<>();
    for (JsonReader entry : reader.objects("signatures")) {
      Digest keyId = entry.digest("keyid");
      byte[] signature = base64(entry, "sig");
      if (!KeyAlgorithm.hasLength(signature.length)) {
        throw entry.mismatch("sig", "64 or 3,309 bytes in base64");
      }
      if (signatures.stream().anyMatch(s -> s.keyId().equals(keyId.hex()))) {
        throw entry.mismatch("keyid", "each key once");
      }
      signatures.add(new DsseSignature(keyId.hex(), signature));
    }
    return new DsseEnvelope(
        Documents.line(reader, "payloadType"), base64(reader, "payload"), signatures);
  }

  private static byte[] base64(JsonReader reader, String key) throws DocumentException.Malformed {
    String text = reader.string(key);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw reader.mismatch(key, "standard base64 with padding");
    }
    throw reader.mismatch(key, "standard base64 with padding");
  }

  /// The canonical bytes of the file.
  public byte[] write() {
    return CanonicalJson.write(json());
  }

  /// The document.
  public JsonObject json() {
    List<JsonValue> entries = new ArrayList<>();
    for (DsseSignature signature : signatures) {
      entries.add(
          JsonObject.builder()
              .put("keyid", signature.keyId())
              .put("sig", Base64.getEncoder().encodeToString(signature.bytes()))
              .build());
    }
    return JsonObject.builder()
        .put("payload", Base64.getEncoder().encodeToString(payload))
        .put("payloadType", payloadType)
        .put("signatures", new JsonArray(entries))
        .build();
  }

  /// Type of the payload, signed with it.
  public String payloadType() {
    return payloadType;
  }

  /// The payload.
  public byte[] payload() {
    return payload.clone();
  }

  /// The signatures, none of them checked.
  public List<DsseSignature> signatures() {
    return signatures;
  }

  /// Whether this signature of this envelope is by this key, and says so.
  public boolean isSignedBy(PublicKey key, DsseSignature signature) {
    return signature.keyId().equals(Keys.keyId(key))
        && Keys.verify(key, pae(payloadType, payload), signature.bytes());
  }

  /// The in-toto statement inside. No signature is checked.
  ///
  /// @throws VerificationException.Rejected `PAYLOAD_TYPE` if the payload is something else
  /// @throws VerificationException.Malformed if the payload is no canonical statement
  public InTotoStatement statement() throws VerificationException {
    if (!payloadType.equals(IN_TOTO)) {
      throw new VerificationException.Rejected(
          "PAYLOAD_TYPE", "expected " + IN_TOTO + ", found " + payloadType);
    }
    return InTotoStatement.read(payload);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DsseEnvelope e
        && payloadType.equals(e.payloadType)
        && Arrays.equals(payload, e.payload)
        && signatures.equals(e.signatures);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    return "DsseEnvelope[" + payloadType + ", " + signatures.size() + " signatures]";
  }
}
