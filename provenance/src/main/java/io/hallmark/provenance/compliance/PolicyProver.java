package io.hallmark.provenance.compliance;

import io.hallmark.document.Digest;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.Multiplicities;
import io.hallmark.proof.argument.ProverEnvironment;
import io.hallmark.proof.argument.RunProver;
import io.hallmark.proof.argument.WitnessSource;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.CertificateFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.copy.CopyCertificate;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.IndexDocument;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.policy.Breaches;
import io.hallmark.provenance.policy.CountRule;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyRefused;
import io.hallmark.provenance.policy.PolicyRelation;
import io.hallmark.provenance.policy.RuleData;
import io.hallmark.provenance.policy.RunOrder;
import io.hallmark.provenance.policy.ShardRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Proves that a committed data set keeps a policy: one opening of every part that a rule reads.
public final class PolicyProver {
  private static final int KEPT_BREACHES = 100;
  private final PolicyOpening opening;
  private final PolicyDocument policy;
  private final SortedMap<String, PolicyList> lists;
  private final OptionalLong time;
  private final Optional<PolicyOrder> order;
  private final CreditPurpose purpose;

  private PolicyProver(
      PolicyOpening opening,
      PolicyDocument policy,
      Map<String, PolicyList> lists,
      OptionalLong time,
      Optional<PolicyOrder> order,
      CreditPurpose purpose) {
    this.opening = opening;
    this.policy = policy;
    this.lists = new TreeMap<>(lists);
    this.time = time;
    this.order = order;
    this.purpose = purpose;
  }

  /// Evaluates a policy in the clear, for the owner.
  ///
  /// @param dataset folder of the data set, with its opening
  /// @param lists lists by the name that the policy gives them
  /// @param time the time of the statement
  /// @throws PolicyRefused if a rule does not fit the data set
  /// @throws VerificationException if the folder cannot be read, or a list is another one
  /// @throws IOException if a file cannot be read
  public static Breaches check(
      Path dataset, PolicyDocument policy, Map<String, PolicyList> lists, OptionalLong time)
      throws IOException, VerificationException, PolicyRefused {
    return check(dataset, policy, lists, time, Optional.empty());
  }

  /// Evaluates a policy in the clear, for the owner.
  ///
  /// @param order the run whose windows are counted, exactly if the policy has windows
  /// @throws PolicyRefused if a rule does not fit the data set, or the run does not fit the policy
  /// @throws VerificationException if the folder cannot be read, or a list is another one
  /// @throws IOException if a file cannot be read
  public static Breaches check(
      Path dataset,
      PolicyDocument policy,
      Map<String, PolicyList> lists,
      OptionalLong time,
      Optional<PolicyOrder> order)
      throws IOException, VerificationException, PolicyRefused {
    DatasetOpening opening = DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
    return check(new PolicyOpening.Records(dataset, opening), policy, lists, time, order);
  }

  /// Evaluates a policy in the clear, for somebody who has opened the folder.
  static Breaches check(
      PolicyOpening opening,
      PolicyDocument policy,
      Map<String, PolicyList> lists,
      OptionalLong time,
      Optional<PolicyOrder> order)
      throws IOException, VerificationException, PolicyRefused {
    PolicyProver prover =
        new PolicyProver(opening, policy, lists, time, order, CreditPurpose.POLICY);
    return prover.check(prover.run(Map.of()));
  }

  /// Proves a policy.
  ///
  /// @param dataset folder of the data set, with its opening
  /// @param lists lists by the name that the policy gives them
  /// @param time the time of the statement
  /// @return the certificate
  /// @throws RefusedException if the data break the policy, or the openings do not suffice
  /// @throws PolicyRefused if a rule does not fit the data set
  /// @throws VerificationException if the folder cannot be read, or a list is another one
  /// @throws ProofException if the finished proof is not accepted: a fault of this program
  /// @throws IOException if a file cannot be read or written, or the folder is in use
  public static HallmarkBundle prove(
      Path dataset,
      PolicyDocument policy,
      Map<String, PolicyList> lists,
      OptionalLong time,
      Progress progress)
      throws IOException, VerificationException, PolicyRefused, RefusedException, ProofException {
    return prove(dataset, policy, lists, time, Optional.empty(), progress);
  }

