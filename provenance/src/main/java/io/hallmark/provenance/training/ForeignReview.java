package io.hallmark.provenance.training;

import static io.hallmark.provenance.certificate.CertificateChecks.check;
import static io.hallmark.provenance.certificate.CertificateChecks.checkNone;
import static io.hallmark.provenance.training.CertificateDocuments.in;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.InTotoStatement;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.provenance.openssf.ModelSignature;
import io.hallmark.provenance.timestamp.Timestamp;
import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.note.VerifierKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the members for other tools say about a certificate. Each must agree with it, whoever is
/// believed: what restates the certificate is recomputed and compared, what somebody else says must
/// be about it and properly signed. Whether that somebody is anybody is for the trust file.
final class ForeignReview {
  private final CertificateDocuments documents;
  private final HallmarkBundle bundle;
  private final TrustPolicy trust;
  private final Instant at;
  private final List<Line> declared = new ArrayList<>();
  private final List<Line> missing = new ArrayList<>();
  private final Set<String> answered = new HashSet<>();

  private ForeignReview(CertificateDocuments documents, TrustPolicy trust, Instant at) {
    this.documents = documents;
    this.bundle = documents.bundle();
    this.trust = trust;
    this.at = at;
  }

  /// Reviews all members that are there.
  ///
  /// @throws Rejected with the check that fails
  /// @throws Malformed if a member cannot be read
  static ForeignReview of(CertificateDocuments documents, TrustPolicy trust, Instant at)
      throws VerificationException {
    ForeignReview review = new ForeignReview(documents, trust, at);
    review.logProof();
    review.timestamp();
    review.restatements();
    review.slsa();
    review.modelSignature();
    return review;
  }

  /// Lines about what somebody signed.
  List<Line> declared() {
    return declared;
  }

  /// Lines about what was not checked.
  List<Line> missing() {
    return missing;
  }

  /// Codes of missing lines that are answered.
  Set<String> answered() {
    return answered;
  }

  private void logProof() throws VerificationException {
    Optional<byte[]> entry = bundle.optional(HallmarkBundle.LOG_EVENT);
    Optional<byte[]> proof = bundle.optional(HallmarkBundle.LOG_PROOF);
    check(
        CertificateCheck.LOG_PROOF_PRESENT,
        entry.isPresent() == proof.isPresent(),
        () -> "an entry of a log comes with its proof, and a proof with its entry");
    if (entry.isEmpty() || proof.isEmpty()) {
      return;
    }
    LogEvent event = in(HallmarkBundle.LOG_EVENT, () -> LogEvent.read(entry.get()));
    check(
        CertificateCheck.LOG_PROOF_EVENT,
        event.kind() == EventKind.CERTIFICATE_ISSUED
            && event.isAbout(documents.statement().digest())
            && (event.datasets().isEmpty()
                || event.datasets().contains(documents.manifest().digest())),
        () -> "the entry does not say that this certificate, of this data set, was issued");
    TlogProof read = in(HallmarkBundle.LOG_PROOF, () -> tlogProof(proof.get()));
    checkNone(CertificateCheck.LOG_PROOF_INCLUSION, inclusionProblem(read, entry.get()));
    logged(read, event, Digests.sha256(proof.get()));
  }

