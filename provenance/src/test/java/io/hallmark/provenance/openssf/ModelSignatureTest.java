package io.hallmark.provenance.openssf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.DsseEnvelope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each rule of OpenSSF Model Signing v1.0 has its refusal.
final class ModelSignatureTest {
  @TempDir Path folder = Path.of("");
  private Path model = Path.of("");
  private Path sig = Path.of("");
  private KeyPair key = ec("secp256r1");

  private static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void make() throws Exception {
    model = Files.createDirectories(folder.resolve("model"));
    sig = model.resolve("model.sig");
    Files.writeString(model.resolve("weights.bin"), "weights");
    Files.writeString(model.resolve("README.md"), "read me");
    Files.createDirectories(model.resolve("sub/.git"));
    Files.writeString(model.resolve("sub/a.txt"), "a");
    Files.writeString(model.resolve("sub/.git/x"), "below the top it counts");
    Files.createDirectories(model.resolve(".git"));
    Files.writeString(model.resolve(".git/config"), "left out");
    Files.writeString(model.resolve(".gitignore"), "left out");
  }

  private byte[] sign(String... ignored) throws Exception {
    ModelFiles files = ModelFiles.find(model, sig, List.of(ignored));
    return ModelSignature.sign(
        files, files.hash(Map.of()), List.of(ignored), key.getPrivate(), key.getPublic());
  }

