package io.hallmark.cli;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.Beacon;
import io.hallmark.provenance.training.InitialModel;
import io.hallmark.provenance.training.Intent;
import io.hallmark.provenance.training.IntentSignature;
import io.hallmark.provenance.training.IntentSignature.Role;
import io.hallmark.provenance.training.ParentCertificate;
import io.hallmark.provenance.training.ReleaseMode;
import io.hallmark.provenance.training.RunFolder;
import io.hallmark.provenance.training.SeedGrade;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.note.SignatureType;
import io.hallmark.tlog.note.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Makes and signs intents.
final class Intents {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Intents() {}

  /// Where a run starts if not from its seed.
  ///
  /// @param certificate the parent's certificate
  /// @param run the run folder of a sealed parent
  /// @param weights the weights of a released parent whose certificate has none
  record Parent(Path certificate, Optional<Path> run, Optional<Path> weights) {}

  /// Begins a run: writes its folder with a signed intent.
  static RunFolder begin(
      Path dataset,
      Path program,
      Optional<Parent> parent,
      ReleaseMode release,
      SeedGrade grade,
      Optional<Beacon> beacon,
      Path key,
      Path out)
      throws IOException,
          VerificationException,
          DocumentException.Malformed,
          ProgramRefused,
          RunRefused,
          RefusedException {
    KeyPair trainer = KeyFiles.readPair(key);
    TrainingProgram read = InputFiles.program(program);
    Optional<ParentCertificate> start = Optional.empty();
    if (parent.isPresent()) {
      Parent p = parent.get();
      start = Optional.of(ParentCertificate.read(p.certificate, p.weights, Instant.now()));
      start.get().requireStart(read, p.run);
    }
    Intent intent =
        new Intent(
            List.of(InputFiles.manifest(dataset.resolve(HallmarkBundle.MANIFEST)).digest()),
            read.digest(),
            start.<InitialModel>map(ParentCertificate::initial).orElse(new InitialModel.FromSeed()),
            release,
            trainer.getPublic(),
            HexFormat.of().formatHex(random(16)),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            grade,
            grade == SeedGrade.SELF_CHOSEN
                ? Optional.of(Digest.of(random(Digest.BYTES)))
                : Optional.empty(),
            beacon);
    DsseEnvelope signature = IntentSignature.sign(intent, Role.TRAINER, trainer);
    RunFolder.Local local = new RunFolder.Local(dataset, key, parent.flatMap(Parent::run));
    return RunFolder.create(out, intent, read.canonicalBytes(), signature, local, start);
  }

  /// The log and the cosigners of a policy file as the source of a seed: its one log with an
  /// Ed25519 key, and all its cosigners in their order.
  static Beacon beacon(Path policy)
      throws IOException, VerificationException, LogException.Malformed {
    LogPolicy read = LogPolicy.parse(InputFiles.bytes(policy));
    List<VerifierKey> logs =
        read.logs().stream()
            .map(LogPolicy.Log::key)
            .filter(k -> k.type() == SignatureType.ED25519)
            .toList();
    if (logs.size() != 1) {
      throw new CommandException(
          ExitCode.USAGE, policy + ": the seed comes from one log, with an Ed25519 key");
    }
    try {
      return new Beacon(
          logs.getFirst(), read.cosigners().stream().map(LogPolicy.Cosigner::key).toList());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, policy + ": " + e.getMessage());
    }
  }

  private static byte[] random(int n) {
    byte[] out = new byte[n];
    RANDOM.nextBytes(out);
    return out;
  }

  /// Signs an intent as its seed; the signature lies beside the intent afterwards.
  static Path certify(Path file, KeyPair authority) throws IOException, VerificationException {
    Intent intent = Intent.read(InputFiles.bytes(file));
    if (intent.grade() != SeedGrade.COMMITTED) {
      throw new VerificationException.Rejected(
          "SEED_GRADE",
          "the intent's grade is "
              + intent.grade().word()
              + ": only the seed of a committed intent is somebody's signature");
    }
    if (intent.trainer().equals(authority.getPublic())) {
      throw new VerificationException.Rejected(
          "SEED_SIGNATURE",
          "the trainer cannot sign the seed: a committed seed needs somebody else");
    }
    Path out = file.resolveSibling(HallmarkBundle.INTENT_SEED);
    byte[] envelope = IntentSignature.sign(intent, Role.SEED, authority).write();
    AtomicFiles.writeNew(out, AtomicFiles.Access.SHARED, to -> to.write(envelope));
    return out;
  }
}
