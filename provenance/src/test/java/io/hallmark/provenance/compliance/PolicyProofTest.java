package io.hallmark.provenance.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Progress;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Limits;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.DatasetRecheck;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.policy.Breaches;
import io.hallmark.provenance.policy.EntryList;
import io.hallmark.provenance.policy.ListDocument;
import io.hallmark.provenance.policy.PolicyDocument;
import io.hallmark.provenance.policy.PolicyRefused;
import io.hallmark.provenance.source.CsvSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From records with tags to a verified policy proof, and every forgery by the name of its check.
final class PolicyProofTest {
  private static final Instant AT = Instant.parse("2026-12-01T00:00:00Z");
  private static final String RULES =
      """
      {"kind":"in","id":"licences","columns":["licence"],"values":["cc0","cc-by"]},
      {"kind":"range","column":"toxicity","max":20},
      {"kind":"range","column":"until","min":20700},
      {"kind":"count","columns":["class"],"publish":true},
      {"kind":"distinct","column":"work"},
      {"kind":"disjoint","column":"record","parts":["train"],"other":["test"]}\
      """;

  @TempDir private static Path folder;

  private static Clinic clinic;
  private static HallmarkBundle honest;

  @BeforeAll
  static void prove() throws Exception {
    clinic = Clinic.commit(folder);
    honest =
        PolicyProver.prove(
            clinic.folder(),
            Clinic.policy(RULES),
            Clinic.withdrawn(1, 100, 101, 102, 103, 104, 105),
            OptionalLong.of(20700),
            Progress.QUIET);
  }

  private static Verdict verify(HallmarkBundle bundle) throws Malformed {
    return PolicyVerifier.verify(bundle, TrustPolicy.EMPTY, AT);
  }

  private static void assertRejected(String check, HallmarkBundle bundle) throws Malformed {
    assertEquals(
        check, verify(bundle).rejection().map(Verdict.Rejection::check).orElse("accepted"));
  }

  private static PolicyStatement statement() throws Malformed {
    return PolicyStatement.read(honest.required(HallmarkBundle.POLICY_STATEMENT));
  }

  private static HallmarkBundle stating(PolicyStatement s) {
    return honest.with(HallmarkBundle.POLICY_STATEMENT, s.write());
  }

  private static HallmarkBundle without(String member) {
    Map<String, byte[]> members = new LinkedHashMap<>();
    honest.names().stream()
        .filter(n -> !n.equals(member))
        .forEach(n -> members.put(n, honest.required(n)));
    return HallmarkBundle.of(members);
  }

  @Test
  void anHonestProofIsAccepted() throws Exception {
    Verdict verdict = verify(HallmarkBundle.read(honest.write()));
    assertEquals(Optional.empty(), verdict.rejection());
    assertEquals(8, verdict.proven().size(), "the policy and its seven rules");
    assertTrue(verdict.security().orElseThrow().bits() >= 100);
    assertEquals(60, statement().counts().values().stream().flatMapToLong(LongStream::of).sum());
  }

  @Test
  void tagsAreComparedByRecheck() throws Exception {
    Path csv = folder.resolve("other.csv");
    Files.writeString(csv, Clinic.records().replaceFirst("cc-by", "closed"));
    DatasetOpening opening = DatasetOpening.open(clinic.folder().resolve("opening"));
    DatasetManifest manifest = opening.manifest();
    DatasetRecheck.recheck(
        List.of(new CsvSource(folder.resolve("records.csv"))), manifest, opening, Clinic.KEY);
    var e =
        assertThrows(
            io.hallmark.provenance.VerificationException.Rejected.class,
            () ->
                DatasetRecheck.recheck(List.of(new CsvSource(csv)), manifest, opening, Clinic.KEY));
    assertTrue(e.detail().contains("column licence"), e.detail());
  }

