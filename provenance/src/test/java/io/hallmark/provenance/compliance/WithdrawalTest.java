package io.hallmark.provenance.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Progress;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.certificate.Verdict;
import io.hallmark.provenance.dataset.DatasetCopier;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetHistory;
import io.hallmark.provenance.dataset.DatasetLimits;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.DatasetOpening;
import io.hallmark.provenance.dataset.DatasetProofs;
import io.hallmark.provenance.dataset.DatasetRecheck;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.RecordLocator;
import io.hallmark.provenance.policy.PolicyRefused;
import io.hallmark.provenance.source.CsvSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Patients who withdraw from a committed data set.
final class WithdrawalTest {
  private static final Instant LATER = Instant.parse("2026-12-01T00:00:00Z");

  @TempDir Path folder;
  private Path dataset = Path.of("");
  private @Nullable DatasetManifest made;

  @BeforeEach
  void commit() throws Exception {
    dataset = Clinic.commit(folder).folder();
    made = manifest();
  }

  private DatasetManifest before() {
    return Objects.requireNonNull(made);
  }

  private DatasetManifest manifest() throws Exception {
    return DatasetFolder.readManifest(
        dataset.resolve(DatasetFolder.MANIFEST), DatasetLimits.DEFAULT);
  }

  private DatasetOpening opening() throws Exception {
    return DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
  }

  private Withdrawal of(long... patients) {
    return new Withdrawal(
        dataset,
        "patient",
        (PolicyList.Published)
            Objects.requireNonNull(Clinic.withdrawn(1, patients).get("withdrawn")));
  }

