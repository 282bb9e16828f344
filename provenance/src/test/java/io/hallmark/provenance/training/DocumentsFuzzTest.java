package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonValue;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.JsonMutation;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetSchema;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A stranger's documents, bent in thousands of ways that remain JSON: each is refused by a reader
/// or a check, or read and written again byte for byte; nothing else is ever thrown.
final class DocumentsFuzzTest {
  private static final int MUTATIONS = 3000;

  /// Reads a document and writes it again; empty if it has no form of its own.
  @FunctionalInterface
  private interface Parser {
    Optional<byte[]> read(byte[] document) throws Exception;
  }

  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  private record Target(String name, byte[] document, Parser parser) {}

  private static byte[] payload(byte[] envelope) throws Exception {
    return DsseEnvelope.read(envelope).payload();
  }

  private static byte[] predicate(byte[] envelope) throws Exception {
    return CanonicalJson.write(InTotoStatement.read(payload(envelope)).predicate());
  }

  private static List<Target> targets() throws Exception {
    World world = World.get();
    HallmarkBundle b = world.released();
    HallmarkBundle child = ParentChainTest.releasedChild();
    HallmarkBundle sealed = world.sealed();
    byte[] statement = b.required(HallmarkBundle.STATEMENT);
    byte[] reveal = RevealTest.revealed().required(HallmarkBundle.REVEAL);
    Intent intent = Intent.read(b.required(HallmarkBundle.INTENT));
    return List.of(
        target("intent", b.required(HallmarkBundle.INTENT), x -> Intent.read(x).write()),
        target(
            "child's intent", child.required(HallmarkBundle.INTENT), x -> Intent.read(x).write()),
        target("envelope", statement, x -> DsseEnvelope.read(x).write()),
        target("in-toto statement", payload(statement), x -> InTotoStatement.read(x).write()),
        target(
            "run statement",
            predicate(statement),
            x -> RunStatement.read(CanonicalJson.read(x)).write()),
        target(
            "sealed run statement",
            predicate(sealed.required(HallmarkBundle.STATEMENT)),
            x -> RunStatement.read(CanonicalJson.read(x)).write()),
        target(
            "reveal", predicate(reveal), x -> RevealStatement.read(CanonicalJson.read(x)).write()),
        target(
            "manifest", b.required(HallmarkBundle.MANIFEST), x -> DatasetManifest.read(x).write()),
        target("schema", world.manifest.schema().write(), x -> DatasetSchema.read(x).write()),
        target(
            "program",
            b.required(HallmarkBundle.PROGRAM),
            x -> TrainingProgram.read(x).canonicalBytes()),
        new Target(
            "trust",
            world.trust().write(),
            x -> {
              TrustPolicy.read(x);
              return Optional.empty();
            }),
        new Target(
            "dataset certificate",
            payload(b.authorities().getFirst()),
            x -> {
              DatasetCertificate.of(InTotoStatement.read(x));
              return Optional.empty();
            }),
        new Target(
            "intent signature",
            payload(b.required(HallmarkBundle.INTENT_SEED)),
            x -> {
              byte[] signed = DsseEnvelope.sign(DsseEnvelope.IN_TOTO, x, world.authority).write();
              IntentSignature.read(signed, intent, IntentSignature.Role.SEED);
              return Optional.empty();
            }));
  }

  /// Reads a document and writes it again.
  @FunctionalInterface
  private interface Canonical {
    byte[] again(byte[] document) throws Exception;
  }

  private static Target target(String name, byte[] document, Canonical parser) {
    return new Target(name, document, x -> Optional.of(parser.again(x)));
  }

  @TestFactory
  Stream<DynamicTest> aBentDocumentIsRefusedOrHasOneForm() throws Exception {
    return targets().stream().map(t -> DynamicTest.dynamicTest(t.name, () -> assertHolds(t)));
  }

  private static void assertHolds(Target target) throws Exception {
    JsonValue honest = CanonicalJson.readLenient(target.document);
    target.parser.read(target.document);
    SplittableRandom random = new SplittableRandom(target.name.hashCode());
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      JsonValue bent = JsonMutation.of(random, honest);
      for (int k = random.nextInt(3); k > 0; k--) {
        bent = JsonMutation.of(random, bent);
      }
      byte[] bytes = CanonicalJson.write(bent);
      try {
        Optional<byte[]> again = target.parser.read(bytes);
        if (again.isPresent()) {
          assertArrayEquals(bytes, again.get());
        }
      } catch (VerificationException | DocumentException | ProgramRefused e) {
        assertTrue(e.getMessage() != null);
        refused++;
      }
    }
    assertTrue(refused > MUTATIONS / 2, target.name + ": " + refused);
  }

  /// A trainer signs whatever it likes as its run statement.
  @Test
  void aBentStatementThatIsProperlySignedIsRejectedOrMalformed() throws Exception {
    World world = World.get();
    Forger forger = new Forger(world.released());
    JsonObject honest = forger.statement.json();
    SplittableRandom random = new SplittableRandom(99);
    for (int i = 0; i < 150; i++) {
      if (!(JsonMutation.of(random, honest) instanceof JsonObject bent) || bent.equals(honest)) {
        continue;
      }
      InTotoStatement s = InTotoStatement.read(payload(forger.content(HallmarkBundle.STATEMENT)));
      InTotoStatement signed =
          new InTotoStatement(s.subjects(), TrainingCertificate.PREDICATE_TYPE, bent);
      HallmarkBundle bundle =
          world
              .released()
              .with(
                  HallmarkBundle.STATEMENT,
                  DsseEnvelope.sign(DsseEnvelope.IN_TOTO, signed.write(), world.trainer).write());
      try {
        Verdict verdict = TrainingVerifier.verify(bundle, world.trust(), World.NOW);
        assertTrue(!verdict.accepted(), bent.toString());
      } catch (VerificationException.Malformed e) {
        assertTrue(e.place().contains(HallmarkBundle.STATEMENT), e.place());
      }
    }
  }

  /// The public parts of a manifest and a program are a stranger's as well: whatever they say, the
  /// verifier ends with a name.
  @Test
  void bentManifestsAndProgramsEndTheVerificationWithAName() throws Exception {
    World world = World.get();
    SplittableRandom random = new SplittableRandom(7);
    for (String member : List.of(HallmarkBundle.MANIFEST, HallmarkBundle.PROGRAM)) {
      JsonValue honest = CanonicalJson.read(world.released().required(member));
      for (int i = 0; i < 300; i++) {
        byte[] bent = CanonicalJson.write(JsonMutation.of(random, honest));
        try {
          TrainingVerifier.verify(world.released().with(member, bent), world.trust(), World.NOW);
        } catch (VerificationException.Malformed e) {
          assertTrue(e.place().contains(member), e.place());
        }
      }
    }
  }
}
