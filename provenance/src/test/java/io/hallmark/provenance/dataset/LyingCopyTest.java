package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.Progress;
import io.hallmark.proof.WeakenedVerifier;
import io.hallmark.proof.commitment.CommittedColumns;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Copies that are none. Every check of a copy is worth its name: for each there is a lie that is
/// refused by it, and accepted by a verifier from which this one check was taken out. Where a lie
/// would break a proof, the liar proves it anew.
final class LyingCopyTest {
  @TempDir static Path folder;
  private static Path dataset = Path.of("");
  private static Path copy = Path.of("");
  private static Path index = Path.of("");
  private static int files;

  @BeforeAll
  static void commit() throws Exception {
    dataset = Library.commit(folder, "dataset", Library.records(-1), 8);
    copy = folder.resolve("copy");
    index = folder.resolve("index");
    DatasetCopier.Options options = DatasetCopier.Options.at(SampleData.CREATED);
    DatasetCopier.copy(dataset, copy, options);
    DatasetIndexer.make(dataset, index, options);
  }

  /// What a verifier is shown.
  private record Shown(DatasetManifest original, DatasetManifest copy, Map<String, byte[]> proofs) {
    Path write() throws Exception {
      Path out = Files.createDirectory(folder.resolve("shown" + files++));
      Files.write(out.resolve("original.json"), original.write());
      Files.write(out.resolve("copy.json"), copy.write());
      for (Map.Entry<String, byte[]> proof : proofs.entrySet()) {
        Files.write(out.resolve(proof.getKey() + ".copy"), proof.getValue());
      }
      return out;
    }

    String verdict() throws Exception {
      return new Verification(write().toString()).call();
    }
  }

  /// Verifies what is shown, in the classes of its own loader.
  public static final class Verification implements Callable<String> {
    private final Path shown;

    public Verification(String shown) {
      this.shown = Path.of(shown);
    }

    @Override
    public String call() throws Exception {
      Map<String, byte[]> proofs = new TreeMap<>();
      try (Stream<Path> all = Files.list(shown)) {
        for (Path file : all.filter(f -> f.toString().endsWith(".copy")).toList()) {
          String name = file.getFileName().toString();
          proofs.put(name.substring(0, name.length() - 5), Files.readAllBytes(file));
        }
      }
      DatasetManifest original =
          DatasetManifest.read(Files.readAllBytes(shown.resolve("original.json")));
      byte[] document = Files.readAllBytes(shown.resolve("copy.json"));
      try {
        if (new String(document, java.nio.charset.StandardCharsets.UTF_8)
            .contains(IndexDocument.TYPE)) {
          CopyProofs.verify(
              original, IndexDocument.read(document, original, DatasetLimits.DEFAULT), proofs);
        } else {
          CopyProofs.verify(original, DatasetManifest.read(document), proofs);
        }
        return "accepted";
      } catch (Rejected e) {
        return e.code();
      }
    }
  }

  @FunctionalInterface
  private interface Lie {
    Shown tell() throws Exception;
  }

  private static final Map<CopyCheck, Lie> LIES = new EnumMap<>(CopyCheck.class);

  static {
    LIES.put(
        CopyCheck.COPY_ORIGINAL,
        () -> {
          Shown honest = honest();
          return new Shown(created(honest.original(), 7), honest.copy(), honest.proofs());
        });
    LIES.put(CopyCheck.COPY_SCHEMA, LyingCopyTest::otherSchema);
    LIES.put(
        CopyCheck.COPY_PARTS,
        () -> {
          Shown honest = honest();
          List<ManifestPart> parts =
              honest.copy().parts().stream().map(p -> records(p, Digests.sha256())).toList();
          return proven(honest.original(), with(honest.copy(), parts), commitments(copy));
        });
    LIES.put(
        CopyCheck.COPY_FRESH,
        () -> {
          Shown honest = honest();
          return proven(
              honest.original(),
              with(honest.copy(), honest.original().parts()),
              commitments(dataset));
        });
    LIES.put(
        CopyCheck.COPY_PROOF_PRESENT,
        () -> {
          Shown honest = honest();
          Map<String, byte[]> more = new LinkedHashMap<>(honest.proofs());
          more.put("unused", new byte[1]);
          return new Shown(honest.original(), honest.copy(), more);
        });
    LIES.put(CopyCheck.COPY_PROOF, LyingCopyTest::otherData);
  }

