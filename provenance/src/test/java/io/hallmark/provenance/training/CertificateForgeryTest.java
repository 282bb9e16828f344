package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonObject;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.security.LevelShape;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DatasetCertifier;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.certificate.Safetensors;
import io.hallmark.provenance.certificate.Safetensors.Tensor;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.copy.CopyCertificate;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.training.IntentSignature.Role;
import io.hallmark.provenance.training.RunStatement.DataLink;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import io.hallmark.provenance.training.RunStatement.PartLink;
import io.hallmark.provenance.training.RunStatement.ProofParameters;
import io.hallmark.provenance.training.RunStatement.SeedValue;
import io.hallmark.provenance.training.RunStatement.Window;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.note.SignatureLine;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.SignerKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A trainer who lies in one place is rejected by the check that guards that place, and by its
/// name: each of these turns red when that one check is deleted.
final class CertificateForgeryTest {
  private static final Digest NOTHING = Digests.sha256(new byte[0]);

  /// A lie: what it changes.
  @FunctionalInterface
  interface Lie {
    HallmarkBundle forge(Forger forger) throws Exception;
  }

  /// The honest certificate from which a lie is made.
  enum Honest {
    RELEASED,
    SEALED,
    CHILD,
    REVEALED,
    REGISTERED,
    ATTACHED;

    HallmarkBundle bundle() throws Exception {
      return switch (this) {
        case RELEASED -> World.get().released();
        case SEALED -> World.get().sealed();
        case CHILD -> ParentChainTest.releasedChild();
        case REVEALED -> RevealTest.revealed();
        case REGISTERED -> World.get().registered();
        case ATTACHED -> World.get().attached();
      };
    }

    World world() throws Exception {
      return switch (this) {
        case RELEASED, SEALED, REGISTERED, ATTACHED -> World.get();
        case CHILD -> World.chains();
        case REVEALED -> World.reveals();
      };
    }
  }

  private static void revealLiar(CertificateCheck check, String name, Lie lie) {
    LIARS.add(new Liar(check, name, Honest.REVEALED, lie));
  }

  /// A certificate that lies in one place.
  ///
  /// @param check the check that guards the place
  /// @param honest the honest certificate from which it is made
  /// @param lie what it changes
  record Liar(CertificateCheck check, String name, Honest honest, Lie lie) {
    HallmarkBundle forged() throws Exception {
      return lie.forge(new Forger(honest.world(), honest.bundle()));
    }

    /// The same lie with a proof of what its documents say.
    HallmarkBundle proven() throws Exception {
      Forger forger = new Forger(honest.world(), honest.bundle());
      lie.forge(forger);
      return LyingTrainer.prove(forger, f -> {});
    }
  }

  static final List<Liar> LIARS = new ArrayList<>();

  private static void liar(CertificateCheck check, String name, Lie lie) {
    LIARS.add(new Liar(check, name, Honest.RELEASED, lie));
  }

  private static void sealedLiar(CertificateCheck check, String name, Lie lie) {
    LIARS.add(new Liar(check, name, Honest.SEALED, lie));
  }

  private static void childLiar(CertificateCheck check, String name, Lie lie) {
    LIARS.add(new Liar(check, name, Honest.CHILD, lie));
  }

