package io.hallmark.tlog.cosigner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.ConsistencyProof;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import io.hallmark.tlog.note.VerifierKey;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.LogSession;
import io.hallmark.tlog.store.SampleLog;
import io.hallmark.tlog.tile.TileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cosigner by the statuses of the protocol, and a log that meets honest, lagging and lying ones.
final class CosignerTest {
  private static final SignerKey ED =
      SignerKey.generate("cosigner.example", SignatureType.COSIGNATURE_ED25519);
  private static final SignerKey ML =
      SignerKey.generate("cosigner.example", SignatureType.COSIGNATURE_ML_DSA_44);
  private static final List<VerifierKey> LOGS = List.of(SampleLog.KEYS.getFirst().verifier());
  private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");

  @TempDir Path folder = Path.of("");

  @Test
  void aGrowingLogIsCosignedWithBothKeys() throws Exception {
    Cosigner cosigner = cosigner(NOW);
    LogFolder log = log(10);
    SignedCheckpoint first = log.published();
    List<SignatureLine> lines = cosigner.add(request(log, 0));
    assertEquals(2, lines.size());
    SignedCheckpoint signed = first.with(lines);
    assertTrue(signed.signature(ED.verifier()).isPresent());
    assertTrue(signed.signature(ML.verifier()).isPresent());
    SampleLog.append(log, SampleLog.entries(10, 15));
    cosigner.add(request(log, 10));
    String hash = Cosigner.originHash(log.origin());
    SignedCheckpoint kept = SignedCheckpoint.parse(cosigner.checkpoint(hash).orElseThrow());
    assertEquals(15, kept.checkpoint().size());
    SampleLog.policy().verify(kept);
  }

  @Test
  void aRepeatedRequestIsAnsweredWithTheStoredSignature() throws Exception {
    LogFolder log = log(10);
    List<SignatureLine> first = cosigner(NOW).add(request(log, 0));
    assertEquals(first, cosigner(NOW.plusSeconds(1000)).add(request(log, 10)));
    assertNotEquals(first, cosignerIn("another", NOW.plusSeconds(1000)).add(request(log, 0)));
  }

  @Test
  void oneSizeHasOneTextAndOneSignatureOfEachKey() throws Exception {
    LogFolder log = log(10);
    Cosigner onlyEd = new Cosigner(folder.resolve("cosigner"), List.of(ED), LOGS, () -> NOW);
    List<SignatureLine> first = onlyEd.add(request(log, 0));
    Checkpoint head = log.published().checkpoint();
    Checkpoint steered = new Checkpoint(head.origin(), 10, head.root(), List.of("extension"));
    AddCheckpoint other =
        new AddCheckpoint(
            10,
            new ConsistencyProof(List.of()),
            SignedCheckpoint.of(
                steered,
                List.of(CheckpointSignatures.sign(SampleLog.KEYS.getFirst(), steered, 1))));
    assertStatus(409, onlyEd, other);
    List<SignatureLine> both = cosigner(NOW.plusSeconds(1000)).add(request(log, 10));
    assertEquals(2, both.size());
    assertEquals(first.getFirst(), both.getFirst());
    assertEquals(both, cosigner(NOW.plusSeconds(2000)).add(request(log, 10)));
  }

  @Test
  void aClockThatWasSetBackDoesNotBackdate() throws Exception {
    LogFolder log = log(10);
    cosigner(NOW).add(request(log, 0));
    SampleLog.append(log, SampleLog.entries(10, 11));
    List<SignatureLine> later = cosigner(NOW.minusSeconds(5000)).add(request(log, 10));
    assertEquals(
        NOW.getEpochSecond(),
        CheckpointSignatures.time(ED.verifier(), later.getFirst()).orElseThrow());
  }

