package io.hallmark.provenance.event;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonObject;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.Keys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Entries of a log: one encoding, one signature by the key that they name, and plausible times.
final class LogEventTest {
  private static final KeyPair KEY = Keys.generate();
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final Digest ONE = Digests.sha256(new byte[] {1});
  private static final Digest TWO = Digests.sha256(new byte[] {2});

  private static LogEvent event(EventKind kind) {
    return new LogEvent(
        kind,
        List.of(Subject.of("manifest.json", ONE, TWO)),
        NOW,
        KEY.getPublic(),
        List.of(TWO),
        new TreeMap<>(Map.of("program", ONE)),
        new TreeMap<>(Map.of("framework", "torch-2.9")));
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void anEventReadsBackToTheSameBytes(EventKind kind) throws Exception {
    LogEvent event = event(kind);
    byte[] entry = event.sign(KEY);
    assertEquals(event, LogEvent.read(entry));
    assertArrayEquals(entry, LogEvent.read(entry).sign(KEY));
    assertTrue(event.isAbout(TWO) && !event.isAbout(ONE));
  }

  @Test
  void thePredicateFitsItsSchema() throws Exception {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                Files.readString(Path.of("..", "docs", "schemas", "event.schema.json")),
                InputFormat.JSON);
    JsonObject predicate =
        DsseEnvelope.read(event(EventKind.RECORDED).sign(KEY)).statement().predicate();
    String text = new String(CanonicalJson.write(predicate), StandardCharsets.UTF_8);
    assertEquals(List.of(), schema.validate(text, InputFormat.JSON));
    String bent = text.replace("\"recorded\"", "\"invented\"");
    assertTrue(!schema.validate(bent, InputFormat.JSON).isEmpty());
  }

  @Test
  void anotherKeyASecondSignatureOrAnotherTypeIsRefused() throws Exception {
    byte[] entry = event(EventKind.RECORDED).sign(KEY);
    DsseEnvelope envelope = DsseEnvelope.read(entry);
    KeyPair other = Keys.generate();
    assertCode(
        "EVENT_SIGNATURE",
        DsseEnvelope.sign(DsseEnvelope.IN_TOTO, envelope.payload(), other).write());
    assertCode("EVENT_SIGNATURE", envelope.withSignature(other).write());
    assertCode(
        "PAYLOAD_TYPE", DsseEnvelope.sign("application/json", envelope.payload(), KEY).write());
    InTotoStatement statement = envelope.statement();
    InTotoStatement retyped =
        new InTotoStatement(statement.subjects(), "urn:other:v1", statement.predicate());
    assertCode(
        "PREDICATE_TYPE", DsseEnvelope.sign(DsseEnvelope.IN_TOTO, retyped.write(), KEY).write());
    assertThrows(IllegalArgumentException.class, () -> event(EventKind.RECORDED).sign(other));
  }

  @Test
  void whatALogCannotTakeIsTheCallersMistake() {
    TreeMap<String, String> texts = new TreeMap<>(Map.of("a", "x".repeat(201)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new LogEvent(
                EventKind.RECORDED,
                List.of(Subject.of("m", ONE, TWO)),
                NOW,
                KEY.getPublic(),
                List.of(),
                new TreeMap<>(),
                texts));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new LogEvent(
                EventKind.RECORDED,
                List.of(),
                NOW,
                KEY.getPublic(),
                List.of(),
                new TreeMap<>(),
                new TreeMap<>()));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            LogEvent.of(
                EventKind.RECORDED,
                Subject.of("m", ONE, TWO),
                NOW,
                KEY.getPublic(),
                List.of(),
                Map.of("No Name", ONE)));
  }

  @Test
  void changedEntriesAreRefusedOrMalformedAndNothingElse() {
    byte[] entry = event(EventKind.TRAINING_REGISTERED).sign(KEY);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 2000; i++) {
      byte[] bent = entry.clone();
      int at = random.nextInt(bent.length);
      bent[at] ^= (byte) (1 + random.nextInt(255));
      assertEquals(Optional.empty(), LogEvent.find(bent));
    }
  }

  @Test
  void anEventThatClaimsAnEarlierTimeThanTheLastLookIsFound() throws Exception {
    byte[] entry = event(EventKind.RECORDED).sign(KEY);
    EventTimes late = new EventTimes(Optional.of(NOW.plusSeconds(3600)));
    late.see(7, entry);
    late.see(8, new byte[] {1});
    assertEquals(1, late.problems().size());
    assertTrue(late.problems().getFirst().contains("entry 7"));
    EventTimes inTime = new EventTimes(Optional.of(NOW.plusSeconds(60)));
    inTime.see(7, entry);
    assertEquals(List.of(), inTime.problems());
    EventTimes first = new EventTimes(Optional.empty());
    first.see(7, entry);
    assertEquals(List.of(), first.problems());
  }

  @Test
  void filesBecomeSubjectsByTheirDigests() throws Exception {
    Path folder = Files.createTempDirectory("subjects");
    Path plain = Files.writeString(folder.resolve("data.csv"), "abc");
    Subject subject = Subjects.of("data", plain);
    assertEquals(Map.of("sha256", Digests.sha256(new byte[] {'a', 'b', 'c'})), subject.digests());
    JsonObject document = JsonObject.builder().put("type", "hallmark/x/v1").put("n", 1).build();
    Path json = Files.write(folder.resolve("x.json"), CanonicalJson.write(document));
    assertEquals(Digests.document(document), Subjects.tagged(json));
    assertEquals(Digests.document(document), Subjects.digest(json));
    assertThrows(VerificationException.Malformed.class, () -> Subjects.tagged(plain));
  }

  private static void assertCode(String code, byte[] entry) {
    assertEquals(code, assertThrows(Rejected.class, () -> LogEvent.read(entry)).code());
  }
}
