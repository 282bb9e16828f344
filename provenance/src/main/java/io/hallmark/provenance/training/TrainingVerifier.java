package io.hallmark.provenance.training;

import static io.hallmark.provenance.certificate.CertificateChecks.check;
import static io.hallmark.provenance.certificate.CertificateChecks.checkNone;
import static io.hallmark.provenance.certificate.CertificateChecks.checkProof;
import static io.hallmark.provenance.training.CertificateDocuments.in;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.relation.Run;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.CertificateReview;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.CertificateCheck;
import io.hallmark.provenance.certificate.CertificateChecks.ProofOutcome;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyStatement;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.copy.SameRecords;
import io.hallmark.provenance.dataset.DatasetProofs;
import io.hallmark.provenance.dataset.ManifestPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Verifies a training certificate: that the model it names is what its program makes of the
/// committed data, and what else it says, for an explicit time and an explicit trust file.
///
/// The verifier reads documents and bounds from the certificate, checks them against each other,
/// and compiles the run itself from manifest, program and seed; no relation, table or column comes
/// from the certificate. It needs no network, no clock and no private file.
///
/// - **Soundness:** that of the proof, at least 100 bits (`docs/protocol.md`); signatures are
///   Ed25519.
/// - **Threads:** no state; any method may run on any thread.
public final class TrainingVerifier {
  private final HallmarkBundle bundle;
  private final CertificateDocuments documents;
  private final TrustPolicy trust;
  private final Instant at;
  private final Limits limits;
  private final int generation;

  /// @param generation 0 for the certificate that was given, 1 for its parent, and so on
  private TrainingVerifier(
      HallmarkBundle bundle,
      CertificateDocuments documents,
      TrustPolicy trust,
      Instant at,
      Limits limits,
      int generation) {
    this.bundle = bundle;
    this.generation = generation;
    this.documents = documents;
    this.trust = trust;
    this.at = at;
    this.limits = limits;
  }

  /// Verifies a certificate that contains everything it needs.
  ///
  /// @param certificate the `.hallmark` file
  /// @param trust whom the verifier believes and what must be attested
  /// @param at the time for which the verdict holds
  /// @return the verdict: accepted, or rejected by the name of a check
  /// @throws Malformed if the file is no container, or a member of it cannot be read
  /// @throws IOException if the file cannot be read
  public static Verdict verify(Path certificate, TrustPolicy trust, Instant at)
      throws Malformed, IOException {
    return verify(certificate, Optional.empty(), trust, at, Limits.DEFAULT);
  }

  /// Verifies a certificate that was read and contains everything it needs.
  ///
  /// @throws Malformed if a member of it cannot be read
  static Verdict verify(HallmarkBundle certificate, TrustPolicy trust, Instant at)
      throws Malformed {
    return verify(certificate, certificate.size(), Optional.empty(), trust, at, Limits.DEFAULT);
  }

  /// Verifies a certificate.
  ///
  /// @param certificate the `.hallmark` file
  /// @param model the weights file that the verifier holds; it is the one that is checked, even if
  ///   the certificate contains weights
  /// @param trust whom the verifier believes and what must be attested
  /// @param at the time for which the verdict holds
  /// @param limits how much work a stranger may ask for
  /// @return the verdict: accepted, or rejected by the name of a check
  /// @throws Malformed if a file cannot be read
  /// @throws IOException if a file cannot be read
  public static Verdict verify(
      Path certificate, Optional<Path> model, TrustPolicy trust, Instant at, Limits limits)
      throws Malformed, IOException {
    Optional<byte[]> held =
        model.isPresent() ? Optional.of(Files.readAllBytes(model.get())) : Optional.empty();
    return verify(
        HallmarkBundle.read(certificate), Files.size(certificate), held, trust, at, limits);
  }

  /// Verifies a certificate that was read.
  ///
  /// @param bytes of the file
  /// @param held the weights file that the verifier holds
  /// @throws Malformed if a member of it, or the weights file, cannot be read
  public static Verdict verify(
      HallmarkBundle certificate,
      long bytes,
      Optional<byte[]> held,
      TrustPolicy trust,
      Instant at,
      Limits limits)
      throws Malformed {
    return verdict(certificate, bytes, held, trust, at, limits, 0);
  }

  private static Verdict verdict(
      HallmarkBundle bundle,
      long bytes,
      Optional<byte[]> held,
      TrustPolicy trust,
      Instant at,
      Limits limits,
      int generation)
      throws Malformed {
    Verdict.Sizes sizes = new Verdict.Sizes(bytes, bundle.size(HallmarkBundle.RUN_PROOF), 0);
    try {
      CertificateDocuments documents = CertificateDocuments.read(bundle, limits);
      return new TrainingVerifier(bundle, documents, trust, at, limits, generation)
          .verdict(held, sizes);
    } catch (VerificationException e) {
      return switch (e) {
        case Rejected r -> Verdict.rejected(r.code(), r.detail(), sizes);
        case Malformed m -> throw m;
      };
    }
  }

