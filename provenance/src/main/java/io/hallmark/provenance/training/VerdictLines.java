package io.hallmark.provenance.training;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.CertificateReview;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.copy.SameRecords;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.training.RunStatement.NamedGeometry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an accepted certificate says, line by line: proven, declared, disclosed, missing.
final class VerdictLines {
  private final CertificateDocuments documents;
  private final Optional<Reveal> reveal;
  private final RunStatement statement;
  private final DatasetManifest manifest;
  private final List<ManifestPart> parts;
  private final TrustPolicy trust;
  private final Instant at;
  private final List<Line> proven = new ArrayList<>();
  private final List<Line> declared = new ArrayList<>();
  private final List<Line> disclosed = new ArrayList<>();
  private final List<Line> missing = new ArrayList<>();

  /// @param reveal the opening of a sealed model, if it was opened
  VerdictLines(
      CertificateDocuments documents,
      Optional<Reveal> reveal,
      List<ManifestPart> parts,
      TrustPolicy trust,
      Instant at) {
    this.documents = documents;
    this.reveal = reveal;
    this.statement = documents.statement();
    this.manifest = documents.manifest();
    this.parts = parts;
    this.trust = trust;
    this.at = at;
  }

  /// The verdict of an accepted certificate.
  ///
  /// @param reviews the certificates of authorities
  /// @param seedSigner who signed the seed, if it is committed
  /// @param beacon what the trust file thinks of the log that gave the seed, if one did
  /// @param proof the verified proof
  /// @param same the data sets that hold the same records
  /// @param policies verdicts of the contained policy proofs
  /// @param parent the verdict of the parent's certificate, if there is a parent
  Verdict verdict(
      List<CertificateReview> reviews,
      Optional<CertificateReview.Signer> seedSigner,
      Optional<BeaconReview> beacon,
      ProofCheck proof,
      Verdict.Sizes sizes,
      SameRecords same,
      List<Verdict> policies,
      Optional<Verdict> parent) {
    training();
    evaluations();
    dataset(reviews);
    beacon.ifPresentOrElse(this::beacon, () -> seed(seedSigner));
    trainer();
    proven.addAll(same.lines());
    policies(policies);
    disclosures();
    attempts(beacon);
    alwaysMissing();
    return new Verdict(
        Optional.empty(),
        proven,
        declared,
        disclosed,
        missing,
        proof.security(),
        new Verdict.Sizes(sizes.certificateBytes(), sizes.proofBytes(), proof.cells()),
        parent);
  }

  /// What contained policy proofs say of the records.
  private void policies(List<Verdict> policies) {
    if (!policies.isEmpty()) {
      proven.add(
          new Line(
              "POLICY_USED",
              "the policies below hold for the committed records, of which the run read some: a"
                  + " rule about single records, distinct or disjoint whose scope covers the part"
                  + " that was trained on holds for the records that were used; counts, shares,"
                  + " complete, contained and included entries are those of its whole scope, unless"
                  + " they are said of windows of this run",
              statement.data().manifest()));
    }
    for (Verdict policy : policies) {
      proven.addAll(policy.proven());
      policy.declared().stream()
          .filter(l -> l.code().equals("LIST") || l.code().equals("TIME"))
          .forEach(declared::add);
      policy.disclosed().stream().filter(l -> l.code().equals("COUNTS")).forEach(disclosed::add);
      policy.missing().stream().filter(l -> !l.code().equals("OTHER_DATA")).forEach(missing::add);
    }
  }