  /// Proves a policy, over the windows of a run if it has windows.
  ///
  /// @param order the run whose windows are counted, exactly if the policy has windows
  /// @return the certificate
  /// @throws RefusedException if the data break the policy, or the openings do not suffice
  /// @throws PolicyRefused if a rule does not fit the data set, or the run does not fit the policy
  /// @throws VerificationException if the folder cannot be read, or a list is another one
  /// @throws ProofException if the finished proof is not accepted: a fault of this program
  /// @throws IOException if a file cannot be read or written, or the folder is in use
  public static HallmarkBundle prove(
      Path dataset,
      PolicyDocument policy,
      Map<String, PolicyList> lists,
      OptionalLong time,
      Optional<PolicyOrder> order,
      Progress progress)
      throws IOException, VerificationException, PolicyRefused, RefusedException, ProofException {
    DatasetOpening opening = DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
    try (FolderLock _ = opening.lock("hallmark policy prove")) {
      return new PolicyProver(
              new PolicyOpening.Records(dataset, opening),
              policy,
              lists,
              time,
              order,
              CreditPurpose.POLICY)
          .prove(progress);
    }
  }

  /// Proves a policy without a time, for somebody who has locked the folder.
  static HallmarkBundle proveLocked(
      PolicyOpening opening,
      PolicyDocument policy,
      Map<String, PolicyList> lists,
      CreditPurpose purpose,
      Progress progress)
      throws IOException, VerificationException, PolicyRefused, RefusedException, ProofException {
    return new PolicyProver(opening, policy, lists, OptionalLong.empty(), Optional.empty(), purpose)
        .prove(progress);
  }