  private Verdict verdict(Optional<byte[]> held, Verdict.Sizes sizes) throws VerificationException {
    StatementCheck.check(documents);
    SeedCheck seed = SeedCheck.of(documents);
    Optional<CertificateReview.Signer> seedReview = seed.signer(trust, at);
    Optional<BeaconReview> beaconReview = seed.beacon(trust);
    SameRecords same = SameRecords.read(documents.manifest(), bundle, limits.ofDataset());
    List<CertificateReview> reviews = authorities(same);
    checkNone(CertificateCheck.LIMIT, LimitCheck.problem(documents, limits));
    Optional<Verdict> ancestor = ancestor();
    @Nullable ParentModel parent = parent();
    List<ManifestPart> parts = BoundsCheck.parts(documents);
    bounds(parts, parent);
    Network network = Network.of(documents.program());
    Optional<byte[]> file = held.isPresent() ? held : bundle.optional(HallmarkBundle.MODEL);
    Optional<Reveal> reveal = Reveal.read(documents);
    ModelCheck model = new ModelCheck(documents, reveal, held.isPresent(), file);
    @Nullable ModelSnapshot weights = model.weights(network);
    model.subjects();
    boolean released = documents.statement().model().mode() == ReleaseMode.RELEASED;
    RunDescription description =
        new RunDescription(
            network,
            seed.digest(),
            documents.statement(),
            parts,
            parent,
            released ? weights : null);
    Run run = compile(description);
    SortedMap<String, SecurityReport> further = datasetProofs(parts);
    same.verify(further);
    List<Verdict> policies = policies(reviews, same, seed.digest());
    ProofCheck proof = ProofCheck.of(run, description, bundle.required(HallmarkBundle.RUN_PROOF));
    checkProof(CertificateCheck.RUN_PROOF, proof.outcome());
    if (reveal.isPresent() && weights != null) {
      reveal.get().verify(network, weights, further);
    }
    ForeignReview foreign = ForeignReview.of(documents, trust, at);
    return new VerdictLines(documents, reveal, parts, trust, at)
        .verdict(
            reviews,
            seedReview,
            beaconReview,
            proof.with(further, policies),
            sizes,
            same,
            policies,
            ancestor)
        .with(foreign.declared(), foreign.missing(), foreign.answered());
  }

  /// What the verification of the contained policy proofs says.
  private List<Verdict> policies(List<CertificateReview> reviews, SameRecords same, Digest seed)
      throws VerificationException {
    List<HallmarkBundle> contained = bundle.policyProofs();
    check(
        CertificateCheck.LIMIT,
        contained.size() <= limits.ancestors(),
        () -> "more than " + limits.ancestors() + " policy proofs");
    List<Verdict> out = new ArrayList<>();
    for (HallmarkBundle policy : contained) {
      String member = HallmarkBundle.policyBundle(out.size());
      check(
          CertificateCheck.POLICY_DATA,
          policy.isPolicyProof()
              && same.includes(in(member, () -> PolicyVerifier.statement(policy)).manifest()),
          () -> member + " is no policy proof about the data set of this run");
      Optional<PolicyStatement.Order> order =
          in(member, () -> PolicyVerifier.statement(policy)).order();
      PolicyStatement.Order own = new PolicyStatement.Order(documents.statement().program(), seed);
      check(
          CertificateCheck.POLICY_RUN,
          order.isEmpty() || order.get().equals(own),
          () -> member + " is about the windows of another run");
      Verdict verdict = in(member, () -> PolicyVerifier.verify(policy, trust, at, limits, reviews));
      Verdict.Rejection rejection = verdict.rejection().orElse(new Verdict.Rejection("", ""));
      checkProof(
          CertificateCheck.POLICY_CERTIFICATE,
          new ProofOutcome(rejection.check(), member + ": " + rejection.detail()));
      out.add(verdict);
    }
    return out;
  }

