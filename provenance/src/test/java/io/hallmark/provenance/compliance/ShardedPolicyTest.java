package io.hallmark.provenance.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Progress;
import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.policy.Breaches;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.ShardRecords;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Policies over a data set of several shards and versions.
final class ShardedPolicyTest {
  private static final String RULES =
      """
      {"kind":"in","columns":["licence"],"values":["cc0","cc-by"]},
      {"kind":"distinct","column":"work"},
      {"kind":"disjoint","column":"patient","parts":["train"],"other":["test"]},
      {"kind":"count","columns":["licence"],"require":[{"each":"all","at_most":"9/10","to":"all"}]}
      """;
  private static final int FIRST = 45;

  /// Place of the works among the columns of digests.
  private static final int WORK = 1;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static Clinic clinic;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static DatasetManifest manifest;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static HallmarkBundle honest;

  @BeforeAll
  static void prove() throws Exception {
    clinic = commit("honest", Clinic.records());
    manifest = DatasetFolder.readVersions(clinic.folder()).getLast();
    honest = prove(clinic, RULES);
  }

  private static Clinic commit(String name, String records) throws Exception {
    List<String> lines = records.lines().toList();
    String header = lines.getFirst() + "\n";
    return Clinic.commitShards(
        Files.createDirectory(folder.resolve(name)),
        header + String.join("\n", lines.subList(1, 1 + FIRST)) + "\n",
        header + String.join("\n", lines.subList(1 + FIRST, lines.size())) + "\n");
  }

  private static HallmarkBundle prove(Clinic of, String rules) throws Exception {
    return PolicyProver.prove(
        of.folder(),
        Clinic.policy(rules),
        Clinic.withdrawn(1, 100, 101, 102, 103, 104, 105),
        OptionalLong.empty(),
        Progress.QUIET);
  }

  private static void assertRejected(String check, HallmarkBundle bundle) throws Exception {
    Verdict verdict =
        PolicyVerifier.verify(bundle, TrustPolicy.EMPTY, Instant.parse("2026-11-26T00:00:00Z"));
    assertEquals(check, verdict.rejection().map(Verdict.Rejection::check).orElse("accepted"));
  }

  @Test
  void aProofOverAllShardsIsAcceptedAndChargesEach() throws Exception {
    assertRejected("accepted", honest);
    assertEquals(2, manifest.version());
    assertTrue(manifest.parts().size() >= 6, manifest.parts().toString());
    DatasetOpening opening = DatasetOpening.open(clinic.folder().resolve(DatasetFolder.OPENING));
    for (ManifestPart shard : manifest.parts()) {
      assertTrue(opening.ledger().budget(shard.name()).charged().size() >= 2, shard.name());
    }
  }

  /// The work of a record of the first source comes again in the second one: in a shard of its own
  /// it would not be seen.
  @Test
  void aDuplicateInAnotherShardIsNamedAndNothingIsProved() throws Exception {
    int first = row("train", 0, FIRST);
    int second = row("train", FIRST, 60);
    Clinic lying =
        commit(
            "duplicate",
            Clinic.records()
                .replace("work number " + second + "\n", "WORK  number " + first + "\n"));
    List<Breaches.Breach> found = breaches(lying);
    assertEquals(1, found.size(), found.toString());
    assertEquals(1, found.getFirst().rule());
    ManifestPart shard = manifest.parts().get(found.getFirst().shard());
    assertEquals("train-2-1", shard.name());
    assertThrows(RefusedException.class, () -> prove(lying, RULES));
  }

