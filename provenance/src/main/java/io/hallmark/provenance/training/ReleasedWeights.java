package io.hallmark.provenance.training;

import static io.hallmark.provenance.certificate.CertificateChecks.check;
import static io.hallmark.provenance.certificate.CertificateChecks.checkNone;
import static io.hallmark.provenance.training.CertificateDocuments.in;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.certificate.Safetensors;
import java.util.Map;
import java.util.Optional;

/// The public weights of a certificate: a file's numbers, which it names by digest.
final class ReleasedWeights {
  private ReleasedWeights() {}

  /// The weights of a released or revealed model.
  ///
  /// @param expected the digest that the statement, or the reveal, names
  /// @param file the weights file
  /// @throws VerificationException.Rejected `WEIGHTS_PRESENT`, `WEIGHTS_FORMAT` or `WEIGHTS_DIGEST`
  /// @throws VerificationException.Malformed if the file cannot be read
  static ModelSnapshot read(
      CertificateDocuments documents, Network network, Digest expected, Optional<byte[]> file)
      throws VerificationException {
    int fraction = documents.program().exportFraction();
    check(
        CertificateCheck.WEIGHTS_PRESENT,
        file.isPresent(),
        () -> "the certificate does not contain the weights: give the file with --model");
    Map<String, Safetensors.Tensor> tensors =
        in(HallmarkBundle.MODEL, () -> Safetensors.read(file.orElseThrow()));
    checkNone(
        CertificateCheck.WEIGHTS_FORMAT, ModelFile.problem(tensors, network.tensors(), fraction));
    ModelSnapshot served = ModelFile.integers(tensors, network.tensors(), fraction);
    check(
        CertificateCheck.WEIGHTS_DIGEST,
        ModelFile.digest(served, fraction).equals(expected),
        () -> "these are not the weights that the statement names");
    return served;
  }
}