  @Test
  void theStatusesAreThoseOfTheProtocol() throws Exception {
    Cosigner cosigner = cosigner(NOW);
    LogFolder log = log(10);
    SignedCheckpoint head = log.published();
    ConsistencyProof none = new ConsistencyProof(List.of());
    assertStatus(400, cosigner, new AddCheckpoint(11, none, head));
    assertStatus(409, cosigner, request(log, 5));
    assertStatus(
        422, cosigner, new AddCheckpoint(0, new ConsistencyProof(List.of(MerkleTree.EMPTY)), head));
    assertStatus(404, cosigner, new AddCheckpoint(0, none, resigned("log.example/other", 10)));
    SignedCheckpoint unsigned =
        SignedCheckpoint.of(
            head.checkpoint(), List.of(CheckpointSignatures.sign(ED, head.checkpoint(), 1)));
    assertStatus(403, cosigner, new AddCheckpoint(0, none, unsigned));
    SignatureLine wrong =
        new SignatureLine(LOGS.getFirst().name(), LOGS.getFirst().keyId(), new byte[64]);
    assertStatus(
        403,
        cosigner,
        new AddCheckpoint(0, none, SignedCheckpoint.of(head.checkpoint(), List.of(wrong))));
    assertStatus(422, cosigner, new AddCheckpoint(0, none, resigned(log.origin(), 0)));
    cosigner.add(request(log, 0));
    assertStatus(409, cosigner, request(log, 0));
    assertStatus(422, cosigner, new AddCheckpoint(10, none, resigned(log.origin(), 10)));
    assertStatus(422, cosigner, new AddCheckpoint(10, none, resigned(log.origin(), 11)));
    assertStatus(400, cosigner, new AddCheckpoint(10, none, resigned(log.origin(), 9)));
  }

  /// A checkpoint with an invented root, really signed by the log's key.
  private static SignedCheckpoint resigned(String origin, long size) {
    Checkpoint invented = new Checkpoint(origin, size, MerkleTree.leaf(new byte[7]));
    return SignedCheckpoint.of(
        invented, List.of(CheckpointSignatures.sign(SampleLog.KEYS.getFirst(), invented, 1)));
  }

  @Test
  void aLogAsksItsCosignersOverHttpAndPublishesWithTheirSignatures() throws Exception {
    LogFolder log = log(3);
    try (CosignerServer server = CosignerServer.start(cosigner(NOW), anyPort())) {
      setPolicy(log, url(server.port()), "quorum one\n");
      LogWriter writer = new LogWriter(log, _ -> {});
      assertEquals(3, writer.append(SampleLog.entries(3, 5)));
      TlogProof proof = writer.register(SampleLog.entry(5));
      assertEquals(6, proof.checkpoint().checkpoint().size());
      assertEquals(5, proof.inclusion().index());
      LogPolicy policy = LogPolicy.parse(policy("http://x", "quorum one\n"));
      policy.verify(log.published());
      proof.verify(policy, MerkleTree.leaf(SampleLog.entry(5)));
      writer.append(SampleLog.entries(6, 9));
      assertEquals(proof, writer.register(SampleLog.entry(5)));
      assertEquals(9, log.published().checkpoint().size());
    }
  }

  @Test
  void withoutItsCosignersNothingIsPublishedAndNothingIsLost() throws Exception {
    LogFolder log = log(3);
    int port;
    try (CosignerServer server = CosignerServer.start(cosigner(NOW), anyPort())) {
      port = server.port();
    }
    setPolicy(log, url(port), "quorum one\n");
    LogWriter writer = new LogWriter(log, _ -> {});
    assertThrows(LogWriter.NotPublished.class, () -> writer.append(SampleLog.entries(3, 4)));
    assertEquals(3, log.published().checkpoint().size());
    // Nothing is appended on top before the last tree is settled.
    assertThrows(LogWriter.NotPublished.class, () -> writer.append(SampleLog.entries(4, 5)));
    try (CosignerServer server = CosignerServer.start(cosigner(NOW), anyPort())) {
      setPolicy(log, url(server.port()), "quorum one\n");
      new LogWriter(log, _ -> {}).settle();
      assertEquals(4, log.published().checkpoint().size());
      TlogProof late = new LogWriter(log, _ -> {}).register(SampleLog.entry(3));
      assertEquals(4, late.checkpoint().checkpoint().size());
    }
  }

  @Test
  void aCosignerThatLagsIsCaughtUp() throws Exception {
    LogFolder log = log(3);
    Cosigner cosigner = cosigner(NOW);
    cosigner.add(request(log, 0));
    SampleLog.append(log, SampleLog.entries(3, 300));
    try (CosignerServer server = CosignerServer.start(cosigner, anyPort())) {
      setPolicy(log, url(server.port()), "quorum one\n");
      new LogWriter(log, _ -> {}).append(SampleLog.entries(300, 301));
      assertTrue(log.published().signature(ED.verifier()).isPresent());
    }
  }

