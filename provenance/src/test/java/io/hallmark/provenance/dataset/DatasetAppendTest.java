package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.Digest;
import io.hallmark.document.Progress;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.source.CsvSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data set in shards, and a version of it with a second source.
final class DatasetAppendTest {
  private static final int FIRST = 40;
  private static final int ALL = 52;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static Path dataset;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static DatasetManifest first;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static DatasetManifest second;

  @BeforeAll
  static void commit() throws Exception {
    dataset = folder.resolve("dataset");
    first =
        DatasetCommitter.commit(
            file("one.csv", 0, FIRST), SampleData.schema(), dataset, options().withShardRows(12));
    second = DatasetAppender.append(file("two.csv", FIRST, ALL), dataset, options());
  }

  private static DatasetCommitter.Options options() {
    return DatasetCommitter.Options.at(SampleData.CREATED);
  }

  private static CsvSource file(String name, int from, int to) throws Exception {
    return new CsvSource(Files.writeString(folder.resolve(name), SampleData.csv(from, to)));
  }

  private static List<String> names(DatasetManifest manifest) {
    return manifest.parts().stream().map(p -> p.name() + " " + p.rows()).toList();
  }

  @Test
  void shardsHaveTheirRowsAndOrder() {
    assertEquals(
        List.of("train-1-1 12", "train-1-2 12", "train-1-3 7", "test-1-1 9"), names(first));
    assertEquals(
        List.of(
            "train-1-1 12",
            "train-1-2 12",
            "train-1-3 7",
            "train-2-1 9",
            "test-1-1 9",
            "test-2-1 3"),
        names(second));
    assertEquals(first.digest(), second.parent().orElseThrow());
  }

  /// Shards and later sources hold the records that one commitment of one source would.
  @Test
  void theRecordsAreThoseOfOneSource() throws Exception {
    Path whole = folder.resolve("whole");
    DatasetCommitter.commit(file("all.csv", 0, ALL), SampleData.schema(), whole, options());
    DatasetOpening one = DatasetOpening.open(whole.resolve(DatasetFolder.OPENING));
    for (String part : List.of("train", "test")) {
      SampleTable expected = one.samples(part);
      SampleTable found = opening().samples(part);
      assertEquals(expected.rows(), found.rows());
      for (int r = 0; r < expected.rows(); r++) {
        assertEquals(expected.label(r), found.label(r));
        for (int i = 0; i < expected.features(); i++) {
          assertEquals(expected.feature(i, r), found.feature(i, r));
        }
      }
    }
  }

  @Test
  void oldProofsServeTheNewVersion() throws Exception {
    Path published = dataset.resolve(DatasetFolder.MANIFEST);
    assertArrayEquals(second.write(), Files.readAllBytes(published));
    Map<String, byte[]> proofs = DatasetFolder.readProofs(published, second);
    assertEquals(6, DatasetProofs.verify(second, proofs).size());
    for (ManifestPart shard : first.parts()) {
      byte[] proof = proofs.getOrDefault(shard.name(), new byte[0]);
      DatasetProofs.verify(first, shard, proof);
      assertEquals(1, opening().ledger().budget(shard.name()).charged().size());
    }
    assertEquals(1, opening().ledger().budget("train-2-1").charged().size());
  }

  @Test
  void aProofBoundToAnotherVersionIsRejected() throws Exception {
    byte[] proof = Files.readAllBytes(dataset.resolve("train-1-1.proof"));
    ManifestPart shard = second.part("train-1-1").orElseThrow();
    ManifestPart elsewhere =
        first.part("train-1-1").orElseThrow().since(SampleData.manifest().digest());
    DatasetProofs.verify(second, shard, proof);
    assertThrows(VerificationException.class, () -> DatasetProofs.verify(second, elsewhere, proof));
  }

