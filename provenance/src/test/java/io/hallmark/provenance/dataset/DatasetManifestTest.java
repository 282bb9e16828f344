package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DatasetManifestTest {
  @Test
  void aManifestRoundTripsAndItsDigestIsTagged() throws Exception {
    DatasetManifest manifest = SampleData.manifest();
    byte[] bytes = manifest.write();
    assertEquals(manifest, DatasetManifest.read(bytes));
    assertArrayEquals(bytes, DatasetManifest.read(bytes).write());
    assertEquals(Digests.tagged("hallmark/manifest/v1", bytes), manifest.digest());
    assertEquals(Digests.sha256(bytes), manifest.sha256());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rows\":31|\"rows\":20000000|LIMIT",
        "\"rows\":31|\"rows\":2147483647|LIMIT",
        "\"m\":11|\"m\":30|LIMIT",
        "\"nu\":14|\"nu\":32|LIMIT",
        "\"nu\":14|\"nu\":11|GEOMETRY_VALID",
        "\"b\":16|\"b\":9007199254740991|LIMIT",
        "\"t\":124|\"t\":9007199254740991|GEOMETRY_VALID",
        "\"t\":124|\"t\":123|LINK_DESCRIPTOR",
        "\"root\":\"01|\"root\":\"03|LINK_DESCRIPTOR",
        "\"rows\":31|\"rows\":32|MANIFEST_COLUMNS",
        "\"name\":\"y\"|\"name\":\"z\"|MANIFEST_COLUMNS",
        "\"extent\":4|\"extent\":5|MANIFEST_COLUMNS",
        "\"values\":[\"M\"]}|\"values\":[\"M\"]},{\"name\":\"none\",\"values\":[\"N\"]}|MANIFEST_COLUMNS",
      })
  void aChangedNumberIsRejectedByName(String from, String to, String code) throws Exception {
    String good = text();
    assertTrue(good.contains(from), from);
    Rejected e =
        assertThrows(Rejected.class, () -> read(good.replaceFirst(Pattern.quote(from), to)));
    assertEquals(code, e.code(), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"tags\":[]|\"tags\":[\"x\"]",
        "\"fingerprint\":[]|\"fingerprint\":[1]",
        "\"limb\":16|\"limb\":64",
        "\"limb\":16|\"limb\":16.0",
        "\"version\":1|\"version\":0",
        "\"version\":1|\"version\": 1",
        "\"test\":\"0.25\"|\"test\":\"0\"",
        "\"name\":\"test\"|\"name\":\"train\"",
        "\"name\":\"wards\"|\"name\":\"wards/../x\"",
        "2026-01-02T03:04:05Z|2026-01-02T03:04:05.1Z",
        "\"parent\":\"none\"|\"parent\":\"None\"",
        "\"sh\":|\"sh\":1",
      })
  void whateverIsNoManifestIsMalformed(String from, String to) throws Exception {
    String good = text();
    assertTrue(good.contains(from), from);
    assertThrows(Malformed.class, () -> read(good.replace(from, to)));
  }

  @Test
  void onePartTwiceIsRejected() throws Exception {
    DatasetManifest manifest = SampleData.manifest();
    String root = manifest.parts().getFirst().root().hex();
    String other = manifest.parts().getLast().root().hex();
    Rejected e = assertThrows(Rejected.class, () -> read(text().replace(other, root)));
    assertEquals("SHARD_TWICE", e.code());
  }

  @Test
  void mutationsAreRefusedOrTheSameAgain() throws Exception {
    byte[] good = SampleData.manifest().write();
    SplittableRandom random = new SplittableRandom(6);
    int malformed = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] bent = good.clone();
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        bent[random.nextInt(bent.length)] = (byte) random.nextInt(32, 127);
      }
      try {
        assertArrayEquals(bent, DatasetManifest.read(bent).write());
      } catch (Malformed e) {
        malformed++;
      } catch (VerificationException e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
    }
    assertTrue(malformed > 1000, "" + malformed);
  }

  @Test
  void theGeometryFollowsTheRows() {
    assertEquals(
        new Geometry(11, 14, 124, 16), CommitmentGeometry.of(455, 30, OptionalLong.empty()));
    assertEquals(
        new Geometry(12, 15, 111, 16), CommitmentGeometry.of(4096, 30, OptionalLong.empty()));
    assertEquals(
        new Geometry(13, 16, 124, 64), CommitmentGeometry.of(4097, 30, OptionalLong.empty()));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> CommitmentGeometry.of(455, 30, OptionalLong.of(200)));
    assertTrue(
        String.valueOf(e.getMessage()).contains("the smallest m that carries them is 1"),
        e.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> CommitmentGeometry.of(455, 30, OptionalLong.of(3)));
  }

  private static String text() throws Exception {
    return new String(SampleData.manifest().write(), StandardCharsets.UTF_8);
  }

  private static DatasetManifest read(String text) throws VerificationException {
    return DatasetManifest.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
