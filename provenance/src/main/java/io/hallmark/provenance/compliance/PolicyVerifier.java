package io.hallmark.provenance.compliance;

import io.hallmark.document.Digest;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.RunVerifier;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.CertificateReview;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.copy.SameRecords;
import io.hallmark.provenance.dataset.CopyProofs;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetProofs;
import io.hallmark.provenance.dataset.IndexDocument;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.policy.CountRule;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyRefused;
import io.hallmark.provenance.policy.PolicyRelation;
import io.hallmark.provenance.policy.Rule;
import io.hallmark.provenance.policy.RunOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Verifies a policy proof: that the committed data set keeps the policy, and nothing else about
/// it. Needs no network, no clock and no private file.
///
/// - **Soundness:** that of the proofs, at least 100 bits (`docs/protocol.md`).
/// - **Threads:** no state; any method may run on any thread.
public final class PolicyVerifier {

  private final HallmarkBundle bundle;
  private final TrustPolicy trust;
  private final Instant at;
  private final Limits limits;
  private final DatasetManifest manifest;
  private final PolicyDocument policy;
  private final PolicyStatement statement;
  private final Optional<IndexDocument> index;
  private final SortedMap<String, PolicyList> lists = new TreeMap<>();

  private PolicyVerifier(HallmarkBundle bundle, TrustPolicy trust, Instant at, Limits limits)
      throws VerificationException {
    this.bundle = bundle;
    this.trust = trust;
    this.at = at;
    this.limits = limits;
    this.manifest =
        DatasetManifest.read(bundle.required(HallmarkBundle.MANIFEST), limits.ofDataset());
    this.policy = PolicyDocument.read(bundle.required(HallmarkBundle.POLICY));
    this.statement = PolicyStatement.read(bundle.required(HallmarkBundle.POLICY_STATEMENT));
    for (String name : bundle.lists()) {
      byte[] document = bundle.required(HallmarkBundle.list(name));
      Optional<byte[]> proof = bundle.optional(HallmarkBundle.listProof(name));
      lists.put(
          name,
          proof.isPresent()
              ? PolicyList.readPrivate(document, proof.get(), limits)
              : PolicyList.read(document, bundle.required(HallmarkBundle.listEntries(name))));
    }
    Optional<byte[]> member = bundle.optional(HallmarkBundle.INDEX);
    this.index =
        member.isPresent()
            ? Optional.of(IndexDocument.read(member.get(), manifest, limits.ofDataset()))
            : Optional.empty();
  }

  /// The digest of the manifest that an accepted policy proof is about.
  ///
  /// @throws Malformed if a member cannot be read
  public static PolicyStatement statement(HallmarkBundle bundle) throws Malformed {
    return PolicyStatement.read(bundle.required(HallmarkBundle.POLICY_STATEMENT));
  }

  /// Verifies a policy proof.
  ///
  /// @param bundle the container
  /// @param trust whom the verifier believes and what must be attested
  /// @param at the time for which the verdict holds
  /// @return the verdict: accepted, or rejected by the name of a check
  /// @throws Malformed if a member cannot be read
  public static Verdict verify(HallmarkBundle bundle, TrustPolicy trust, Instant at)
      throws Malformed {
    return verify(bundle, trust, at, Limits.DEFAULT, List.of());
  }