  private void training() {
    TrainingProgram p = documents.program();
    proven.add(
        new Line(
            "TRAINING",
            ("the model is exactly what the program makes of the %,d records of part train of data"
                    + " set %s: %,d steps of %d records at the program's rates, bit for bit")
                .formatted(p.trainRows(), manifest.name(), p.steps(), p.batch()),
            statement.digest()));
    long used = (long) p.steps() * p.batch();
    if (used < p.trainRows()) {
      missing.add(
          new Line(
              "RECORDS_UNUSED",
              "the program ends before every record was used: only %,d of the %,d records of part"
                      .formatted(used, p.trainRows())
                  + " train took part",
              statement.program()));
    }
    proven.add(
        new Line(
            "ORDER",
            documents.intent().initial() instanceof InitialModel.FromSeed
                ? "the order of the records and the initial weights follow from seed and program;"
                    + " the verifier computed them itself"
                : "the order of the records follows from seed and program; the verifier computed it"
                    + " itself",
            statement.program()));
    if (documents.intent().initial() instanceof InitialModel.Parent parent) {
      proven.add(
          new Line(
              "PARENT",
              "the initial weights are exactly the served weights of the parent model, whose"
                  + " certificate is contained and accepted under the same trust file; what it says"
                  + " stands below",
              parent.certificate()));
    }
    proven.add(
        new Line(
            "MODEL",
            statement.model().mode() == ReleaseMode.RELEASED
                ? "the weights file holds these weights, rounded to "
                    + p.exportFraction()
                    + " bits after the point; no other data took part in producing them from the"
                    + " initial weights"
                : "the sealed model with this descriptor holds these weights; no other data took"
                    + " part in producing them from the initial weights",
            statement.model().identity()));
    reveal.ifPresent(r ->
        proven.add(
            new Line(
                "REVEALED",
                "the weights file holds the weights of the sealed model, which was opened later:"
                    + " its commitment holds exactly these integers",
                r.weights())));
    proven.add(
        new Line(
            "DATA_RANGES",
            "every feature of the parts used is in its declared range, every "
                + (manifest.schema().target().isPresent()
                    ? "target in its own"
                    : "label is one of the classes"),
            manifest.digest()));
  }

  private void evaluations() {
    EvaluationLines lines =
        new EvaluationLines(manifest, statement.digest(), documents.program().outputs());
    statement.evaluations().forEach(e -> lines.add(e, proven, disclosed));
    lines.together(statement.evaluations()).ifPresent(proven::add);
    if (!lines.isWholeTest(statement.evaluations())) {
      missing.add(
          new Line("NO_TEST", "no accuracy on a whole test set is proven", statement.digest()));
    }
  }

  private void dataset(List<CertificateReview> reviews) {
    boolean recomputed = false;
    for (CertificateReview review : reviews) {
      DatasetCertificate c = review.certificate();
      if (review.authorities().isEmpty()) {
        missing.add(
            new Line(
                "UNKNOWN_SIGNER",
                "a certificate of the data set is signed by nobody in the trust file, so it counts"
                    + " for nothing",
                review.evidence()));
      }
      for (Authority a : review.authorities()) {
        for (Attestation x : c.attests()) {
          recomputed |= x == Attestation.SOURCES_RECOMPUTED;
          declared.add(
              new Line(
                  code(x),
                  "%s (%s): %s Valid from %s until %s."
                      .formatted(
                          a.name(),
                          c.capacity(),
                          x.text(),
                          Documents.text(c.validFrom()),
                          Documents.text(c.validUntil())),
                  review.evidence()));
        }
      }
    }
    owner(recomputed);
    if (trust.requirements().isEmpty()) {
      missing.add(
          new Line(
              "NO_REQUIREMENT",
              "the trust file requires no attestation: any data set is accepted",
              Digests.sha256(trust.write())));
    }
  }

  private void owner(boolean recomputed) {
    if (!recomputed) {
      missing.add(
          new Line(
              "SOURCES_NOT_RECOMPUTED",
              "nobody of the trust file re-ran ingestion: that the committed set encodes the"
                  + " sources is declared by its owner only",
              manifest.digest()));
    }
    declared.add(
        new Line(
            "SPLIT",
            "training and test records are split by a public rule from the data set's name and the"
                + " row numbers; the name is the owner's choice",
            manifest.digest()));
    if (manifest.schema().origin().isPresent()) {
      declared.add(
          new Line(
              "ORIGIN",
              "the owner declares where the data come from (origin record of the manifest)",
              manifest.digest()));
    } else {
      missing.add(
          new Line("NO_ORIGIN", "the manifest says nothing about the origin", manifest.digest()));
    }
  }

  private static String code(Attestation x) {
    return x.name();
  }

  private void beacon(BeaconReview review) {
    if (review.unknown().isPresent()) {
      missing.add(
          new Line(
              "SEED_COSIGNERS_UNKNOWN",
              "the seed was given by log %s and its cosigners; whether they are the trainer's own, nobody says: %s"
                  .formatted(review.log(), review.unknown().get()),
              statement.intent()));
      return;
    }
    declared.add(
        new Line(
            "SEED_BEACON",
            ("the seed is the checkpoint of log %s right after the intent was entered (index %d),"
                    + " with the cosignatures of %s: it did not exist before they signed. Assumed:"
                    + " none of them works for the trainer, and each signs one size once")
                .formatted(review.log(), review.index(), String.join(", ", review.cosigners())),
            statement.intent()));
  }