  @Test
  void aRecordThatBreaksARuleIsNamedAndNothingIsProved() throws Exception {
    PolicyDocument stricter = Clinic.policy(RULES.replace("\"max\":20", "\"max\":10"));
    Map<String, PolicyList> lists = Clinic.withdrawn(2, 3);
    Breaches breaches =
        PolicyProver.check(clinic.folder(), stricter, lists, OptionalLong.of(20700));
    assertTrue(breaches.count() > 1);
    long left = openings();
    RefusedException e =
        assertThrows(
            RefusedException.class,
            () ->
                PolicyProver.prove(
                    clinic.folder(), stricter, lists, OptionalLong.of(20700), Progress.QUIET));
    assertTrue(String.valueOf(e.getMessage()).contains("rule 2, shard 0, row "), e.getMessage());
    assertEquals(left, openings());
  }

  private static long openings() throws Exception {
    return DatasetOpening.open(clinic.folder().resolve("opening"))
        .ledger()
        .book("train", io.hallmark.provenance.dataset.CreditPurpose.POLICY)
        .budget()
        .left();
  }

  @Test
  void aStatementAboutAnotherDataSetIsRejected() throws Exception {
    PolicyStatement s = statement();
    Digest other = s.policy();
    assertRejected(
        "POLICY_MANIFEST",
        stating(
            new PolicyStatement(
                s.policy(), other, s.shards(), s.lists(), s.time(), s.published())));
  }

  @Test
  void anotherPolicyIsRejected() throws Exception {
    PolicyDocument other = Clinic.policy(RULES.replace("\"max\":20", "\"max\":19"));
    HallmarkBundle swapped = honest.with(HallmarkBundle.POLICY, other.write());
    assertRejected("POLICY_DIGEST", swapped);
    PolicyStatement s = statement();
    assertRejected(
        "POLICY_PROOF/POW_LOOKUP",
        swapped.with(
            HallmarkBundle.POLICY_STATEMENT,
            new PolicyStatement(
                    other.digest(), s.manifest(), s.shards(), s.lists(), s.time(), s.published())
                .write()));
  }

  /// The same rules in a new version of the policy: a proof is of the version that it names.
  @Test
  void anotherVersionOfThePolicyIsRejected() throws Exception {
    String text = new String(Clinic.policy(RULES).write(), StandardCharsets.UTF_8);
    PolicyDocument next =
        PolicyDocument.readLenient(
            text.replace("\"version\":1", "\"version\":2").getBytes(StandardCharsets.UTF_8));
    assertEquals(Clinic.policy(RULES).rules(), next.rules());
    HallmarkBundle swapped = honest.with(HallmarkBundle.POLICY, next.write());
    assertRejected("POLICY_DIGEST", swapped);
    PolicyStatement s = statement();
    String check =
        verify(
                swapped.with(
                    HallmarkBundle.POLICY_STATEMENT,
                    new PolicyStatement(
                            next.digest(),
                            s.manifest(),
                            s.shards(),
                            s.lists(),
                            s.time(),
                            s.published())
                        .write()))
            .rejection()
            .orElseThrow()
            .check();
    assertTrue(check.startsWith("POLICY_PROOF/"), check);
  }

  @Test
  void shardsThatAreDroppedRepeatedOrExchangedAreRejected() throws Exception {
    PolicyStatement s = statement();
    PolicyStatement.Shard train = s.shards().getFirst();
    PolicyStatement.Shard test = s.shards().getLast();
    Map<String, List<PolicyStatement.Shard>> lies =
        Map.of(
            "SHARD_MISSING", List.of(train),
            "SHARD_TWICE", List.of(train, train, test),
            "SHARD_ORDER", s.shards().reversed(),
            "POLICY_SHARDS",
                List.of(
                    train, new PolicyStatement.Shard("test", test.rows() - 1, test.descriptor())));
    for (Map.Entry<String, List<PolicyStatement.Shard>> lie : lies.entrySet()) {
      assertRejected(
          lie.getKey(),
          stating(
              new PolicyStatement(
                  s.policy(), s.manifest(), lie.getValue(), s.lists(), s.time(), s.published())));
    }
  }