  /// What the verification of the parent's certificate says, if there is a parent.
  private Optional<Verdict> ancestor() throws VerificationException {
    Optional<HallmarkBundle> contained = in(HallmarkBundle.PARENT, bundle::parent);
    boolean named = documents.intent().initial() instanceof InitialModel.Parent;
    check(
        CertificateCheck.PARENT_PRESENT,
        named == contained.isPresent(),
        () ->
            named
                ? "the run starts from a parent, whose certificate is missing"
                : "the run starts from its seed, and the certificate of a parent is there");
    if (contained.isEmpty()) {
      return Optional.empty();
    }
    check(
        CertificateCheck.LIMIT,
        generation < limits.ancestors(),
        () -> "more than " + limits.ancestors() + " ancestors");
    long bytes = bundle.size(HallmarkBundle.PARENT);
    Verdict verdict =
        in(
            HallmarkBundle.PARENT,
            () ->
                verdict(
                    contained.get(), bytes, Optional.empty(), trust, at, limits, generation + 1));
    Verdict.Rejection none = new Verdict.Rejection("", "");
    Verdict.Rejection rejection = verdict.rejection().orElse(none);
    checkProof(
        CertificateCheck.PARENT_CERTIFICATE,
        new ProofOutcome(rejection.check(), HallmarkBundle.PARENT + ": " + rejection.detail()));
    return Optional.of(verdict);
  }

  /// The parent of the accepted certificate, and whether it is the one that was intended.
  private @Nullable ParentModel parent() throws VerificationException {
    Optional<HallmarkBundle> contained = in(HallmarkBundle.PARENT, bundle::parent);
    if (contained.isEmpty()
        || !(documents.intent().initial() instanceof InitialModel.Parent named)) {
      return null;
    }
    ParentModel parent =
        in(HallmarkBundle.PARENT, () -> ParentModel.read(contained.get(), named, limits));
    InitialModel.Parent found = parent.initial();
    check(
        CertificateCheck.PARENT_STATEMENT,
        named.certificate().equals(found.certificate()),
        () -> "the parent's certificate is that of another run than the intent names");
    check(
        CertificateCheck.PARENT_MODEL,
        named.descriptor().equals(found.descriptor()),
        () -> "the parent's certificate is about another model than the intent names");
    return parent;
  }

  /// Signatures over the manifest, by the trust file's own named checks.
  private List<CertificateReview> authorities(SameRecords same) throws VerificationException {
    List<CertificateReview> reviews = new ArrayList<>();
    for (byte[] member : bundle.authorities()) {
      String name = HallmarkBundle.authority(reviews.size());
      reviews.add(
          in(
              name,
              () ->
                  trust.review(
                      DsseEnvelope.read(member),
                      documents.manifest().sha256(),
                      documents.manifest().digest(),
                      at)));
    }
    reviews.addAll(same.reviews(trust, at));
    trust.requireMet(reviews);
    return reviews;
  }

  private void bounds(List<ManifestPart> parts, @Nullable ParentModel parent)
      throws VerificationException {
    checkNone(CertificateCheck.LINK_DESCRIPTOR, BoundsCheck.links(documents, parts));
    checkNone(CertificateCheck.PROGRAM_DATA, BoundsCheck.programFitsData(documents));
    checkNone(CertificateCheck.PART_BOUNDS, BoundsCheck.windows(documents));
    checkNone(CertificateCheck.EVALUATION_BOUNDS, BoundsCheck.evaluations(documents));
    checkNone(CertificateCheck.OLDER_GEOMETRY, BoundsCheck.older(documents, parts, parent));
  }

  private static Run compile(RunDescription description) throws VerificationException {
    try {
      return description.compile();
    } catch (RunRefused e) {
      throw new Rejected("RUN_REFUSED", String.valueOf(e.getMessage()));
    }
  }

  private SortedMap<String, SecurityReport> datasetProofs(List<ManifestPart> parts)
      throws VerificationException {
    Map<String, byte[]> proofs = bundle.datasetProofs();
    Set<String> used = new TreeSet<>(parts.stream().map(ManifestPart::name).toList());
    check(
        CertificateCheck.DATASET_PROOF_PRESENT,
        proofs.keySet().equals(used),
        () -> "the run uses the parts " + used + ", there are proofs of " + proofs.keySet());
    SortedMap<String, SecurityReport> reports = new TreeMap<>();
    for (ManifestPart part : parts) {
      byte[] proof = proofs.getOrDefault(part.name(), new byte[0]);
      checkProof(CertificateCheck.DATASET_PROOF, datasetProof(part, proof, reports));
    }
    return reports;
  }

  private ProofOutcome datasetProof(
      ManifestPart part, byte[] proof, SortedMap<String, SecurityReport> reports)
      throws VerificationException {
    try {
      reports.put(
          HallmarkBundle.datasetProof(part.name()),
          DatasetProofs.verify(documents.manifest(), part, proof));
      return new ProofOutcome("", "");
    } catch (Rejected e) {
      return new ProofOutcome(e.code(), e.detail());
    }
  }
}
