package io.hallmark.provenance.gate;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.CertificateReview;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.GateVerdict;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.compliance.PolicyStatement;
import io.hallmark.provenance.compliance.PolicyVerifier;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.SchemaTag;
import io.hallmark.provenance.gate.Gate.AttestationRequirement;
import io.hallmark.provenance.gate.Gate.Logged;
import io.hallmark.provenance.gate.Gate.Parents;
import io.hallmark.provenance.gate.Gate.PolicyRequirement;
import io.hallmark.provenance.gate.Gate.StatementKind;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.ValidRule;
import io.hallmark.provenance.training.Intent;
import io.hallmark.provenance.training.SeedGrade;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// Applies a gate to a certificate that was accepted. All reasons are given, not only the first;
/// none means that the certificate is taken.
///
/// Facts come from the documents of the accepted container, and, where they rest on the trust file
/// (seed, log), from the lines of the verdict.
///
/// - **Threads:** no state; any method may run on any thread.
public final class GateReview {
  private static final Set<String> BEACON = Set.of("SEED_BEACON");
  private static final Set<String> COMMITTED = Set.of("SEED_BEACON", "SEED_COMMITTED");

  /// A log shows that a run is registered, but not that it was before the run: the best of many
  /// runs could be registered when all are done. A beacon seed does not exist before.
  private static final Set<String> REGISTERED = BEACON;

  private static final Set<String> ENTERED = Set.of("CERTIFICATE_LOGGED", "LOG_PROOF");

  private final Gate gate;
  private final HallmarkBundle bundle;
  private final Verdict verdict;
  private final TrustPolicy trust;
  private final Instant at;
  private final String whose;
  private final List<GateVerdict.Reason> reasons;

  private GateReview(
      Gate gate,
      HallmarkBundle bundle,
      Verdict verdict,
      TrustPolicy trust,
      Instant at,
      String whose,
      List<GateVerdict.Reason> reasons) {
    this.gate = gate;
    this.bundle = bundle;
    this.verdict = verdict;
    this.trust = trust;
    this.at = at;
    this.whose = whose;
    this.reasons = reasons;
  }

  /// Applies a gate.
  ///
  /// @param bundle the container
  /// @param verdict what its verification says, for the same trust file and time
  /// @return the gate's verdict
  /// @throws IllegalArgumentException if the certificate was rejected, or is a copy proof
  /// @throws VerificationException if a member cannot be read, which an accepted one can
  public static GateVerdict apply(
      Gate gate, HallmarkBundle bundle, Verdict verdict, TrustPolicy trust, Instant at)
      throws VerificationException {
    if (!verdict.accepted()) {
      throw new IllegalArgumentException("a gate is about accepted certificates");
    }
    if (bundle.isCopyProof()) {
      throw new IllegalArgumentException("a gate is about trainings and policy proofs");
    }
    List<GateVerdict.Reason> reasons = new ArrayList<>();
    new GateReview(gate, bundle, verdict, trust, at, "", reasons).review();
    return new GateVerdict(gate.name(), gate.digest(), reasons);
  }

  private void review() throws VerificationException {
    statement();
    security();
    datasets();
    policies();
    attestations();
    lines(
        GateCode.GATE_LOG,
        gate.log().contains(Logged.REGISTERED),
        REGISTERED,
        "a seed of grade beacon by a log that the trust file believes, which alone shows that the"
            + " run was registered before it began");
    lines(
        GateCode.GATE_LOG,
        gate.log().contains(Logged.CERTIFICATE),
        ENTERED,
        "the certificate itself in a log that the trust file believes");
    lines(
        GateCode.GATE_SEED,
        gate.seed().isPresent(),
        gate.seed().equals(Optional.of(SeedGrade.BEACON)) ? BEACON : COMMITTED,
        "a seed of grade "
            + gate.seed().map(SeedGrade::word).orElse("")
            + " or better, by signers of the trust file");
    Optional<Intent> intent = intent();
    program(intent);
    age(intent);
    parents();
  }

  private Optional<Intent> intent() throws VerificationException {
    Optional<byte[]> member = bundle.optional(HallmarkBundle.INTENT);
    return member.isPresent() ? Optional.of(Intent.read(member.get())) : Optional.empty();
  }

  private void refuse(GateCode code, String detail) {
    reasons.add(new GateVerdict.Reason(code.name(), whose + detail));
  }

  private StatementKind kind() {
    if (bundle.isAnswer()) {
      return StatementKind.ANSWER;
    }
    return bundle.isPolicyProof() ? StatementKind.POLICY : StatementKind.TRAINING;
  }