  private static int sum(Map<String, Integer> found) {
    return found.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  void theNewVersionIsWithoutThemAndThatIsProven() throws Exception {
    Withdrawal withdrawal = of(3, 7, 1000);
    Map<String, Integer> found = withdrawal.find();
    assertEquals(2, sum(found));
    RefusedException e =
        assertThrows(RefusedException.class, () -> withdrawal.prove(Progress.QUIET));
    assertTrue(String.valueOf(e.getMessage()).contains("break the policy"), e.getMessage());
    DatasetManifest after = withdrawal.withdraw(LATER, Progress.QUIET);
    assertEquals(after, manifest());
    DatasetHistory.checkSuccessor(before(), after);
    assertEquals(List.copyOf(found.keySet()), after.removed());
    assertEquals(
        before().parts().stream().mapToInt(ManifestPart::rows).sum() - 2,
        after.parts().stream().mapToInt(ManifestPart::rows).sum());
    DatasetProofs.verify(
        after, DatasetFolder.readProofs(dataset.resolve(DatasetFolder.MANIFEST), after));
    assertEquals(0, sum(withdrawal.find()));
    HallmarkBundle proof = HallmarkBundle.read(withdrawal.prove(Progress.QUIET).write());
    Verdict verdict = PolicyVerifier.verify(proof, TrustPolicy.EMPTY, LATER);
    assertEquals(Optional.empty(), verdict.rejection());
    assertEquals(after.digest(), PolicyVerifier.statement(proof).manifest());
    assertFalse(
        verdict.proven().stream().noneMatch(l -> l.sentence().contains("withdrawn")),
        verdict.proven().toString());
  }

  /// The sources without the withdrawn rows, or with them: both are what the owner may still hold.
  @Test
  void whatStaysIsRecheckedAndItsSaltsStay() throws Exception {
    of(3, 7).withdraw(LATER, Progress.QUIET);
    Path csv = folder.resolve("records.csv");
    DatasetRecheck.recheck(List.of(new CsvSource(csv)), manifest(), opening(), Clinic.KEY);
    List<String> lines = new ArrayList<>(Files.readAllLines(csv));
    RecordLocator locator = new RecordLocator(opening());
    List<String> stays = List.of(lines.get(10).split(",", -1));
    assertEquals(1, locator.find(stays).size());
    locator.prove(locator.find(stays).getFirst(), stays);
    assertEquals(List.of(), locator.find(List.of(lines.get(4).split(",", -1))), "withdrawn");
    List<String> rest = new ArrayList<>(lines);
    assertTrue(rest.removeIf(l -> l.contains(",p3,") || l.contains(",p7,")));
    Path redacted = Files.write(folder.resolve("redacted.csv"), rest);
    assertFalse(
        DatasetRecheck.recheck(List.of(new CsvSource(redacted)), manifest(), opening(), Clinic.KEY)
            .isSameFile());
    rest.remove(20);
    Path less = Files.write(folder.resolve("less.csv"), rest);
    assertThrows(
        Rejected.class,
        () ->
            DatasetRecheck.recheck(
                List.of(new CsvSource(less)), manifest(), opening(), Clinic.KEY));
    String other = lines.get(10).replaceFirst("yes|no", "maybe").replace("maybe", "no");
    lines.set(10, other.equals(lines.get(10)) ? other.replace(",no,", ",yes,") : other);
    Path changed = Files.write(folder.resolve("changed.csv"), lines);
    Rejected e =
        assertThrows(
            Rejected.class,
            () ->
                DatasetRecheck.recheck(
                    List.of(new CsvSource(changed)), manifest(), opening(), Clinic.KEY));
    assertEquals("RECHECK_RECORD", e.code());
  }

  @Test
  void shardsThatHoldNoneKeepTheirCommitmentsAndCredits() throws Exception {
    long one = LongStream.range(0, 60).filter(this::isInTrain).findFirst().orElseThrow();
    ManifestPart test = before().part("test").orElseThrow();
    DatasetManifest after = of(one).withdraw(LATER, Progress.QUIET);
    ManifestPart kept = after.part("test").orElseThrow();
    assertEquals(test.descriptor(), kept.descriptor());
    assertEquals(Optional.of(before().digest()), kept.since());
    assertEquals(1, opening().ledger().budget("test").charged().size());
    assertEquals(1, opening().ledger().budget("train-2-1").charged().size());
    assertFalse(Files.exists(dataset.resolve("opening").resolve("train.records")), "erased");
    assertTrue(Files.exists(dataset.resolve("opening").resolve("test.records")));
    assertThrows(
        Exception.class,
        () ->
            DatasetOpening.open(dataset.resolve("opening"), before().digest()).commitment("train"));
  }

  private boolean isInTrain(long patient) {
    try {
      return of(patient).find().containsKey("train");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void nothingIsChangedIfNobodyIsThereOrNobodyWouldBeLeft() throws Exception {
    assertEquals(0, sum(of(1000, 1001).find()));
    assertThrows(RefusedException.class, () -> of(1000, 1001).withdraw(LATER, Progress.QUIET));
    RefusedException e =
        assertThrows(
            RefusedException.class,
            () -> of(LongStream.range(0, 60).toArray()).withdraw(LATER, Progress.QUIET));
    assertTrue(String.valueOf(e.getMessage()).contains("without records"), e.getMessage());
    assertEquals(before(), manifest());
    assertEquals(before().digest(), opening().manifest().digest());
    HallmarkBundle proof = of(1000, 1001).prove(Progress.QUIET);
    assertEquals(
        Optional.empty(), PolicyVerifier.verify(proof, TrustPolicy.EMPTY, LATER).rejection());
  }

  @Test
  void aListOfAnotherKindIsRefusedBeforeAnythingChanges() throws Exception {
    Withdrawal wrong = new Withdrawal(dataset, "work", of(3).list());
    assertThrows(PolicyRefused.class, wrong::find);
    assertThrows(
        IllegalArgumentException.class,
        () -> new Withdrawal(dataset, "age", of(3).list()).withdraw(LATER, Progress.QUIET));
    assertEquals(before(), manifest());
  }

  /// A process that dies before the new version is there leaves the old one, and the next call
  /// makes it.
  @Test
  void aKilledWithdrawalLeavesTheOldVersion() throws Exception {
    Withdrawal withdrawal = of(3, 7);
    for (String phase : List.of("commit", "prove")) {
      Progress killer =
          (name, _, _) -> {
            if (name.startsWith(phase)) {
              throw new IllegalStateException("killed at " + name);
            }
          };
      assertThrows(IllegalStateException.class, () -> withdrawal.withdraw(LATER, killer));
      assertEquals(before(), manifest());
      assertEquals(before().digest(), opening().manifest().digest());
      assertEquals(2, sum(withdrawal.find()));
      for (ManifestPart part : before().parts()) {
        opening().commitment(part.name());
      }
    }
    DatasetManifest after = withdrawal.withdraw(LATER, Progress.QUIET);
    for (ManifestPart part : after.parts()) {
      opening().commitment(part.name());
    }
    DatasetProofs.verify(
        after, DatasetFolder.readProofs(dataset.resolve(DatasetFolder.MANIFEST), after));
  }

  /// A second withdrawal takes records out of a shard from which others were taken.
  @Test
  void aSecondWithdrawalGoesOnFromTheFirst() throws Exception {
    of(3, 4, 5).withdraw(LATER, Progress.QUIET);
    DatasetManifest after = of(6, 7, 8).withdraw(LATER, Progress.QUIET);
    assertEquals(3, after.version());
    assertEquals(54, after.parts().stream().mapToInt(ManifestPart::rows).sum());
    assertEquals(0, sum(of(3, 4, 5, 6, 7, 8).find()));
    DatasetRecheck.recheck(
        List.of(new CsvSource(folder.resolve("records.csv"))), manifest(), opening(), Clinic.KEY);
  }

  /// The renewal of a data set from which records were withdrawn holds what stayed, and is
  /// rechecked like it.
  @Test
  void aRenewalAfterAWithdrawalIsRechecked() throws Exception {
    of(3, 7).withdraw(LATER, Progress.QUIET);
    Path renewed = folder.resolve("renewed");
    DatasetManifest fresh = DatasetCopier.renew(dataset, renewed, DatasetCopier.Options.at(LATER));
    assertEquals(
        2,
        DatasetRecheck.recheck(
                List.of(new CsvSource(folder.resolve("records.csv"))),
                fresh,
                DatasetOpening.open(renewed.resolve(DatasetFolder.OPENING)),
                Clinic.KEY)
            .leftOut());
  }

  /// A model of the first version was made of the records of both withdrawals.
  @Test
  void whatWasMadeOfEarlierVersionsIsFoundToo() throws Exception {
    long[] train = LongStream.range(0, 60).filter(this::isInTrain).limit(2).toArray();
    of(train[0]).withdraw(LATER, Progress.QUIET);
    Withdrawal second = of(train[1]);
    Set<String> shards = second.find().keySet();
    assertEquals(Set.of("train-2-1"), shards);
    Set<Digest> commitments = second.commitments(shards);
    assertTrue(commitments.contains(before().part("train").orElseThrow().descriptor()));
    assertTrue(commitments.contains(manifest().part("train-2-1").orElseThrow().descriptor()));
    assertEquals(2, commitments.size(), "nothing of the test part");
    assertEquals(
        List.of(manifest().digest(), before().digest()),
        second.versions(shards).stream().map(DatasetManifest::digest).toList());
  }

  /// A process that was killed before it erased: the next command does.
  @Test
  void whatAKillLeftIsErased() throws Exception {
    Withdrawal withdrawal = of(LongStream.range(0, 60).filter(this::isInTrain).limit(1).toArray());
    Path records = dataset.resolve("opening").resolve("train.records");
    byte[] left = Files.readAllBytes(records);
    withdrawal.withdraw(LATER, Progress.QUIET);
    Files.write(records, left);
    withdrawal.finish();
    assertFalse(Files.exists(records));
    assertTrue(Files.exists(dataset.resolve("opening").resolve("train-2-1.records")));
    assertTrue(Files.exists(dataset.resolve("opening").resolve("test.records")));
  }
}