  private List<String> verify(byte[] bundle) throws Exception {
    return ModelSignature.verify(model, sig, bundle, key.getPublic(), List.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
  void aSignedModelVerifiesWithEachCurve(String curve) throws Exception {
    key = ec(curve);
    byte[] bundle = sign();
    Files.write(sig, bundle);
    assertEquals(List.of(), verify(bundle));
    key = ec(curve);
    assertRejected("OMS_SIGNATURE", bundle);
  }

  @Test
  void theSubjectIsTheDigestOfTheDigestsInOrder() throws Exception {
    JsonObject statement = statement(sign());
    String text = new String(CanonicalJson.write(statement), StandardCharsets.UTF_8);
    Digest expected =
        Digests.sha256(
            hash("read me").bytes(),
            hash("below the top it counts").bytes(),
            hash("a").bytes(),
            hash("weights").bytes());
    assertTrue(
        text.contains("\"digest\":{\"sha256\":\"" + expected.hex() + "\"},\"name\":\"model\""),
        text);
    assertTrue(text.indexOf("README.md") < text.indexOf("sub/.git/x"));
  }

  private static Digest hash(String text) {
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatDiffersIsNamed() throws Exception {
    byte[] bundle = sign();
    Files.writeString(model.resolve("README.md"), "changed");
    assertTrue(assertRejected("OMS_FILES", bundle).detail().contains("changed: README.md"));
    Files.writeString(model.resolve("README.md"), "read me");
    Files.writeString(model.resolve("more"), "");
    assertTrue(assertRejected("OMS_FILES", bundle).detail().contains("not signed: more"));
    Files.delete(model.resolve("more"));
    Files.delete(model.resolve("sub/a.txt"));
    assertTrue(assertRejected("OMS_FILES", bundle).detail().contains("missing: sub/a.txt"));
  }

  @Test
  void ignoredPathsStandInTheSignature() throws Exception {
    byte[] bundle = sign("README.md", "sub");
    assertEquals(List.of("README.md", "sub"), verify(bundle));
    Files.writeString(model.resolve("README.md"), "edited");
    verify(bundle);
    Files.writeString(model.resolve("weights.bin"), "edited");
    assertRejected("OMS_FILES", bundle);
    assertThrows(Rejected.class, () -> sign("../outside"));
  }

  @Test
  void linksAndEmptyModelsAreRefused() throws Exception {
    byte[] bundle = sign();
    Files.createSymbolicLink(model.resolve("link"), model.resolve("README.md"));
    assertThrows(ModelFiles.Unfit.class, this::sign);
    assertTrue(assertRejected("OMS_FILES", bundle).detail().contains("link is a link"));
    Path empty = Files.createDirectories(folder.resolve("empty"));
    ModelFiles none = ModelFiles.find(empty, sig, List.of());
    assertThrows(
        IllegalArgumentException.class,
        () ->
            ModelSignature.sign(
                none, none.hash(Map.of()), List.of(), key.getPrivate(), key.getPublic()));
  }

  @Test
  void anEditedTextDoesNotCostTheHashingOfTheWeights() throws Exception {
    Path cache = folder.resolve("cache");
    Instant later = Instant.now().plusSeconds(60);
    HashCache.Result first = cached(cache, later);
    assertEquals(first.digests().keySet(), first.hashed());
    assertEquals(Set.of(), cached(cache, later).hashed());
    Files.writeString(model.resolve("README.md"), "edited");
    HashCache.Result second = cached(cache, later);
    assertEquals(Set.of("README.md"), second.hashed());
    assertEquals(hash("edited"), second.digests().get("README.md"));
    assertEquals(first.digests().get("weights.bin"), second.digests().get("weights.bin"));
    verify(
        ModelSignature.sign(
            ModelFiles.find(model, sig, List.of()),
            second.digests(),
            List.of(),
            key.getPrivate(),
            key.getPublic()));
  }

  private HashCache.Result cached(Path cache, Instant now) throws Exception {
    return HashCache.hash(ModelFiles.find(model, sig, List.of()), cache, now);
  }

  @Test
  void aFileThatChangedJustNowIsNotKept() throws Exception {
    Path cache = folder.resolve("cache");
    assertEquals(4, cached(cache, Instant.now()).hashed().size());
    assertEquals(4, cached(cache, Instant.now().plusSeconds(60)).hashed().size());
    assertEquals(0, cached(cache, Instant.now().plusSeconds(60)).hashed().size());
  }

  /// Another content of the same length, with the old time set back: the time of the change tells.
  @Test
  void aTimeThatWasSetBackDoesNotHelp() throws Exception {
    Path weights = model.resolve("weights.bin");
    assumeTrue(
        FileStamp.of(weights).text().split(" ", -1).length == 4,
        "this system does not tell the time of a change");
    Path cache = folder.resolve("cache");
    cached(cache, Instant.now().plusSeconds(60));
    FileTime time = Files.getLastModifiedTime(weights);
    Files.writeString(weights, "WEIGHTS");
    Files.setLastModifiedTime(weights, time);
    HashCache.Result again = cached(cache, Instant.now().plusSeconds(60));
    assertEquals(Set.of("weights.bin"), again.hashed());
    assertEquals(hash("WEIGHTS"), again.digests().get("weights.bin"));
  }

  @Test
  void aModelMayBeOneFile() throws Exception {
    Path file = model.resolve("weights.bin");
    ModelFiles files = ModelFiles.find(file, sig, List.of());
    byte[] bundle =
        ModelSignature.sign(
            files, files.hash(Map.of()), List.of(), key.getPrivate(), key.getPublic());
    ModelSignature.verify(file, sig, bundle, key.getPublic(), List.of());
    Rejected folder = assertThrows(Rejected.class, () -> verify(bundle));
    assertEquals("OMS_FILES", folder.code());
    Files.writeString(file, "WEIGHTS");
    assertThrows(
        Rejected.class, () -> ModelSignature.verify(file, sig, bundle, key.getPublic(), List.of()));
    assertRejected(
        "OMS_NAMES", resigned(t -> t.replace("\"name\":\"README.md\"", "\"name\":\".\"")));
  }

  @Test
  void aVerifierMayLeaveOutMoreAndIsTold() throws Exception {
    byte[] bundle = sign("README.md");
    Files.writeString(model.resolve("mine.txt"), "mine");
    Rejected refused = assertThrows(Rejected.class, () -> verify(bundle));
    assertTrue(refused.detail().contains("mine.txt"), refused.detail());
    assertEquals(
        List.of("README.md", "mine.txt"),
        ModelSignature.verify(model, sig, bundle, key.getPublic(), List.of("mine.txt")));
    // A signed file is not left out by leaving it out.
    assertThrows(
        Rejected.class,
        () ->
            ModelSignature.verify(
                model, sig, bundle, key.getPublic(), List.of("mine.txt", "weights.bin")));
  }

  @Test
  void textAroundAPemBlockIsIgnored() throws Exception {
    String pem =
        "Public Key Information:\n\tCurve: P-256\n\n" + EcKeys.pem(key.getPublic()) + "\nend";
    assertEquals(key.getPublic(), EcKeys.readPublic(pem));
  }

  @Test
  void ignoredPathsOutsideTheModelAreRefused() {
    for (String path : List.of("../x", "/etc/passwd", "a/../../b")) {
      Rejected refused = assertThrows(Rejected.class, () -> sign(path));
      assertEquals("OMS_NAMES", refused.code());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "a/", "a//b", "../a", "a/../b", "./a", ""})
  void namesThatLeaveTheModelAreRefused(String name) throws Exception {
    byte[] bundle =
        resigned(text -> text.replace("\"name\":\"README.md\"", "\"name\":\"" + name + "\""));
    assertRejected("OMS_NAMES", bundle);
  }

  @Test
  void eachOtherRuleHasItsRefusal() throws Exception {
    assertRejected("OMS_TYPE", resigned(t -> t.replace("signature/v1.0", "Digests/v0.1")));
    assertRejected("OMS_TYPE", resigned(t -> t.replace("Statement/v1", "Statement/v2")));
    assertRejected("OMS_METHOD", resigned(t -> t.replace("\"files\"", "\"shards\"")));
    assertRejected(
        "OMS_METHOD",
        resigned(t -> t.replace("\"hash_type\":\"sha256\"", "\"hash_type\":\"blake3\"")));
    assertRejected(
        "OMS_METHOD",
        resigned(t -> t.replace("\"allow_symlinks\":false", "\"allow_symlinks\":true")));
    assertRejected(
        "OMS_METHOD",
        resigned(t -> t.replace("\"algorithm\":\"sha256\"", "\"algorithm\":\"sha1\"")));
    assertRejected("OMS_NAMES", resigned(t -> t.replace("\"README.md\"", "\"zzz\"")));
    assertRejected("OMS_NAMES", resigned(t -> t.replace("\"sub/a.txt\"", "\"sub/.git/x\"")));
    assertRejected(
        "OMS_NAMES",
        resigned(t -> t.replace("\"ignore_paths\":[]", "\"ignore_paths\":[\"../x\"]")));
    assertRejected(
        "OMS_SUBJECT",
        resigned(t ->
            t.replaceFirst(
                "\"sha256\":\"[0-9a-f]{64}\"", "\"sha256\":\"" + "0".repeat(64) + "\"")));
    verify(resigned(t -> t.replace("\"hash_type\"", "\"further\":{\"x\":[1,true]},\"hash_type\"")));
  }

  @Test
  void otherEnvelopesAreRefused() throws Exception {
    String bundle = new String(sign(), StandardCharsets.UTF_8);
    for (String keyid : List.of("\"keyid\":null,", "\"keyid\": null ,", "")) {
      verify(bundle.replace("\"keyid\":\"\",", keyid).getBytes(StandardCharsets.UTF_8));
    }
    assertRejected("OMS_TYPE", bytes(bundle.replace("bundle.v0.3", "bundle.v0.9")));
    assertRejected("OMS_TYPE", bytes(bundle.replace("vnd.in-toto+json", "json")));
    assertRejected("OMS_KEY", bytes(bundle.replace("\"publicKey\"", "\"certificate\"")));
    JsonObject read = (JsonObject) CanonicalJson.read(bytes(bundle));
    JsonObject envelope = (JsonObject) read.find("dsseEnvelope").orElseThrow();
    JsonArray one = (JsonArray) envelope.find("signatures").orElseThrow();
    JsonArray two = new JsonArray(List.of(one.values().getFirst(), one.values().getFirst()));
    assertRejected(
        "OMS_SIGNATURE",
        CanonicalJson.write(
            read.toBuilder()
                .put("dsseEnvelope", envelope.toBuilder().put("signatures", two).build())
                .build()));
  }

  /// The payload itself was signed, without its type in front.
  @Test
  void aRawSignatureOverThePayloadIsRefused() throws Exception {
    JsonObject read = (JsonObject) CanonicalJson.read(sign());
    JsonObject envelope = (JsonObject) read.find("dsseEnvelope").orElseThrow();
    byte[] payload = payload(read);
    assertRejected(
        "OMS_SIGNATURE", with(read, envelope, payload, EcKeys.sign(key.getPrivate(), payload)));
  }

  @Test
  void changedBundlesNeverThrowAnythingElse() throws Exception {
    byte[] bundle = sign();
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 2000; i++) {
      byte[] bent = bundle.clone();
      bent[random.nextInt(bent.length)] = (byte) random.nextInt();
      try {
        verify(bent);
      } catch (VerificationException e) {
        assertTrue(!String.valueOf(e.getMessage()).isEmpty());
      }
    }
  }

  @Test
  void keysSurviveTheirPem() throws Exception {
    assertEquals(key.getPublic(), EcKeys.readPublic(EcKeys.pem(key.getPublic())));
    assertThrows(
        VerificationException.Malformed.class,
        () ->
            EcKeys.readPublic(
                EcKeys.pem(KeyPairGenerator.getInstance("RSA").generateKeyPair().getPublic())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private JsonObject statement(byte[] bundle) throws Exception {
    return (JsonObject) CanonicalJson.read(payload((JsonObject) CanonicalJson.read(bundle)));
  }

  private static byte[] payload(JsonObject bundle) {
    JsonObject envelope = (JsonObject) bundle.find("dsseEnvelope").orElseThrow();
    return Base64.getDecoder()
        .decode(((JsonString) envelope.find("payload").orElseThrow()).value());
  }

  /// A bundle whose statement was changed and properly signed again.
  private byte[] resigned(UnaryOperator<String> change) throws Exception {
    JsonObject read = (JsonObject) CanonicalJson.read(sign());
    String before = new String(payload(read), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertTrue(!after.equals(before), "nothing changed");
    byte[] signature =
        EcKeys.sign(key.getPrivate(), DsseEnvelope.pae(DsseEnvelope.IN_TOTO, bytes(after)));
    return with(
        read, (JsonObject) read.find("dsseEnvelope").orElseThrow(), bytes(after), signature);
  }

  private static byte[] with(
      JsonObject read, JsonObject envelope, byte[] payload, byte[] signature) {
    JsonObject signed =
        JsonObject.builder().put("sig", Base64.getEncoder().encodeToString(signature)).build();
    return CanonicalJson.write(
        read.toBuilder()
            .put(
                "dsseEnvelope",
                envelope.toBuilder()
                    .put("payload", Base64.getEncoder().encodeToString(payload))
                    .put("signatures", new JsonArray(List.of(signed)))
                    .build())
            .build());
  }

  private Rejected assertRejected(String code, byte[] bundle) {
    Rejected e = assertThrows(Rejected.class, () -> verify(bundle));
    assertEquals(code, e.code(), e.detail());
    return e;
  }
}
