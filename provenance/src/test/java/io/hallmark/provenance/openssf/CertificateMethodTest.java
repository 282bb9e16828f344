package io.hallmark.provenance.openssf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.VerificationException.Rejected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that were signed with an X.509 chain: it must lead to the verifier's root, at the time.
final class CertificateMethodTest {
  private static final String PASSWORD = "password";

  @TempDir Path folder = Path.of("");

  @Test
  void theChainMustLeadToTheRootAtTheTime() throws Exception {
    keytool(
        "-genkeypair", "-alias", "root", "-dname", "CN=Root", "-ext", "bc:c", "-validity", "100");
    keytool(
        "-genkeypair", "-alias", "other", "-dname", "CN=Other", "-ext", "bc:c", "-validity", "100");
    keytool("-genkeypair", "-alias", "leaf", "-dname", "CN=Leaf", "-validity", "10");
    keytool("-certreq", "-alias", "leaf", "-file", at("req"));
    keytool(
        "-gencert",
        "-alias",
        "root",
        "-infile",
        at("req"),
        "-outfile",
        at("cert"),
        "-validity",
        "10");
    keytool("-importcert", "-alias", "leaf", "-file", at("cert"), "-noprompt");
    KeyStore store = KeyStore.getInstance(folder.resolve("store").toFile(), PASSWORD.toCharArray());
    X509Certificate root = (X509Certificate) store.getCertificate("root");
    X509Certificate other = (X509Certificate) store.getCertificate("other");
    X509Certificate leaf = (X509Certificate) store.getCertificate("leaf");
    Path model = Files.createDirectories(folder.resolve("model"));
    Files.writeString(model.resolve("weights"), "weights");
    Path sig = folder.resolve("model.sig");
    byte[] bundle = bundle(store, model, sig, leaf, root);
    Instant now = leaf.getNotBefore().toInstant().plusSeconds(3600);
    assertEquals(List.of(), ModelSignature.verify(model, sig, bundle, root, now, List.of()));
    byte[] alone = bundle(store, model, sig, leaf);
    assertEquals(List.of(), ModelSignature.verify(model, sig, alone, root, now, List.of()));
    assertKey(model, sig, bundle, other, now);
    assertKey(model, sig, bundle, root, now.plusSeconds(20 * 86_400));
    assertKey(model, sig, bundle, root, now.minusSeconds(2 * 86_400));
    assertKey(model, sig, bundle(store, model, sig, root), root, now);
    assertKey(model, sig, bundle(store, model, sig), root, now);
    Rejected wrongMethod =
        assertThrows(
            Rejected.class,
            () -> ModelSignature.verify(model, sig, bundle, leaf.getPublicKey(), List.of()));
    assertEquals("OMS_KEY", wrongMethod.code());
    byte[] others = bundle(store, model, sig, other);
    Rejected signature =
        assertThrows(
            Rejected.class, () -> ModelSignature.verify(model, sig, others, root, now, List.of()));
    assertEquals("OMS_KEY", signature.code());
    Files.writeString(model.resolve("weights"), "other");
    Rejected files =
        assertThrows(
            Rejected.class, () -> ModelSignature.verify(model, sig, bundle, root, now, List.of()));
    assertEquals("OMS_FILES", files.code());
  }

  private static void assertKey(
      Path model, Path sig, byte[] bundle, X509Certificate root, Instant at) {
    Rejected e =
        assertThrows(
            Rejected.class, () -> ModelSignature.verify(model, sig, bundle, root, at, List.of()));
    assertEquals("OMS_KEY", e.code());
  }

  /// Signed by the leaf, with a chain.
  private static byte[] bundle(KeyStore store, Path model, Path sig, X509Certificate... chain)
      throws Exception {
    PrivateKey key = (PrivateKey) store.getKey("leaf", PASSWORD.toCharArray());
    ModelFiles files = ModelFiles.find(model, sig, List.of());
    byte[] byKey =
        ModelSignature.sign(
            files,
            files.hash(Map.of()),
            List.of(),
            key,
            store.getCertificate("leaf").getPublicKey());
    List<JsonValue> certificates = new ArrayList<>();
    for (X509Certificate c : chain) {
      certificates.add(
          JsonObject.builder()
              .put("rawBytes", Base64.getEncoder().encodeToString(c.getEncoded()))
              .build());
    }
    JsonObject material =
        JsonObject.builder()
            .put(
                "x509CertificateChain",
                JsonObject.builder().put("certificates", new JsonArray(certificates)).build())
            .build();
    JsonObject read = (JsonObject) CanonicalJson.read(byKey);
    return CanonicalJson.write(read.toBuilder().put("verificationMaterial", material).build());
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void keytool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", at("store"), "-storepass", PASSWORD));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0, out);
  }
}