  /// The same commitments under a schema in which the classes have each other's names.
  private static Shown otherSchema() throws Exception {
    Shown honest = honest();
    DatasetSchema schema = honest.original().schema();
    List<SchemaColumn> columns =
        schema.columns().stream()
            .map(c ->
                c instanceof SchemaColumn.Label label
                    ? (SchemaColumn)
                        new SchemaColumn.Label(label.name(), label.classes().reversed())
                    : c)
            .toList();
    DatasetSchema exchanged =
        new DatasetSchema(
            schema.name(),
            schema.frac(),
            schema.testFraction(),
            schema.origin(),
            schema.format(),
            columns);
    DatasetManifest c = honest.copy();
    return proven(
        honest.original(),
        new DatasetManifest(
            exchanged, c.version(), c.parent(), c.limb(), c.parts(), List.of(), c.created()),
        commitments(copy));
  }

  /// Commitments to other records, with the proofs of the honest copy.
  private static Shown otherData() throws Exception {
    Shown honest = honest();
    Path other = Library.commit(folder, "other" + files++, Library.records(3), 8);
    List<ManifestPart> parts =
        opening(other).manifest().parts().stream()
            .map(p -> records(p, honest.original().part(p.name()).orElseThrow().records()))
            .toList();
    return new Shown(honest.original(), with(honest.copy(), parts), honest.proofs());
  }

  @TestFactory
  Stream<DynamicTest> aVerifierWithoutOneCheckAcceptsItsLiar() {
    return EnumSet.allOf(CopyCheck.class).stream()
        .map(check ->
            DynamicTest.dynamicTest(
                check.name(),
                () -> {
                  Lie lie = LIES.get(check);
                  assertTrue(lie != null, "no liar");
                  Shown shown = lie.tell();
                  String file = shown.write().toString();
                  String strong = new Verification(file).call();
                  assertTrue(strong.equals(check.name()) || strong.startsWith(check + "/"), strong);
                  String method = check == CopyCheck.COPY_PROOF ? "checkProof" : "check";
                  assertEquals(
                      "accepted",
                      WeakenedVerifier.without(method, check, Verification.class, file));
                }));
  }

  @Test
  void theHonestCopyIsAccepted() throws Exception {
    assertEquals("accepted", honest().verdict());
  }

  /// A proof serves one pair of commitments in one direction, for one document and one part.
  @Test
  void aStolenProofIsRefused() throws Exception {
    Shown honest = honest();
    Path second = folder.resolve("second");
    DatasetCopier.copy(dataset, second, DatasetCopier.Options.at(SampleData.CREATED));
    DatasetManifest other = opening(second).manifest();
    assertRefused(new Shown(honest.original(), other, honest.proofs()));
    assertRefused(new Shown(honest.original(), created(honest.copy(), 9), honest.proofs()));
    DatasetManifest back =
        new DatasetManifest(
            honest.original().schema(),
            3,
            Optional.of(honest.copy().digest()),
            honest.original().limb(),
            honest.original().parts(),
            List.of(),
            SampleData.CREATED);
    assertRefused(new Shown(honest.copy(), back, honest.proofs()));
    Map<String, byte[]> exchanged =
        Map.of(
            "train", honest.proofs().getOrDefault("test", new byte[0]),
            "test", honest.proofs().getOrDefault("train", new byte[0]));
    assertRefused(new Shown(honest.original(), honest.copy(), exchanged));
    Map<String, byte[]> ranges =
        DatasetFolder.readProofs(copy.resolve(DatasetFolder.MANIFEST), honest.copy());
    assertRefused(new Shown(honest.original(), honest.copy(), ranges));
  }

  private static void assertRefused(Shown shown) throws Exception {
    String verdict = shown.verdict();
    assertTrue(verdict.startsWith("COPY_PROOF/"), verdict);
  }

  @Test
  void partsThatAreDroppedOrOfOtherNumbersAreRefused() throws Exception {
    Shown honest = honest();
    ManifestPart train = honest.copy().part("train").orElseThrow();
    ManifestPart test = honest.copy().part("test").orElseThrow();
    DatasetManifest less = with(honest.copy(), List.of(fewer(train, honest.copy().schema()), test));
    assertEquals("COPY_PARTS", new Shown(honest.original(), less, honest.proofs()).verdict());
    assertEquals(
        "COPY_PROOF_PRESENT",
        new Shown(
                honest.original(),
                honest.copy(),
                Map.of("train", honest.proofs().getOrDefault("train", new byte[0])))
            .verdict());
  }