  /// An owner who claims an invented work in the place of the one that comes again: no committed
  /// record takes its place among the sorted works.
  @Test
  void aLyingProofOverADuplicateInAnotherShardIsRejected() throws Exception {
    int first = row("train", 0, FIRST);
    int second = row("train", FIRST, 60);
    Clinic lying =
        commit(
            "hidden",
            Clinic.records()
                .replace("work number " + second + "\n", "WORK  number " + first + "\n"));
    HallmarkBundle weaker = prove(lying, RULES.replace("\"work\"", "\"record\""));
    assertRejected("accepted", weaker);
    PolicyDocument policy = Clinic.policy(RULES);
    PolicyStatement s = PolicyVerifier.statement(weaker);
    PolicyStatement lie =
        new PolicyStatement(
            policy.digest(), s.manifest(), s.shards(), s.lists(), s.time(), s.published());
    Map<String, PolicyList> lists = Clinic.withdrawn(1, 100, 101, 102, 103, 104, 105);
    HallmarkBundle stronger = weaker.with(HallmarkBundle.POLICY, policy.write());
    ProofException.Rejected e =
        assertThrows(
            ProofException.Rejected.class,
            () ->
                LyingOwner.prove(
                    stronger, lying.folder(), lists, lie, ShardedPolicyTest::invented));
    assertEquals(Check.OPEN_LINEAR, e.check());
    assertRejected(
        "accepted",
        LyingOwner.prove(
            honest,
            clinic.folder(),
            lists,
            PolicyVerifier.statement(honest),
            ShardedPolicyTest::invented));
  }

  /// A patient of the training part comes again among the records for testing of another version.
  @Test
  void aTestRecordInAnotherShardOfTheTrainingPartIsNamed() throws Exception {
    int first = row("train", 0, FIRST);
    int second = row("test", FIRST, 60);
    Clinic lying =
        commit("leak", Clinic.records().replace(",p" + second + ",", ",p" + first + ","));
    List<Breaches.Breach> found = breaches(lying);
    assertEquals(List.of(2), found.stream().map(Breaches.Breach::rule).toList());
    assertThrows(RefusedException.class, () -> prove(lying, RULES));
  }

  @Test
  void shardsOfTheStatementAreAllOnceInOrder() throws Exception {
    PolicyStatement s = PolicyVerifier.statement(honest);
    List<PolicyStatement.Shard> all = s.shards();
    List<PolicyStatement.Shard> exchanged = new ArrayList<>(all);
    Collections.swap(exchanged, 0, 1);
    List<PolicyStatement.Shard> twice = new ArrayList<>(all);
    twice.add(1, all.getFirst());
    List<PolicyStatement.Shard> foreign = new ArrayList<>(all);
    foreign.set(
        0,
        new PolicyStatement.Shard(
            all.getFirst().part(), all.getFirst().rows(), all.get(1).descriptor()));
    assertRejected("SHARD_ORDER", stating(s, exchanged));
    assertRejected("SHARD_TWICE", stating(s, twice));
    assertRejected("POLICY_SHARDS", stating(s, foreign));
    assertRejected("SHARD_MISSING", stating(s, all.subList(0, all.size() - 1)));
    assertRejected("SHARD_MISSING", stating(s, all.subList(1, all.size())));
  }

  /// The same records, every work that comes again changed by a bit.
  private static List<ShardRecords> invented(List<ShardRecords> records) {
    Set<Long> seen = new HashSet<>();
    for (ShardRecords shard : records) {
      long[] first = shard.digests()[WORK][0];
      for (int r = 0; r < first.length; r++) {
        if (!seen.add(first[r])) {
          first[r] ^= 1;
        }
      }
    }
    return records;
  }

  /// A proof about the version before says nothing about the appended records.
  @Test
  void aProofAboutTheVersionBeforeIsNotOneAboutThis() throws Exception {
    DatasetManifest before = DatasetFolder.readVersions(clinic.folder()).getFirst();
    assertRejected("POLICY_MANIFEST", honest.with(HallmarkBundle.MANIFEST, before.write()));
  }

  private static HallmarkBundle stating(PolicyStatement s, List<PolicyStatement.Shard> shards) {
    return honest.with(
        HallmarkBundle.POLICY_STATEMENT,
        new PolicyStatement(s.policy(), s.manifest(), shards, s.lists(), s.time(), s.published())
            .write());
  }

  private static List<Breaches.Breach> breaches(Clinic of) throws Exception {
    PolicyDocument policy = Clinic.policy(RULES);
    return PolicyProver.check(
            of.folder(),
            policy,
            Clinic.withdrawn(1, 100, 101, 102, 103, 104, 105),
            OptionalLong.empty())
        .list();
  }

  /// A row of the data set that is of a part.
  private static int row(String part, int from, int to) {
    for (int r = from; r < to; r++) {
      if (manifest.schema().split().isTest(r) == part.equals("test")) {
        return r;
      }
    }
    throw new IllegalStateException(part);
  }
}
