package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Manifests of several shards and versions: what is not each shard once, in order, is refused by
/// name, by one manifest where it can be seen there, else by two.
final class ShardManifestTest {
  @SuppressWarnings("NullAway.Init") // set before every test
  private static DatasetSchema schema;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static DatasetManifest first;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static DatasetManifest second;

  @BeforeAll
  static void make() throws Exception {
    schema = SampleData.schema();
    first =
        manifest(
            1,
            Optional.empty(),
            List.of(shard("train-1-1", 8, 1), shard("train-1-2", 8, 2), shard("test-1-1", 3, 3)),
            List.of());
    second =
        manifest(
            2,
            Optional.of(first.digest()),
            List.of(
                since(first, "train-1-2"),
                shard("train-2-1", 5, 4),
                shard("train-2-2", 5, 5),
                since(first, "test-1-1"),
                shard("test-2-1", 2, 6)),
            List.of("train-1-1"));
  }

  @Test
  void namesHaveOneFormAndAnOrder() {
    for (String good : List.of("train", "test", "train-1-1", "test-12-345678901")) {
      assertEquals(good, ShardName.of(good).orElseThrow().text());
    }
    for (String bad :
        List.of(
            "",
            "Train",
            "train-1",
            "train-0-1",
            "train-01-1",
            "train-1-0",
            "train-1-1-1",
            "train-1-1234567890",
            "valid-1-1",
            "train-1-1 ",
            "../train")) {
      assertTrue(ShardName.of(bad).isEmpty(), bad);
    }
    List<String> order =
        List.of("train", "train-1-1", "train-1-2", "train-1-10", "train-2-1", "test", "test-1-1");
    List<String> sorted = new ArrayList<>(order);
    Collections.shuffle(sorted, new java.util.Random(5));
    sorted.sort((a, b) -> ShardName.of(a).orElseThrow().compareTo(ShardName.of(b).orElseThrow()));
    assertEquals(order, sorted);
  }

  @Test
  void versionsRoundTripAndFollowEachOther() throws Exception {
    assertEquals(first, read(first));
    assertEquals(second, read(second));
    DatasetHistory.check(List.of(read(first), read(second)));
    assertEquals(18, second.rows("train"));
    assertEquals(
        List.of("train-2-1", "train-2-2", "test-2-1"),
        second.added().stream().map(ManifestPart::name).toList());
  }

  @Test
  void aShardTwiceIsRefused() throws Exception {
    List<ManifestPart> parts = new ArrayList<>(first.parts());
    parts.add(1, parts.getFirst());
    rejects("SHARD_TWICE", manifest(1, Optional.empty(), parts, List.of()));
    ManifestPart a = first.parts().getFirst();
    rejects(
        "SHARD_TWICE",
        manifest(
            1,
            Optional.empty(),
            List.of(a, shard("train-1-2", 8, 1), shard("test-1-1", 3, 3)),
            List.of()));
    rejects("SHARD_TWICE", second(second.parts(), List.of("train-1-2")));
  }

  @Test
  void exchangedShardsAreRefused() throws Exception {
    List<ManifestPart> parts = new ArrayList<>(first.parts());
    Collections.swap(parts, 0, 1);
    rejects("SHARD_ORDER", manifest(1, Optional.empty(), parts, List.of()));
    rejects("SHARD_ORDER", second(second.parts(), List.of("test-1-2", "train-1-1")));
  }

  @Test
  void aShardOfAnotherVersionIsRefused() throws Exception {
    List<ManifestPart> parts = new ArrayList<>(second.parts());
    parts.set(1, parts.get(1).since(first.digest()));
    rejects("SHARD_VERSION", second(parts, List.of()));
    parts.set(1, second.parts().get(1));
    parts.set(2, shard("train-3-1", 5, 9));
    rejects("SHARD_VERSION", second(parts, List.of()));
    rejects("SHARD_VERSION", second(second.parts(), List.of("train-2-3")));
    rejects("SHARD_VERSION", second(second.parts(), List.of("train/1")));
  }

  @Test
  void aDroppedShardIsRefused() throws Exception {
    List<ManifestPart> parts = new ArrayList<>(second.parts());
    parts.remove(1);
    rejects("SHARD_MISSING", second(parts, List.of("train-1-1")));
    DatasetManifest silent =
        second(second.parts().subList(1, 5), List.of("train-1-1")); // without train-1-2
    assertEquals(silent, read(silent), "one manifest cannot see it");
    refusesAfterFirst("VERSION_SHARDS", silent);
  }