  /// No proof can be made of cells that differ, in whatever column.
  @Test
  void thereIsNoProofOfOtherCells() throws Exception {
    Path other = Library.commit(folder, "differs", Library.records(3), 8);
    DatasetManifest original = opening(dataset).manifest();
    DatasetManifest lie = with(honest().copy(), opening(other).manifest().parts());
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> proven(original, lie, commitments(other)));
    assertTrue(String.valueOf(e.getMessage()).contains("copy proof failed"), e.getMessage());
  }

  @Test
  void anIndexOfOtherDigestsOrAnotherDataSetIsRefused() throws Exception {
    DatasetManifest original = opening(dataset).manifest();
    IndexDocument document = IndexOpening.open(index).document();
    Map<String, byte[]> proofs =
        DatasetFolder.readCopyProofs(
            index.resolve(DatasetFolder.ORIGINAL).resolve(DatasetFolder.MANIFEST),
            document.parts());
    assertEquals("accepted", verdict(original, document, proofs));
    assertEquals("COPY_ORIGINAL", verdict(created(original, 7), document, proofs));
    Path again = folder.resolve("index2");
    DatasetIndexer.make(dataset, again, DatasetCopier.Options.at(SampleData.CREATED));
    String stolen = verdict(original, IndexOpening.open(again).document(), proofs);
    assertTrue(stolen.startsWith("COPY_PROOF/"), stolen);
    List<ManifestPart> mixed =
        List.of(document.parts().getFirst(), records(document.parts().getLast(), Digests.sha256()));
    assertEquals(
        "COPY_PARTS",
        verdict(original, new IndexDocument(document.manifest(), mixed, Instant.EPOCH), proofs));
  }

  private static String verdict(
      DatasetManifest original, IndexDocument document, Map<String, byte[]> proofs)
      throws Exception {
    try {
      CopyProofs.verify(
          original, IndexDocument.read(document.write(), original, DatasetLimits.DEFAULT), proofs);
      return "accepted";
    } catch (Rejected e) {
      return e.code();
    }
  }

  private static Shown honest() throws Exception {
    DatasetManifest manifest = opening(copy).manifest();
    SortedMap<String, byte[]> proofs =
        DatasetFolder.readCopyProofs(
            copy.resolve(DatasetFolder.ORIGINAL).resolve(DatasetFolder.MANIFEST), manifest.parts());
    return new Shown(opening(dataset).manifest(), manifest, proofs);
  }

  /// Proves a copy anew, whatever its manifest says.
  private static Shown proven(
      DatasetManifest original, DatasetManifest lie, Map<String, CommittedColumns> columns)
      throws Exception {
    Map<String, byte[]> proofs = new TreeMap<>();
    Map<String, CommittedColumns> originals = commitments(dataset);
    for (ManifestPart part : lie.parts()) {
      CommittedColumns own = columns.get(part.name());
      CommittedColumns old = originals.get(part.name());
      assertTrue(own != null && old != null);
      Run run = CopyProofs.run(lie.schema(), original.part(part.name()).orElseThrow(), part);
      new CopyProver(part.name(), old, own, ledger(part), ledger(part), CreditPurpose.COPY)
          .prove(run, lie.digest(), proof -> proofs.put(part.name(), proof), Progress.QUIET);
    }
    return new Shown(original, lie, proofs);
  }

  private static CreditLedger ledger(ManifestPart part) throws Exception {
    SortedMap<String, Geometry> budget = new TreeMap<>();
    budget.put(part.name(), part.geometry());
    return CreditLedger.create(folder.resolve("ledger" + files++), budget);
  }

  private static Map<String, CommittedColumns> commitments(Path dataset) throws Exception {
    DatasetOpening opening = opening(dataset);
    Map<String, CommittedColumns> out = new TreeMap<>();
    for (ManifestPart part : opening.manifest().parts()) {
      out.put(part.name(), opening.commitment(part.name()));
    }
    return out;
  }

  private static DatasetManifest with(DatasetManifest m, List<ManifestPart> parts) {
    return new DatasetManifest(
        m.schema(), m.version(), m.parent(), m.limb(), parts, List.of(), m.created());
  }

  private static DatasetManifest created(DatasetManifest m, long second) {
    return new DatasetManifest(
        m.schema(),
        m.version(),
        m.parent(),
        m.limb(),
        m.parts(),
        List.of(),
        Instant.ofEpochSecond(second));
  }

  private static ManifestPart records(ManifestPart p, Digest records) {
    return ManifestPart.of(
        p.name(), p.rows(), p.root().bytes(), p.geometry(), p.columns(), records);
  }

  private static ManifestPart fewer(ManifestPart p, DatasetSchema schema) {
    return ManifestPart.of(
        p.name(),
        p.rows() - 1,
        p.root().bytes(),
        p.geometry(),
        DataShapes.of(schema, p.rows() - 1),
        p.records());
  }

  private static DatasetOpening opening(Path dataset) throws VerificationException, Exception {
    return DatasetOpening.open(dataset.resolve(DatasetFolder.OPENING));
  }
}