  @Test
  void anotherVersionOfAListIsRejected() throws Exception {
    PolicyList.Published shorter =
        (PolicyList.Published) Clinic.withdrawn(1, 100).values().iterator().next();
    HallmarkBundle swapped =
        honest
            .with(HallmarkBundle.list("withdrawn"), shorter.document())
            .with(HallmarkBundle.listEntries("withdrawn"), ListDocument.file(shorter.entries()));
    assertRejected("POLICY_LISTS", swapped);
    PolicyStatement s = statement();
    TreeMap<String, Digest> lists = new TreeMap<>(s.lists());
    lists.put("withdrawn", shorter.digest());
    assertRejected(
        "POLICY_PROOF/POW_LOOKUP",
        swapped.with(
            HallmarkBundle.POLICY_STATEMENT,
            new PolicyStatement(
                    s.policy(), s.manifest(), s.shards(), lists, s.time(), s.published())
                .write()));
    assertRejected(
        "LIST_DIGEST",
        honest.with(HallmarkBundle.listEntries("withdrawn"), ListDocument.file(shorter.entries())));
    assertRejected("POLICY_LISTS", withoutLists());
  }

  private static HallmarkBundle withoutLists() {
    Map<String, byte[]> members = new LinkedHashMap<>();
    honest.names().stream()
        .filter(n -> !n.startsWith("list/"))
        .forEach(n -> members.put(n, honest.required(n)));
    return HallmarkBundle.of(members);
  }

  @Test
  void anotherDayIsRejected() throws Exception {
    PolicyStatement s = statement();
    assertRejected(
        "POLICY_PROOF/POW_LOOKUP",
        stating(
            new PolicyStatement(
                s.policy(),
                s.manifest(),
                s.shards(),
                s.lists(),
                OptionalLong.of(20701),
                s.published())));
  }

  @Test
  void countsOfOtherRulesOrOtherCountsAreRejected() throws Exception {
    PolicyStatement s = statement();
    assertRejected(
        "POLICY_PUBLISHED",
        stating(
            new PolicyStatement(
                s.policy(), s.manifest(), s.shards(), s.lists(), s.time(), new TreeMap<>())));
    TreeMap<Integer, List<Long>> counts = new TreeMap<>();
    s.published().forEach((rule, c) -> counts.put(rule, List.of(c.get(0) + 1, c.get(1) - 1)));
    assertRejected(
        "POLICY_PROOF/POW_LOOKUP",
        stating(
            new PolicyStatement(
                s.policy(), s.manifest(), s.shards(), s.lists(), s.time(), counts)));
  }

  @Test
  void daysAndNumbersAreNotComparedWithOneTime() {
    for (String rule :
        List.of(
            "{\"kind\":\"valid\",\"from\":\"toxicity\",\"until\":\"until\",\"at\":50}",
            "{\"kind\":\"valid\",\"from\":\"until\",\"until\":\"until\",\"at\":\"statement\"},"
                + "{\"kind\":\"valid\",\"from\":\"toxicity\",\"until\":\"toxicity\","
                + "\"at\":\"statement\"}")) {
      PolicyRefused e =
          assertThrows(
              PolicyRefused.class,
              () ->
                  PolicyProver.check(
                      clinic.folder(),
                      Clinic.policy(rule),
                      Clinic.withdrawn(1, 100),
                      OptionalLong.of(20)));
      assertTrue(String.valueOf(e.getMessage()).contains("dates"), e.getMessage());
    }
  }

  @Test
  void aPolicyThatDoesNotFitIsRejected() throws Exception {
    PolicyDocument other = Clinic.policy(RULES.replace("toxicity", "colour"));
    PolicyStatement s = statement();
    assertRejected(
        "POLICY_FITS",
        honest
            .with(HallmarkBundle.POLICY, other.write())
            .with(
                HallmarkBundle.POLICY_STATEMENT,
                new PolicyStatement(
                        other.digest(),
                        s.manifest(),
                        s.shards(),
                        s.lists(),
                        s.time(),
                        s.published())
                    .write()));
  }

