package io.hallmark.provenance.compliance;

import io.hallmark.proof.argument.Multiplicities;
import io.hallmark.proof.argument.ProverEnvironment;
import io.hallmark.proof.argument.RunProver;
import io.hallmark.proof.argument.WitnessSource;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.CreditBook;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.dataset.CreditPurpose;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyRelation;
import io.hallmark.provenance.policy.RuleData;
import io.hallmark.provenance.policy.ShardRecords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// An owner who says something false and proves the policy for what it says: only the check of the
/// documents can see it.
final class LyingOwner {
  private LyingOwner() {}

  /// The honest container with another statement, and a proof that binds it.
  static HallmarkBundle prove(
      HallmarkBundle honest, Path dataset, Map<String, PolicyList> lists, PolicyStatement lie)
      throws Exception {
    return prove(honest, dataset, lists, lie, records -> records);
  }

  /// As above, by an owner who claims other records than are committed.
  ///
  /// @param claim the claimed records, from the committed ones
  static HallmarkBundle prove(
      HallmarkBundle honest,
      Path dataset,
      Map<String, PolicyList> lists,
      PolicyStatement lie,
      UnaryOperator<List<ShardRecords>> claim)
      throws Exception {
    PolicyDocument policy = PolicyDocument.read(honest.required(HallmarkBundle.POLICY));
    DatasetOpening opening = DatasetOpening.open(dataset.resolve("opening"));
    PolicyRun run =
        new PolicyRun(policy, opening.manifest(), Optional.empty(), lie, lists, Optional.empty());
    PolicyOpening records = new PolicyOpening.Records(dataset, opening);
    List<ShardRecords> shards = new ArrayList<>();
    for (ManifestPart part : run.parts()) {
      shards.add(records.records(part));
    }
    Map<String, CommittedColumns> older = new LinkedHashMap<>();
    Map<String, CreditBook> credits = new LinkedHashMap<>();
    for (Map.Entry<String, ManifestPart> read : run.read().entrySet()) {
      String part = read.getValue().name();
      older.put(read.getKey(), opening.commitment(part));
      credits.put(read.getKey(), opening.ledger().book(part, CreditPurpose.POLICY));
    }
    RunIndex index = RunIndex.of(run.compile());
    byte[] proof =
        RunProver.prove(
            index,
            PolicyRun.parameters(index),
            Multiplicities.fill(
                index,
                WitnessSource.of(
                    List.of(
                        PolicyRelation.witness(
                            policy.rules(),
                            new RuleData(run.context(), claim.apply(shards), Map.of())))),
                older),
            older,
            lie.publicBytes(),
            ProverEnvironment.of(credits, Set.of(), _ -> {}, (_, _, _) -> {}));
    return honest
        .with(HallmarkBundle.POLICY_STATEMENT, lie.write())
        .with(HallmarkBundle.POLICY_PROOF, proof);
  }
}
