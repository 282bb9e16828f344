package io.hallmark.provenance.training;

import static io.hallmark.provenance.certificate.CertificateChecks.check;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.training.RunStatement.Model;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The model of a certificate: its weights, if they are public, and whether certificate and reveal
/// are about it.
///
/// @param documents the documents of the certificate
/// @param reveal the opening of a sealed model, if it was opened
/// @param held whether the verifier holds the weights file itself
/// @param file the weights file
record ModelCheck(
    CertificateDocuments documents, Optional<Reveal> reveal, boolean held, Optional<byte[]> file) {
  /// The weights if they are public, or null for a model that is still sealed; the descriptor of a
  /// sealed model is its own.
  @Nullable ModelSnapshot weights(Network network) throws VerificationException {
    RunStatement statement = documents.statement();
    if (statement.model() instanceof Model.Sealed sealed) {
      check(
          CertificateCheck.MODEL_DESCRIPTOR,
          SealedModel.descriptor(network, statement).equals(sealed.descriptor()),
          () -> "the model's descriptor is not that of its commitment");
      if (reveal.isEmpty()) {
        check(
            CertificateCheck.WEIGHTS_PRESENT,
            file.isEmpty(),
            () ->
                "the model is sealed: the certificate says nothing about a weights file, and one"
                    + " was given");
        return null;
      }
    }
    Digest expected = reveal.map(Reveal::weights).orElse(statement.model().identity());
    return ReleasedWeights.read(documents, network, expected, file);
  }

  /// Certificate and reveal are about this model.
  void subjects() throws VerificationException {
    Model model = documents.statement().model();
    check(
        CertificateCheck.MODEL_SUBJECT,
        isAbout(
            documents.certificate(),
            model.identity(),
            held,
            model.mode() == ReleaseMode.RELEASED ? file : Optional.empty()),
        () -> "the subject of the certificate is not this model");
    if (reveal.isPresent()) {
      check(
          CertificateCheck.REVEAL_SUBJECT,
          isAbout(reveal.get().certificate(), reveal.get().weights(), held, file),
          () -> "the subject of the reveal is not this weights file");
    }
  }

  /// Whether the one subject is this model, and this file of it. A file that the verifier holds
  /// itself may have been saved again with another header; the one inside the container may not.
  private static boolean isAbout(
      InTotoStatement statement, Digest identity, boolean held, Optional<byte[]> file) {
    Map<String, Digest> found = statement.subjects().getFirst().digests();
    Map<String, Digest> expected = new TreeMap<>();
    expected.put(InTotoStatement.HALLMARK, identity);
    file.map(Digests::sha256)
        .ifPresent(own ->
            expected.put(
                InTotoStatement.SHA256,
                held ? found.getOrDefault(InTotoStatement.SHA256, own) : own));
    return statement.subjects().size() == 1 && found.equals(expected);
  }
}
