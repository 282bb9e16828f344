package io.hallmark.provenance.compliance;

import io.hallmark.document.Digest;
import io.hallmark.proof.argument.Parameters;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetSchema;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.SchemaTag;
import io.hallmark.provenance.policy.ListSource;
import io.hallmark.provenance.policy.PolicyContext;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyFormat;
import io.hallmark.provenance.policy.PolicyRefused;
import io.hallmark.provenance.policy.PolicyRelation;
import io.hallmark.provenance.policy.PolicySchema;
import io.hallmark.provenance.policy.ShardShape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From public documents to the run: what prover and verifier compute alike.
///
/// @param policy the policy
/// @param manifest the manifest
/// @param statement the statement
/// @param lists published lists by name
record PolicyRun(
    PolicyDocument policy,
    DatasetManifest manifest,
    PolicyStatement statement,
    Map<String, PolicyList> lists) {
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

  /// What is public about the rules.
  PolicyContext context() {
    List<ShardShape> shards =
        manifest.parts().stream().map(p -> new ShardShape(p.part(), p.rows())).toList();
    Map<String, ListSource> sources = new LinkedHashMap<>();
    lists.forEach((name, list) ->
        sources.put(name, new ListSource.Published(list.entries(), list.document().kind())));
    return new PolicyContext(
        schema(manifest.schema()),
        shards,
        sources,
        statement.time(),
        PolicyFormat.STANDARD,
        statement.counts(),
        Optional.empty(),
        Map.of());
  }

  /// The run.
  ///
  /// @throws PolicyRefused if a rule does not fit the data set
  Run compile() throws PolicyRefused {
    return PolicyRelation.run(policy.rules(), context(), trace(), this::commitment);
  }

  private Geometry trace() {
    return manifest.parts().getFirst().geometry();
  }

  private Run.OlderCommitment commitment(String name) {
    ManifestPart part = part(name);
    return new Run.OlderCommitment(name, part.geometry(), part.columns());
  }

  /// The part of the manifest that a commitment of the run is.
  ManifestPart part(String commitment) {
    return manifest.parts().get(Integer.parseInt(commitment.substring(SHARD.length())));
  }

  /// The parts that the rules read, by the name of their commitment.
  ///
  /// @throws PolicyRefused if a rule names a part without shards
  Map<String, ManifestPart> read() throws PolicyRefused {
    Map<String, ManifestPart> out = new LinkedHashMap<>();
    for (int s : PolicyRelation.read(policy.rules(), context())) {
      out.put(SHARD + s, manifest.parts().get(s));
    }
    return out;
  }

  /// The parameters of the proof: they follow from the geometries.
  Parameters parameters() {
    return Parameters.smallest(
        manifest.parts().stream().map(ManifestPart::geometry).distinct().toList());
  }
}
