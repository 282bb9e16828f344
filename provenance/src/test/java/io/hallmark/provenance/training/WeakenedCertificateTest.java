package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.JsonObject;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.WeakenedVerifier;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.training.IntentSignature.Role;
import io.hallmark.provenance.training.RunStatement.DataLink;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.PartLink;
import io.hallmark.provenance.training.RunStatement.SeedValue;
import io.hallmark.provenance.training.RunStatement.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every check of a certificate is worth its name: for each there is a certificate that is rejected
/// by it, and accepted by a verifier from which this one check was taken out. Where the lie would
/// break a proof, the liar proves it anew.
final class WeakenedCertificateTest {
  private static final Digest NOTHING = Digests.sha256(new byte[0]);

  /// What forges a container.
  @FunctionalInterface
  private interface Lie {
    HallmarkBundle forge() throws Exception;
  }

  private static final Map<CertificateCheck, Lie> LIES = new EnumMap<>(CertificateCheck.class);

  static {
    LIES.put(CertificateCheck.MANIFEST_DIGEST, WeakenedCertificateTest::anotherManifest);
    LIES.put(
        CertificateCheck.PROGRAM_DIGEST,
        () -> {
          Forger f = released();
          Digest stated = f.statement.program();
          return LyingTrainer.prove(
              f.member(HallmarkBundle.PROGRAM, f.world.program("0.05").canonicalBytes()),
              x -> x.program(stated));
        });
    LIES.put(
        CertificateCheck.INTENT_DIGEST,
        () -> {
          Forger f = released();
          return LyingTrainer.prove(
              f.intent(f.world.intent(f.world.program("0.1"), f.intent.release(), f.intent.grade()))
                  .namesIntent(NOTHING),
              x -> {});
        });
    LIES.put(
        CertificateCheck.INTENT_MANIFEST,
        () -> {
          Forger f = released();
          return LyingTrainer.prove(
              f.intent(
                  CertificateForgeryTest.with(f.intent, List.of(f.world.otherManifest.digest()))),
              x -> {});
        });
    LIES.put(
        CertificateCheck.INTENT_PROGRAM,
        () -> {
          Forger f = released();
          TrainingProgram other = f.world.program("0.05");
          return LyingTrainer.prove(
              f.member(HallmarkBundle.PROGRAM, other.canonicalBytes()).program(other.digest()),
              x -> {});
        });
    LIES.put(
        CertificateCheck.INTENT_RELEASE,
        () -> {
          Forger f = released();
          return LyingTrainer.prove(
              f.intent(
                  f.world.intent(f.world.program("0.1"), ReleaseMode.SEALED, SeedGrade.COMMITTED)),
              x -> {});
        });
    seeds();
    bounds();
    models();
  }

  private static Forger released() throws Exception {
    return new Forger(World.get().released());
  }

  private static HallmarkBundle anotherManifest() throws Exception {
    Forger f = released();
    List<PartLink> parts = f.statement.data().parts();
    return LyingTrainer.prove(
        f.intent(CertificateForgeryTest.with(f.intent, List.of(NOTHING)))
            .data(new DataLink(NOTHING, parts)),
        x -> {});
  }

  private static Forger selfChosen() throws Exception {
    Forger f = released();
    return f.intent(
        f.world.intent(f.world.program("0.1"), f.intent.release(), SeedGrade.SELF_CHOSEN));
  }

  private static void seeds() {
    LIES.put(
        CertificateCheck.SEED_SIGNATURE_PRESENT,
        () -> {
          byte[] signature = released().content(HallmarkBundle.INTENT_SEED);
          return LyingTrainer.prove(
              selfChosen(), x -> x.member(HallmarkBundle.INTENT_SEED, signature));
        });
    LIES.put(
        CertificateCheck.SEED_VALUE_CHOSEN,
        () ->
            LyingTrainer.prove(
                selfChosen().seed(SeedValue.of(SeedGrade.SELF_CHOSEN, NOTHING.bytes())), x -> {}));
    LIES.put(
        CertificateCheck.SEED_SIGNATURE,
        () -> {
          Forger f = released();
          byte[] own = IntentSignature.sign(f.intent, Role.SEED, f.world.trainer).write();
          byte[] value = DsseEnvelope.read(own).signatures().getFirst().bytes();
          return LyingTrainer.prove(
              f.member(HallmarkBundle.INTENT_SEED, own)
                  .seed(SeedValue.of(SeedGrade.COMMITTED, value)),
              x -> {});
        });
    LIES.put(
        CertificateCheck.SEED_VALUE,
        () ->
            LyingTrainer.prove(
                released().seed(SeedValue.of(SeedGrade.COMMITTED, new byte[64])), x -> {}));
  }