  private static TlogProof tlogProof(byte[] bytes) throws Malformed {
    try {
      return TlogProof.parse(bytes);
    } catch (LogException.Malformed e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable String inclusionProblem(TlogProof proof, byte[] entry) {
    try {
      proof.verifyInclusion(MerkleTree.leaf(entry));
      return null;
    } catch (LogException.Rejected e) {
      return e.detail();
    }
  }

  /// What the trust file thinks of the log.
  private void logged(TlogProof proof, LogEvent event, Digest evidence) throws Rejected {
    String origin = proof.checkpoint().checkpoint().origin();
    try {
      Optional<LogPolicy> logs = trust.logs();
      if (logs.isEmpty()) {
        missing.add(
            new Line("LOG_UNKNOWN", "the trust file knows no log, so not " + origin, evidence));
        return;
      }
      LogPolicy.Accepted accepted = logs.get().verify(proof.checkpoint());
      List<String> cosigners =
          accepted.cosigners().stream()
              .map(LogPolicy.Cosigner::key)
              .map(VerifierKey::name)
              .toList();
      String latest =
          accepted.latest().isPresent()
              ? " at " + Documents.textOfSecond(accepted.latest().getAsLong())
              : "";
      declared.add(
          new Line(
              "LOG_PROOF",
              ("the certificate stands in log %s at index %d, entered by key %s; its checkpoint was"
                      + " cosigned by %s%s")
                  .formatted(
                      origin,
                      proof.inclusion().index(),
                      Keys.keyId(event.signer()).substring(0, 16),
                      cosigners.isEmpty() ? "nobody" : String.join(", ", cosigners),
                      latest),
              evidence));
      if (documents.intent().beacon().isEmpty()) {
        answered.add("NO_LOG");
        missing.add(
            new Line(
                "ATTEMPTS",
                "how many attempts with this data set stand before this run, only the log itself"
                    + " tells",
                evidence));
      }
    } catch (LogException.Rejected e) {
      if (e.check() == LogCheck.LOG_SIGNATURE) {
        throw new Rejected(e.check().name(), HallmarkBundle.LOG_PROOF + ": " + e.detail());
      }
      missing.add(
          new Line(
              "LOG_UNKNOWN",
              "the trust file does not believe the log proof: " + e.detail(),
              evidence));
    }
  }

  private void timestamp() throws VerificationException {
    Optional<byte[]> member = bundle.optional(HallmarkBundle.TIMESTAMP);
    if (member.isEmpty()) {
      return;
    }
    Timestamp read = in(HallmarkBundle.TIMESTAMP, () -> Timestamp.read(member.get()));
    check(
        CertificateCheck.TIMESTAMP_IMPRINT,
        read.isOver(CertificateExports.of(documents).signature()),
        () -> "the timestamp is over something else than the certificate's signature");
    checkNone(CertificateCheck.TIMESTAMP_SIGNATURE, read.problem());
    Digest evidence = Digests.sha256(member.get());
    Optional<String> authority = read.authority(trust.foreign().timestampRoots());
    if (read.time().isAfter(at)) {
      missing.add(
          new Line(
              "TIMESTAMP_LATER",
              "the timestamp is of a later time than this verdict, " + Documents.text(read.time()),
              evidence));
    } else if (authority.isPresent()) {
      declared.add(
          new Line(
              "TIMESTAMP",
              authority.get()
                  + " says that the certificate was signed before "
                  + Documents.text(read.time()),
              evidence));
    } else {
      missing.add(
          new Line(
              "TIMESTAMP_AUTHORITY_UNKNOWN",
              "the trust file has no root for the authority of the timestamp",
              evidence));
    }
  }

  /// Members that say again what the certificate says, without a word of anybody else.
  private void restatements() throws Rejected {
    CertificateExports exports = CertificateExports.of(documents);
    Optional<byte[]> sigstore = bundle.optional(HallmarkBundle.SIGSTORE);
    check(
        CertificateCheck.SIGSTORE_BUNDLE,
        sigstore.isEmpty() || Arrays.equals(sigstore.get(), exports.sigstore()),
        () -> HallmarkBundle.SIGSTORE + " is not the bundle of this certificate");
    Optional<byte[]> bom = bundle.optional(HallmarkBundle.BOM);
    check(
        CertificateCheck.CYCLONEDX_BOM,
        bom.isEmpty() || Arrays.equals(bom.get(), exports.bom()),
        () -> HallmarkBundle.BOM + " is not the bill of materials of this certificate");
    for (String name : List.of(HallmarkBundle.SIGSTORE, HallmarkBundle.BOM)) {
      bundle
          .optional(name)
          .ifPresent(content ->
              declared.add(
                  new Line(
                      "RESTATED",
                      name + " says what the certificate says; it was recomputed",
                      Digests.sha256(content))));
    }
  }

  private void slsa() throws VerificationException {
    Optional<byte[]> member = bundle.optional(HallmarkBundle.SLSA);
    if (member.isEmpty()) {
      return;
    }
    DsseEnvelope envelope = in(HallmarkBundle.SLSA, () -> DsseEnvelope.read(member.get()));
    check(
        CertificateCheck.SLSA_SIGNATURE,
        envelope.signatures().size() == 1
            && envelope.isSignedBy(documents.intent().trainer(), envelope.signatures().getFirst()),
        () -> HallmarkBundle.SLSA + " is not signed by the one key that the intent names");
    check(
        CertificateCheck.SLSA_STATEMENT,
        envelope.payloadType().equals(DsseEnvelope.IN_TOTO)
            && Arrays.equals(envelope.payload(), CertificateExports.of(documents).slsaStatement()),
        () -> HallmarkBundle.SLSA + " is not the provenance of this run");
    declared.add(
        new Line(
            "SLSA",
            HallmarkBundle.SLSA
                + " says what the certificate says, signed by the trainer; it claims no level",
            Digests.sha256(member.get())));
  }

  private void modelSignature() throws VerificationException {
    Optional<byte[]> member = bundle.optional(HallmarkBundle.MODEL_SIGNATURE);
    if (member.isEmpty()) {
      return;
    }
    ModelSignature.Listing listing =
        in(
            HallmarkBundle.MODEL_SIGNATURE,
            () -> ModelSignature.list(member.get(), trust.foreign().modelKeys()));
    Optional<Digest> weights = weightsFile();
    check(
        CertificateCheck.MODEL_SIGNATURE,
        weights.isPresent() && listing.files().containsValue(weights.get()),
        () ->
            weights.isPresent()
                ? HallmarkBundle.MODEL_SIGNATURE + " does not list the weights of this certificate"
                : "the model is sealed: "
                    + HallmarkBundle.MODEL_SIGNATURE
                    + " is about other files");
    Digest evidence = Digests.sha256(member.get());
    if (listing.signer().isPresent()) {
      declared.add(
          new Line(
              "MODEL_SIGNED",
              "the key with hint %s signed the weights file".formatted(listing.signer().get()),
              evidence));
    } else {
      missing.add(
          new Line(
              "MODEL_SIGNER_UNKNOWN",
              "model.sig lists the weights file, but by no key of the trust file: its signature was"
                  + " not checked",
              evidence));
    }
    int others = listing.files().size() - 1;
    if (others > 0) {
      missing.add(
          new Line(
              "MODEL_FILES",
              "model.sig lists %d further files, which are not here: hallmark model verify compares"
                      .formatted(others)
                  + " them",
              evidence));
    }
  }

  /// SHA-256 of the released or revealed weights file, by the signed statement about it.
  private Optional<Digest> weightsFile() throws VerificationException {
    Optional<Reveal> reveal = Reveal.read(documents);
    InTotoStatement about =
        reveal.isPresent() ? reveal.get().certificate() : documents.certificate();
    return Optional.ofNullable(about.subjects().getFirst().digests().get(InTotoStatement.SHA256));
  }
}