  private void statement() {
    if (!gate.statements().isEmpty() && !gate.statements().contains(kind())) {
      refuse(
          GateCode.GATE_STATEMENT,
          "taken are "
              + new TreeSet<>(gate.statements().stream().map(Gate::word).toList())
              + ", this is "
              + Gate.word(kind()));
    }
  }

  private void security() {
    if (gate.bits().isEmpty()) {
      return;
    }
    int least = gate.bits().getAsInt();
    Optional<Verdict.Security> security = verdict.security();
    if (security.isEmpty()) {
      refuse(GateCode.GATE_SECURITY, "no proof whose bits could be known");
      return;
    }
    if (security.get().bits() < least) {
      refuse(GateCode.GATE_SECURITY, bits("the proof", security.get().bits(), least));
    }
    for (Map.Entry<String, Double> e : security.get().further().entrySet()) {
      if (e.getValue() < least) {
        refuse(GateCode.GATE_SECURITY, bits(e.getKey(), e.getValue(), least));
      }
    }
  }

  private static String bits(String what, double found, int least) {
    return String.format(
        java.util.Locale.ROOT, "%s has %.1f bits, required are %d", what, found, least);
  }

  private Digest manifest() throws VerificationException {
    Optional<Intent> intent = intent();
    return intent.isPresent()
        ? intent.get().datasets().getFirst()
        : PolicyVerifier.statement(bundle).manifest();
  }

  private void datasets() throws VerificationException {
    if (!gate.datasets().isEmpty() && !gate.datasets().contains(manifest())) {
      refuse(GateCode.GATE_DATASET, "the data set " + manifest().hex() + " is not permitted");
    }
  }

  /// A policy proof of an accepted container.
  ///
  /// @param statement its statement
  /// @param policy its policy
  /// @param dated whether a rule compares dates with the time of the statement, which the prover
  ///   chose
  private record Proved(PolicyStatement statement, PolicyDocument policy, boolean dated) {
    static Proved of(HallmarkBundle bundle) throws VerificationException {
      PolicyDocument policy = PolicyDocument.read(bundle.required(HallmarkBundle.POLICY));
      DatasetManifest manifest =
          DatasetManifest.read(bundle.required(HallmarkBundle.MANIFEST), DatasetLimits.DEFAULT);
      return new Proved(PolicyVerifier.statement(bundle), policy, dated(policy, manifest.schema()));
    }

    /// Both tags of a rule are dates or neither is: an accepted policy fits its schema.
    private static boolean dated(PolicyDocument policy, DatasetSchema schema) {
      Set<String> dates = new TreeSet<>();
      for (SchemaTag tag : schema.tags()) {
        if (tag instanceof SchemaTag.NumberTag n && n.date()) {
          dates.add(n.name());
        }
      }
      return policy.rules().stream()
          .anyMatch(r -> r instanceof ValidRule v && v.at().isEmpty() && dates.contains(v.from()));
    }
  }

  private void policies() throws VerificationException {
    List<Proved> found = new ArrayList<>();
    if (bundle.isPolicyProof()) {
      found.add(Proved.of(bundle));
    }
    for (HallmarkBundle policy : bundle.policyProofs()) {
      found.add(Proved.of(policy));
    }
    for (PolicyRequirement required : gate.policies()) {
      policy(required, found);
    }
  }

  /// One of the proofs of the policy must meet everything that is required; the reasons are those
  /// of the first one that does not.
  private void policy(PolicyRequirement required, List<Proved> found) {
    Optional<GateVerdict.Reason> first = Optional.empty();
    for (Proved proved : found) {
      if (proved.statement().policy().equals(required.policy())) {
        Optional<GateVerdict.Reason> problem = problem(required, proved);
        if (problem.isEmpty()) {
          return;
        }
        first = first.or(() -> problem);
      }
    }
    reasons.add(
        first.orElse(
            new GateVerdict.Reason(
                GateCode.GATE_POLICY.name(),
                whose + "no proof of the policy " + required.policy().hex())));
  }