  private static void bounds() {
    LIES.put(CertificateCheck.LIMIT, () -> World.get().released());
    LIES.put(
        CertificateCheck.LINK_DESCRIPTOR,
        () -> {
          Forger f = released();
          List<PartLink> p = f.statement.data().parts();
          return LyingTrainer.prove(
              f.data(
                  new DataLink(
                      f.statement.data().manifest(),
                      List.of(
                          new PartLink("train", p.get(1).descriptor()),
                          new PartLink("test", p.get(0).descriptor())))),
              x -> {});
        });
    LIES.put(CertificateCheck.PROGRAM_DATA, WeakenedCertificateTest::narrowProgram);
    LIES.put(
        CertificateCheck.PART_BOUNDS,
        () -> LyingTrainer.prove(released().windows(new Window(8, 12), new Window(0, 8)), x -> {}));
    LIES.put(
        CertificateCheck.EVALUATION_BOUNDS,
        () -> {
          Forger f = released();
          var e = f.statement.evaluations().getFirst();
          return LyingTrainer.prove(f.evaluations(e, e), x -> {});
        });
    LIES.put(
        CertificateCheck.OLDER_GEOMETRY,
        () -> LyingTrainer.prove(released(), LyingTrainer::reverse));
  }

  /// A program whose inputs have a smaller range than the schema allows: bounds that are too small.
  private static HallmarkBundle narrowProgram() throws Exception {
    Forger f = released();
    TrainingProgram p = f.world.program("0.1");
    JsonObject data = (JsonObject) p.document().find("data").orElseThrow();
    JsonObject features = (JsonObject) data.find("features").orElseThrow();
    TrainingProgram narrow =
        TrainingProgram.of(
            p.document().toBuilder()
                .put(
                    "data",
                    data.toBuilder()
                        .put("features", features.toBuilder().put("min", -2048).build())
                        .build())
                .build());
    return LyingTrainer.prove(f.programEverywhere(narrow), x -> {});
  }

  private static void models() {
    LIES.put(
        CertificateCheck.MODEL_DESCRIPTOR,
        () ->
            LyingTrainer.prove(
                new Forger(World.get().sealed()),
                f ->
                    f.model(
                        new Model.Sealed(((Model.Sealed) f.statement.model()).root(), NOTHING))));
    LIES.put(
        CertificateCheck.WEIGHTS_DIGEST,
        () -> LyingTrainer.prove(released(), f -> f.model(new Model.Released(NOTHING))));
    LIES.put(
        CertificateCheck.PARENT_STATEMENT, () -> child(Optional.of(NOTHING), Optional.empty()));
    LIES.put(CertificateCheck.PARENT_MODEL, () -> child(Optional.empty(), Optional.of(NOTHING)));
    LIES.put(
        CertificateCheck.DATASET_PROOF_PRESENT,
        () -> released().member(HallmarkBundle.datasetProof("unused"), new byte[1]).forge());
    LIES.put(
        CertificateCheck.REVEAL_STATEMENT,
        () -> {
          Forger f = new Forger(World.reveals(), RevealTest.revealed());
          RevealStatement honest =
              RevealStatement.read(
                  InTotoStatement.read(
                          DsseEnvelope.read(f.content(HallmarkBundle.REVEAL)).payload())
                      .predicate());
          return LyingTrainer.reveal(
              f, new RevealStatement(NOTHING, honest.descriptor(), honest.weights()));
        });
  }

  /// A child that names its parent wrongly.
  private static HallmarkBundle child(Optional<Digest> certificate, Optional<Digest> model)
      throws Exception {
    Forger f = new Forger(World.chains(), ParentChainTest.releasedChild());
    var named = (InitialModel.Parent) f.intent.initial();
    InitialModel.Parent lie =
        new InitialModel.Parent(
            model.orElse(named.descriptor()), certificate.orElse(named.certificate()));
    return LyingTrainer.prove(
        f.intent(CertificateForgeryTest.startingFrom(f.intent, lie)), x -> {});
  }

