package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.model.ServedFormat;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.learning.relation.RunPlan.StartFrom;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The model from which a run starts, as its certificate describes it. Nothing is verified here:
/// whoever relies on it verifies the certificate too.
///
/// A sealed parent is the commitment that its certificate names, and a child's proof opens it once
/// more. A released parent is its weights: they are public, and so is the child's start. A revealed
/// one can be either.
///
/// @param certificate the parent's container
/// @param documents its documents
/// @param network the operators of its program
/// @param released its weights if a child starts from public ones, else null
record ParentModel(
    HallmarkBundle certificate,
    CertificateDocuments documents,
    Network network,
    @Nullable ModelSnapshot released) {

  /// Reads a parent's certificate as an intent names it.
  ///
  /// @throws VerificationException if a member cannot be read, or weights that a child starts from
  ///   are not there
  static ParentModel read(HallmarkBundle certificate, InitialModel.Parent named, Limits limits)
      throws VerificationException {
    CertificateDocuments documents = CertificateDocuments.read(certificate, limits);
    Model model = documents.statement().model();
    boolean opens =
        model.mode() == ReleaseMode.SEALED && model.identity().equals(named.descriptor());
    return of(documents, !opens);
  }

  /// Reads a parent's certificate for a trainer, within the default limits. Whatever is public is
  /// started from without an opening.
  static ParentModel read(HallmarkBundle certificate) throws VerificationException {
    return of(CertificateDocuments.read(certificate, Limits.DEFAULT), true);
  }

  private static ParentModel of(CertificateDocuments documents, boolean prefersPublic)
      throws VerificationException {
    Network network = Network.of(documents.program());
    Model model = documents.statement().model();
    Optional<Digest> weights =
        switch (model) {
          case Model.Released(Digest digest) -> Optional.of(digest);
          case Model.Sealed _ ->
              prefersPublic ? Reveal.read(documents).map(Reveal::weights) : Optional.empty();
        };
    return new ParentModel(
        documents.bundle(),
        documents,
        network,
        weights.isEmpty()
            ? null
            : ReleasedWeights.read(
                documents,
                network,
                weights.get(),
                documents.bundle().optional(HallmarkBundle.MODEL)));
  }

  /// How an intent names this parent.
  InitialModel.Parent initial() {
    RunStatement statement = documents.statement();
    return new InitialModel.Parent(
        released == null
            ? statement.model().identity()
            : ModelFile.digest(released, documents.program().exportFraction()),
        statement.digest());
  }

  /// Why a program cannot start from this model, or null if it can.
  @Nullable String problem(TrainingProgram child) {
    return network.tensors().equals(Network.of(child).tensors())
        ? format().problem(child)
        : "the parent is a model of other layers than the program's";
  }

  /// The format in which it was exported.
  ServedFormat format() {
    return ServedFormat.of(documents.program());
  }

  /// Where the weights of a child's first step come from.
  StartFrom start() {
    return released == null
        ? new StartFrom.SealedParent(network.tensors(), format())
        : new StartFrom.ReleasedParent(released, format());
  }

  /// The commitment to its hidden weights, if a child opens it.
  Optional<Model.Sealed> sealed() {
    return released == null && documents.statement().model() instanceof Model.Sealed m
        ? Optional.of(m)
        : Optional.empty();
  }

  /// The geometry of the commitment to its hidden weights, by its name in a child's run.
  ///
  /// @throws VerificationException.Rejected `OLDER_GEOMETRY` if its statement does not have it
  NamedGeometry geometry() throws VerificationException.Rejected {
    return new NamedGeometry(RunPlan.PARENT, SealedModel.geometry(documents.statement()));
  }
}
