package io.hallmark.proof.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.proof.Check;
import io.hallmark.proof.Maps;
import io.hallmark.proof.ProofException.Rejected;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Run bytes that were changed are refused by name, or read as what re-encodes to them.
final class RunReaderFuzzTest {
  private static final int MUTATIONS = 6000;

  private static boolean readsBack(byte[] bytes, Map<String, byte[]> tables) {
    try {
      Run run = RunReader.read(bytes, tables);
      assertArrayEquals(bytes, RunBytes.run(run));
      RunIndex.of(run);
      return true;
    } catch (Rejected e) {
      assertEquals(Check.REL_WELL_FORMED, e.check());
      return false;
    }
  }

  @Test
  void mutatedRunsAreRefusedOrReencode() {
    SplittableRandom random = new SplittableRandom(7);
    byte[] honest = ExampleRun.bytes();
    Map<String, byte[]> tables = ExampleRun.tables();
    int read = 0;
    for (int k = 0; k < MUTATIONS; k++) {
      byte[] bytes = mutated(random, honest);
      read += readsBack(bytes, tables) ? 1 : 0;
    }
    assertTrue(read > 0 && read < MUTATIONS, "some mutations are runs too: " + read);
  }

  private static byte[] mutated(SplittableRandom random, byte[] honest) {
    byte[] bytes = honest.clone();
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> bytes = Arrays.copyOf(bytes, at);
      case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
      case 4 -> {
        for (int i = at; i < Math.min(bytes.length, at + 8); i++) {
          bytes[i] = (byte) -random.nextInt(2);
        }
      }
      default -> {
        int from = random.nextInt(bytes.length);
        int length = Math.min(random.nextInt(40), bytes.length - Math.max(at, from));
        System.arraycopy(honest, from, bytes, at, length);
      }
    }
    return bytes;
  }

  @Test
  void randomBytesAreRefused() {
    SplittableRandom random = new SplittableRandom(8);
    for (int k = 0; k < 2000; k++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      readsBack(bytes, Map.of());
    }
  }

  @Test
  void randomRunsReencode() throws Rejected {
    for (int seed = 0; seed < 40; seed++) {
      Run run = RandomRun.of(seed).run();
      byte[] bytes = RunBytes.run(run);
      Run again = RunReader.read(bytes, RunBytes.tables(run));
      assertEquals(run, again);
      assertArrayEquals(bytes, RunBytes.run(again));
    }
  }

  @Test
  void missingForeignOrUncanonicalTablesAreRefused() {
    byte[] bytes = ExampleRun.bytes();
    for (String digest : ExampleRun.tables().keySet()) {
      Map<String, byte[]> tables = new LinkedHashMap<>(ExampleRun.tables());
      byte[] entries = Maps.get(tables, digest);
      tables.remove(digest);
      assertThrows(Rejected.class, () -> RunReader.read(bytes, tables));
      entries[0]++;
      tables.put(digest, entries);
      assertThrows(Rejected.class, () -> RunReader.read(bytes, tables));
    }
  }

  @Test
  void theIndexNoneDiffersFromTheElementMinusOne() {
    TableDigests digests = new TableDigests(null);
    var cells = io.hallmark.proof.commitment.Cells.ofInts(0, -1);
    assertTrue(!Arrays.equals(digests.elements(cells), digests.indices(cells)));
  }
}
