package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digests;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.learning.relation.RunPlan;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.source.CsvSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Renewals, copies and indices of a committed data set, with real parameters.
final class DatasetCopyTest {
  private static final long OPENINGS = 8;

  @TempDir Path folder;
  private Path dataset = Path.of("");

  @BeforeEach
  void commit() throws Exception {
    dataset = Library.commit(folder, "dataset", Library.records(-1), OPENINGS);
  }

  @Test
  void aCopyHasItsOwnOpeningsAndIsProvenEqual() throws Exception {
    Path out = folder.resolve("copy");
    DatasetManifest copy = DatasetCopier.copy(dataset, out, at());
    DatasetManifest original = opening(dataset).manifest();
    assertEquals(Optional.of(original.digest()), copy.parent());
    assertEquals(2, copy.version());
    assertArrayEquals(
        copy.write(), Files.readAllBytes(out.resolve(DatasetFolder.MANIFEST)), "published");
    for (SecurityReport report : verify(out).values()) {
      assertTrue(report.bits() >= 100, "" + report.bits());
    }
    DatasetProofs.verify(copy, DatasetFolder.readProofs(out.resolve(DatasetFolder.MANIFEST), copy));
    for (ManifestPart part : copy.parts()) {
      ManifestPart old = original.part(part.name()).orElseThrow();
      assertFalse(part.root().equals(old.root()), "a commitment of its own");
      assertEquals(old.records(), part.records());
      assertEquals(2, opening(out).ledger().budget(part.name()).charged().size());
      assertEquals(2, opening(dataset).ledger().budget(part.name()).charged().size());
    }
    assertTrue(opening(out).secrets().records().isEmpty(), "records cannot be opened from a copy");
    CsvSource source = new CsvSource(folder.resolve("dataset.csv"));
    Rejected e =
        assertThrows(Rejected.class, () -> DatasetRecheck.recheck(source, copy, opening(out)));
    assertEquals("RECHECK_SECRET", e.code());
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.filter(f -> f.toString().contains(".copy")).toList());
    }
    assertThrows(FileAlreadyExistsException.class, () -> DatasetCopier.copy(dataset, out, at()));
  }

  /// A dataset proof, a copy proof and two reserved openings would leave none.
  @Test
  void aCopyThatCouldNotBeTrainedOnIsRefusedBeforeAnythingIsOpened() throws Exception {
    Path least = Library.commit(folder, "least", Library.records(-1), 4);
    Map<String, byte[]> before = ledgers(least);
    Path out = folder.resolve("out");
    for (OptionalLong openings : List.of(OptionalLong.empty(), OptionalLong.of(4))) {
      for (CreditPurpose purpose : List.of(CreditPurpose.COPY, CreditPurpose.RENEWAL)) {
        IllegalArgumentException e =
            assertThrows(
                IllegalArgumentException.class,
                () -> {
                  if (purpose == CreditPurpose.COPY) {
                    DatasetCopier.copy(least, out, at(openings));
                  } else {
                    DatasetCopier.renew(least, out, at(openings));
                  }
                });
        assertTrue(String.valueOf(e.getMessage()).contains("at least 5 openings"), e.getMessage());
      }
    }
    assertEquals(text(before), text(ledgers(least)), "a refusal opens nothing");
    assertFalse(Files.exists(out));
    DatasetCopier.renew(least, out, at(OptionalLong.of(5)));
    assertTrue(opening(out).ledger().runsLeft("train") >= 1);
  }

  @Test
  void aRenewalUsesAReservedOpeningAndACopyDoesNot() throws Exception {
    spendAll(dataset);
    Map<String, byte[]> before = ledgers(dataset);
    assertThrows(
        RefusedException.class, () -> DatasetCopier.copy(dataset, folder.resolve("copy"), at()));
    assertEquals(text(before), text(ledgers(dataset)), "a refusal opens nothing");
    Path out = folder.resolve("renewed");
    DatasetManifest renewed =
        DatasetCopier.renew(
            dataset,
            out,
            new DatasetCopier.Options(OptionalLong.of(6), SampleData.CREATED, Progress.QUIET));
    verify(out);
    assertEquals(6, renewed.parts().getFirst().geometry().openings());
    assertEquals(
        whole(opening(out).ledger(), "train") - 4, opening(out).ledger().runsLeft("train"));
    CsvSource source = new CsvSource(folder.resolve("dataset.csv"));
    assertTrue(DatasetRecheck.recheck(source, renewed, opening(out)).isSameFile());
    assertThrows(
        RefusedException.class,
        () -> DatasetCopier.renew(dataset, folder.resolve("again"), at()),
        "the last reserved opening is for a ledger that was lost");
    Path twice = folder.resolve("twice");
    DatasetCopier.renew(out, twice, at());
    Path older = twice.resolve(DatasetFolder.ORIGINAL).resolve(DatasetFolder.ORIGINAL);
    assertArrayEquals(
        opening(dataset).manifest().write(),
        Files.readAllBytes(older.resolve(DatasetFolder.MANIFEST)),
        "the history travels");
    CopyProofs.verify(
        opening(dataset).manifest(),
        renewed,
        DatasetFolder.readCopyProofs(older.resolve(DatasetFolder.MANIFEST), renewed.parts()));
  }

  /// Whoever copies the folder, or restores it from a backup, holds a ledger that does not know
  /// what was opened elsewhere: it is frozen to one renewal, which gives it openings of its own.
  @Test
  void aRestoredBackupIsFrozenToOneRenewal() throws Exception {
    Path backup = folder.resolve("backup");
    copyTree(dataset, backup);
    CreditLedger ledger = opening(backup).ledger();
    assertTrue(ledger.budget("train").frozen());
    assertThrows(
        RefusedException.class, () -> DatasetCopier.copy(backup, folder.resolve("c"), at()));
    assertThrows(RefusedException.class, () -> ledger.requireOpening("train", CreditPurpose.RUN));
    assertThrows(RefusedException.class, () -> ledger.requireOpening("test", CreditPurpose.POLICY));
    Path out = folder.resolve("renewed");
    DatasetCopier.renew(backup, out, at());
    verify(out);
    assertFalse(opening(out).ledger().budget("train").frozen());
    assertEquals(
        whole(opening(out).ledger(), "train") - 4, opening(out).ledger().runsLeft("train"));
    assertThrows(
        RefusedException.class,
        () -> DatasetCopier.renew(backup, folder.resolve("again"), at()),
        "one renewal, and nothing else");
    assertTrue(opening(backup).ledger().budget("train").frozen(), "and it stays frozen");
    assertFalse(opening(dataset).ledger().budget("train").frozen(), "the original goes on");
  }

  /// An old ledger in the place of the present one does not give back what was spent since.
  @Test
  void anOldLedgerInThePlaceOfThePresentOneGivesNothingBack() throws Exception {
    Path file = dataset.resolve("opening").resolve("credits.log");
    byte[] old = Files.readAllBytes(file);
    spendAll(dataset);
    AtomicFiles.writePrivate(file, old);
    assertTrue(opening(dataset).ledger().budget("train").frozen());
    assertEquals(0, opening(dataset).ledger().runsLeft("train"));
    assertThrows(
        RefusedException.class, () -> DatasetCopier.copy(dataset, folder.resolve("c"), at()));
    DatasetCopier.renew(dataset, folder.resolve("renewed"), at());
  }

  /// A process that dies between storing a proof and charging it: the next one charges the stored
  /// proof, once, and makes no other.
  @Test
  void aKilledRenewalIsContinuedAndChargedOnce() throws Exception {
    Path out = folder.resolve("renewed");
    Path credits = dataset.resolve("opening").resolve("credits.log");
    try (FileChannel channel = FileChannel.open(credits, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      assertThrows(RefusedException.class, () -> DatasetCopier.renew(dataset, out, at()));
    }
    Path staging = folder.resolve(".renewed.renewal");
    Path stored = staging.resolve(DatasetFolder.ORIGINAL).resolve("train.copy");
    byte[] proof = Files.readAllBytes(stored);
    byte[] manifest = Files.readAllBytes(staging.resolve(DatasetFolder.MANIFEST));
    assertEquals(1, opening(dataset).ledger().budget("train").charged().size());
    assertFalse(Files.exists(out));
    DatasetCopier.renew(dataset, out, at());
    assertArrayEquals(
        proof, Files.readAllBytes(out.resolve(DatasetFolder.ORIGINAL).resolve("train.copy")));
    assertArrayEquals(manifest, Files.readAllBytes(out.resolve(DatasetFolder.MANIFEST)));
    assertEquals(2, opening(dataset).ledger().budget("train").charged().size());
    assertEquals(2, opening(out).ledger().budget("train").charged().size());
    assertFalse(Files.exists(staging));
    verify(out);
  }

  /// Every state in which a kill can leave the new folder: it ends as it would have ended.
  @Test
  void aKillAtEveryStepEndsInOneCharge() throws Exception {
    Path out = folder.resolve("renewed");
    Path staging = folder.resolve(".renewed.renewal");
    DatasetCopier.renew(dataset, out, at());
    byte[] train = Files.readAllBytes(out.resolve("train.proof"));
    Files.move(out, staging);
    Files.delete(staging.resolve(DatasetFolder.MANIFEST));
    Files.delete(staging.resolve(DatasetFolder.ORIGINAL).resolve(DatasetFolder.MANIFEST));
    DatasetCopier.renew(dataset, out, at()); // killed before it was published
    assertCharged(out, 2, 2);
    Files.move(out, staging);
    Files.delete(staging.resolve(DatasetFolder.ORIGINAL).resolve("test.copy"));
    DatasetCopier.renew(dataset, out, at()); // killed before the second proof was stored
    assertArrayEquals(train, Files.readAllBytes(out.resolve("train.proof")));
    assertEquals(2, opening(dataset).ledger().budget("train").charged().size());
    assertEquals(3, opening(dataset).ledger().budget("test").charged().size());
    verify(out);
  }

  /// The last ordinary opening cannot be had twice: not by two copies at once, not by another name
  /// of the folder.
  @Test
  void anOpeningIsNotSpentTwice() throws Exception {
    CreditLedger ledger = opening(dataset).ledger();
    for (String part : List.of("train", "test")) {
      for (int i = 0; ledger.runsLeft(part) > 1; i++) {
        ledger.charge(
            part,
            new OpeningEntry(
                Digests.sha256(Digests.u64be(i)).hex(), Digests.sha256().hex(), RunPlan.DATA),
            CreditPurpose.RUN);
      }
    }
    try (FolderLock _ = opening(dataset).lock("another copy")) {
      assertThrows(
          FolderLock.Busy.class, () -> DatasetCopier.copy(dataset, folder.resolve("a"), at()));
    }
    Path link = Files.createSymbolicLink(folder.resolve("link"), dataset);
    DatasetCopier.copy(link, folder.resolve("a"), at());
    assertThrows(
        RefusedException.class, () -> DatasetCopier.copy(dataset, folder.resolve("b"), at()));
    assertThrows(
        RefusedException.class, () -> DatasetIndexer.make(link, folder.resolve("i"), at()));
    assertEquals(0, ledger.runsLeft("train"));
    assertEquals(0, ledger.runsLeft("test"));
  }

  /// Before the ledger of the new folder has begun, nothing was opened, and it is made anew.
  @Test
  void whatAKillLeftBeforeTheLedgerIsCleared() throws Exception {
    Path staging = folder.resolve(".renewed.renewal");
    Path left = staging.resolve(DatasetFolder.OPENING);
    Files.createDirectories(left);
    Files.writeString(left.resolve("secrets.json"), "half");
    Files.writeString(left.resolve("credits.log"), "{\"kind\":");
    DatasetCopier.renew(dataset, folder.resolve("renewed"), at());
    assertCharged(folder.resolve("renewed"), 2, 2);
  }

  @Test
  void whatIsLeftOfAnotherDataSetIsNotTaken() throws Exception {
    Path other = Library.commit(folder, "other", Library.records(3), OPENINGS);
    Path out = folder.resolve("renewed");
    DatasetCopier.renew(other, out, at());
    Files.move(out, folder.resolve(".renewed.renewal"));
    RefusedException e =
        assertThrows(RefusedException.class, () -> DatasetCopier.renew(dataset, out, at()));
    assertTrue(String.valueOf(e.getMessage()).contains("another data set"), e.getMessage());
    assertEquals(1, opening(dataset).ledger().budget("train").charged().size());
  }

  @Test
  void anIndexHoldsDigestsAndNothingElse() throws Exception {
    Path out = folder.resolve("index");
    IndexDocument index = DatasetIndexer.make(dataset, out, at(OptionalLong.of(300)));
    DatasetManifest original = opening(dataset).manifest();
    IndexDocument published =
        IndexDocument.read(
            Files.readAllBytes(out.resolve(IndexOpening.INDEX)), original, DatasetLimits.DEFAULT);
    assertEquals(index, published);
    SortedMap<String, byte[]> proofs =
        DatasetFolder.readCopyProofs(
            out.resolve(DatasetFolder.ORIGINAL).resolve(DatasetFolder.MANIFEST), index.parts());
    for (SecurityReport report : CopyProofs.verify(original, index, proofs).values()) {
      assertTrue(report.bits() >= 100, "" + report.bits());
    }
    IndexOpening opened = IndexOpening.open(out);
    for (ManifestPart part : index.parts()) {
      assertEquals(List.of("f0.0", "f0.1", "f0.2", "f0.3"), part.tags());
      assertEquals(part.tags().size(), part.columns().size());
      long[][] all = opening(dataset).records(part.name()).tags();
      long[][] digests = opened.digests(part.name());
      for (int k = 0; k < digests.length; k++) {
        assertArrayEquals(all[k + 1], digests[k]);
      }
      assertArrayEquals(part.root().bytes(), opened.commitment(part.name()).root());
      assertEquals(whole(opened.ledger(), part.name()) - 3, opened.ledger().runsLeft(part.name()));
      assertEquals(2, opening(dataset).ledger().budget(part.name()).charged().size());
    }
    for (String name : List.of("test", "train")) {
      assertFalse(Files.exists(out.resolve("opening").resolve(name + ".records")));
    }
    Path backup = folder.resolve("index-backup");
    copyTree(out, backup);
    assertTrue(IndexOpening.open(backup).ledger().budget("train").frozen());
    assertThrows(
        IllegalArgumentException.class,
        () -> DatasetIndexer.make(dataset, folder.resolve("i"), at(OptionalLong.of(3))));
  }

  /// Openings that the slack hides: B, or more by rounding.
  private static long whole(CreditLedger ledger, String part) throws Exception {
    OpeningBudget budget = ledger.budget(part);
    assertTrue(budget.credits() / budget.perOpening() >= 6);
    return budget.credits() / budget.perOpening();
  }

  private void assertCharged(Path out, int original, int copy) throws Exception {
    for (String part : List.of("train", "test")) {
      assertEquals(original, opening(dataset).ledger().budget(part).charged().size());
      assertEquals(copy, opening(out).ledger().budget(part).charged().size());
    }
  }

  private static SortedMap<String, SecurityReport> verify(Path copy) throws Exception {
    Path described = copy.resolve(DatasetFolder.ORIGINAL).resolve(DatasetFolder.MANIFEST);
    DatasetManifest own =
        DatasetFolder.readManifest(copy.resolve(DatasetFolder.MANIFEST), DatasetLimits.DEFAULT);
    return CopyProofs.verify(
        DatasetFolder.readManifest(described, DatasetLimits.DEFAULT),
        own,
        DatasetFolder.readCopyProofs(described, own.parts()));
  }

  private static void spendAll(Path dataset) throws Exception {
    CreditLedger ledger = opening(dataset).ledger();
    for (String part : List.of("train", "test")) {
      for (int i = 0; ledger.runsLeft(part) > 0; i++) {
        ledger.charge(
            part,
            new OpeningEntry(
                Digests.sha256(Digests.u64be(i)).hex(), Digests.sha256().hex(), RunPlan.DATA),
            CreditPurpose.RUN);
      }
    }
  }

  private static Map<String, byte[]> ledgers(Path dataset) throws IOException {
    return Map.of("", Files.readAllBytes(dataset.resolve("opening").resolve("credits.log")));
  }

  private static String text(Map<String, byte[]> files) {
    return Digests.sha256(files.getOrDefault("", new byte[0])).hex();
  }

  private static DatasetOpening opening(Path dataset) throws Exception {
    return DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
  }

  private static DatasetCopier.Options at() {
    return at(OptionalLong.empty());
  }

  private static DatasetCopier.Options at(OptionalLong openings) {
    return new DatasetCopier.Options(openings, SampleData.CREATED, Progress.QUIET);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
