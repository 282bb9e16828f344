package io.hallmark.provenance.training;

import static io.hallmark.provenance.certificate.CertificateChecks.check;
import static io.hallmark.provenance.certificate.CertificateChecks.checkProof;
import static io.hallmark.provenance.training.CertificateDocuments.in;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.relation.RevealRelation;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.argument.RunVerifier;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.CertificateChecks.ProofOutcome;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.RunStatement.Model;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The opening of a sealed model, as its certificate contains it: a signed statement, and a proof
/// that the model's commitment holds public weights. The run proof stays what it is.
///
/// - **Discloses:** the weights, and nothing else: the proof is a run of one part without own
///   columns, in zero knowledge; it spends one opening of the model's commitment.
///
/// @param documents the documents of the certificate
/// @param certificate the in-toto statement of the reveal
/// @param statement what it states
record Reveal(
    CertificateDocuments documents, InTotoStatement certificate, RevealStatement statement) {

  /// Reads the reveal of a certificate, if there is one, and checks whose and about what it is.
  ///
  /// @throws VerificationException.Rejected `REVEAL_PRESENT`, `REVEAL_SIGNATURE` or
  ///   `REVEAL_STATEMENT`
  /// @throws VerificationException.Malformed if a member cannot be read
  static Optional<Reveal> read(CertificateDocuments documents) throws VerificationException {
    HallmarkBundle bundle = documents.bundle();
    boolean present = bundle.has(HallmarkBundle.REVEAL);
    boolean sealed = documents.statement().model().mode() == ReleaseMode.SEALED;
    check(
        CertificateCheck.REVEAL_PRESENT,
        present == bundle.has(HallmarkBundle.REVEAL_PROOF) && (sealed || !present),
        () -> "a reveal is a statement and a proof, about a sealed model");
    if (!present) {
      return Optional.empty();
    }
    DsseEnvelope envelope =
        in(HallmarkBundle.REVEAL, () -> DsseEnvelope.read(bundle.required(HallmarkBundle.REVEAL)));
    InTotoStatement certificate =
        in(HallmarkBundle.REVEAL, () -> InTotoStatement.read(envelope.payload()));
    RevealStatement statement =
        in(HallmarkBundle.REVEAL, () -> RevealStatement.read(certificate.predicate()));
    check(
        CertificateCheck.REVEAL_SIGNATURE,
        envelope.signatures().size() == 1
            && envelope.isSignedBy(documents.intent().trainer(), envelope.signatures().getFirst()),
        () -> "the reveal is not signed by the one key that the intent names");
    RunStatement run = documents.statement();
    check(
        CertificateCheck.REVEAL_STATEMENT,
        envelope.payloadType().equals(DsseEnvelope.IN_TOTO)
            && certificate.predicateType().equals(RevealStatement.PREDICATE_TYPE)
            && statement.run().equals(run.digest())
            && statement.descriptor().equals(run.model().identity()),
        () -> "the reveal is about another run or another model");
    return Optional.of(new Reveal(documents, certificate, statement));
  }

  /// The digest of the weights that became public.
  Digest weights() {
    return statement.weights();
  }

  /// The run of the proof.
  ///
  /// @throws VerificationException.Rejected `OLDER_GEOMETRY` if the statement has no commitment to
  ///   the model
  static Run run(Network network, ModelSnapshot served, RunStatement statement)
      throws VerificationException.Rejected {
    Geometry geometry = SealedModel.geometry(statement);
    return RevealRelation.run(network, served, geometry, geometry);
  }

  /// The parameters of the proof: they follow from the geometry of the model's commitment.
  static Parameters parameters(RunStatement statement) throws VerificationException.Rejected {
    return Parameters.smallest(List.of(SealedModel.geometry(statement)));
  }

  /// The root of the model's commitment, by its name in the run.
  static Map<String, byte[]> roots(RunStatement statement) {
    if (!(statement.model() instanceof Model.Sealed sealed)) {
      throw new IllegalArgumentException("the model is released");
    }
    return Map.of(RunPlan.RELEASED, sealed.root().bytes());
  }

  /// Verifies the proof.
  ///
  /// @param served the weights that the statement names
  /// @param reports takes the security of this very run
  /// @throws VerificationException.Rejected `REVEAL_PROOF/NAME`
  void verify(Network network, ModelSnapshot served, Map<String, SecurityReport> reports)
      throws VerificationException.Rejected {
    byte[] proof = documents.bundle().required(HallmarkBundle.REVEAL_PROOF);
    RunStatement run = documents.statement();
    ProofOutcome outcome = new ProofOutcome("", "");
    try {
      reports.put(
          HallmarkBundle.REVEAL_PROOF,
          RunVerifier.verify(
              run(network, served, run),
              parameters(run),
              roots(run),
              statement.digest().bytes(),
              proof));
    } catch (ProofException e) {
      outcome = ProofCheck.outcome(e);
    }
    checkProof(CertificateCheck.REVEAL_PROOF, outcome);
  }
}
