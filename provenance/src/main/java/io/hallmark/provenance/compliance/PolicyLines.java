package io.hallmark.provenance.compliance;

import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.CertificateReview;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.certificate.Verdict.Line;
import io.hallmark.provenance.copy.SameRecords;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.policy.PolicyDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What an accepted policy proof says, line by line.
final class PolicyLines {
  private final DatasetManifest manifest;
  private final PolicyDocument policy;
  private final PolicyStatement statement;
  private final Map<String, PolicyList> lists;
  private final Optional<AnswerPolicy> answer;
  private final List<Line> proven = new ArrayList<>();
  private final List<Line> declared = new ArrayList<>();
  private final List<Line> disclosed = new ArrayList<>();
  private final List<Line> missing = new ArrayList<>();

  PolicyLines(
      DatasetManifest manifest,
      PolicyDocument policy,
      PolicyStatement statement,
      Map<String, PolicyList> lists,
      Optional<AnswerPolicy> answer) {
    this.manifest = manifest;
    this.policy = policy;
    this.statement = statement;
    this.lists = lists;
    this.answer = answer;
  }

  Verdict verdict(
      List<CertificateReview> reviews,
      SameRecords same,
      Verdict.Security security,
      Verdict.Sizes sizes) {
    answer.ifPresent(this::answered);
    proven.add(
        new Line(
            "POLICY",
            "the committed records of data set %s keep the policy \"%s\", version %d, each rule in"
                    .formatted(manifest.name(), policy.name(), policy.version())
                + " its scope (parts: "
                + String.join(
                    ", ",
                    statement.shards().stream()
                        .map(s -> "%s of %,d records".formatted(s.part(), s.rows()))
                        .toList())
                + "); names, ids and reasons are its author's words",
            policy.digest()));
    for (String rule : policy.inWords()) {
      proven.add(new Line("RULE", rule, policy.digest()));
    }
    proven.addAll(same.lines());
    statement
        .order()
        .ifPresent(o ->
            proven.add(
                new Line(
                    "WINDOWS",
                    "the counts are those of the records that the run of this program with seed %s"
                            .formatted(o.seed().hex())
                        + " reads, position by position; whether a model is of this run, its own"
                        + " certificate says",
                    o.program())));
    declared(reviews);
    disclosed.add(
        new Line("SHAPES", "numbers of records and the truth of the policy", statement.digest()));
    if (!statement.published().isEmpty()) {
      disclosed.add(
          new Line(
              "COUNTS",
              "the counts of rules %s"
                  .formatted(statement.published().keySet().stream().map(i -> i + 1).toList()),
              statement.digest()));
    }
    missing();
    return new Verdict(
        Optional.empty(),
        proven,
        declared,
        disclosed,
        missing,
        Optional.of(security),
        sizes,
        Optional.empty());
  }

  private void answered(AnswerPolicy a) {
    long records = statement.shards().stream().mapToLong(PolicyStatement.Shard::rows).sum();
    proven.add(
        new Line(
            a.included() ? "INCLUDED" : "EXCLUDED",
            a.inWords(manifest.name(), records),
            a.request().digest()));
    List<String> others =
        a.comparable(PolicyRun.schema(manifest.schema())).stream()
            .filter(name -> !name.equals(a.column()))
            .toList();
    if (!a.included() && !others.isEmpty()) {
      missing.add(
          new Line(
              "OTHER_COLUMNS",
              "the owner searched the column %s only: of %s, whose digests could be the one that"
                      .formatted(a.column(), String.join(", ", others))
                  + " was asked about, too, nothing is said",
              a.request().digest()));
    }
    disclosed.add(
        new Line(
            "ANSWER",
            "one bit about one digest that the requester knew; one opening of every part was spent",
            a.request().digest()));
  }

  private void declared(List<CertificateReview> reviews) {
    for (CertificateReview review : reviews) {
      String who = String.join(", ", review.authorities().stream().map(a -> a.name()).toList());
      String what =
          String.join(
              ", ", review.certificate().attests().stream().map(Attestation::text).toList());
      declared.add(
          new Line(
              "ATTESTED",
              (who.isEmpty() ? "a key that the trust file does not hold" : who)
                  + " attests of the data set: "
                  + what,
              review.evidence()));
    }
    lists.forEach((name, list) ->
        declared.add(
            new Line(
                "LIST",
                "the list that the policy calls %s is \"%s\", version %d, %,d %s of the kind %s,"
                        .formatted(
                            name,
                            list.name(),
                            list.version(),
                            list.size(),
                            list instanceof PolicyList.Private
                                ? "entries, which its holder keeps private,"
                                : "entries",
                            list.kind())
                    + (policy.lists().getOrDefault(name, Optional.empty()).isPresent()
                        ? " pinned by the policy"
                        : " chosen by the prover"),
                list.digest())));
    statement
        .time()
        .ifPresent(t ->
            declared.add(
                new Line(
                    "TIME",
                    "the prover chose time "
                        + t
                        + " in the unit of the tags (days since 1970-01-01"
                        + " for dates)",
                    statement.digest())));
  }

  private void missing() {
    missing.add(
        new Line(
            "TAGS",
            "that tags and fingerprints are true of the sources is attested, not proven",
            manifest.digest()));
    missing.add(
        new Line(
            "EXACT",
            "exclusion is of exact fingerprints: not of near-duplicates, excerpts or other"
                + " encodings",
            policy.digest()));
    missing.add(
        new Line(
            "OTHER_DATA",
            "that no other data set was used elsewhere is not shown",
            statement.digest()));
  }
}