  /// How many attempts there were, as far as the certificate alone can tell.
  private void attempts(Optional<BeaconReview> beacon) {
    if (beacon.isPresent()) {
      missing.add(
          new Line(
              "ATTEMPTS",
              "%,d entries stand before this run in log %s; how many of them are attempts with this data set, only the log itself tells"
                  .formatted(beacon.get().index(), beacon.get().log()),
              statement.intent()));
    } else {
      missing.add(
          new Line(
              "NO_LOG",
              "intent and certificate are in no transparency log: attempts before this one are"
                  + " unknown",
              statement.digest()));
    }
  }

  private void seed(Optional<CertificateReview.Signer> signer) {
    if (statement.seed().grade() == SeedGrade.SELF_CHOSEN) {
      missing.add(
          new Line(
              "SEED_SELF_CHOSEN",
              "the trainer chose the seed, and with it the order of the records: it may be the best"
                  + " of many attempts",
              statement.intent()));
      return;
    }
    Optional<Authority> authority = signer.flatMap(CertificateReview.Signer::authority);
    if (authority.isEmpty()) {
      missing.add(
          new Line(
              "SEED_SIGNER_UNKNOWN",
              "the seed is a signature over the intent by a key that is not in the trust file: it"
                  + " may have been chosen by the trainer",
              statement.intent()));
      return;
    }
    if (authority.get().key(Keys.keyId(documents.intent().trainer())).isPresent()) {
      missing.add(
          new Line(
              "SEED_SIGNER_IS_TRAINER",
              "the seed is a signature by "
                  + authority.get().name()
                  + ", whose key the trainer's is too: the trainer may have chosen it",
              statement.intent()));
      return;
    }
    declared.add(
        new Line(
            "SEED_COMMITTED",
            authority.get().name()
                + " signed the intent before the training, and this signature is the seed: nothing"
                + " was left to choose for the trainer alone. Assumed: the signer signed once"
                + " only, signed no second intent of this run and shared no key",
            statement.intent()));
  }

  private void trainer() {
    declared.add(
        new Line(
            "TRAINER",
            "intent (%s) and certificate are signed by the key %s; whose it is, this certificate"
                    .formatted(
                        Documents.text(documents.intent().created()),
                        Keys.keyId(documents.intent().trainer()).substring(0, 16))
                + " does not say",
            statement.intent()));
  }

  private void disclosures() {
    if (statement.model().mode() == ReleaseMode.RELEASED || reveal.isPresent()) {
      disclosed.add(
          new Line(
              "WEIGHTS",
              "the weights: training is an exact public function, so they confirm or refute any"
                  + " complete guess about the data with certainty",
              reveal.map(Reveal::weights).orElse(statement.model().identity())));
    }
    StringBuilder shapes = new StringBuilder();
    for (ManifestPart p : parts) {
      shapes.append(", %,d records of part %s".formatted(p.rows(), p.name()));
    }
    disclosed.add(
        new Line(
            "SHAPES",
            "%d features%s; schema, ranges and classes; program and its number formats"
                .formatted(manifest.schema().featureCount(), shapes),
            manifest.digest()));
    for (ManifestPart p : parts) {
      disclosed.add(
          new Line(
              "OPENING",
              "one of the %d openings of the commitment to part %s was spent on this proof, one on"
                      .formatted(p.geometry().openings(), p.name())
                  + " its dataset proof",
              p.descriptor()));
    }
    for (NamedGeometry g : statement.older()) {
      if (g.name().equals(RunPlan.PARENT)
          && documents.intent().initial() instanceof InitialModel.Parent parent) {
        disclosed.add(
            new Line(
                "OPENING",
                "one of the %d openings of the commitment to the sealed parent was spent on this"
                        .formatted(g.geometry().openings())
                    + " proof",
                parent.descriptor()));
      }
    }
  }

  private void alwaysMissing() {
    Digest evidence = statement.digest();
    missing.add(
        new Line(
            "OTHER_MODELS",
            "that the trainer has no other model, and that a service really serves this one, cannot"
                + " be shown here",
            evidence));
    missing.add(
        new Line(
            "TRUTH",
            "the proof covers the committed set, not its truth; judged at " + Documents.text(at),
            manifest.digest()));
  }
}