  /// Verifies a file in the classes of its own loader.
  public static final class Verification implements Callable<String> {
    private final Path certificate;
    private final Path trust;
    private final boolean limited;

    /// @param limited `true` for a verifier that reads no program of more than one feature
    public Verification(String certificate, String trust, String limited) {
      this.certificate = Path.of(certificate);
      this.trust = Path.of(trust);
      this.limited = Boolean.parseBoolean(limited);
    }

    @Override
    public String call() throws Exception {
      Limits d = Limits.DEFAULT;
      Limits limits =
          limited
              ? new Limits(
                  1,
                  d.steps(),
                  d.samples(),
                  d.parts(),
                  d.cells(),
                  d.m(),
                  d.nu(),
                  d.openings(),
                  d.ancestors())
              : d;
      Verdict verdict =
          TrainingVerifier.verify(
              certificate,
              Optional.empty(),
              TrustPolicy.read(Files.readAllBytes(trust)),
              World.NOW,
              limits);
      return verdict.rejection().map(Verdict.Rejection::check).orElse("accepted");
    }
  }

  private static final EnumSet<CertificateCheck> BEACON =
      EnumSet.range(CertificateCheck.BEACON_EVENT, CertificateCheck.BEACON_VALUE);

  /// Lies for a check: one of this class, or else the clumsy ones. Another beacon gives another
  /// seed, so its lies are proven anew.
  private static List<Lie> lies(CertificateCheck check) {
    Lie own = LIES.get(check);
    return own != null
        ? List.of(own)
        : CertificateForgeryTest.LIARS.stream()
            .filter(l -> l.check() == check)
            .<Lie>map(l -> BEACON.contains(check) ? l::proven : l::forged)
            .toList();
  }

  /// A wrong grade is seen twice: the value of one grade is none of the other. Without the
  /// cosignatures of all cosigners there is no value to compare.
  private static final EnumSet<CertificateCheck> SEEN_TWICE =
      EnumSet.of(CertificateCheck.SEED_GRADE, CertificateCheck.BEACON_COSIGNATURES);

  @TestFactory
  Stream<DynamicTest> aVerifierWithoutOneCheckAcceptsItsLiar() throws Exception {
    Path trust = World.get().root.resolve("trust.json");
    Files.write(trust, World.get().trust().write());
    return EnumSet.complementOf(SEEN_TWICE).stream()
        .map(check ->
            DynamicTest.dynamicTest(
                check.name(), () -> assertWorthItsName(check, trust.toString())));
  }

  private static void assertWorthItsName(CertificateCheck check, String trust) throws Exception {
    String limited = String.valueOf(check == CertificateCheck.LIMIT);
    for (Lie lie : lies(check)) {
      String file = World.get().file(lie.forge()).toString();
      String strong = new Verification(file, trust, limited).call();
      assertTrue(strong.equals(check.name()) || strong.startsWith(check + "/"), strong);
      for (String method : List.of("check", "checkNone", "checkProof")) {
        if (without(method, check, file, trust, limited).equals("accepted")) {
          return;
        }
      }
    }
    throw new AssertionError("no liar of " + check + " is accepted without it");
  }

  private static String without(String method, CertificateCheck check, String... arguments)
      throws Exception {
    try {
      return WeakenedVerifier.without(method, check, Verification.class, arguments);
    } catch (IllegalArgumentException | IllegalStateException | NoSuchElementException e) {
      return String.valueOf(e); // no call of this method with this name, or nothing to go on with
    }
  }

  @Test
  void whatIsSeenTwiceIsSeenByTheOther() throws Exception {
    Path trust = World.get().root.resolve("trust2.json");
    Files.write(trust, World.get().trust().write());
    int seen = 0;
    for (CertificateForgeryTest.Liar liar : CertificateForgeryTest.LIARS) {
      if (SEEN_TWICE.contains(liar.check())) {
        boolean grade = liar.check() == CertificateCheck.SEED_GRADE;
        String file = World.get().file(liar.forged()).toString();
        String method = grade ? "check" : "checkNone";
        String weak = without(method, liar.check(), file, trust.toString(), "false");
        assertTrue(
            grade
                ? weak.startsWith("SEED_VALUE") || weak.equals("BEACON_VALUE")
                : weak.contains("cosignatures are checked first"),
            liar.name() + ": " + weak);
        seen++;
      }
    }
    assertTrue(seen >= SEEN_TWICE.size());
  }
}
