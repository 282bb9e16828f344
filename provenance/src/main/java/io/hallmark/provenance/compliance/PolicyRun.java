package io.hallmark.provenance.compliance;

import io.hallmark.document.Digest;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Group;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.IndexDocument;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.SchemaTag;
import io.hallmark.provenance.policy.ExcludeRule;
import io.hallmark.provenance.policy.ListRelation;
import io.hallmark.provenance.policy.ListSource;
import io.hallmark.provenance.policy.PolicyContext;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyFormat;
import io.hallmark.provenance.policy.PolicyRefused;
import io.hallmark.provenance.policy.PolicyRelation;
import io.hallmark.provenance.policy.PolicySchema;
import io.hallmark.provenance.policy.RunOrder;
import io.hallmark.provenance.policy.ShardShape;
import io.hallmark.provenance.policy.WithinRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From public documents to the run: what prover and verifier compute alike.
///
/// @param policy the policy
/// @param manifest the manifest
/// @param index the index whose commitments are opened, instead of those of the manifest
/// @param statement the statement
/// @param lists lists by name
/// @param order the positions of the run whose windows are counted
record PolicyRun(
    PolicyDocument policy,
    DatasetManifest manifest,
    Optional<IndexDocument> index,
    PolicyStatement statement,
    Map<String, PolicyList> lists,
    Optional<RunOrder> order) {
  private static final String SHARD = "data";

  /// The columns that policies can speak of.
  static PolicySchema schema(DatasetSchema schema) {
    List<PolicySchema.Tag> tags = new ArrayList<>();
    for (SchemaTag t : schema.tags()) {
      switch (t) {
        case SchemaTag.CodeTag c -> tags.add(new PolicySchema.CodeTag(c.name(), c.codes()));
        case SchemaTag.NumberTag n ->
            tags.add(new PolicySchema.NumberTag(n.name(), n.min(), n.max(), n.missing(), n.date()));
        case SchemaTag.DigestTag _ -> throw new IllegalStateException(t.name());
      }
    }
    List<PolicySchema.DigestColumn> digests =
        schema.digests().stream()
            .map(d -> new PolicySchema.DigestColumn(d.name(), d.committed(), kind(d)))
            .toList();
    int classes = schema.target().isPresent() ? 0 : schema.classCount();
    return new PolicySchema(tags, digests, classes);
  }

  /// What a column of digests is of, in the words of lists.
  private static String kind(SchemaTag.DigestTag d) {
    return switch (d.of()) {
      case GIVEN -> PolicySchema.DigestColumn.GIVEN;
      case TEXT, TEXT_FOLDED, RECORD -> d.of().word();
      case SUBJECT ->
          PolicySchema.DigestColumn.subjects(
              d.namespace().orElseThrow(), d.key().map(Digest::hex).orElse(""));
    };
  }

  /// The commitments that are opened, in the order of the manifest.
  List<ManifestPart> parts() {
    return index.map(IndexDocument::parts).orElseGet(manifest::parts);
  }

  /// What is public about the rules.
  PolicyContext context() {
    List<ShardShape> shards =
        parts().stream().map(p -> new ShardShape(p.part(), p.rows())).toList();
    Map<String, ListSource> sources = new LinkedHashMap<>();
    lists.forEach((name, list) -> sources.put(name, list.source()));
    return new PolicyContext(
        schema(manifest.schema()),
        shards,
        sources,
        statement.time(),
        PolicyFormat.STANDARD,
        statement.counts(),
        order,
        Map.of());
  }

  /// The run.
  ///
  /// @throws PolicyRefused if a rule does not fit the data set
  Run compile() throws PolicyRefused {
    return PolicyRelation.run(policy.rules(), context(), trace(), this::commitment);
  }

  private Geometry trace() {
    return parts().getFirst().geometry();
  }

  private Run.OlderCommitment commitment(String name) {
    if (name.startsWith(SHARD)) {
      ManifestPart part = part(name);
      return new Run.OlderCommitment(name, part.geometry(), part.columns());
    }
    PrivateListDocument list = privateList(name).list();
    return new Run.OlderCommitment(
        name, list.geometry(), ListRelation.shapes(list.entries(), list.limbs()));
  }

  private ManifestPart part(String commitment) {
    return parts().get(Integer.parseInt(commitment.substring(SHARD.length())));
  }

  /// The private list that a commitment `r⟨i⟩.list` of the run is: that of rule i.
  PolicyList.Private privateList(String commitment) {
    int rule = Integer.parseInt(commitment.substring(1, commitment.indexOf('.')));
    String name =
        switch (policy.rules().get(rule)) {
          case ExcludeRule r -> r.list();
          case WithinRule r -> r.list();
          default -> throw new IllegalStateException(commitment);
        };
    if (lists.get(name) instanceof PolicyList.Private found) {
      return found;
    }
    throw new IllegalStateException(commitment);
  }

  /// The parts that the rules read, by the name of their commitment.
  ///
  /// @throws PolicyRefused if a rule names a part without shards
  Map<String, ManifestPart> read() throws PolicyRefused {
    Map<String, ManifestPart> out = new LinkedHashMap<>();
    for (int s : PolicyRelation.read(policy.rules(), context())) {
      out.put(SHARD + s, parts().get(s));
    }
    return out;
  }

  /// The names of the commitments to private lists, as rules reach them.
  static List<String> listCommitments(Run compiled) {
    return compiled.older().stream()
        .map(Run.OlderCommitment::name)
        .filter(name -> !name.startsWith(SHARD))
        .toList();
  }

  /// The parameters of the proof: they follow from the geometries of the commitments of the run.
  static Parameters parameters(RunIndex compiled) {
    return Parameters.smallest(compiled.groups().stream().map(Group::geometry).toList());
  }
}