  private Optional<GateVerdict.Reason> problem(PolicyRequirement required, Proved proved) {
    PolicyStatement statement = proved.statement();
    for (Map.Entry<String, Digest> list : new java.util.TreeMap<>(required.lists()).entrySet()) {
      Optional<Digest> stated = Optional.ofNullable(statement.lists().get(list.getKey()));
      if (!stated.equals(Optional.of(list.getValue()))) {
        return Optional.of(
            list(
                "the list "
                    + list.getKey()
                    + " is "
                    + stated.map(d -> "version " + d.hex()).orElse("absent")
                    + ", required is "
                    + list.getValue().hex()));
      }
    }
    // A list that nobody but the prover chose may be any list: the rule would say nothing.
    for (String name : statement.lists().keySet()) {
      boolean pinned = proved.policy().lists().getOrDefault(name, Optional.empty()).isPresent();
      if (!pinned && !required.lists().containsKey(name)) {
        return Optional.of(
            list(
                "the list "
                    + name
                    + " was chosen by the prover: the gate must name the version that it takes"));
      }
    }
    if (required.maxAgeDays().isEmpty()) {
      return proved.dated()
          ? Optional.of(
              old(
                  "dates are compared with a time that the prover chose: the gate must say"
                      + " max_age_days"))
          : Optional.empty();
    }
    if (statement.time().isEmpty()) {
      return Optional.of(old("the policy's statement has no time"));
    }
    long today = LocalDate.ofInstant(at, ZoneOffset.UTC).toEpochDay();
    long day = statement.time().getAsLong();
    // A subtraction could overflow: both ends are compared instead.
    boolean fits = day <= today && day >= today - required.maxAgeDays().getAsInt();
    return fits
        ? Optional.empty()
        : Optional.of(
            old(
                "the policy holds as of day %d, today is %d, at most %d days earlier are taken"
                    .formatted(day, today, required.maxAgeDays().getAsInt())));
  }

  private GateVerdict.Reason list(String detail) {
    return new GateVerdict.Reason(GateCode.GATE_POLICY_LIST.name(), whose + detail);
  }

  private GateVerdict.Reason old(String detail) {
    return new GateVerdict.Reason(GateCode.GATE_POLICY_AGE.name(), whose + detail);
  }

  private void attestations() throws VerificationException {
    if (gate.attested().isEmpty()) {
      return;
    }
    List<CertificateReview> reviews = new ArrayList<>();
    Digest sha256 = Digests.sha256(bundle.required(HallmarkBundle.MANIFEST));
    for (byte[] member : bundle.authorities()) {
      reviews.add(trust.review(DsseEnvelope.read(member), sha256, manifest(), at));
    }
    for (AttestationRequirement required : gate.attested()) {
      Set<String> counted = new TreeSet<>();
      for (CertificateReview review : reviews) {
        if (review.certificate().capacity().equals(required.capacity())
            && review.certificate().attests().contains(required.attestation())
            && isRecent(review.certificate().validFrom(), required.maxAgeDays())) {
          review.authorities().stream()
              .map(Authority::name)
              .filter(n -> required.by().isEmpty() || required.by().contains(n))
              .forEach(counted::add);
        }
      }
      if (counted.size() < required.threshold()) {
        refuse(GateCode.GATE_ATTESTATION, required + ", found " + counted.size() + " " + counted);
      }
    }
  }

  private boolean isRecent(Instant time, OptionalInt maxAgeDays) {
    return maxAgeDays.isEmpty()
        || (!time.isAfter(at) && !time.isBefore(at.minus(Duration.ofDays(maxAgeDays.getAsInt()))));
  }

  /// Requires that the verdict declares one of these lines.
  private void lines(GateCode code, boolean required, Set<String> accepted, String what) {
    if (required && verdict.declared().stream().noneMatch(l -> accepted.contains(l.code()))) {
      refuse(code, "required is " + what + "; the verdict does not say so");
    }
  }

  private void program(Optional<Intent> intent) {
    if (gate.programs().isEmpty()) {
      return;
    }
    if (intent.isEmpty()) {
      refuse(GateCode.GATE_PROGRAM, "no training, hence no program");
    } else if (!gate.programs().contains(intent.get().program())) {
      refuse(
          GateCode.GATE_PROGRAM,
          "the program " + intent.get().program().hex() + " is not permitted");
    }
  }

  private void age(Optional<Intent> intent) {
    if (gate.maxAgeDays().isEmpty()) {
      return;
    }
    if (intent.isEmpty()) {
      refuse(GateCode.GATE_AGE, "no training, hence no time of its intent");
    } else if (!isRecent(intent.get().created(), gate.maxAgeDays())) {
      refuse(
          GateCode.GATE_AGE,
          "intended at %s, at most %d days before %s are taken"
              .formatted(
                  Documents.text(intent.get().created()),
                  gate.maxAgeDays().getAsInt(),
                  Documents.text(at)));
    }
  }

  private void parents() throws VerificationException {
    Optional<HallmarkBundle> parent = bundle.parent();
    if (parent.isEmpty() || gate.parents() == Parents.ANY) {
      return;
    }
    if (gate.parents() == Parents.NONE) {
      refuse(GateCode.GATE_PARENT, "the model was made from another one");
      return;
    }
    Verdict own =
        verdict
            .parent()
            .orElseThrow(() -> new IllegalArgumentException("the verdict of another certificate"));
    new GateReview(gate, parent.get(), own, trust, at, whose + "parent: ", reasons).review();
  }
}