  /// Verifies a policy proof.
  ///
  /// @param bundle the container
  /// @param trust whom the verifier believes and what must be attested
  /// @param at the time for which the verdict holds
  /// @param limits how much work a stranger may ask for
  /// @param known certificates over the same manifest that were reviewed elsewhere: those of the
  ///   training that contains the proof, so that a proof need not be made again when the data set
  ///   is certified
  /// @return the verdict: accepted, or rejected by the name of a check
  /// @throws Malformed if a member cannot be read
  public static Verdict verify(
      HallmarkBundle bundle,
      TrustPolicy trust,
      Instant at,
      Limits limits,
      List<CertificateReview> known)
      throws Malformed {
    Verdict.Sizes sizes =
        new Verdict.Sizes(bundle.size(), bundle.size(HallmarkBundle.POLICY_PROOF), 0);
    try {
      return new PolicyVerifier(bundle, trust, at, limits).verdict(sizes, known);
    } catch (Rejected e) {
      return Verdict.rejected(e.code(), e.detail(), sizes);
    } catch (Malformed e) {
      throw e;
    } catch (VerificationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Verdict verdict(Verdict.Sizes sizes, List<CertificateReview> known)
      throws VerificationException {
    PolicyCheck.check(
        PolicyCheck.POLICY_MANIFEST,
        statement.manifest().equals(manifest.digest()),
        () -> "the statement is about another data set");
    PolicyCheck.check(
        PolicyCheck.POLICY_DIGEST,
        statement.policy().equals(policy.digest()),
        () -> "the statement is about another policy");
    shards(PolicyStatement.shards(index.map(IndexDocument::parts).orElse(manifest.parts())));
    PolicyCheck.checkNone(PolicyCheck.POLICY_LISTS, listProblem(policy, lists, statement.lists()));
    PolicyCheck.check(
        PolicyCheck.POLICY_PUBLISHED,
        statement.published().keySet().equals(publishing(policy)),
        () -> "counts are published for other rules than the policy says");
    Optional<AnswerPolicy> answer = answer();
    SameRecords same = SameRecords.read(manifest, bundle, limits.ofDataset());
    Optional<PolicyOrder> order = order();
    List<CertificateReview> reviews = authorities(known, same);
    List<ManifestPart> opened = index.map(IndexDocument::parts).orElse(manifest.parts());
    PolicyCheck.checkNone(PolicyCheck.LIMIT, limitProblem(opened, order));
    PolicyRun run =
        new PolicyRun(policy, manifest, index, statement, lists, positions(order, opened));
    Run compiled = compile(run);
    Map<String, ManifestPart> read = read(run);
    SortedMap<String, Double> further = new TreeMap<>();
    indexProofs(further);
    datasetProofs(read, further);
    listProofs(further);
    SortedMap<String, SecurityReport> copies = new TreeMap<>();
    same.verify(copies);
    copies.forEach((member, report) -> further.put(member, Verdict.Security.tenths(report)));
    double bits = policyProof(run, compiled, read);
    long cells = PolicyRelation.committedCells(compiled.parts().getFirst());
    return lines(
        answer,
        reviews,
        same,
        Verdict.Security.of(bits, further),
        new Verdict.Sizes(sizes.certificateBytes(), sizes.proofBytes(), cells));
  }

  /// The shards of the statement are those of the data set, each once, in order.
  private void shards(List<PolicyStatement.Shard> expected) throws Rejected {
    List<String> names = statement.shards().stream().map(PolicyStatement.Shard::part).toList();
    List<String> all = expected.stream().map(PolicyStatement.Shard::part).toList();
    PolicyCheck.check(
        PolicyCheck.SHARD_TWICE,
        new TreeSet<>(names).size() == names.size(),
        () -> "a shard stands twice: " + names);
    PolicyCheck.check(
        PolicyCheck.SHARD_MISSING,
        names.containsAll(all),
        () -> "there are " + names + " of the shards " + all);
    PolicyCheck.check(
        PolicyCheck.SHARD_ORDER,
        names.stream().filter(all::contains).toList().equals(all),
        () -> "the shards " + names + " stand in another order than " + all);
    PolicyCheck.check(
        PolicyCheck.POLICY_SHARDS,
        statement.shards().equals(expected),
        () -> "the shards of the statement are not those of the data set");
  }

  /// What is wrong with the lists, or null.
  static @Nullable String listProblem(
      PolicyDocument policy, Map<String, PolicyList> lists, Map<String, Digest> stated) {
    if (!policy.lists().keySet().equals(lists.keySet())
        || !stated.keySet().equals(lists.keySet())) {
      return "the policy names the lists "
          + new TreeSet<>(policy.lists().keySet())
          + ", there are "
          + new TreeSet<>(lists.keySet());
    }
    for (Map.Entry<String, PolicyList> list : lists.entrySet()) {
      Digest found = list.getValue().digest();
      Optional<Digest> pinned = policy.lists().getOrDefault(list.getKey(), Optional.empty());
      if (!Optional.of(found).equals(Optional.ofNullable(stated.get(list.getKey())))) {
        return "the list " + list.getKey() + " is not the version that the statement names";
      }
      if (pinned.isPresent() && !found.equals(pinned.get())) {
        return "the list " + list.getKey() + " is not the version that the policy pins";
      }
    }
    return null;
  }

  private static Set<Integer> publishing(PolicyDocument policy) {
    Set<Integer> out = new TreeSet<>();
    for (int i = 0; i < policy.rules().size(); i++) {
      if (policy.rules().get(i) instanceof CountRule c && c.publish()) {
        out.add(i);
      }
    }
    return out;
  }

  /// The order of the run that the statement names.
  private Optional<PolicyOrder> order() throws VerificationException {
    Optional<byte[]> program = bundle.optional(HallmarkBundle.PROGRAM);
    Optional<PolicyStatement.Order> stated = statement.order();
    PolicyCheck.check(
        PolicyCheck.POLICY_ORDER,
        policy.windows().isPresent() == stated.isPresent()
            && stated.isPresent() == program.isPresent(),
        () -> "windows of the policy, order of the statement and program belong together");
    if (stated.isEmpty() || program.isEmpty()) {
      return Optional.empty();
    }
    PolicyOrder order = PolicyOrder.read(program.get(), stated.get().seed());
    PolicyCheck.check(
        PolicyCheck.POLICY_ORDER,
        order.stated().equals(stated.get())
            && order.fits(index.map(IndexDocument::parts).orElse(manifest.parts())),
        () -> "the program is another one, or reads other records than the training part");
    return Optional.of(order);
  }

  private Optional<RunOrder> positions(Optional<PolicyOrder> order, List<ManifestPart> opened) {
    return order.flatMap(o -> policy.windows().map(w -> o.order(opened, w)));
  }

  /// A bound on what the rules commit: a dozen cells per record, entry and rule.
  private @Nullable String limitProblem(List<ManifestPart> parts, Optional<PolicyOrder> order) {
    long positions = order.map(PolicyOrder::positions).orElse(0L);
    if (positions > limits.samples()) {
      return "a run of %,d positions, the limit is %,d".formatted(positions, limits.samples());
    }
    long windows = order.flatMap(o -> policy.windows().map(w -> o.windows(w))).orElse(1L);
    long records = parts.stream().mapToLong(ManifestPart::rows).sum();
    long entries = lists.values().stream().mapToLong(PolicyList::size).sum();
    long cells = 12L * policy.rules().size() * (records + entries + positions);
    long tables = 0;
    for (Rule rule : policy.rules()) {
      tables += PolicyRelation.tableCost(rule, PolicyRun.schema(manifest.schema()), windows);
    }
    if (tables > limits.policyCells()) {
      return "tables of tuples and forms of more than %,d numbers".formatted(limits.policyCells());
    }
    return cells > limits.policyCells()
        ? "%,d records and %,d list entries for %d rules: more than %,d cells"
            .formatted(records, entries, policy.rules().size(), limits.policyCells())
        : null;
  }

  private static Run compile(PolicyRun run) throws Rejected {
    try {
      return run.compile();
    } catch (PolicyRefused | IllegalArgumentException | IllegalStateException e) {
      throw new Rejected(PolicyCheck.POLICY_FITS.name(), String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, ManifestPart> read(PolicyRun run) throws Rejected {
    try {
      return run.read();
    } catch (PolicyRefused e) {
      throw new Rejected(PolicyCheck.POLICY_FITS.name(), String.valueOf(e.getMessage()));
    }
  }

  private void datasetProofs(Map<String, ManifestPart> read, SortedMap<String, Double> bits)
      throws VerificationException {
    Map<String, byte[]> proofs = bundle.datasetProofs();
    for (ManifestPart opened : read.values()) {
      ManifestPart part = manifest.part(opened.name()).orElse(opened);
      PolicyCheck.check(
          PolicyCheck.DATASET_PROOF_PRESENT,
          proofs.containsKey(part.name()),
          () -> "the dataset proof of part " + part.name() + " is missing");
      String refusedBy = "";
      String detail = "";
      try {
        byte[] proof = proofs.getOrDefault(part.name(), new byte[0]);
        bits.put(
            HallmarkBundle.datasetProof(part.name()),
            Verdict.Security.tenths(DatasetProofs.verify(manifest, part, proof)));
      } catch (Rejected e) {
        refusedBy = e.code();
        detail = e.detail();
      }
      PolicyCheck.checkProof(PolicyCheck.DATASET_PROOF, refusedBy, detail);
    }
  }

  /// Every private list, whether a rule reads it or not.
  private void listProofs(SortedMap<String, Double> bits) throws VerificationException {
    for (Map.Entry<String, PolicyList> list : lists.entrySet()) {
      if (list.getValue() instanceof PolicyList.Private p) {
        String refusedBy = "";
        String detail = "";
        try {
          bits.put(
              HallmarkBundle.listProof(list.getKey()),
              Verdict.Security.tenths(ListProofs.verify(p.list(), p.proof())));
        } catch (Rejected e) {
          refusedBy = e.code();
          detail = e.detail();
        }
        PolicyCheck.checkProof(PolicyCheck.LIST_PROOF, refusedBy, detail);
      }
    }
  }

  /// The index holds the digests of the data set.
  private void indexProofs(SortedMap<String, Double> bits) throws VerificationException {
    Map<String, byte[]> proofs = bundle.indexProofs();
    PolicyCheck.check(
        PolicyCheck.INDEX_PRESENT,
        index.isPresent() || proofs.isEmpty(),
        () -> "proofs of an index without the index");
    if (index.isEmpty()) {
      return;
    }
    String refusedBy = "";
    String detail = "";
    try {
      CopyProofs.verify(manifest, index.get(), proofs)
          .forEach((part, report) ->
              bits.put(HallmarkBundle.indexProof(part), Verdict.Security.tenths(report)));
    } catch (Rejected e) {
      refusedBy = e.code();
      detail = e.detail();
    }
    PolicyCheck.checkProof(PolicyCheck.INDEX_PROOF, refusedBy, detail);
  }

  /// Bits of the proof.
  private double policyProof(PolicyRun run, Run compiled, Map<String, ManifestPart> read)
      throws VerificationException {
    Map<String, byte[]> roots = new LinkedHashMap<>();
    read.forEach((name, part) -> roots.put(name, part.root().bytes()));
    for (String name : PolicyRun.listCommitments(compiled)) {
      roots.put(name, run.privateList(name).list().root().bytes());
    }
    double bits = 0;
    String refusedBy = "";
    String detail = "";
    try {
      bits =
          Verdict.Security.tenths(
              RunVerifier.verify(
                  compiled,
                  PolicyRun.parameters(RunIndex.of(compiled)),
                  roots,
                  statement.publicBytes(),
                  bundle.required(HallmarkBundle.POLICY_PROOF)));
    } catch (ProofException e) {
      refusedBy =
          switch (e) {
            case ProofException.Rejected r -> r.check().name();
          };
      detail = String.valueOf(e.getMessage());
    }
    PolicyCheck.checkProof(PolicyCheck.POLICY_PROOF, refusedBy, detail);
    return bits;
  }

  /// Signatures over the manifest, by the trust file's own named checks.
  private List<CertificateReview> authorities(List<CertificateReview> known, SameRecords same)
      throws VerificationException {
    List<CertificateReview> out = new ArrayList<>();
    for (byte[] member : bundle.authorities()) {
      out.add(trust.review(DsseEnvelope.read(member), manifest.sha256(), manifest.digest(), at));
    }
    out.addAll(same.reviews(trust, at));
    List<CertificateReview> all = new ArrayList<>(out);
    all.addAll(known);
    trust.requireMet(all);
    return out;
  }

  /// The answer that the policy is, if there is a request.
  private Optional<AnswerPolicy> answer() throws VerificationException {
    Optional<byte[]> member = bundle.optional(HallmarkBundle.REQUEST);
    if (member.isEmpty()) {
      return Optional.empty();
    }
    Optional<AnswerPolicy> answer =
        AnswerPolicy.of(AnswerRequest.read(member.get()), policy)
            .filter(a -> a.comparable(PolicyRun.schema(manifest.schema())).contains(a.column()));
    PolicyCheck.check(
        PolicyCheck.ANSWER_REQUEST,
        answer.isPresent(),
        () -> "the policy is no answer to this request from a column of its kind");
    return answer;
  }

  private Verdict lines(
      Optional<AnswerPolicy> answer,
      List<CertificateReview> reviews,
      SameRecords same,
      Verdict.Security security,
      Verdict.Sizes sizes) {
    return new PolicyLines(manifest, policy, statement, lists, answer)
        .verdict(reviews, same, security, sizes);
  }
}