  private HallmarkBundle prove(Progress progress)
      throws IOException, VerificationException, PolicyRefused, RefusedException, ProofException {
    try {
      return proved(progress);
    } catch (OpeningRefused e) {
      throw new RefusedException(String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private HallmarkBundle proved(Progress progress)
      throws IOException, VerificationException, PolicyRefused, RefusedException, ProofException {
    checkLists();
    PolicyRun unpublished = run(Map.of());
    Breaches breaches = check(unpublished);
    if (breaches.count() > 0) {
      Breaches.Breach first = breaches.list().getFirst();
      throw new RefusedException(
          "the data break the policy in %d places; the first: %s. hallmark policy check lists them"
              .formatted(breaches.count(), words(first)));
    }
    PolicyRun run = run(histograms(unpublished));
    Map<String, CommittedColumns> older = new LinkedHashMap<>();
    Map<String, CreditBook> credits = new LinkedHashMap<>();
    for (Map.Entry<String, ManifestPart> read : run.read().entrySet()) {
      String part = read.getValue().name();
      opening.ledger().requireOpening(part, purpose);
      older.put(read.getKey(), opening.commitment(part));
      credits.put(read.getKey(), opening.ledger().book(part, purpose));
    }
    RunIndex index = RunIndex.of(run.compile());
    for (String name : PolicyRun.listCommitments(index.run())) {
      ListOpening list = open(run.privateList(name));
      list.requireOpening(purpose);
      older.put(name, list.commitment());
      credits.put(name, list.book(purpose));
    }
    WitnessSource witness =
        Multiplicities.fill(
            index,
            WitnessSource.of(List.of(PolicyRelation.witness(policy.rules(), data(run)))),
            older);
    byte[] proof =
        RunProver.prove(
            index,
            PolicyRun.parameters(index),
            witness,
            older,
            run.statement().publicBytes(),
            ProverEnvironment.of(credits, Set.of(), _ -> {}, progress::report));
    return bundle(run, proof);
  }

  /// A breach in words.
  public static String words(Breaches.Breach b) {
    String place = b.shard() < 0 ? "" : ", shard " + b.shard() + ", row " + b.row();
    return "rule " + (b.rule() + 1) + place + ": " + b.text();
  }

  private Breaches check(PolicyRun run)
      throws IOException, VerificationException.Malformed, PolicyRefused {
    Breaches out = new Breaches(KEPT_BREACHES);
    PolicyRelation.check(policy.rules(), data(run), out);
    return out;
  }

  /// Every list of the policy is there, and is the one that the policy pins.
  private void checkLists() throws VerificationException.Rejected {
    String problem = PolicyVerifier.listProblem(policy, lists, statementLists());
    if (problem != null) {
      throw new VerificationException.Rejected("POLICY_LISTS", problem);
    }
  }

  private SortedMap<String, Digest> statementLists() {
    SortedMap<String, Digest> out = new TreeMap<>();
    lists.forEach((name, list) -> out.put(name, list.digest()));
    return out;
  }

  private PolicyRun run(Map<Integer, List<Long>> published) throws PolicyRefused {
    DatasetManifest manifest = opening.manifest();
    PolicyStatement statement =
        new PolicyStatement(
            policy.digest(),
            manifest.digest(),
            PolicyStatement.shards(opening.parts()),
            statementLists(),
            time,
            new TreeMap<>(published),
            order.map(PolicyOrder::stated));
    return new PolicyRun(policy, manifest, opening.index(), statement, lists, positions());
  }

  /// The positions of the run, if the policy has windows.
  private Optional<RunOrder> positions() throws PolicyRefused {
    if (policy.windows().isPresent() != order.isPresent()) {
      throw PolicyRefused.window(
          order.isPresent()
              ? "the policy has no windows: it is about the committed records, not about a run"
              : "the policy is about windows of a run: name the run");
    }
    if (order.isEmpty()) {
      return Optional.empty();
    }
    if (!order.get().fits(opening.parts())) {
      throw PolicyRefused.window("the run reads other records than those of the training part");
    }
    return Optional.of(order.get().order(opening.parts(), policy.windows().orElseThrow()));
  }

  /// The counts of the rules that publish them.
  private Map<Integer, List<Long>> histograms(PolicyRun run)
      throws IOException, VerificationException.Malformed, PolicyRefused {
    Map<Integer, List<Long>> out = new TreeMap<>();
    RuleData data = data(run);
    for (int i = 0; i < policy.rules().size(); i++) {
      if (policy.rules().get(i) instanceof CountRule rule && rule.publish()) {
        List<Long> counts = new ArrayList<>();
        for (long n : rule.histogram(data)) {
          counts.add(n);
        }
        out.put(i, counts);
      }
    }
    return out;
  }

  private RuleData data(PolicyRun run) throws IOException, VerificationException.Malformed {
    List<ShardRecords> records = new ArrayList<>();
    for (ManifestPart part : run.parts()) {
      records.add(opening.records(part));
    }
    Map<String, EntryList> entries = new LinkedHashMap<>();
    for (Map.Entry<String, PolicyList> list : lists.entrySet()) {
      if (list.getValue() instanceof PolicyList.Private p) {
        entries.put(list.getKey(), open(p).entries());
      }
    }
    return new RuleData(run.context(), records, entries);
  }

  private static ListOpening open(PolicyList.Private list) {
    return list.opening()
        .orElseThrow(() ->
            new IllegalArgumentException("the private list " + list.name() + " has no opening"));
  }

  private HallmarkBundle bundle(PolicyRun run, byte[] proof)
      throws IOException, VerificationException {
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put(HallmarkBundle.MANIFEST, run.manifest().write());
    members.put(HallmarkBundle.POLICY_STATEMENT, run.statement().write());
    members.put(HallmarkBundle.POLICY, policy.write());
    members.put(HallmarkBundle.POLICY_PROOF, proof);
    order.ifPresent(o -> members.put(HallmarkBundle.PROGRAM, o.program().canonicalBytes()));
    lists.forEach((name, list) -> {
      members.put(HallmarkBundle.list(name), list.document());
      switch (list) {
        case PolicyList.Published p ->
            members.put(HallmarkBundle.listEntries(name), ListDocument.file(p.entries()));
        case PolicyList.Private p -> members.put(HallmarkBundle.listProof(name), p.proof());
      }
    });
    Path manifestFile = opening.described().resolve(DatasetFolder.MANIFEST);
    if (run.index().isPresent()) {
      IndexDocument index = run.index().get();
      members.put(HallmarkBundle.INDEX, index.write());
      DatasetFolder.readCopyProofs(manifestFile, index.parts())
          .forEach((part, own) -> members.put(HallmarkBundle.indexProof(part), own));
    }
    DatasetFolder.readProofs(manifestFile, run.manifest())
        .forEach((part, own) -> members.put(HallmarkBundle.datasetProof(part), own));
    List<byte[]> certificates = CertificateFiles.about(run.manifest(), opening.described());
    for (int i = 0; i < certificates.size(); i++) {
      members.put(HallmarkBundle.authority(i), certificates.get(i));
    }
    int originals = 0;
    for (HallmarkBundle original : CopyCertificate.of(opening.described(), run.manifest())) {
      members.put(HallmarkBundle.original(originals++), original.write());
    }
    return HallmarkBundle.of(members);
  }
}