  /// A record count that lies in the descriptor too is another relation than the one that was
  /// proved.
  @Test
  void aRecordCountThatLiesFailsTheDatasetProof() throws Exception {
    byte[] proof = Files.readAllBytes(dataset.resolve("train-1-1.proof"));
    ManifestPart honest = first.part("train-1-1").orElseThrow();
    ManifestPart lie =
        ManifestPart.of(
            honest.name(),
            11,
            honest.root().bytes(),
            honest.geometry(),
            DataShapes.of(first.schema(), 11),
            honest.records());
    List<ManifestPart> parts = new ArrayList<>(first.parts());
    parts.set(0, lie);
    DatasetManifest lying =
        DatasetManifest.read(
            DatasetManifest.first(first.schema(), first.limb(), parts, first.created()).write());
    assertThrows(
        VerificationException.class,
        () -> DatasetProofs.verify(lying, lie.since(first.digest()), proof));
    assertThrows(VerificationException.class, () -> DatasetProofs.verify(lying, lie, proof));
  }

  @Test
  void versionsStayReadable() throws Exception {
    assertEquals(List.of(first, second), DatasetFolder.readVersions(dataset));
    DatasetOpening old =
        DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING), first.digest());
    assertEquals(first, old.manifest());
    assertEquals(31, old.samples("train").rows());
    assertEquals(1, old.sources().size());
    Rejected e =
        assertThrows(
            Rejected.class,
            () ->
                DatasetOpening.open(
                    dataset.resolve(DatasetFolder.OPENING), SampleData.manifest().digest()));
    assertEquals("INTENT_MANIFEST", e.code());
  }

  @Test
  void recheckNamesFileAndRow() throws Exception {
    assertTrue(recheck(SampleData.csv(0, FIRST), SampleData.csv(FIRST, ALL)).isSameFile());
    String bent = SampleData.csv(FIRST, ALL).replace("note 47", "note 46");
    Rejected e = assertThrows(Rejected.class, () -> recheck(SampleData.csv(0, FIRST), bent));
    assertEquals("RECHECK_RECORD", e.code());
    assertTrue(e.detail().contains("second.csv, row 7 (line 9)"), e.detail());
    assertRejected("RECHECK_SOURCES", SampleData.csv(0, FIRST));
    assertRejected("RECHECK_ROWS", SampleData.csv(0, FIRST - 1), SampleData.csv(FIRST, ALL));
    assertRejected("RECHECK_ROWS", SampleData.csv(0, FIRST), SampleData.csv(FIRST, ALL + 1));
    assertRejected("RECHECK_RECORD", SampleData.csv(FIRST, ALL), SampleData.csv(0, FIRST));
    List<String> lines = new ArrayList<>(SampleData.csv(0, FIRST).lines().toList());
    lines.remove(20);
    assertRejected("RECHECK_RECORD", String.join("\n", lines), SampleData.csv(FIRST, ALL));
  }

  @Test
  void everyRecordIsFoundAndItsInclusionProved() throws Exception {
    RecordLocator locator = new RecordLocator(opening());
    List<String> lines = SampleData.csv(0, ALL).lines().skip(1).toList();
    for (int row = 0; row < ALL; row++) {
      List<String> cells = List.of(lines.get(row).split(",", -1));
      RecordPlace place = locator.find(cells).getFirst();
      assertEquals(row < FIRST ? "one.csv" : "two.csv", place.source());
      assertEquals(row < FIRST ? row : row - FIRST, place.row());
      RecordInclusion proof = locator.prove(place, cells);
      RecordInclusion.read(proof.write()).verify(second, cells);
    }
    assertTrue(locator.find(List.of("1", "2", "A", "note", "B")).isEmpty());
  }

  @Test
  void aFalseInclusionIsRefusedByName() throws Exception {
    RecordLocator locator = new RecordLocator(opening());
    List<String> lines = SampleData.csv(0, ALL).lines().skip(1).toList();
    List<String> cells = List.of(lines.get(3).split(",", -1));
    List<String> other = List.of(lines.get(4).split(",", -1));
    RecordInclusion p = locator.prove(locator.find(cells).getFirst(), cells);
    refused("INCLUSION_RECORD", second, other, p);
    refused("INCLUSION_MANIFEST", first, cells, p);
    refused("INCLUSION_SHARD", second, cells, with(p, "train-7-1", p.index(), p.salt()));
    refused("INCLUSION_PATH", second, cells, with(p, "train-1-2", p.index(), p.salt()));
    refused("INCLUSION_PATH", second, cells, with(p, p.shard(), p.index() + 1, p.salt()));
    refused("INCLUSION_PATH", second, cells, with(p, p.shard(), 1 << 20, p.salt()));
    refused("INCLUSION_PATH", second, cells, with(p, p.shard(), p.index(), p.record()));
    RecordInclusion stolen =
        new RecordInclusion(
            p.manifest(), p.shard(), p.index(), p.salt(), RecordSecret.record(other), p.path());
    refused("INCLUSION_PATH", second, other, stolen);
    assertThrows(
        IllegalArgumentException.class, () -> locator.prove(locator.find(cells).getFirst(), other));
  }

  private static RecordInclusion with(RecordInclusion p, String shard, int index, Digest salt) {
    return new RecordInclusion(p.manifest(), shard, index, salt, p.record(), p.path());
  }

  private static void refused(
      String code, DatasetManifest manifest, List<String> cells, RecordInclusion proof) {
    Rejected e = assertThrows(Rejected.class, () -> proof.verify(manifest, cells));
    assertEquals(code, e.code());
  }

  @Test
  void theSameBytesAreAppendedOnce() {
    SourceException e =
        assertThrows(
            SourceException.class,
            () -> DatasetAppender.append(file("again.csv", FIRST, ALL), dataset, options()));
    assertTrue(String.valueOf(e.getMessage()).contains("two.csv"), e.getMessage());
  }

  @Test
  void aKilledAppendLeavesTheVersionBefore() throws Exception {
    Path own = folder.resolve("killed");
    DatasetManifest before =
        DatasetCommitter.commit(file("k1.csv", 0, FIRST), SampleData.schema(), own, options());
    CsvSource more = file("k2.csv", FIRST, ALL);
    for (String death :
        List.of("commit train-2-1", "commit test-2-1", "prove train-2-1", "prove test-2-1")) {
      Progress dies =
          (phase, _, _) -> {
            if (phase.startsWith(death)) {
              throw new IllegalStateException(death);
            }
          };
      assertThrows(
          IllegalStateException.class,
          () ->
              DatasetAppender.append(
                  more,
                  own,
                  new DatasetCommitter.Options(
                      OptionalLong.empty(), DatasetLimits.DEFAULT, SampleData.CREATED, dies)));
      Path opening = own.resolve(DatasetFolder.OPENING);
      assertEquals(before, DatasetOpening.open(opening).manifest(), death);
      assertEquals(1, DatasetOpening.open(opening).sources().size(), death);
      assertEquals(List.of(before), DatasetFolder.readVersions(own), death);
      assertEquals(1, DatasetOpening.open(opening).ledger().budget("train").charged().size());
    }
    DatasetManifest after = DatasetAppender.append(more, own, options());
    assertEquals(List.of(before, after), DatasetFolder.readVersions(own));
    Path published = own.resolve(DatasetFolder.MANIFEST);
    DatasetProofs.verify(after, DatasetFolder.readProofs(published, after));
    try (Stream<Path> files = Files.list(own.resolve(DatasetFolder.OPENING))) {
      for (Path f : files.filter(f -> !f.endsWith(".lock")).toList()) {
        assertTrue(AtomicFiles.isOwnerOnly(f), f.toString());
      }
    }
    // dies between the switch of the private folder and the public manifest
    AtomicFiles.write(published, before.write());
    Files.delete(own.resolve(DatasetFolder.VERSIONS).resolve("1.json"));
    assertThrows(SourceException.class, () -> DatasetAppender.append(more, own, options()));
    assertEquals(List.of(before, after), DatasetFolder.readVersions(own));
    assertFalse(before.equals(after));
  }

  private static void assertRejected(String code, String... sources) {
    Rejected e = assertThrows(Rejected.class, () -> recheck(sources));
    assertEquals(code, e.code(), e.detail());
  }

  private static DatasetRecheck.Recomputed recheck(String... sources) throws Exception {
    List<CsvSource> files = new ArrayList<>();
    for (String text : sources) {
      String name = files.isEmpty() ? "first.csv" : "second.csv";
      files.add(new CsvSource(Files.writeString(folder.resolve(name), text)));
    }
    return DatasetRecheck.recheck(files, second, opening(), new byte[0]);
  }

  private static DatasetOpening opening() throws Exception {
    return DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
  }
}