  @Test
  void aPolicyBeyondTheLimitsIsRejectedBeforeItIsCompiled() throws Exception {
    String rule = "{\"kind\":\"distinct\",\"column\":\"work\"}";
    PolicyDocument large =
        Clinic.policy(String.join(",", java.util.Collections.nCopies(255, rule)));
    EntryList entries = EntryList.ofKeys(LongStream.range(0, 60_000).toArray());
    ListDocument list =
        ListDocument.of(
            "withdrawn",
            1,
            Optional.empty(),
            Optional.of("patients"),
            Optional.of(Fingerprint.keyCheck(Clinic.KEY)),
            entries);
    PolicyStatement s = statement();
    TreeMap<String, Digest> lists = new TreeMap<>();
    lists.put("withdrawn", list.digest());
    assertRejected(
        "LIMIT",
        honest
            .with(HallmarkBundle.POLICY, large.write())
            .with(HallmarkBundle.list("withdrawn"), list.write())
            .with(HallmarkBundle.listEntries("withdrawn"), ListDocument.file(entries))
            .with(
                HallmarkBundle.POLICY_STATEMENT,
                new PolicyStatement(
                        large.digest(), s.manifest(), s.shards(), lists, s.time(), new TreeMap<>())
                    .write()));
  }

  @Test
  void aPolicyBeyondTheLimitsIsReadByWhoAcceptsTheWork() throws Exception {
    Limits d = Limits.DEFAULT;
    Limits small =
        new Limits(
            d.features(),
            d.steps(),
            d.samples(),
            d.parts(),
            1L << 11,
            d.m(),
            d.nu(),
            d.openings(),
            d.ancestors());
    assertEquals(
        "LIMIT",
        PolicyVerifier.verify(honest, TrustPolicy.EMPTY, AT, small, List.of())
            .rejection()
            .orElseThrow()
            .check());
    assertTrue(
        PolicyVerifier.verify(honest, TrustPolicy.EMPTY, AT, Limits.times(2), List.of())
            .accepted());
  }

  @Test
  void datasetProofsMustBeThereAndHold() throws Exception {
    assertRejected("DATASET_PROOF_PRESENT", without(HallmarkBundle.datasetProof("test")));
    byte[] train = honest.required(HallmarkBundle.datasetProof("train"));
    train[train.length / 2] ^= 1;
    String check =
        verify(honest.with(HallmarkBundle.datasetProof("train"), train))
            .rejection()
            .orElseThrow()
            .check();
    assertTrue(check.startsWith("DATASET_PROOF/"), check);
  }

  @Test
  void anAlteredProofIsRejected() throws Exception {
    byte[] proof = honest.required(HallmarkBundle.POLICY_PROOF);
    proof[proof.length / 3] ^= 2;
    String check =
        verify(honest.with(HallmarkBundle.POLICY_PROOF, proof)).rejection().orElseThrow().check();
    assertTrue(check.startsWith("POLICY_PROOF/"), check);
  }

  @Test
  void aListOfOtherDigestsSaysNothingAndIsRefused() throws Exception {
    EntryList entries = EntryList.ofKeys(1, 2, 3, 4, 5);
    ListDocument otherKey =
        ListDocument.of(
            "withdrawn",
            1,
            Optional.empty(),
            Optional.of("patients"),
            Optional.of(Fingerprint.keyCheck(new byte[32])),
            entries);
    PolicyStatement s = statement();
    TreeMap<String, Digest> lists = new TreeMap<>();
    lists.put("withdrawn", otherKey.digest());
    assertRejected(
        "POLICY_FITS",
        honest
            .with(HallmarkBundle.list("withdrawn"), otherKey.write())
            .with(HallmarkBundle.listEntries("withdrawn"), ListDocument.file(entries))
            .with(
                HallmarkBundle.POLICY_STATEMENT,
                new PolicyStatement(
                        s.policy(), s.manifest(), s.shards(), lists, s.time(), s.published())
                    .write()));
  }
}
