package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.FolderLock;
import io.hallmark.document.Progress;
import io.hallmark.proof.argument.SecurityReport;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.Attestation;
import io.hallmark.provenance.authority.Authority;
import io.hallmark.provenance.authority.CertificateReview;
import io.hallmark.provenance.authority.DatasetCertificate;
import io.hallmark.provenance.authority.DatasetCertifier;
import io.hallmark.provenance.authority.DsseEnvelope;
import io.hallmark.provenance.authority.Keys;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.source.CsvSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One real commitment, made once: everything that follows from it.
final class DatasetCommitTest {
  @TempDir static Path folder;
  private static Path source = Path.of("");
  private static Path dataset = Path.of("");

  @BeforeAll
  static void commit() throws Exception {
    source = Files.writeString(folder.resolve("data.csv"), SampleData.csv());
    dataset = folder.resolve("dataset");
    DatasetCommitter.commit(
        new CsvSource(source),
        SampleData.schema(),
        dataset,
        DatasetCommitter.Options.at(SampleData.CREATED));
  }

  @Test
  void thePublicFilesVerifyWithMoreThanTheFloor() throws Exception {
    DatasetManifest manifest = manifest();
    SortedMap<String, SecurityReport> reports = DatasetProofs.verify(manifest, proofs());
    assertEquals(Set.of("train", "test"), reports.keySet());
    reports.values().forEach(r -> assertTrue(r.bits() >= 100, "" + r.bits()));
  }

  @Test
  void missingExchangedOrForeignProofsAreRejected() throws Exception {
    DatasetManifest manifest = manifest();
    SortedMap<String, byte[]> proofs = proofs();
    byte[] train = proofs.get("train");
    byte[] test = proofs.get("test");
    assertEquals("DATASET_PROOF_PRESENT", rejected(manifest, Map.of("train", train)).code());
    assertTrue(train != null && test != null);
    assertThrows(
        VerificationException.class,
        () -> DatasetProofs.verify(manifest, Map.of("train", test, "test", train)));
    DatasetManifest renamed =
        DatasetManifest.first(
            manifest.schema(),
            manifest.limb(),
            manifest.parts(),
            manifest.created().plusSeconds(1));
    assertThrows(VerificationException.class, () -> DatasetProofs.verify(renamed, proofs));
    byte[] bent = train.clone();
    bent[bent.length / 2] ^= 1;
    assertThrows(
        VerificationException.class,
        () -> DatasetProofs.verify(manifest, Map.of("train", bent, "test", test)));
  }

  @Test
  void secretsAreTheOwnersOnly() throws Exception {
    Path opening = dataset.resolve(DatasetFolder.OPENING);
    assertTrue(AtomicFiles.isOwnerOnly(opening));
    try (Stream<Path> files = Files.list(opening)) {
      for (Path file : files.filter(f -> !f.endsWith(".lock")).toList()) {
        assertTrue(AtomicFiles.isOwnerOnly(file), file.toString());
      }
    }
    try (Stream<Path> files = Files.list(dataset)) {
      assertEquals(
          Set.of("manifest.json", "train.proof", "test.proof", "opening"),
          new TreeSet<>(files.map(f -> f.getFileName().toString()).toList()));
    }
  }

  @Test
  void theDatasetProofsAreCharged() throws Exception {
    CreditLedger ledger = opening().ledger();
    for (String part : List.of("train", "test")) {
      assertEquals(13, ledger.runsLeft(part));
      assertEquals(1, ledger.budget(part).charged().size());
    }
  }

  @Test
  void theOpeningGivesTheCommitmentAgain() throws Exception {
    DatasetOpening opening = opening();
    for (ManifestPart part : manifest().parts()) {
      assertArrayEquals(part.root().bytes(), opening.commitment(part.name()).root());
      assertEquals(part.rows(), opening.samples(part.name()).rows());
      assertEquals(part.records(), opening.records(part.name()).recordRoot());
    }
  }

