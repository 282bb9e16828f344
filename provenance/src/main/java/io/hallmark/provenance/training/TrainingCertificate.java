package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.certificate.HallmarkBundle;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The training certificate: an in-toto statement whose subject is the model and whose predicate is
/// the run statement, in a DSSE envelope signed by the trainer's key.
final class TrainingCertificate {
  /// Type of the predicate.
  static final String PREDICATE_TYPE = "urn:hallmark:training:v1";

  private static final String SEALED_NAME = "model";

  private TrainingCertificate() {}

  /// Signs a run statement about released weights.
  ///
  /// @param file SHA-256 of the weights file
  static DsseEnvelope signReleased(RunStatement statement, Digest file, KeyPair trainer) {
    return sign(
        Subject.of(HallmarkBundle.MODEL, file, statement.model().identity()), statement, trainer);
  }

  /// Signs a run statement about a sealed model.
  static DsseEnvelope signSealed(RunStatement statement, KeyPair trainer) {
    Map<String, Digest> digests = Map.of(InTotoStatement.HALLMARK, statement.model().identity());
    return sign(new Subject(SEALED_NAME, new TreeMap<>(digests)), statement, trainer);
  }

  private static DsseEnvelope sign(Subject model, RunStatement statement, KeyPair trainer) {
    InTotoStatement inToto = new InTotoStatement(List.of(model), PREDICATE_TYPE, statement.json());
    return DsseEnvelope.sign(DsseEnvelope.IN_TOTO, inToto.write(), trainer);
  }
}