  @Test
  void aCosignerThatLiesDoesNotStopTheOthers() throws Exception {
    LogFolder log = log(3);
    HttpServer liar = HttpServer.create(anyPort(), 0);
    liar.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(409, 3);
            exchange.getResponseBody().write(SampleLog.utf8("99\n"));
          }
        });
    liar.start();
    SignerKey bad = SignerKey.generate("liar.example", SignatureType.COSIGNATURE_ED25519);
    try (CosignerServer server = CosignerServer.start(cosigner(NOW), anyPort())) {
      for (String needed : List.of("all", "any")) {
        try (LogSession session = log.lock()) {
          session.setPolicy(
              SampleLog.utf8(
                  "log %s\nwitness bad %s %s\nwitness good %s %s\ngroup all %s bad good\nquorum all\n"
                      .formatted(
                          LOGS.getFirst().text(),
                          bad.verifier().text(),
                          url(liar.getAddress().getPort()),
                          ED.verifier().text(),
                          url(server.port()),
                          needed)));
        }
        List<String> alarms = new ArrayList<>();
        LogWriter writer = new LogWriter(log, alarms::add);
        if (needed.equals("all")) {
          assertThrows(LogException.Rejected.class, () -> writer.append(SampleLog.entries(3, 4)));
          assertEquals(List.of(), alarms);
        } else {
          writer.settle();
          assertEquals(1, alarms.size());
          assertTrue(alarms.getFirst().contains("LOG_ROLLBACK"), alarms.getFirst());
          assertTrue(alarms.getFirst().contains("liar.example"), alarms.getFirst());
        }
      }
      assertEquals(4, log.published().checkpoint().size());
    } finally {
      liar.stop(0);
    }
  }

  @Test
  void aFolderThatWasRestoredFromABackupStops() throws Exception {
    LogFolder log = log(3);
    Cosigner cosigner = cosigner(NOW);
    try (CosignerServer server = CosignerServer.start(cosigner, anyPort())) {
      setPolicy(log, url(server.port()), "quorum one\n");
      SampleLog.copy(folder.resolve("log"), folder.resolve("backup"));
      new LogWriter(log, _ -> {}).append(SampleLog.entries(3, 9));
      LogWriter restored = new LogWriter(LogFolder.open(folder.resolve("backup")), _ -> {});
      LogException.Rejected shorter =
          assertThrows(
              LogException.Rejected.class, () -> restored.append(SampleLog.entries(20, 21)));
      assertEquals(LogCheck.LOG_ROLLBACK, shorter.check());
    }
  }

  @Test
  void aForkedLogIsRefusedByItsCosigner() throws Exception {
    LogFolder log = log(3);
    Cosigner cosigner = cosigner(NOW);
    try (CosignerServer server = CosignerServer.start(cosigner, anyPort())) {
      setPolicy(log, url(server.port()), "quorum one\n");
      SampleLog.copy(folder.resolve("log"), folder.resolve("fork"));
      new LogWriter(log, _ -> {}).append(SampleLog.entries(3, 4));
      LogWriter fork = new LogWriter(LogFolder.open(folder.resolve("fork")), _ -> {});
      LogException.Rejected e =
          assertThrows(LogException.Rejected.class, () -> fork.append(SampleLog.entries(50, 51)));
      assertEquals(LogCheck.LOG_FORK, e.check());
    }
  }

  @Test
  void aCosignerThatLiesIsNotBelieved() throws Exception {
    LogFolder log = log(3);
    Checkpoint other = new Checkpoint(log.origin(), 3, MerkleTree.EMPTY);
    String wrong = CheckpointSignatures.sign(ED, other, 1).text() + "\n";
    SignerKey stranger = SignerKey.generate("x.example", SignatureType.COSIGNATURE_ED25519);
    String strange =
        CheckpointSignatures.sign(stranger, log.published().checkpoint(), 1).text() + "\n";
    assertAnswerRefused(log, 200, wrong, LogException.Rejected.class);
    assertAnswerRefused(log, 200, strange, LogException.Rejected.class);
    assertAnswerRefused(log, 200, "", LogException.Malformed.class);
    assertAnswerRefused(log, 200, "x".repeat(1 << 19), IOException.class);
    assertAnswerRefused(log, 409, "4\n", LogException.Rejected.class);
    assertAnswerRefused(log, 409, "2\n", IOException.class);
    assertAnswerRefused(log, 409, "-2\n", LogException.Malformed.class);
    assertAnswerRefused(log, 500, "no", IOException.class);
    assertAnswerRefused(log, 302, "", IOException.class);
  }

  private static void assertAnswerRefused(
      LogFolder log, int status, String body, Class<? extends Exception> expected)
      throws Exception {
    HttpServer server = HttpServer.create(anyPort(), 0);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    try {
      CosignerClient client = new CosignerClient(url(server.getAddress().getPort()), ED.verifier());
      assertThrows(
          expected, () -> client.cosign(log.published(), 0, new TileReader(log.source(), 3)));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theServerAnswersStrangersWithStatuses() throws Exception {
    LogFolder log = log(3);
    try (CosignerServer server = CosignerServer.start(cosigner(NOW), anyPort())) {
      URI add = URI.create(url(server.port()) + "/add-checkpoint");
      try (HttpClient http = HttpClient.newHttpClient()) {
        assertEquals(400, post(http, add, "nonsense").statusCode());
        assertEquals(400, post(http, add, "x".repeat(1 << 19)).statusCode());
        HttpResponse<String> conflict =
            post(http, add, new String(request(log, 2).write(), StandardCharsets.UTF_8));
        assertEquals(409, conflict.statusCode());
        assertEquals("0\n", conflict.body());
        assertEquals(
            "text/x.tlog.size", conflict.headers().firstValue("Content-Type").orElseThrow());
        String good = new String(request(log, 0).write(), StandardCharsets.UTF_8);
        assertEquals(200, post(http, add, good).statusCode());
        URI latest =
            URI.create(
                url(server.port()) + "/" + Cosigner.originHash(log.origin()) + "/checkpoint");
        HttpRequest get = HttpRequest.newBuilder(latest).build();
        assertEquals(200, http.send(get, HttpResponse.BodyHandlers.ofString()).statusCode());
        URI unknown = URI.create(url(server.port()) + "/" + "0".repeat(64) + "/checkpoint");
        HttpRequest none = HttpRequest.newBuilder(unknown).build();
        assertEquals(404, http.send(none, HttpResponse.BodyHandlers.ofString()).statusCode());
      }
    }
  }

  @Test
  void changedRequestsAreReadOrMalformedAndNothingElse() throws Exception {
    LogFolder log = log(3);
    byte[] request = request(log, 2).write();
    SplittableRandom random = new SplittableRandom(9);
    int read = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = request.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      try {
        assertEquals(
            new String(bytes, StandardCharsets.UTF_8),
            new String(AddCheckpoint.parse(bytes).write(), StandardCharsets.UTF_8));
        read++;
      } catch (LogException.Malformed e) {
        assertTrue(!String.valueOf(e.getMessage()).isEmpty());
      }
    }
    assertTrue(read > 0 && read < 3000);
  }

  private static HttpResponse<String> post(HttpClient http, URI uri, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static void assertStatus(int status, Cosigner cosigner, AddCheckpoint request) {
    assertEquals(
        status, assertThrows(Cosigner.Refusal.class, () -> cosigner.add(request)).status());
  }

  private Cosigner cosigner(Instant now) {
    return cosignerIn("cosigner", now);
  }

  private Cosigner cosignerIn(String name, Instant now) {
    return new Cosigner(folder.resolve(name), List.of(ED, ML), LOGS, () -> now);
  }

  private LogFolder log(int size) throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    SampleLog.append(log, SampleLog.entries(0, size));
    return log;
  }

  private static AddCheckpoint request(LogFolder log, long old) throws Exception {
    SignedCheckpoint head = log.published();
    long size = head.checkpoint().size();
    return new AddCheckpoint(
        old, MerkleTree.consistency(old, size, new TileReader(log.source(), size)), head);
  }

  private static void setPolicy(LogFolder log, String url, String quorum) throws Exception {
    try (LogSession session = log.lock()) {
      session.setPolicy(policy(url, quorum));
    }
  }

  private static byte[] policy(String url, String quorum) {
    return SampleLog.utf8(
        "log %s\nwitness one %s %s\n%s"
            .formatted(LOGS.getFirst().text(), ED.verifier().text(), url, quorum));
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