  @Test
  void recheckAcceptsTheSourceWithOtherLineEnds() throws Exception {
    assertTrue(recheck(SampleData.csv()).isSameFile());
    assertFalse(recheck(SampleData.csv().replace("\n", "\r\n")).isSameFile());
  }

  @Test
  void recheckNamesOneFlippedCell() throws Exception {
    String csv = SampleData.csv();
    Rejected e = assertThrows(Rejected.class, () -> recheck(csv.replace("note 17", "note 16")));
    assertEquals("RECHECK_RECORD", e.code());
    assertTrue(e.detail().contains("other.csv, row 17 (line 19)"), e.detail());
    String[] lines = csv.split("\n", -1);
    lines[24] = lines[24].replace(",7,", ",8,");
    Rejected f = assertThrows(Rejected.class, () -> recheck(String.join("\n", lines)));
    assertTrue(f.detail().contains("row 23 (line 25), column pixel"), f.detail());
    assertEquals(
        "RECHECK_ROWS",
        assertThrows(
                Rejected.class,
                () -> recheck(csv.substring(0, csv.lastIndexOf('\n', csv.length() - 2) + 1)))
            .code());
    assertEquals(
        "RECHECK_ROWS", assertThrows(Rejected.class, () -> recheck(csv + lines[1])).code());
  }

  @Test
  void onlyWhatWasRecomputedIsCertified() throws Exception {
    DatasetManifest manifest = manifest();
    KeyPair key = Keys.generate();
    DatasetCertificate certificate =
        new DatasetCertificate(
            "City Hospital",
            "owner",
            new TreeSet<>(EnumSet.of(Attestation.SOURCES_RECOMPUTED)),
            SampleData.CREATED,
            SampleData.CREATED.plusSeconds(60),
            "",
            List.of());
    assertThrows(
        IllegalArgumentException.class,
        () -> DatasetCertifier.certify(manifest, certificate, Optional.empty(), key));
    Optional<DatasetRecheck.Recomputed> recomputed = Optional.of(recheck(SampleData.csv()));
    DatasetManifest other = SampleData.manifest();
    assertThrows(
        IllegalArgumentException.class,
        () -> DatasetCertifier.certify(other, certificate, recomputed, key));
    DsseEnvelope envelope = DatasetCertifier.certify(manifest, certificate, recomputed, key);
    TrustPolicy trust =
        new TrustPolicy(
            List.of(
                Authority.of(
                    "City Hospital",
                    List.of(key.getPublic()),
                    new TreeSet<>(Set.of("owner")),
                    Optional.empty(),
                    Optional.empty())),
            List.of());
    CertificateReview review =
        trust.review(envelope, manifest.sha256(), manifest.digest(), SampleData.CREATED);
    assertEquals(1, review.authorities().size());
  }

  /// A data set of one bit per row, all other cells known: with everything published, the guess
  /// that is right looks exactly like the guess that is wrong.
  @Test
  void nothingPublishedTestsAGuess() throws Exception {
    DatasetManifest manifest = manifest();
    RecordSecret secret = opening().secrets().records().orElseThrow();
    DatasetManifest again = commitAgain("again");
    for (int i = 0; i < 2; i++) {
      ManifestPart one = manifest.parts().get(i);
      ManifestPart two = again.parts().get(i);
      assertFalse(one.root().equals(two.root()), "commitments of equal data cannot be linked");
      assertFalse(one.records().equals(two.records()), "nor can their records");
    }
    Ingestion.Ingested right =
        Ingestion.read(new CsvSource(source), manifest.schema(), secret, DatasetLimits.DEFAULT);
    assertEquals(manifest.parts().getFirst().records(), right.parts().getFirst().recordRoot());
    for (int guess = 0; guess < 1000; guess += 97) {
      byte[] guessed = new byte[RecordSecret.BYTES];
      guessed[guess % 32] = (byte) (guess / 32 + 1);
      Ingestion.Ingested tried =
          Ingestion.read(
              new CsvSource(source),
              manifest.schema(),
              RecordSecret.of(guessed),
              DatasetLimits.DEFAULT);
      assertFalse(
          manifest.parts().getFirst().records().equals(tried.parts().getFirst().recordRoot()));
    }
    for (String name : List.of("manifest.json", "train.proof", "test.proof")) {
      byte[] published = Files.readAllBytes(dataset.resolve(name));
      for (String part : List.of("train", "test")) {
        PartCells cells = opening().records(part);
        for (int r = 0; r < cells.rows(); r++) {
          assertFalse(contains(published, cells.leaf(r)), "a record hash in " + name);
        }
      }
      for (String line : SampleData.csv().split("\n", -1)) {
        List<String> texts = List.of(line.split(","));
        assertFalse(contains(published, RecordSecret.record(texts).bytes()), name);
      }
    }
  }