  /// A container that calls a world's other data set the original of a data set, with proofs that
  /// are none.
  private static byte[] copy(DatasetManifest of, World world) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put(HallmarkBundle.MANIFEST, of.write());
    members.put(HallmarkBundle.COPIED, world.otherManifest.write());
    members.put(HallmarkBundle.copyProof("train"), new byte[1]);
    return HallmarkBundle.of(members).write();
  }

  private static void registeredLiar(CertificateCheck check, String name, Lie lie) {
    LIARS.add(new Liar(check, name, Honest.REGISTERED, lie));
  }

  static {
    signatures();
    digests();
    seeds();
    beacons();
    parents();
    bounds();
    models();
    reveals();
    proofs();
    foreign();
  }

  private static void attachedLiar(CertificateCheck check, String name, Lie lie) {
    LIARS.add(new Liar(check, name, Honest.ATTACHED, lie));
  }

  /// Members for other tools that disagree with the certificate.
  private static void foreign() {
    attachedLiar(
        CertificateCheck.LOG_PROOF_PRESENT,
        "an entry without its proof",
        f -> f.without(HallmarkBundle.LOG_PROOF).forge());
    attachedLiar(
        CertificateCheck.LOG_PROOF_PRESENT,
        "a proof without its entry",
        f -> f.without(HallmarkBundle.LOG_EVENT).forge());
    attachedLiar(
        CertificateCheck.LOG_PROOF_EVENT,
        "the entry of another certificate",
        f -> logged(f, EventKind.CERTIFICATE_ISSUED, NOTHING));
    attachedLiar(
        CertificateCheck.LOG_PROOF_EVENT,
        "another kind of event",
        f -> logged(f, EventKind.CERTIFICATE_SUPERSEDED, f.statement.digest()));
    attachedLiar(
        CertificateCheck.LOG_PROOF_INCLUSION,
        "an entry that is not in the log",
        f ->
            f.member(
                    HallmarkBundle.LOG_PROOF,
                    SampleMembers.proof("another".getBytes(StandardCharsets.UTF_8), 5).write())
                .forge());
    attachedLiar(
        CertificateCheck.TIMESTAMP_IMPRINT,
        "a timestamp over something else",
        f -> stamped(f, SampleMembers.stamp(SampleMembers.AUTHORITY, new byte[64], World.NOW)));
    attachedLiar(
        CertificateCheck.TIMESTAMP_SIGNATURE,
        "a timestamp with a changed signature",
        f -> {
          byte[] changed = f.content(HallmarkBundle.TIMESTAMP).clone();
          changed[changed.length - 1] ^= 1;
          return stamped(f, changed);
        });
    attachedLiar(
        CertificateCheck.SIGSTORE_BUNDLE,
        "the Sigstore bundle of another certificate",
        f ->
            f.member(
                    HallmarkBundle.SIGSTORE, CertificateExports.of(World.get().sealed()).sigstore())
                .forge());
    attachedLiar(
        CertificateCheck.SIGSTORE_BUNDLE,
        "a Sigstore bundle without the timestamp",
        f ->
            f.member(
                    HallmarkBundle.SIGSTORE,
                    CertificateExports.of(World.get().released()).sigstore())
                .forge());
    attachedLiar(
        CertificateCheck.CYCLONEDX_BOM,
        "the bill of materials of another certificate",
        f ->
            f.member(HallmarkBundle.BOM, CertificateExports.of(World.get().sealed()).bom())
                .forge());
    attachedLiar(
        CertificateCheck.SLSA_SIGNATURE,
        "provenance signed by another key",
        f ->
            f.member(
                    HallmarkBundle.SLSA,
                    SampleMembers.envelope(
                        DsseEnvelope.read(f.content(HallmarkBundle.SLSA)).payload(),
                        f.world.stranger))
                .forge());
    attachedLiar(
        CertificateCheck.SLSA_STATEMENT,
        "the trainer's provenance of another run",
        f ->
            f.member(
                    HallmarkBundle.SLSA,
                    CertificateExports.of(World.get().sealed()).slsa(f.world.trainer))
                .forge());
    attachedLiar(
        CertificateCheck.MODEL_SIGNATURE,
        "a signature over other weights",
        f ->
            f.member(HallmarkBundle.MODEL_SIGNATURE, SampleMembers.signature(new byte[10]))
                .forge());
    sealedLiar(
        CertificateCheck.MODEL_SIGNATURE,
        "a signature over files beside a sealed model",
        f ->
            f.member(HallmarkBundle.MODEL_SIGNATURE, SampleMembers.signature(new byte[10]))
                .forge());
  }

  /// Another timestamp; the Sigstore bundle contains it.
  private static HallmarkBundle stamped(Forger f, byte[] timestamp) throws Exception {
    HallmarkBundle bundle = f.member(HallmarkBundle.TIMESTAMP, timestamp).forge();
    return bundle.with(HallmarkBundle.SIGSTORE, CertificateExports.of(bundle).sigstore());
  }

  /// Another entry, in a log.
  private static HallmarkBundle logged(Forger f, EventKind kind, Digest statement)
      throws Exception {
    byte[] entry = SampleMembers.event(kind, statement, f.world.trainer);
    return f.member(HallmarkBundle.LOG_EVENT, entry)
        .member(HallmarkBundle.LOG_PROOF, SampleMembers.proof(entry, 0).write())
        .forge();
  }

  private static void signatures() {
    liar(
        CertificateCheck.STATEMENT_TYPE,
        "another predicate type",
        f -> {
          InTotoStatement s =
              InTotoStatement.read(
                  DsseEnvelope.read(f.content(HallmarkBundle.STATEMENT)).payload());
          InTotoStatement other =
              new InTotoStatement(s.subjects(), "urn:hallmark:other:v1", s.predicate());
          return f.forge(DsseEnvelope.sign(DsseEnvelope.IN_TOTO, other.write(), f.world.trainer));
        });
    liar(
        CertificateCheck.TRAINER_SIGNATURE,
        "signed by another key",
        f ->
            f.forge(
                DsseEnvelope.sign(
                    DsseEnvelope.IN_TOTO,
                    DsseEnvelope.read(f.content(HallmarkBundle.STATEMENT)).payload(),
                    f.world.stranger)));
    liar(
        CertificateCheck.TRAINER_SIGNATURE,
        "signed by two keys",
        f ->
            f.forge(
                DsseEnvelope.read(f.content(HallmarkBundle.STATEMENT))
                    .withSignature(f.world.stranger)));
    liar(
        CertificateCheck.INTENT_TRAINER_SIGNATURE,
        "intent signed by another key",
        f ->
            f.member(
                    HallmarkBundle.INTENT_TRAINER,
                    IntentSignature.sign(f.intent, Role.TRAINER, f.world.stranger).write())
                .forge());
    liar(
        CertificateCheck.INTENT_TRAINER_SIGNATURE,
        "the trainer's signature over another intent",
        f ->
            f.member(
                    HallmarkBundle.INTENT_TRAINER,
                    IntentSignature.sign(
                            f.world.intent(
                                f.world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED),
                            Role.TRAINER,
                            f.world.trainer)
                        .write())
                .forge());
  }

  private static void digests() {
    liar(
        CertificateCheck.MANIFEST_DIGEST,
        "another manifest",
        f -> f.member(HallmarkBundle.MANIFEST, f.world.otherManifest.write()).forge());
    liar(
        CertificateCheck.PROGRAM_DIGEST,
        "another learning rate in the program only",
        f -> f.member(HallmarkBundle.PROGRAM, f.world.program("0.05").canonicalBytes()).forge());
    liar(
        CertificateCheck.INTENT_DIGEST,
        "another intent in the container only",
        f -> {
          Digest before = f.intent.digest();
          return f.intent(
                  f.world.intent(f.world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED))
              .namesIntent(before)
              .forge();
        });
    liar(
        CertificateCheck.INTENT_MANIFEST,
        "the intent names another data set",
        f -> f.intent(with(f.intent, List.of(f.world.otherManifest.digest()))).forge());
    liar(
        CertificateCheck.INTENT_MANIFEST,
        "the intent names two data sets",
        f ->
            f.intent(
                    with(
                        f.intent,
                        List.of(f.world.manifest.digest(), f.world.otherManifest.digest())))
                .forge());
    liar(
        CertificateCheck.INTENT_PROGRAM,
        "another learning rate than intended",
        f -> {
          TrainingProgram other = f.world.program("0.05");
          return f.member(HallmarkBundle.PROGRAM, other.canonicalBytes())
              .program(other.digest())
              .forge();
        });
    liar(
        CertificateCheck.INTENT_RELEASE,
        "intended sealed, released",
        f ->
            f.intent(
                    f.world.intent(f.world.program("0.1"), ReleaseMode.SEALED, SeedGrade.COMMITTED))
                .forge());
  }

  private static void parents() {
    liar(
        CertificateCheck.PARENT_PRESENT,
        "a parent that is not there",
        f -> f.intent(startingFrom(f.intent, new InitialModel.Parent(NOTHING, NOTHING))).forge());
    childLiar(
        CertificateCheck.PARENT_PRESENT,
        "the parent's certificate is left out",
        f -> f.without(HallmarkBundle.PARENT).forge());
    liar(
        CertificateCheck.PARENT_PRESENT,
        "a certificate beside a start from the seed",
        f -> f.member(HallmarkBundle.PARENT, f.world.sealed().write()).forge());
    childLiar(
        CertificateCheck.PARENT_CERTIFICATE,
        "a parent with a flipped bit in its dataset proof",
        f ->
            f.member(
                    HallmarkBundle.PARENT,
                    new Forger(f.world, f.world.released())
                        .flip(HallmarkBundle.datasetProof("train"), 5000)
                        .forge()
                        .write())
                .forge());
    childLiar(
        CertificateCheck.PARENT_CERTIFICATE,
        "a parent without its weights",
        f -> f.member(HallmarkBundle.PARENT, f.world.released().withoutModel().write()).forge());
    childLiar(
        CertificateCheck.PARENT_STATEMENT,
        "the certificate of another run",
        f -> {
          TrainingProgram program = f.world.program("0.1");
          Intent other = f.world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED);
          HallmarkBundle twin = f.world.prove(f.world.begin(program, other), 0);
          return f.member(HallmarkBundle.PARENT, twin.write()).forge();
        });
    childLiar(
        CertificateCheck.PARENT_MODEL,
        "another model under the parent's certificate",
        f -> {
          var named = (InitialModel.Parent) f.intent.initial();
          return f.intent(
                  startingFrom(f.intent, new InitialModel.Parent(NOTHING, named.certificate())))
              .forge();
        });
  }

  static Intent startingFrom(Intent i, InitialModel initial) {
    return new Intent(
        i.datasets(),
        i.program(),
        initial,
        i.release(),
        i.trainer(),
        i.registration(),
        i.created(),
        i.grade(),
        i.selfChosen());
  }

  static Intent with(Intent i, List<Digest> datasets) {
    return new Intent(
        datasets,
        i.program(),
        i.initial(),
        i.release(),
        i.trainer(),
        i.registration(),
        i.created(),
        i.grade(),
        i.selfChosen());
  }

  private static void seeds() {
    liar(
        CertificateCheck.SEED_GRADE,
        "the statement says self-chosen",
        f -> f.seed(SeedValue.of(SeedGrade.SELF_CHOSEN, new byte[32])).forge());
    liar(
        CertificateCheck.SEED_SIGNATURE_PRESENT,
        "no signature over the intent",
        f -> f.without(HallmarkBundle.INTENT_SEED).forge());
    liar(
        CertificateCheck.SEED_SIGNATURE_PRESENT,
        "a signature beside a self-chosen seed",
        f -> {
          byte[] signature = f.content(HallmarkBundle.INTENT_SEED);
          return f.intent(
                  f.world.intent(
                      f.world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.SELF_CHOSEN))
              .member(HallmarkBundle.INTENT_SEED, signature)
              .forge();
        });
    liar(
        CertificateCheck.SEED_VALUE_CHOSEN,
        "another value than the self-chosen one",
        f -> {
          byte[] other = new byte[32];
          other[0] = 1;
          return f.intent(
                  f.world.intent(
                      f.world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.SELF_CHOSEN))
              .seed(SeedValue.of(SeedGrade.SELF_CHOSEN, other))
              .forge();
        });
    liar(
        CertificateCheck.SEED_SIGNATURE,
        "the authority's signature over another intent",
        f -> {
          Intent other =
              f.world.intent(f.world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED);
          byte[] envelope = IntentSignature.sign(other, Role.SEED, f.world.authority).write();
          return f.member(HallmarkBundle.INTENT_SEED, envelope)
              .seed(
                  SeedValue.of(
                      SeedGrade.COMMITTED,
                      DsseEnvelope.read(envelope).signatures().getFirst().bytes()))
              .forge();
        });
    liar(
        CertificateCheck.SEED_SIGNATURE,
        "the trainer signs its own seed",
        f -> {
          byte[] envelope = IntentSignature.sign(f.intent, Role.SEED, f.world.trainer).write();
          return f.member(HallmarkBundle.INTENT_SEED, envelope)
              .seed(
                  SeedValue.of(
                      SeedGrade.COMMITTED,
                      DsseEnvelope.read(envelope).signatures().getFirst().bytes()))
              .forge();
        });
    liar(
        CertificateCheck.SEED_VALUE,
        "another seed than the signature",
        f -> f.seed(SeedValue.of(SeedGrade.COMMITTED, new byte[64])).forge());
  }

  /// A registration of any entry, and the seed that follows from it.
  private static HallmarkBundle registered(Forger f, byte[] entry, TlogProof proof)
      throws Exception {
    return f.member(HallmarkBundle.INTENT_EVENT, entry)
        .member(HallmarkBundle.INTENT_LOG_PROOF, proof.write())
        .seed(SeedValue.of(SeedGrade.BEACON, SampleBeacon.TERMS.value(proof.checkpoint()).bytes()))
        .forge();
  }

  private static TlogProof enter(byte[] entry, int after, SignerKey... cosigners) throws Exception {
    return new SampleBeacon(SampleBeacon.LOG).enter(entry, 3, after, cosigners);
  }

  private static void beacons() {
    registeredLiar(
        CertificateCheck.SEED_GRADE,
        "a beacon intent, a self-chosen seed",
        f -> f.seed(SeedValue.of(SeedGrade.SELF_CHOSEN, new byte[32])).forge());
    registeredLiar(
        CertificateCheck.BEACON_PRESENT,
        "no proof of the registration",
        f -> f.without(HallmarkBundle.INTENT_LOG_PROOF).forge());
    registeredLiar(
        CertificateCheck.BEACON_PRESENT,
        "no registration",
        f -> f.without(HallmarkBundle.INTENT_EVENT).forge());
    liar(
        CertificateCheck.BEACON_PRESENT,
        "a registration beside a committed seed",
        f -> {
          byte[] entry = IntentRegistration.entry(f.intent, World.NOW, f.world.trainer);
          TlogProof proof = enter(entry, 0, SampleBeacon.ONE, SampleBeacon.TWO);
          return f.member(HallmarkBundle.INTENT_EVENT, entry)
              .member(HallmarkBundle.INTENT_LOG_PROOF, proof.write())
              .forge();
        });
    registeredLiar(
        CertificateCheck.BEACON_EVENT,
        "a registration that hides the data set",
        f -> {
          LogEvent e = IntentRegistration.event(f.intent, World.NOW);
          byte[] entry =
              LogEvent.of(
                      e.kind(),
                      e.subjects().getFirst(),
                      e.time(),
                      e.signer(),
                      List.of(NOTHING),
                      e.links())
                  .sign(f.world.trainer);
          return registered(f, entry, enter(entry, 0, SampleBeacon.ONE, SampleBeacon.TWO));
        });
    registeredLiar(
        CertificateCheck.BEACON_EVENT,
        "the registration of another intent",
        f -> {
          Intent other =
              f.world.intent(f.world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.BEACON);
          byte[] entry = IntentRegistration.entry(other, World.NOW, f.world.trainer);
          return registered(f, entry, enter(entry, 0, SampleBeacon.ONE, SampleBeacon.TWO));
        });
    registeredLiar(
        CertificateCheck.BEACON_LOG,
        "the same intent in another log",
        f -> {
          byte[] entry = f.content(HallmarkBundle.INTENT_EVENT);
          SignerKey other = SignerKey.generate("log.example/mine", SignatureType.ED25519);
          TlogProof proof =
              new SampleBeacon(other).enter(entry, 0, 0, SampleBeacon.ONE, SampleBeacon.TWO);
          return registered(f, entry, proof);
        });
    registeredLiar(
        CertificateCheck.BEACON_LOG,
        "another key under the log's name",
        f -> {
          byte[] entry = f.content(HallmarkBundle.INTENT_EVENT);
          SignerKey other =
              SignerKey.generate(SampleBeacon.LOG.verifier().name(), SignatureType.ED25519);
          TlogProof proof =
              new SampleBeacon(other).enter(entry, 0, 0, SampleBeacon.ONE, SampleBeacon.TWO);
          return registered(f, entry, proof);
        });
    registeredLiar(
        CertificateCheck.BEACON_SIZE,
        "the seed of a later checkpoint",
        f -> {
          byte[] entry = f.content(HallmarkBundle.INTENT_EVENT);
          return registered(f, entry, enter(entry, 1, SampleBeacon.ONE, SampleBeacon.TWO));
        });
    registeredLiar(
        CertificateCheck.BEACON_SIZE,
        "a seed that extension lines steer",
        f -> {
          byte[] entry = f.content(HallmarkBundle.INTENT_EVENT);
          TlogProof honest = enter(entry, 0, SampleBeacon.ONE, SampleBeacon.TWO);
          Checkpoint c = honest.checkpoint().checkpoint();
          Checkpoint steered = new Checkpoint(c.origin(), c.size(), c.root(), List.of("try 7"));
          SignedCheckpoint signed =
              SignedCheckpoint.of(
                  steered,
                  SampleBeacon.sign(steered, SampleBeacon.LOG, SampleBeacon.ONE, SampleBeacon.TWO));
          return registered(f, entry, new TlogProof(honest.inclusion(), signed));
        });
    registeredLiar(
        CertificateCheck.BEACON_INCLUSION,
        "a checkpoint whose tree ends with another entry",
        f -> {
          byte[] entry = f.content(HallmarkBundle.INTENT_EVENT);
          return registered(f, entry, enter(new byte[1], 0, SampleBeacon.ONE, SampleBeacon.TWO));
        });
    registeredLiar(
        CertificateCheck.BEACON_COSIGNATURES,
        "a subset of the cosigners",
        f -> {
          byte[] entry = f.content(HallmarkBundle.INTENT_EVENT);
          return f.member(
                  HallmarkBundle.INTENT_LOG_PROOF, enter(entry, 0, SampleBeacon.ONE).write())
              .forge();
        });
    registeredLiar(
        CertificateCheck.BEACON_COSIGNATURES,
        "an uncosigned checkpoint",
        f ->
            f.member(
                    HallmarkBundle.INTENT_LOG_PROOF,
                    enter(f.content(HallmarkBundle.INTENT_EVENT), 0).write())
                .forge());
    registeredLiar(
        CertificateCheck.BEACON_COSIGNATURES,
        "two signatures of one cosigner to choose from",
        f -> {
          TlogProof proof = TlogProof.parse(f.content(HallmarkBundle.INTENT_LOG_PROOF));
          SignatureLine again =
              CheckpointSignatures.sign(
                  SampleBeacon.ONE, proof.checkpoint().checkpoint(), SampleBeacon.TIME + 1);
          TlogProof both =
              new TlogProof(proof.inclusion(), proof.checkpoint().with(List.of(again)));
          return f.member(HallmarkBundle.INTENT_LOG_PROOF, both.write()).forge();
        });
    registeredLiar(
        CertificateCheck.BEACON_VALUE,
        "another value than the beacon's",
        f -> f.seed(SeedValue.of(SeedGrade.BEACON, new byte[32])).forge());
    registeredLiar(
        CertificateCheck.SEED_SIGNATURE_PRESENT,
        "a signature beside a beacon",
        f ->
            f.member(
                    HallmarkBundle.INTENT_SEED,
                    World.get().released().required(HallmarkBundle.INTENT_TRAINER))
                .forge());
  }

  private static void bounds() {
    liar(
        CertificateCheck.LIMIT,
        "a trace with rows of 2^40",
        f ->
            f.proof(trace(f.statement.proof(), new Geometry(40, 43, 100, 16)), f.statement.older())
                .forge());
    liar(
        CertificateCheck.LIMIT,
        "a level with a domain of 2^60",
        f ->
            f.proof(level(f.statement.proof(), new LevelShape(3, 5, 60, 100)), f.statement.older())
                .forge());
    liar(
        CertificateCheck.LIMIT,
        "a level with a million queries",
        f ->
            f.proof(
                    level(f.statement.proof(), new LevelShape(3, 5, 10, 1_000_000)),
                    f.statement.older())
                .forge());
    liar(
        CertificateCheck.LIMIT,
        "more steps than are counted without being asked",
        f ->
            f.programEverywhere(
                    TrainingProgram.of(
                        f.world.program("0.1").document().toBuilder()
                            .put("steps", (1 << 18) + 4)
                            .build()))
                .forge());
    liar(
        CertificateCheck.LIMIT,
        "two thousand parts",
        f -> {
          List<Window> windows = new ArrayList<>();
          for (int i = 0; i < 2000; i++) {
            windows.add(new Window(4L * i, 4));
          }
          return f.windows(windows.toArray(Window[]::new)).forge();
        });
    liar(
        CertificateCheck.LINK_DESCRIPTOR,
        "descriptors exchanged",
        f -> {
          List<PartLink> p = f.statement.data().parts();
          return f.data(
                  new DataLink(
                      f.statement.data().manifest(),
                      List.of(
                          new PartLink("train", p.get(1).descriptor()),
                          new PartLink("test", p.get(0).descriptor()))))
              .forge();
        });
    liar(
        CertificateCheck.LINK_DESCRIPTOR,
        "a part that is evaluated is not linked",
        f ->
            f.data(
                    new DataLink(
                        f.statement.data().manifest(), f.statement.data().parts().subList(0, 1)))
                .forge());
    liar(
        CertificateCheck.PROGRAM_DATA,
        "a program for one record more",
        f -> {
          TrainingProgram p = f.world.program("0.1");
          var data = (JsonObject) p.document().find("data").orElseThrow();
          return f.programEverywhere(
                  TrainingProgram.of(
                      p.document().toBuilder()
                          .put(
                              "data",
                              data.toBuilder().put("train_rows", p.trainRows() + 1L).build())
                          .build()))
              .forge();
        });
    liar(
        CertificateCheck.PART_BOUNDS,
        "the first segment is left out",
        f -> f.windows(new Window(4, 16)).forge());
    liar(
        CertificateCheck.PART_BOUNDS,
        "the last segment is left out",
        f -> f.windows(new Window(0, 16)).forge());
    liar(
        CertificateCheck.PART_BOUNDS,
        "a gap",
        f -> f.windows(new Window(0, 8), new Window(12, 8)).forge());
    liar(
        CertificateCheck.PART_BOUNDS,
        "an overlap",
        f -> f.windows(new Window(0, 12), new Window(8, 12)).forge());
    liar(
        CertificateCheck.PART_BOUNDS,
        "a part twice",
        f -> f.windows(new Window(0, 20), new Window(0, 20)).forge());
    liar(
        CertificateCheck.PART_BOUNDS,
        "parts exchanged",
        f -> f.windows(new Window(8, 12), new Window(0, 8)).forge());
    liar(
        CertificateCheck.PART_BOUNDS,
        "half a segment",
        f -> f.windows(new Window(0, 10), new Window(10, 10)).forge());
    liar(CertificateCheck.PART_BOUNDS, "no training at all", noWindows());
    liar(
        CertificateCheck.EVALUATION_BOUNDS,
        "rows that do not exist",
        f -> {
          Evaluation e = f.statement.evaluations().getFirst();
          return f.evaluations(new Evaluation("test", 0, e.rows() + 1, e.output())).forge();
        });
    liar(
        CertificateCheck.EVALUATION_BOUNDS,
        "more correct than rows",
        f -> {
          Evaluation e = f.statement.evaluations().getFirst();
          return f.evaluations(
                  new Evaluation("test", 0, e.rows(), new EvaluationOutput.Correct(e.rows() + 1)))
              .forge();
        });
    liar(
        CertificateCheck.EVALUATION_BOUNDS,
        "an evaluation twice",
        f -> {
          Evaluation e = f.statement.evaluations().getFirst();
          return f.evaluations(e, e).forge();
        });
    liar(
        CertificateCheck.EVALUATION_BOUNDS,
        "a part that does not exist",
        f -> {
          Evaluation e = f.statement.evaluations().getFirst();
          return f.evaluations(
                  e, new Evaluation("validation", 0, 1, new EvaluationOutput.Correct(1)))
              .forge();
        });
    liar(
        CertificateCheck.OLDER_GEOMETRY,
        "the data set under another geometry",
        f -> {
          List<NamedGeometry> older = new ArrayList<>(f.statement.older());
          Geometry g = older.getFirst().geometry();
          older.set(
              0,
              new NamedGeometry(
                  "data", new Geometry(g.m(), g.nu(), g.queries() - 20, g.openings())));
          return f.proof(f.statement.proof(), older).forge();
        });
  }

  private static Lie noWindows() {
    return f -> f.windows().forge();
  }

  private static ProofParameters level(ProofParameters p, LevelShape level) {
    return new ProofParameters(
        2,
        p.lookupPow(),
        p.foldPow(),
        p.queryPow(),
        p.levelPow(),
        List.of(List.of(level)),
        p.trace());
  }

  private static ProofParameters trace(ProofParameters p, Geometry trace) {
    return new ProofParameters(
        p.tail(), p.lookupPow(), p.foldPow(), p.queryPow(), p.levelPow(), p.levels(), trace);
  }

  private static void models() {
    sealedLiar(
        CertificateCheck.MODEL_DESCRIPTOR,
        "another root under the descriptor",
        f -> {
          Model.Sealed m = (Model.Sealed) f.statement.model();
          return f.model(new Model.Sealed(NOTHING, m.descriptor())).forge();
        });
    liar(
        CertificateCheck.WEIGHTS_PRESENT,
        "no weights",
        f -> f.without(HallmarkBundle.MODEL).forge());
    sealedLiar(
        CertificateCheck.WEIGHTS_PRESENT,
        "a weights file beside a sealed model",
        f -> f.member(HallmarkBundle.MODEL, new byte[] {1}).forge());
    liar(
        CertificateCheck.WEIGHTS_FORMAT,
        "half a unit",
        f -> f.member(HallmarkBundle.MODEL, bent(f, 1.0f / (1 << 24))).forge());
    liar(
        CertificateCheck.WEIGHTS_FORMAT,
        "NaN",
        f -> f.member(HallmarkBundle.MODEL, bent(f, Float.NaN)).forge());
    liar(
        CertificateCheck.WEIGHTS_FORMAT,
        "another shape",
        f -> {
          Map<String, Tensor> m =
              new LinkedHashMap<>(Safetensors.read(f.content(HallmarkBundle.MODEL)));
          m.put("d1.bias", new Tensor(List.of(1, 1), 0));
          return f.member(HallmarkBundle.MODEL, Safetensors.write(m)).forge();
        });
    liar(
        CertificateCheck.WEIGHTS_DIGEST,
        "one weight changed",
        f -> f.member(HallmarkBundle.MODEL, bent(f, 1.0f / (1 << 10))).forge());
    liar(
        CertificateCheck.MODEL_SUBJECT,
        "the subject is another file",
        f -> f.forge(TrainingCertificate.signReleased(f.statement, NOTHING, f.world.trainer)));
  }

  private static void reveals() {
    revealLiar(
        CertificateCheck.REVEAL_PRESENT,
        "a reveal without its proof",
        f -> f.without(HallmarkBundle.REVEAL_PROOF).forge());
    revealLiar(
        CertificateCheck.REVEAL_PRESENT,
        "a proof without its reveal",
        f -> f.without(HallmarkBundle.REVEAL).without(HallmarkBundle.MODEL).forge());
    liar(
        CertificateCheck.REVEAL_PRESENT,
        "a reveal of a released model",
        f ->
            f.member(HallmarkBundle.REVEAL, RevealTest.revealed().required(HallmarkBundle.REVEAL))
                .member(HallmarkBundle.REVEAL_PROOF, new byte[8])
                .forge());
    sealedLiar(
        CertificateCheck.REVEAL_PRESENT,
        "an empty proof of a reveal",
        f -> f.member(HallmarkBundle.REVEAL_PROOF, new byte[0]).forge());
    revealLiar(
        CertificateCheck.REVEAL_SIGNATURE,
        "a reveal by somebody else",
        f -> reveal(f, revealOf(f), f.content(HallmarkBundle.MODEL), f.world.stranger).forge());
    revealLiar(
        CertificateCheck.REVEAL_STATEMENT,
        "a reveal of another run",
        f ->
            reveal(
                    f,
                    new RevealStatement(NOTHING, revealOf(f).descriptor(), revealOf(f).weights()),
                    f.content(HallmarkBundle.MODEL),
                    f.world.trainer)
                .forge());
    revealLiar(
        CertificateCheck.REVEAL_STATEMENT,
        "a reveal of another model",
        f ->
            reveal(
                    f,
                    new RevealStatement(revealOf(f).run(), NOTHING, revealOf(f).weights()),
                    f.content(HallmarkBundle.MODEL),
                    f.world.trainer)
                .forge());
    revealLiar(
        CertificateCheck.WEIGHTS_DIGEST,
        "other weights than the reveal names",
        f -> f.member(HallmarkBundle.MODEL, bent(f, 1.0f / (1 << 10))).forge());
    revealLiar(
        CertificateCheck.REVEAL_SUBJECT,
        "the subject of the reveal is another file",
        f -> reveal(f, revealOf(f), new byte[0], f.world.trainer).forge());
    revealLiar(
        CertificateCheck.REVEAL_PROOF,
        "other weights, named by the reveal",
        f -> {
          byte[] model = bent(f, 1.0f / (1 << 10));
          TrainingProgram program = f.world.program("0.1");
          int fraction = program.exportFraction();
          Digest digest =
              ModelFile.digest(
                  ModelFile.integers(
                      Safetensors.read(model), Network.of(program).tensors(), fraction),
                  fraction);
          RevealStatement s = revealOf(f);
          return reveal(
                  f.member(HallmarkBundle.MODEL, model),
                  new RevealStatement(s.run(), s.descriptor(), digest),
                  model,
                  f.world.trainer)
              .forge();
        });
    revealLiar(
        CertificateCheck.REVEAL_PROOF,
        "the proof of the run in its place",
        f -> f.member(HallmarkBundle.REVEAL_PROOF, f.content(HallmarkBundle.RUN_PROOF)).forge());
  }

  private static RevealStatement revealOf(Forger f) throws Exception {
    return RevealStatement.read(
        InTotoStatement.read(DsseEnvelope.read(f.content(HallmarkBundle.REVEAL)).payload())
            .predicate());
  }

  private static Forger reveal(Forger f, RevealStatement statement, byte[] file, KeyPair key) {
    InTotoStatement inToto =
        new InTotoStatement(
            List.of(
                InTotoStatement.Subject.of(
                    HallmarkBundle.MODEL, Digests.sha256(file), statement.weights())),
            RevealStatement.PREDICATE_TYPE,
            statement.json());
    return f.member(
        HallmarkBundle.REVEAL,
        DsseEnvelope.sign(DsseEnvelope.IN_TOTO, inToto.write(), key).write());
  }

  /// The model with its first weight moved.
  private static byte[] bent(Forger f, float by) throws Exception {
    Map<String, Tensor> m = new LinkedHashMap<>(Safetensors.read(f.content(HallmarkBundle.MODEL)));
    Tensor t = Objects.requireNonNull(m.get("d1.weight"));
    float[] values = new float[t.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = t.value(i) + (i == 0 ? by : 0);
    }
    m.put("d1.weight", new Tensor(t.shape(), values));
    return Safetensors.write(m);
  }

  private static void proofs() {
    liar(
        CertificateCheck.DATASET_PROOF_PRESENT,
        "no dataset proof of the training part",
        f -> f.without(HallmarkBundle.datasetProof("train")).forge());
    liar(
        CertificateCheck.DATASET_PROOF,
        "dataset proofs exchanged",
        f -> {
          byte[] train = f.content(HallmarkBundle.datasetProof("train"));
          byte[] test = f.content(HallmarkBundle.datasetProof("test"));
          return f.member(HallmarkBundle.datasetProof("train"), test)
              .member(HallmarkBundle.datasetProof("test"), train)
              .forge();
        });
    liar(
        CertificateCheck.DATASET_PROOF,
        "the dataset proof of another data set",
        f ->
            f.member(
                    HallmarkBundle.datasetProof("train"),
                    Files.readAllBytes(f.world.otherDataset.resolve("train.proof")))
                .forge());
    liar(
        CertificateCheck.DATASET_PROOF,
        "the proof of the run in its place",
        f ->
            f.member(HallmarkBundle.datasetProof("train"), f.content(HallmarkBundle.RUN_PROOF))
                .forge());
    liar(
        CertificateCheck.COPY_CHAIN,
        "a copy proof about another data set",
        f -> {
          World other = World.renewed();
          HallmarkBundle honest = CopyCertificate.of(other.dataset, other.manifest).getFirst();
          return f.member(HallmarkBundle.original(0), honest.write()).forge();
        });
    liar(
        CertificateCheck.COPY_CERTIFICATE,
        "another data set as the original",
        f -> f.member(HallmarkBundle.original(0), copy(f.world.manifest, f.world)).forge());
    liar(
        CertificateCheck.POLICY_DATA,
        "a policy proof about another data set",
        f -> f.member(HallmarkBundle.policyBundle(0), f.world.otherPolicyProof().write()).forge());
    liar(
        CertificateCheck.POLICY_DATA,
        "the certificate of a training in place of a policy proof",
        f -> f.member(HallmarkBundle.policyBundle(0), f.world.released().write()).forge());
    liar(
        CertificateCheck.POLICY_RUN,
        "quotas of another run",
        f -> f.member(HallmarkBundle.policyBundle(0), f.world.otherQuotas().write()).forge());
    liar(
        CertificateCheck.POLICY_CERTIFICATE,
        "an altered policy proof",
        f -> {
          HallmarkBundle honest = f.world.policyProof();
          byte[] proof = honest.required(HallmarkBundle.POLICY_PROOF);
          proof[proof.length / 2] ^= 1;
          return f.member(
                  HallmarkBundle.policyBundle(0),
                  honest.with(HallmarkBundle.POLICY_PROOF, proof).write())
              .forge();
        });
    liar(
        CertificateCheck.RUN_PROOF,
        "a flipped bit",
        f -> f.flip(HallmarkBundle.RUN_PROOF, 5000).forge());
    liar(
        CertificateCheck.RUN_PROOF,
        "a byte too many",
        f -> {
          byte[] p = f.content(HallmarkBundle.RUN_PROOF);
          return f.member(HallmarkBundle.RUN_PROOF, Arrays.copyOf(p, p.length + 1)).forge();
        });
    liar(
        CertificateCheck.RUN_PROOF,
        "another learning rate everywhere",
        f -> f.programEverywhere(f.world.program("0.05")).forge());
    liar(
        CertificateCheck.RUN_PROOF,
        "another seed",
        f ->
            f.intent(
                    f.world.intent(
                        f.world.program("0.1"), ReleaseMode.RELEASED, SeedGrade.COMMITTED))
                .forge());
    liar(
        CertificateCheck.RUN_PROOF,
        "one weight changed, and named by the statement",
        f -> {
          byte[] model = bent(f, 1.0f / (1 << 10));
          var network = Network.of(f.world.program("0.1"));
          int fraction = f.world.program("0.1").exportFraction();
          Digest digest =
              ModelFile.digest(
                  ModelFile.integers(Safetensors.read(model), network.tensors(), fraction),
                  fraction);
          return f.member(HallmarkBundle.MODEL, model).model(new Model.Released(digest)).forge();
        });
    liar(
        CertificateCheck.RUN_PROOF,
        "one more correct",
        f -> {
          Evaluation e = f.statement.evaluations().getFirst();
          long correct = e.output().correct();
          long other = correct == e.rows() ? correct - 1 : correct + 1;
          return f.evaluations(
                  new Evaluation("test", 0, e.rows(), new EvaluationOutput.Correct(other)))
              .forge();
        });
    liar(
        CertificateCheck.RUN_PROOF,
        "a threshold in the place of the count",
        f -> {
          Evaluation e = f.statement.evaluations().getFirst();
          return f.evaluations(
                  new Evaluation(
                      "test", 0, e.rows(), new EvaluationOutput.AtLeast(e.output().correct())))
              .forge();
        });
    liar(
        CertificateCheck.EVALUATION_BOUNDS,
        "a threshold above the rows",
        f -> {
          Evaluation e = f.statement.evaluations().getFirst();
          return f.evaluations(
                  new Evaluation("test", 0, e.rows(), new EvaluationOutput.AtLeast(e.rows() + 1)))
              .forge();
        });
    liar(
        CertificateCheck.EVALUATION_BOUNDS,
        "confusions of other records",
        f -> {
          Evaluation e = f.statement.evaluations().getFirst();
          List<List<Long>> table = List.of(List.of(e.rows(), 0L), List.of(1L, 0L));
          return f.evaluations(
                  new Evaluation("test", 0, e.rows(), new EvaluationOutput.Confusion(table)))
              .forge();
        });
    liar(
        CertificateCheck.EVALUATION_BOUNDS,
        "the squared error of a classification",
        f -> {
          Evaluation e = f.statement.evaluations().getFirst();
          return f.evaluations(
                  new Evaluation(
                      "test", 0, e.rows(), new EvaluationOutput.SquaredError(BigInteger.ONE)))
              .forge();
        });
    liar(
        CertificateCheck.RUN_PROOF,
        "the parts divided otherwise",
        f -> f.windows(new Window(0, 8), new Window(8, 12)).forge());
    liar(
        CertificateCheck.RUN_PROOF,
        "fewer queries than the floor",
        f -> {
          Geometry g = f.statement.proof().trace();
          return f.proof(
                  trace(
                      f.statement.proof(),
                      new Geometry(g.m(), g.nu(), g.queries() - 20, g.openings())),
                  f.statement.older())
              .forge();
        });
    liar(
        CertificateCheck.RUN_PROOF,
        "no grinding",
        f ->
            f.proof(
                    new ProofParameters(1, 0, 0, 0, 0, List.of(), f.statement.proof().trace()),
                    f.statement.older())
                .forge());
  }

  private static String outcome(Liar liar) throws Exception {
    return Forger.outcome(liar.lie.forge(new Forger(liar.honest.world(), liar.honest.bundle())));
  }

  @TestFactory
  Stream<DynamicTest> aLieIsRejectedByTheCheckThatGuardsIt() {
    return LIARS.stream()
        .map(l ->
            DynamicTest.dynamicTest(
                l.check + ": " + l.name,
                () -> {
                  String outcome = outcome(l);
                  boolean below =
                      l.check == CertificateCheck.RUN_PROOF
                          || l.check == CertificateCheck.PARENT_CERTIFICATE
                          || l.check == CertificateCheck.REVEAL_PROOF
                          || l.check == CertificateCheck.DATASET_PROOF
                          || l.check == CertificateCheck.COPY_CERTIFICATE
                          || l.check == CertificateCheck.POLICY_CERTIFICATE;
                  if (below) {
                    assertTrue(outcome.startsWith(l.check + "/"), outcome);
                  } else {
                    assertEquals(l.check.name(), outcome);
                  }
                }));
  }

  @Test
  void everyCheckHasALiar() {
    Set<CertificateCheck> covered = EnumSet.noneOf(CertificateCheck.class);
    LIARS.forEach(l -> covered.add(l.check));
    assertEquals(EnumSet.allOf(CertificateCheck.class), covered);
  }

  @Test
  void signaturesOfAuthoritiesHaveNamesOfTheirOwn() throws Exception {
    World world = World.get();
    assertEquals(
        "TRUST_REQUIREMENT",
        Forger.outcome(new Forger(world.released()).without(HallmarkBundle.authority(0)).forge()));
    DsseEnvelope about =
        DatasetCertifier.certify(
            world.otherManifest, reviewed(), Optional.empty(), world.authority);
    assertEquals(
        "SUBJECT",
        Forger.outcome(
            new Forger(world.released())
                .member(HallmarkBundle.authority(0), about.write())
                .forge()));
    DsseEnvelope unknown =
        DatasetCertifier.certify(world.manifest, reviewed(), Optional.empty(), world.stranger);
    assertEquals(
        "TRUST_REQUIREMENT",
        Forger.outcome(
            new Forger(world.released())
                .member(HallmarkBundle.authority(0), unknown.write())
                .forge()));
  }

  private static DatasetCertificate reviewed() {
    var a = World.attestation();
    return new DatasetCertificate(
        a.authority(),
        a.capacity(),
        new TreeSet<>(List.of(Attestation.REVIEWED)),
        a.validFrom(),
        a.validUntil(),
        "",
        List.of());
  }

  @Test
  void everyMemberIsBoundByACheckOrBySyntax() throws Exception {
    assertEveryMemberIsBound(World.get().released(), World.get().released().names());
    assertEveryMemberIsBound(World.get().attached(), HallmarkBundle.FOREIGN);
  }

  private static void assertEveryMemberIsBound(HallmarkBundle honest, List<String> names)
      throws Exception {
    String declared = declared(honest);
    assertTrue(declared.startsWith("["), declared);
    SplittableRandom random = new SplittableRandom(5);
    for (String name : names) {
      for (int k = 0; k < 3; k++) {
        Forger f = new Forger(honest);
        int at = random.nextInt(f.content(name).length);
        HallmarkBundle changed = HallmarkBundle.of(f.flip(name, at).members);
        String outcome;
        try {
          outcome = declared(changed);
        } catch (VerificationException.Malformed e) {
          outcome = "malformed";
        }
        assertTrue(!outcome.equals(declared), name + " at byte " + at);
      }
    }
  }

  /// The check that rejects a certificate, or what it declares for a verifier who believes all: a
  /// signature by a key that nobody knows any more is ignored, so it declares less.
  private static String declared(HallmarkBundle bundle) throws Exception {
    World world = World.get();
    Verdict verdict =
        TrainingVerifier.verify(world.file(bundle), SampleMembers.trust(world.trust()), World.NOW);
    return verdict
        .rejection()
        .map(Verdict.Rejection::check)
        .orElseGet(() -> verdict.declared().stream().map(Verdict.Line::code).toList().toString());
  }

  @Test
  void anUnreadableMemberIsMalformedAndNamed() throws Exception {
    for (String name :
        List.of(
            HallmarkBundle.STATEMENT,
            HallmarkBundle.MANIFEST,
            HallmarkBundle.PROGRAM,
            HallmarkBundle.INTENT,
            HallmarkBundle.INTENT_TRAINER,
            HallmarkBundle.INTENT_SEED,
            HallmarkBundle.MODEL)) {
      HallmarkBundle bad =
          HallmarkBundle.of(
              new Forger(World.get().released())
                  .member(name, "{".getBytes(StandardCharsets.UTF_8))
                  .members);
      VerificationException.Malformed e =
          assertThrows(VerificationException.Malformed.class, () -> Forger.outcome(bad));
      assertTrue(e.place().contains(name), e.place());
    }
  }

  @Test
  void aDigestOfTheOtherDatasetDoesNotHelp() throws Exception {
    // A proof for another data set: everything names the other manifest, the proof stays.
    Forger f = new Forger(World.get().released());
    DatasetManifest other = f.world.otherManifest;
    List<PartLink> links =
        other.parts().stream().map(p -> new PartLink(p.name(), p.descriptor())).toList();
    TrainingProgram program = World.program(other, "0.1");
    f.member(HallmarkBundle.MANIFEST, other.write())
        .member(HallmarkBundle.PROGRAM, program.canonicalBytes())
        .member(
            HallmarkBundle.datasetProof("train"),
            Files.readAllBytes(f.world.otherDataset.resolve("train.proof")))
        .member(
            HallmarkBundle.datasetProof("test"),
            Files.readAllBytes(f.world.otherDataset.resolve("test.proof")))
        .member(
            HallmarkBundle.authority(0),
            Files.readAllBytes(f.world.otherDataset.resolve("certificate.json")))
        .intent(
            with(
                f.world.intent(program, ReleaseMode.RELEASED, SeedGrade.COMMITTED),
                List.of(other.digest())))
        .data(new DataLink(other.digest(), links))
        .program(program.digest());
    String outcome = Forger.outcome(f.forge());
    assertTrue(outcome.startsWith("RUN_PROOF/"), outcome);
  }
}
