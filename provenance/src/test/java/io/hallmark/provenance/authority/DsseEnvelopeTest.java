package io.hallmark.provenance.authority;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.VerificationException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class DsseEnvelopeTest {
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

  @Test
  void thePublishedPreAuthenticationEncodings() throws Exception {
    JsonArray entries = (JsonArray) vectors().find("pae").orElseThrow();
    assertEquals(4, entries.values().size());
    for (JsonValue entry : entries.values()) {
      JsonObject vector = (JsonObject) entry;
      byte[] pae = DsseEnvelope.pae(text(vector, "payloadType"), base64(vector, "payload"));
      assertEquals(text(vector, "pae"), new String(pae, StandardCharsets.UTF_8));
    }
  }

  /// The signature of the specification itself, which uses ECDSA: what it signs is our encoding.
  @Test
  void theSignatureOfTheSpecificationIsOverOurEncoding() throws Exception {
    JsonObject vector = (JsonObject) vectors().find("p256").orElseThrow();
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec("secp256r1"));
    ECPoint point =
        new ECPoint(new BigInteger(text(vector, "x")), new BigInteger(text(vector, "y")));
    PublicKey key =
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
    verifier.initVerify(key);
    verifier.update(DsseEnvelope.pae(text(vector, "payloadType"), base64(vector, "payload")));
    assertTrue(verifier.verify(base64(vector, "sig")));
  }

  @Test
  void theEnvelopeOfTheVectorFile() throws Exception {
    JsonObject vector = (JsonObject) vectors().find("ed25519").orElseThrow();
    byte[] bytes = base64(vector, "envelope");
    DsseEnvelope envelope = DsseEnvelope.read(bytes);
    assertArrayEquals(bytes, envelope.write());
    PublicKey key = Keys.decodePublic(base64(vector, "public"));
    assertTrue(envelope.isSignedBy(key, envelope.signatures().getFirst()));
    KeyPair pair = Keys.pair(Keys.readPrivate(pem(text(vector, "private"))), key);
    assertEquals(
        envelope,
        DsseEnvelope.sign(DsseEnvelope.IN_TOTO, "{}".getBytes(StandardCharsets.US_ASCII), pair));
  }

  @Test
  void anotherPayloadTypePayloadOrKeyIsNotSigned() throws Exception {
    KeyPair pair = Keys.generate();
    DsseEnvelope envelope = DsseEnvelope.sign(DsseEnvelope.IN_TOTO, BODY, pair);
    DsseSignature signature = envelope.signatures().getFirst();
    assertTrue(envelope.isSignedBy(pair.getPublic(), signature));
    KeyPair other = Keys.generate();
    assertFalse(
        DsseEnvelope.sign("text/plain", BODY, other).isSignedBy(pair.getPublic(), signature));
    assertFalse(
        DsseEnvelope.sign(DsseEnvelope.IN_TOTO, new byte[] {1}, other)
            .isSignedBy(pair.getPublic(), signature));
    assertFalse(envelope.isSignedBy(other.getPublic(), signature));
    DsseSignature raw =
        new DsseSignature(Keys.keyId(pair.getPublic()), Keys.sign(pair.getPrivate(), BODY));
    assertFalse(envelope.isSignedBy(pair.getPublic(), raw), "a signature over the raw payload");
    DsseSignature renamed = new DsseSignature(Keys.keyId(other.getPublic()), signature.bytes());
    assertFalse(envelope.isSignedBy(pair.getPublic(), renamed), "a signature that names a key");
  }

  @Test
  @Timeout(20)
  void manySignaturesAreRefusedBeforeTheyAreCompared() {
    StringBuilder json =
        new StringBuilder("{\"payload\":\"\",\"payloadType\":\"t\",\"signatures\":[");
    String signature = Base64.getEncoder().encodeToString(new byte[64]);
    for (int i = 0; i < 80_000; i++) {
      json.append(i == 0 ? "" : ",")
          .append("{\"keyid\":\"%064x\",\"sig\":\"%s\"}".formatted(i, signature));
    }
    byte[] bytes = json.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    assertThrows(VerificationException.Malformed.class, () -> DsseEnvelope.read(bytes));
  }

  @Test
  void severalSignaturesRoundTripAndOneKeySignsOnce() throws Exception {
    KeyPair first = Keys.generate();
    KeyPair second = Keys.generate();
    DsseEnvelope one = DsseEnvelope.sign(DsseEnvelope.IN_TOTO, BODY, first);
    DsseEnvelope two = one.withSignature(second);
    assertEquals(two, DsseEnvelope.read(two.write()));
    assertEquals(2, two.signatures().size());
    assertThrows(IllegalArgumentException.class, () -> two.withSignature(first));
  }

  @Test
  void whateverIsNotTheOneEncodingIsMalformed() {
    String good =
        new String(
            DsseEnvelope.sign(DsseEnvelope.IN_TOTO, BODY, Keys.generate()).write(),
            StandardCharsets.UTF_8);
    for (String bad :
        new String[] {
          "",
          "{}",
          good + "\n",
          good.replace("{\"payload\"", "{ \"payload\""),
          good.replace("eyJhIjoxfQ==", "eyJhIjoxfQ"),
          good.replace("eyJhIjoxfQ==", "eyJhIjoxfR=="),
          good.replace("eyJhIjoxfQ==", "eyJh\\nIjoxfQ=="),
          good.replaceAll("\"signatures\":\\[.*\\]", "\"signatures\":[]"),
          good.replaceAll("\"signatures\":\\[(.*)\\]", "\"signatures\":[$1,$1]"),
          good.replaceAll("\"sig\":\"....", "\"sig\":\""),
          good.replace("\"sig\"", "\"extra\":1,\"sig\"")
        }) {
      assertFalse(bad.equals(good), bad);
      assertThrows(
          VerificationException.Malformed.class,
          () -> DsseEnvelope.read(bad.getBytes(StandardCharsets.UTF_8)),
          bad);
    }
  }

  @Test
  void mutatedBytesAreRefusedOrTheSameAgain() {
    byte[] good = DsseEnvelope.sign(DsseEnvelope.IN_TOTO, BODY, Keys.generate()).write();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 3000; i++) {
      byte[] bent =
          Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(good.length) : good.length);
      for (int k = random.nextInt(3); k > 0 && bent.length > 0; k--) {
        bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
      }
      try {
        assertArrayEquals(bent, DsseEnvelope.read(bent).write());
      } catch (VerificationException e) {
        assertTrue(e instanceof VerificationException.Malformed);
      }
    }
  }

  private static JsonObject vectors() throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of("..", "vectors", "dsse.json"));
    return (JsonObject) CanonicalJson.readLenient(bytes);
  }

  private static String text(JsonObject object, String key) {
    return ((JsonString) object.find(key).orElseThrow()).value();
  }

  private static byte[] base64(JsonObject object, String key) {
    return Base64.getDecoder().decode(text(object, key));
  }

  private static String pem(String body) {
    return "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
  }
}
