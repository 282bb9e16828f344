package io.hallmark.provenance.training;

import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.model.ServedFormat;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.learning.relation.RunPlan.StartFrom;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.training.RunStatement.Model;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The model from which a run starts, as its certificate describes it. Nothing is verified here:
/// whoever relies on it verifies the certificate too.
///
/// A sealed parent is the commitment that its certificate names, and a child's proof opens it once
/// more. A released parent is its weights: they are public, and so is the child's start.
///
/// @param certificate the parent's container
/// @param documents its documents
/// @param network the operators of its program
/// @param released its weights if they are public, else null
record ParentModel(
    HallmarkBundle certificate,
    CertificateDocuments documents,
    Network network,
    @Nullable ModelSnapshot released) {

  /// Reads a parent's certificate.
  ///
  /// @throws VerificationException if a member cannot be read, or the weights of a released parent
  ///   are not there
  static ParentModel read(HallmarkBundle certificate, Limits limits) throws VerificationException {
    CertificateDocuments documents = CertificateDocuments.read(certificate, limits);
    Network network = Network.of(documents.program());
    return new ParentModel(certificate, documents, network, released(documents, network));
  }

  /// Reads a parent's certificate for a trainer, within the default limits.
  static ParentModel read(HallmarkBundle certificate) throws VerificationException {
    return read(certificate, Limits.DEFAULT);
  }

  private static @Nullable ModelSnapshot released(CertificateDocuments documents, Network network)
      throws VerificationException {
    return documents.statement().model().mode() == ReleaseMode.SEALED
        ? null
        : ReleasedWeights.read(
            documents, network, documents.bundle().optional(HallmarkBundle.MODEL));
  }

  /// How an intent names this parent.
  InitialModel.Parent initial() {
    RunStatement statement = documents.statement();
    return new InitialModel.Parent(statement.model().identity(), statement.digest());
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

  /// The commitment to its hidden weights, if it is sealed.
  Optional<Model.Sealed> sealed() {
    return documents.statement().model() instanceof Model.Sealed m
        ? Optional.of(m)
        : Optional.empty();
  }

  /// The geometry of the commitment to its hidden weights, by its name in a child's run.
  ///
  /// @throws VerificationException.Rejected `OLDER_GEOMETRY` if its statement does not have it
  NamedGeometry geometry() throws VerificationException.Rejected {
    return new NamedGeometry(
        RunPlan.PARENT,
        documents.statement().older().stream()
            .filter(g -> g.name().equals(RunPlan.RELEASED))
            .findFirst()
            .orElseThrow(() ->
                new VerificationException.Rejected(
                    "OLDER_GEOMETRY", "the parent's statement has no commitment to its model"))
            .geometry());
  }
}
