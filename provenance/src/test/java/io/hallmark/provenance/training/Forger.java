package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.training.IntentSignature.Role;
import io.hallmark.provenance.training.RunStatement.DataLink;
import io.hallmark.provenance.training.RunStatement.Evaluation;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import io.hallmark.provenance.training.RunStatement.ProofParameters;
import io.hallmark.provenance.training.RunStatement.SeedValue;
import io.hallmark.provenance.training.RunStatement.Window;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A trainer who lies: it holds its own key, so every certificate that it forges is properly
/// signed, and it can have the authority sign another intent.
final class Forger {
  final World world;
  final Map<String, byte[]> members = new LinkedHashMap<>();
  RunStatement statement;
  Intent intent;

  Forger(HallmarkBundle honest) throws Exception {
    this(World.get(), honest);
  }

  Forger(World world, HallmarkBundle honest) throws Exception {
    this.world = world;
    for (String name : honest.names()) {
      members.put(name, honest.optional(name).orElseThrow());
    }
    DsseEnvelope envelope = DsseEnvelope.read(honest.required(HallmarkBundle.STATEMENT));
    statement = RunStatement.read(InTotoStatement.read(envelope.payload()).predicate());
    intent = Intent.read(honest.required(HallmarkBundle.INTENT));
  }

  byte[] content(String name) {
    return Objects.requireNonNull(members.get(name));
  }

  Forger member(String name, byte[] content) {
    members.put(name, content);
    return this;
  }

  Forger without(String name) {
    members.remove(name);
    return this;
  }

  /// Flips one bit of a member.
  Forger flip(String name, int at) {
    byte[] changed = content(name).clone();
    changed[at] ^= 1;
    return member(name, changed);
  }

  Forger data(DataLink data) {
    return statement(
        data, statement.program(), statement.seed(), statement.windows(), statement.evaluations());
  }

  Forger program(Digest program) {
    return statement(
        statement.data(), program, statement.seed(), statement.windows(), statement.evaluations());
  }

  Forger seed(SeedValue seed) {
    return statement(
        statement.data(), statement.program(), seed, statement.windows(), statement.evaluations());
  }

  Forger windows(Window... windows) {
    return statement(
        statement.data(),
        statement.program(),
        statement.seed(),
        List.of(windows),
        statement.evaluations());
  }

  Forger evaluations(Evaluation... evaluations) {
    return statement(
        statement.data(),
        statement.program(),
        statement.seed(),
        statement.windows(),
        List.of(evaluations));
  }

  private Forger statement(
      DataLink data,
      Digest program,
      SeedValue seed,
      List<Window> windows,
      List<Evaluation> evaluations) {
    statement =
        new RunStatement(
            data,
            program,
            statement.intent(),
            seed,
            windows,
            evaluations,
            statement.proof(),
            statement.older(),
            statement.model());
    return this;
  }

  Forger proof(ProofParameters proof, List<NamedGeometry> older) {
    return rest(statement.intent(), proof, older, statement.model());
  }

  Forger model(Model model) {
    return rest(statement.intent(), statement.proof(), statement.older(), model);
  }

  Forger namesIntent(Digest intent) {
    return rest(intent, statement.proof(), statement.older(), statement.model());
  }

  private Forger rest(
      Digest intent, ProofParameters proof, List<NamedGeometry> older, Model model) {
    statement =
        new RunStatement(
            statement.data(),
            statement.program(),
            intent,
            statement.seed(),
            statement.windows(),
            statement.evaluations(),
            proof,
            older,
            model);
    return this;
  }

  /// Another intent, signed by trainer and authority; the statement names it and takes its seed.
  Forger intent(Intent other) throws Exception {
    intent = other;
    member(HallmarkBundle.INTENT, other.write());
    member(
        HallmarkBundle.INTENT_TRAINER,
        IntentSignature.sign(other, Role.TRAINER, world.trainer).write());
    namesIntent(other.digest());
    if (other.grade() == SeedGrade.COMMITTED) {
      byte[] envelope = IntentSignature.sign(other, Role.SEED, world.authority).write();
      member(HallmarkBundle.INTENT_SEED, envelope);
      seed(
          SeedValue.of(
              SeedGrade.COMMITTED, DsseEnvelope.read(envelope).signatures().getFirst().bytes()));
    } else {
      without(HallmarkBundle.INTENT_SEED);
      other.selfChosen().ifPresent(v -> seed(SeedValue.of(SeedGrade.SELF_CHOSEN, v.bytes())));
    }
    return this;
  }

  /// Another program everywhere: member, statement and a fresh intent.
  Forger programEverywhere(TrainingProgram program) throws Exception {
    member(HallmarkBundle.PROGRAM, program.canonicalBytes());
    intent(world.intent(program, intent.release(), SeedGrade.COMMITTED));
    return program(program.digest());
  }

  /// Signs the statement and makes the container.
  HallmarkBundle forge() {
    DsseEnvelope envelope =
        statement.model().mode() == ReleaseMode.RELEASED
            ? TrainingCertificate.signReleased(
                statement,
                Digests.sha256(members.getOrDefault(HallmarkBundle.MODEL, new byte[0])),
                world.trainer)
            : TrainingCertificate.signSealed(statement, world.trainer);
    return forge(envelope);
  }

  /// The container with this envelope.
  HallmarkBundle forge(DsseEnvelope envelope) {
    member(HallmarkBundle.STATEMENT, envelope.write());
    return HallmarkBundle.of(members);
  }

  /// The name of the check that rejects a container, or `accepted`.
  static String outcome(HallmarkBundle bundle) throws Exception {
    World world = World.get();
    Path file = world.file(bundle);
    Verdict verdict = TrainingVerifier.verify(file, world.trust(), World.NOW);
    Optional<Verdict.Rejection> rejection = verdict.rejection();
    return rejection.map(Verdict.Rejection::check).orElse("accepted");
  }
}
