package io.hallmark.tlog.tile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Paths of tiles and the bytes of bundles, by the figures of the specification.
final class TilePathTest {
  @Test
  void pathsAreTheSpecifiedOnes() {
    assertEquals("tile/0/x001/x234/067", TilePath.hashes(0, 1234067, 256));
    assertEquals("tile/entries/000.p/1", TilePath.entries(0, 1));
    assertEquals("tile/2/x001/000.p/255", TilePath.hashes(2, 1000, 255));
  }

  @Test
  void widthsAreTheSpecifiedOnes() {
    assertEquals(256, TilePath.width(70_000, 0, 272));
    assertEquals(112, TilePath.width(70_000, 0, 273));
    assertEquals(256, TilePath.width(70_000, 1, 0));
    assertEquals(17, TilePath.width(70_000, 1, 1));
    assertEquals(1, TilePath.width(70_000, 2, 0));
    assertEquals(0, TilePath.width(70_000, 3, 0));
    assertEquals(1, TilePath.width(256, 1, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "checkpoint",
        "tile/0/000",
        "tile/63/x001/x234/067",
        "tile/entries/x001/000.p/255",
      })
  void resourcesAreServed(String path) {
    assertTrue(TilePath.isResource(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "../private/keys",
        "tile/../checkpoint",
        "tile/64/000",
        "tile/00/000",
        "tile/0/00",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile//000",
        "tile/data/000",
        "private/keys",
        "checkpoint/",
      })
  void nothingElseIsServed(String path) {
    assertFalse(TilePath.isResource(path));
  }

  @Test
  void aBundleHoldsExactlyItsEntries() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<byte[]> entries = List.of(new byte[0], new byte[] {1, 2}, new byte[EntryBundle.MAX_ENTRY]);
    entries.forEach(e -> EntryBundle.write(e, out));
    byte[] bundle = out.toByteArray();
    List<byte[]> read = EntryBundle.read(bundle, 3);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(entries.get(i), read.get(i));
    }
    assertRefused(bundle, 2);
    assertRefused(bundle, 4);
    assertRefused(Arrays.copyOf(bundle, bundle.length - 1), 3);
    assertRefused(Arrays.copyOf(bundle, bundle.length + 1), 3);
    assertThrows(
        IllegalArgumentException.class,
        () -> EntryBundle.requireFits(new byte[EntryBundle.MAX_ENTRY + 1]));
  }

  private static void assertRefused(byte[] bundle, int count) {
    LogException.Rejected e =
        assertThrows(LogException.Rejected.class, () -> EntryBundle.read(bundle, count));
    assertEquals(LogCheck.LOG_ENTRIES, e.check());
  }
}
