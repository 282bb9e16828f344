package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hallmark.document.Digests;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.KeyAlgorithm;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.timestamp.TimestampRequest;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.TlogProof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tools of others accept what we write, and refuse it once it is changed. A tool that is not here
/// is named and its test skipped.
final class ForeignToolsTest {
  private static final Path CONFORMANCE = Path.of("..", "conformance").toAbsolutePath();

  @TempDir Path folder = Path.of("");

  private static String run(Path folder, List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return out.strip();
  }

  private static boolean has(String... command) throws Exception {
    try {
      return !run(Path.of("."), List.of(command)).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static void assumeNode() throws Exception {
    assumeTrue(
        Files.isDirectory(CONFORMANCE.resolve("node_modules/@sigstore/verify"))
            && has("node", "--version"),
        "skipped: npm ci in the folder conformance");
  }

  private String node(String script, Object... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("node", CONFORMANCE.resolve(script + ".mjs").toString()));
    Arrays.stream(arguments).map(String::valueOf).forEach(command::add);
    return run(folder, command);
  }

  private Path file(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  @Test
  void sigstoreAcceptsOurBundlesWithTheirTimestamps() throws Exception {
    assumeNode();
    World world = World.get();
    Path bundle = file("bundle", world.attached().required(HallmarkBundle.SIGSTORE));
    Path key = file("key", world.trainer.getPublic().getEncoded());
    Path authority = file("authority", SampleMembers.AUTHORITY.certificate().getEncoded());
    Path root = file("root", SampleMembers.AUTHORITY.root().getEncoded());
    String accepted = "ACCEPTED " + Keys.keyId(world.trainer.getPublic());
    assertEquals(accepted, node("sigstore", bundle, key, authority, root));
    Path plain = file("plain", CertificateExports.of(world.released()).sigstore());
    assertEquals(accepted, node("sigstore", plain, key));
    assertEquals(
        "REFUSED TIMESTAMP_ERROR", node("sigstore", plain, key, authority, root), "no timestamp");
    Path other = file("other", world.stranger.getPublic().getEncoded());
    assertEquals("REFUSED SIGNATURE_ERROR", node("sigstore", plain, other));
    String text = Files.readString(plain);
    int at = text.indexOf("\"payload\":\"") + 200;
    String changed =
        text.substring(0, at) + (text.charAt(at) == 'A' ? 'B' : 'A') + text.substring(at + 1);
    assertEquals(
        "REFUSED SIGNATURE_ERROR",
        node("sigstore", file("changed", changed.getBytes(StandardCharsets.UTF_8)), key));
  }

  @Test
  void sigstoreAcceptsOurModelSignature() throws Exception {
    assumeNode();
    Path bundle = file("model.sig", SampleMembers.signature(new byte[100]));
    Path key = file("key", SampleMembers.SIGNER.getPublic().getEncoded());
    assertTrue(node("sigstore", bundle, key).startsWith("ACCEPTED "));
    Path other = file("other", SampleMembers.ec().getPublic().getEncoded());
    assertEquals("REFUSED SIGNATURE_ERROR", node("sigstore", bundle, other));
  }

  @Test
  void anotherImplementationOfMlDsaAcceptsOurSignatures() throws Exception {
    assumeNode();
    KeyPair pair = Keys.generate(KeyAlgorithm.ML_DSA_65);
    byte[] payload = "{}".getBytes(StandardCharsets.UTF_8);
    DsseEnvelope envelope = DsseEnvelope.sign(DsseEnvelope.IN_TOTO, payload, pair);
    byte[] spki = pair.getPublic().getEncoded();
    Path key = file("key65", Arrays.copyOfRange(spki, spki.length - 1952, spki.length));
    Path message = file("message65", DsseEnvelope.pae(DsseEnvelope.IN_TOTO, payload));
    Path signature = file("signature65", envelope.signatures().getFirst().bytes());
    assertEquals("ACCEPTED", node("mldsa", 65, key, message, signature));
    assertEquals("REFUSED", node("mldsa", 65, key, file("x", payload), signature));
  }

  /// The message is built here from c2sp.org/tlog-cosignature, not by the code that signs.
  @Test
  void anotherImplementationOfMlDsaAcceptsOurCosignatures() throws Exception {
    assumeNode();
    TlogProof proof = SampleMembers.proof(new byte[] {1}, 2);
    Checkpoint c = proof.checkpoint().checkpoint();
    var cosigner = SampleBeacon.TWO.verifier();
    byte[] line = proof.checkpoint().signature(cosigner).orElseThrow().signature();
    assertEquals(
        SampleBeacon.TIME,
        CheckpointSignatures.time(cosigner, proof.checkpoint().signature(cosigner).orElseThrow())
            .orElseThrow());
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
    text(message, cosigner.name());
    message.writeBytes(Digests.u64be(SampleBeacon.TIME));
    text(message, c.origin());
    message.writeBytes(Digests.u64be(0));
    message.writeBytes(Digests.u64be(c.size()));
    message.writeBytes(c.root().bytes());
    Path key = file("key44", cosigner.raw());
    Path signature = file("signature44", Arrays.copyOfRange(line, Long.BYTES, line.length));
    assertEquals("ACCEPTED", node("mldsa", 44, key, file("m", message.toByteArray()), signature));
    assertEquals("REFUSED", node("mldsa", 44, key, file("n", new byte[5]), signature));
  }

  private static void text(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.write(bytes.length);
    out.writeBytes(bytes);
  }

  @Test
  void opensslAcceptsOurTimestampsAndOurRequests() throws Exception {
    assumeTrue(has("openssl", "version"), "skipped: apt-get install openssl");
    byte[] data = CertificateExports.of(World.get().released()).signature();
    Path stamped = file("data", data);
    byte[] request = TimestampRequest.write(Digests.sha256(data), SampleMembers.RANDOM);
    Path query = file("request.tsq", request);
    Path answer =
        file(
            "answer.tsr",
            SampleMembers.AUTHORITY.answer(request, SampleMembers.STAMPED, SampleMembers.RANDOM));
    String pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(SampleMembers.AUTHORITY.root().getEncoded())
            + "\n-----END CERTIFICATE-----\n";
    Path root = file("root.pem", pem.getBytes(StandardCharsets.US_ASCII));
    String time = String.valueOf(SampleMembers.STAMPED.getEpochSecond());
    List<String> verify =
        List.of(
            "openssl", "ts", "-verify", "-in", "" + answer, "-CAfile", "" + root, "-attime", time);
    assertTrue(openssl(verify, "-data", "" + stamped).contains("Verification: OK"));
    assertTrue(openssl(verify, "-queryfile", "" + query).contains("Verification: OK"));
    String refused = openssl(verify, "-data", "" + file("other", new byte[64]));
    assertTrue(refused.contains("Verification: FAILED"), refused);
    assertTrue(
        run(folder, List.of("openssl", "ts", "-query", "-in", "" + query, "-text"))
            .contains("Hash Algorithm: sha256"));
  }

  private String openssl(List<String> command, String... more) throws Exception {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return run(folder, all);
  }
}
