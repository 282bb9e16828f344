package io.hallmark.provenance.training;

import static io.hallmark.provenance.certificate.CertificateChecks.check;
import static io.hallmark.provenance.certificate.CertificateChecks.checkNone;
import static io.hallmark.provenance.training.CertificateDocuments.in;

import io.hallmark.document.Digest;
import io.hallmark.learning.sampler.RunSeed;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.CertificateReview;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.IntentSignature.Role;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The seed of a certificate, checked: it is what the grade of the intent says that it is, the
/// value of the intent, an authority's signature, or what a log and its cosigners made of a
/// registration.
///
/// @param documents the documents of the certificate
/// @param signature the signature that is the seed, if it is committed
/// @param registration the registration that gave the seed, if it is a beacon's
record SeedCheck(
    CertificateDocuments documents,
    Optional<IntentSignature> signature,
    Optional<IntentRegistration> registration) {
  /// Checks the seed.
  ///
  /// @throws VerificationException if something does not hold, or cannot be read
  static SeedCheck of(CertificateDocuments documents) throws VerificationException {
    check(
        CertificateCheck.SEED_GRADE,
        documents.statement().seed().grade() == documents.intent().grade(),
        () ->
            "intended "
                + documents.intent().grade().word()
                + ", stated "
                + documents.statement().seed().grade().word());
    Optional<IntentRegistration> registration = registration(documents);
    return new SeedCheck(
        documents, Optional.ofNullable(value(documents, registration)), registration);
  }

  /// The seed of the run.
  Digest digest() {
    RunStatement.SeedValue seed = documents.statement().seed();
    return RunSeed.of(documents.intent().digest(), seed.grade().word(), seed.value());
  }

  /// Whether the seed's signer is somebody, and valid at this time.
  Optional<CertificateReview.Signer> signer(TrustPolicy trust, Instant at)
      throws VerificationException {
    Optional<byte[]> envelope = documents.bundle().optional(HallmarkBundle.INTENT_SEED);
    if (signature.isEmpty() || envelope.isEmpty()) {
      return Optional.empty();
    }
    return in(
        HallmarkBundle.INTENT_SEED,
        () -> Optional.of(trust.signers(DsseEnvelope.read(envelope.get()), at).getFirst()));
  }

  /// What the trust file thinks of log and cosigners that gave the seed.
  Optional<BeaconReview> beacon(TrustPolicy trust) throws VerificationException {
    return registration.isEmpty()
        ? Optional.empty()
        : Optional.of(
            BeaconReview.of(
                documents.intent().beacon().orElseThrow(), registration.get().proof(), trust));
  }

  /// The seed is what the intent's grade says that it is.
  private static @Nullable IntentSignature value(
      CertificateDocuments documents, Optional<IntentRegistration> registration)
      throws VerificationException {
    Intent intent = documents.intent();
    RunStatement.SeedValue seed = documents.statement().seed();
    if (registration.isPresent()) {
      beacon(documents, registration.get());
      checkNone(
          CertificateCheck.SEED_SIGNATURE_PRESENT,
          presence(documents, documents.bundle().optional(HallmarkBundle.INTENT_SEED).isPresent()));
      return null;
    }
    Optional<byte[]> envelope = documents.bundle().optional(HallmarkBundle.INTENT_SEED);
    if (intent.grade() != SeedGrade.COMMITTED || envelope.isEmpty()) {
      checkNone(CertificateCheck.SEED_SIGNATURE_PRESENT, presence(documents, envelope.isPresent()));
      check(
          CertificateCheck.SEED_VALUE_CHOSEN,
          seed.hex().equals(intent.selfChosen().map(Digest::hex).orElse("")),
          () -> "the seed is not the value of the intent");
      return null;
    }
    IntentSignature.Reading signature =
        in(
            HallmarkBundle.INTENT_SEED,
            () -> IntentSignature.read(envelope.get(), intent, Role.SEED));
    checkNone(CertificateCheck.SEED_SIGNATURE, signature.problemForOtherThan(intent.trainer()));
    check(
        CertificateCheck.SEED_VALUE,
        seed.hex().equals(HexFormat.of().formatHex(signature.signature().signature().bytes())),
        () -> "the seed is not the authority's signature over the intent");
    return signature.signature();
  }

  private static @Nullable String presence(CertificateDocuments documents, boolean present) {
    boolean needed = documents.intent().grade() == SeedGrade.COMMITTED;
    if (needed == present) {
      return null;
    }
    return needed
        ? "the authority's signature over the intent is missing"
        : "a " + documents.intent().grade().word() + " seed has no signature";
  }

  /// The registration that comes with a beacon seed.
  private static Optional<IntentRegistration> registration(CertificateDocuments documents)
      throws VerificationException {
    Optional<byte[]> entry = documents.bundle().optional(HallmarkBundle.INTENT_EVENT);
    Optional<byte[]> proof = documents.bundle().optional(HallmarkBundle.INTENT_LOG_PROOF);
    Optional<Beacon> terms = documents.intent().beacon();
    boolean needed = terms.isPresent();
    check(
        CertificateCheck.BEACON_PRESENT,
        entry.isPresent() == needed && proof.isPresent() == needed,
        () ->
            needed
                ? "the registration of the intent or its proof is missing"
                : "a registration beside a seed that no log gave");
    if (!needed || entry.isEmpty() || proof.isEmpty()) {
      return Optional.empty();
    }
    return in(
        HallmarkBundle.INTENT_LOG_PROOF,
        () ->
            Optional.of(
                IntentRegistration.read(
                    documents.intent(), terms.get(), entry.get(), proof.get())));
  }

  /// A beacon seed is what log and cosigners made of the registration, and nothing else is.
  private static void beacon(CertificateDocuments documents, IntentRegistration registration)
      throws VerificationException {
    checkNone(CertificateCheck.BEACON_EVENT, registration.eventProblem());
    checkNone(CertificateCheck.BEACON_LOG, registration.logProblem());
    checkNone(CertificateCheck.BEACON_SIZE, registration.sizeProblem());
    checkNone(CertificateCheck.BEACON_INCLUSION, registration.inclusionProblem());
    checkNone(CertificateCheck.BEACON_COSIGNATURES, registration.cosignatureProblem());
    check(
        CertificateCheck.BEACON_VALUE,
        documents.statement().seed().hex().equals(registration.value().hex()),
        () -> "the seed is not the digest of the checkpoint with its cosignatures");
  }
}