  @Test
  void aFailureLeavesNothingBehind() throws Exception {
    Path bad = Files.writeString(folder.resolve("bad.csv"), SampleData.csv() + "x,1,A,n,B\n");
    Path out = folder.resolve("bad");
    assertThrows(
        SourceException.class,
        () ->
            DatasetCommitter.commit(
                new CsvSource(bad),
                SampleData.schema(),
                out,
                DatasetCommitter.Options.at(SampleData.CREATED)));
    assertFalse(Files.exists(out));
    assertFalse(Files.exists(folder.resolve(".bad.staging")));
    assertThrows(FileAlreadyExistsException.class, () -> commitAgain("dataset"));
  }

  @Test
  void aLinkInThePlaceOfTheStagingFolderIsNotFollowed() throws Exception {
    Path victim = Files.createDirectory(folder.resolve("victim"));
    Files.createSymbolicLink(folder.resolve(".linked.staging"), victim);
    assertThrows(FileAlreadyExistsException.class, () -> commitAgain("linked"));
    try (var files = Files.list(victim)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void theSecondProcessStopsAtOnceAndAKilledOneIsCleared() throws Exception {
    Path staging = folder.resolve(".late.staging");
    AtomicFiles.createPrivateFolder(staging);
    Files.createDirectory(staging.resolve("opening"));
    Files.writeString(staging.resolve("opening").resolve("secrets.json"), "old");
    try (FolderLock _ = FolderLock.acquire(staging, "test")) {
      assertThrows(FolderLock.Busy.class, () -> commitAgain("late"));
      assertTrue(Files.exists(staging.resolve("opening").resolve("secrets.json")));
    }
    commitAgain("late");
    assertFalse(Files.exists(staging));
    assertTrue(Files.exists(folder.resolve("late").resolve("manifest.json")));
    try (FolderLock _ = opening().lock("test")) {
      assertThrows(FolderLock.Busy.class, () -> opening().lock("second"));
    }
  }

  private static DatasetManifest commitAgain(String name) throws Exception {
    return DatasetCommitter.commit(
        new CsvSource(source),
        SampleData.schema(),
        folder.resolve(name),
        new DatasetCommitter.Options(
            OptionalLong.empty(), DatasetLimits.DEFAULT, SampleData.CREATED, Progress.QUIET));
  }

  private static Rejected rejected(DatasetManifest manifest, Map<String, byte[]> proofs) {
    return assertThrows(Rejected.class, () -> DatasetProofs.verify(manifest, proofs));
  }

  private static DatasetRecheck.Recomputed recheck(String csv) throws Exception {
    Path other = Files.writeString(folder.resolve("other.csv"), csv);
    return DatasetRecheck.recheck(new CsvSource(other), manifest(), opening());
  }

  private static DatasetManifest manifest() throws VerificationException, IOException {
    return DatasetFolder.readManifest(
        dataset.resolve(DatasetFolder.MANIFEST), DatasetLimits.DEFAULT);
  }

  private static SortedMap<String, byte[]> proofs() throws Exception {
    return new TreeMap<>(
        DatasetFolder.readProofs(dataset.resolve(DatasetFolder.MANIFEST), manifest()));
  }

  private static DatasetOpening opening() throws VerificationException, IOException {
    return DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
  }

  private static boolean contains(byte[] text, byte[] word) {
    for (int i = 0; i + word.length <= text.length; i++) {
      if (Arrays.equals(text, i, i + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }
}