  @Test
  void whatOneManifestCannotShowTwoCan() throws Exception {
    refusesAfterFirst("VERSION_NUMBER", first);
    refusesAfterFirst(
        "VERSION_PARENT",
        manifest(2, Optional.of(second.digest()), second.parts(), second.removed()));
    refusesAfterFirst(
        "VERSION_SCHEMA",
        new DatasetManifest(
            schema, 2, second.parent(), 8, second.parts(), second.removed(), SampleData.CREATED));
    refusesAfterFirst("VERSION_SHARDS", second(second.parts(), List.of()));
    refusesAfterFirst("VERSION_SHARDS", second(second.parts(), List.of("train-1-1", "test")));
    List<ManifestPart> parts = new ArrayList<>(second.parts());
    parts.set(0, parts.getFirst().since().isPresent() ? foreign("train-1-2") : parts.getFirst());
    refusesAfterFirst("VERSION_SHARDS", second(parts, second.removed()));
    parts.set(0, shard("train-1-2", 8, 2).since(second.digest()));
    refusesAfterFirst("VERSION_SINCE", second(parts, second.removed()));
    assertDoesNotThrow(() -> DatasetHistory.checkSuccessor(first, second));
  }

  @Test
  void tooManyShardsOrRecordsAreRefused() throws Exception {
    List<ManifestPart> parts = new ArrayList<>();
    for (int i = 1; i <= ShardChecks.MAX_SHARDS; i++) {
      parts.add(shard("train-1-" + i, 2, i));
    }
    parts.add(shard("test-1-1", 2, 2000));
    DatasetManifest many = manifest(1, Optional.empty(), parts, List.of());
    assertEquals("LIMIT", assertThrows(Rejected.class, () -> ShardChecks.check(many)).code());
  }

  /// A count that lies alone contradicts the columns; one that lies in them too is another
  /// descriptor.
  @Test
  void aRecordCountThatLiesIsRefused() {
    String text = new String(first.write(), StandardCharsets.UTF_8);
    Rejected e =
        assertThrows(Rejected.class, () -> read(text.replaceFirst("\"rows\":8", "\"rows\":9")));
    assertEquals("MANIFEST_COLUMNS", e.code());
    Rejected f =
        assertThrows(
            Rejected.class,
            () ->
                read(
                    text.replace("\"rows\":3", "\"rows\":4")
                        .replace(
                            "\"extent\":3,\"name\":\"row\"", "\"extent\":4,\"name\":\"row\"")));
    assertEquals("LINK_DESCRIPTOR", f.code());
  }

  private static ManifestPart foreign(String name) {
    return shard(name, 8, 77).since(first.digest());
  }

  private static ManifestPart since(DatasetManifest added, String name) {
    return added.part(name).orElseThrow().since(added.digest());
  }

  private static ManifestPart shard(String name, int rows, int fill) {
    byte[] root = new byte[32];
    root[0] = (byte) fill;
    root[1] = (byte) (fill >> 8);
    return ManifestPart.of(
        name,
        rows,
        root,
        CommitmentGeometry.of(8, schema.featureCount(), OptionalLong.empty()),
        DataShapes.of(schema, rows),
        new RecordTree().root());
  }

  private static DatasetManifest second(List<ManifestPart> parts, List<String> removed) {
    return manifest(2, Optional.of(first.digest()), parts, removed);
  }

  private static DatasetManifest manifest(
      int version, Optional<Digest> parent, List<ManifestPart> parts, List<String> removed) {
    return new DatasetManifest(schema, version, parent, 16, parts, removed, SampleData.CREATED);
  }

  private static void rejects(String code, DatasetManifest manifest) {
    Rejected e = assertThrows(Rejected.class, () -> read(manifest));
    assertEquals(code, e.code(), e.getMessage());
  }

  private static void refusesAfterFirst(String code, DatasetManifest manifest) {
    Rejected e = assertThrows(Rejected.class, () -> DatasetHistory.checkSuccessor(first, manifest));
    assertEquals(code, e.code(), e.getMessage());
  }

  private static DatasetManifest read(DatasetManifest manifest) throws VerificationException {
    return DatasetManifest.read(manifest.write());
  }

  private static DatasetManifest read(String text) throws VerificationException {
    return DatasetManifest.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
