package io.hallmark.provenance.training;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.ProverEnvironment;
import io.hallmark.proof.argument.RunProver;
import io.hallmark.proof.argument.WitnessSource;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.authority.KeyFiles;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.ModelFile;
import io.hallmark.provenance.certificate.Safetensors;
import io.hallmark.provenance.certificate.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Opens a sealed model: adds weights, a signed statement and a proof to its certificate. The proof
/// shows that the model's commitment holds these weights and spends one of its openings, a reserved
/// one if no other is left: afterwards nothing is hidden in it. What the run proof hides stays
/// hidden: records, boundary weights and the state of the optimiser.
///
/// The finished certificate is verified, stored in the run folder, charged, and only then leaves.
/// If the process dies in between, the next call charges and releases the stored one.
public final class RevealProver {
  private final RunFolder folder;
  private final CertificateDocuments documents;
  private final ModelOpening opening;
  private final Progress progress;

  private RevealProver(
      RunFolder folder, CertificateDocuments documents, ModelOpening opening, Progress progress) {
    this.folder = folder;
    this.documents = documents;
    this.opening = opening;
    this.progress = progress;
  }

  /// Opens the model of a certificate.
  ///
  /// @param runFolder the run folder in which the model was made
  /// @param certificate the certificate of the sealed model
  /// @param out the certificate with the weights; replaced if it exists, tried before it is proved
  /// @return the certificate that was written
  /// @throws RefusedException if the openings of the model's commitment do not suffice
  /// @throws VerificationException if the certificate is not accepted, is not about a sealed model,
  ///   or the folder is that of another run
  /// @throws ProofException if the finished proof is not accepted: a fault of this program
  /// @throws IOException if a file cannot be read or written, or the folder is in use
  public static HallmarkBundle reveal(Path runFolder, Path certificate, Path out, Progress progress)
      throws IOException, VerificationException, RefusedException, ProofException {
    RunFolder folder = RunFolder.at(runFolder);
    AtomicFiles.requireWritable(out);
    HallmarkBundle sealed = HallmarkBundle.read(certificate);
    try (FolderLock _ = folder.lock("hallmark model reveal")) {
      CertificateDocuments documents = sealed(folder, sealed);
      ModelOpening opening =
          ModelOpening.open(
              folder.modelOpening(),
              Network.of(documents.program()),
              documents.program().exportFraction(),
              SealedModel.geometry(documents.statement()),
              documents.statement().model().identity());
      HallmarkBundle revealed =
          new RevealProver(folder, documents, opening, progress).chargedReveal();
      AtomicFiles.write(out, revealed.write());
      folder.clearPendingReveal();
      return revealed;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The stored reveal with its charge, or a new one. If the charge is refused, nothing is left of
  /// it.
  private HallmarkBundle chargedReveal()
      throws IOException, VerificationException, RefusedException, ProofException {
    try {
      Optional<byte[]> pending = folder.pendingReveal();
      return pending.isPresent() && isOf(pending.get(), documents)
          ? charge(HallmarkBundle.read(pending.get()))
          : prove();
    } catch (OpeningRefused e) {
      boolean stored = folder.pendingReveal().isPresent();
      folder.clearPendingReveal();
      String deleted = ". The finished reveal has not left and is deleted";
      throw new RefusedException(e.getMessage() + (stored ? deleted : ""));
    }
  }

  /// The documents of a certificate that can be opened here.
  private static CertificateDocuments sealed(RunFolder folder, HallmarkBundle certificate)
      throws IOException, VerificationException {
    Verdict verdict = TrainingVerifier.verify(certificate, TrustPolicy.EMPTY, Instant.now());
    if (verdict.rejection().isPresent()) {
      throw new Rejected(verdict.rejection().get().check(), verdict.rejection().get().detail());
    }
    CertificateDocuments documents = CertificateDocuments.read(certificate, Limits.DEFAULT);
    if (documents.statement().model().mode() == ReleaseMode.RELEASED
        || Reveal.read(documents).isPresent()) {
      throw new Rejected("REVEAL_PRESENT", "the weights of this certificate are public already");
    }
    if (!documents.intent().digest().equals(folder.intent().digest())) {
      throw new Rejected("INTENT_DIGEST", "the run folder is that of another run");
    }
    return documents;
  }

  /// Whether a stored reveal is about this certificate.
  private static boolean isOf(byte[] stored, CertificateDocuments documents)
      throws VerificationException {
    HallmarkBundle bundle = HallmarkBundle.read(stored);
    return CertificateDocuments.read(bundle, Limits.DEFAULT)
        .statement()
        .equals(documents.statement());
  }

  private HallmarkBundle prove()
      throws IOException, VerificationException, RefusedException, ProofException {
    KeyPair trainer = KeyFiles.readPair(folder.local().key());
    if (!trainer.getPublic().equals(documents.intent().trainer())) {
      throw new Rejected(
          "REVEAL_SIGNATURE", "the intent names another key than " + folder.local().key());
    }
    opening.requireReveal();
    RunStatement run = documents.statement();
    int fraction = documents.program().exportFraction();
    byte[] model = Safetensors.write(ModelFile.tensors(opening.served(), fraction));
    Digest weights = ModelFile.digest(opening.served(), fraction);
    RevealStatement statement = new RevealStatement(run.digest(), run.model().identity(), weights);
    InTotoStatement inToto =
        new InTotoStatement(
            List.of(Subject.of(HallmarkBundle.MODEL, Digests.sha256(model), weights)),
            RevealStatement.PREDICATE_TYPE,
            statement.json());
    HallmarkBundle signed =
        documents
            .bundle()
            .with(
                HallmarkBundle.REVEAL,
                DsseEnvelope.sign(DsseEnvelope.IN_TOTO, inToto.write(), trainer).write())
            .with(HallmarkBundle.MODEL, model);
    RunIndex index =
        RunIndex.of(Reveal.run(Network.of(documents.program()), opening.served(), run));
    ProverEnvironment environment =
        ProverEnvironment.of(
            Map.of(RunPlan.RELEASED, opening.revealBook()),
            Set.of(RunPlan.RELEASED),
            proof -> store(signed.with(HallmarkBundle.REVEAL_PROOF, proof)),
            progress::report);
    byte[] proof =
        RunProver.prove(
            index,
            Reveal.parameters(run),
            WitnessSource.of(List.of(Map.of())),
            Map.of(RunPlan.RELEASED, opening.commitment()),
            statement.digest().bytes(),
            environment);
    return signed.with(HallmarkBundle.REVEAL_PROOF, proof);
  }

  private void store(HallmarkBundle revealed) {
    try {
      folder.writePendingReveal(revealed.write());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Charges what a stored reveal owes; an opening that was charged is not charged again.
  private HallmarkBundle charge(HallmarkBundle stored) throws VerificationException {
    CertificateDocuments read = CertificateDocuments.read(stored, Limits.DEFAULT);
    RevealStatement statement =
        Reveal.read(read)
            .orElseThrow(() -> new VerificationException.Malformed("stored reveal"))
            .statement();
    opening
        .revealBook()
        .charge(
            PendingCertificate.entry(
                statement.digest(), stored.required(HallmarkBundle.REVEAL_PROOF), RunPlan.RELEASED),
            true);
    return stored;
  }
}
