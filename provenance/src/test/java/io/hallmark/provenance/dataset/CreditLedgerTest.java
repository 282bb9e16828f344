package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningBudget;
import io.hallmark.proof.commitment.OpeningEntry;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.VerificationException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CreditLedgerTest {
  /// 5 openings of 8 positions: 2 ordinary ones beside the dataset proof and the two reserved.
  private static final Geometry GEOMETRY = new Geometry(4, 8, 8, 5);

  @TempDir Path folder;
  private Path file = Path.of("");
  private CreditLedger ledger = new CreditLedger(file);

  @BeforeEach
  void create() throws Exception {
    file = folder.resolve("credits.log");
    ledger = CreditLedger.create(file, new TreeMap<>(Map.of("train", GEOMETRY, "test", GEOMETRY)));
  }

  @Test
  void theLastTwoOpeningsAreReserved() throws Exception {
    assertEquals(3, ledger.runsLeft("train"));
    charge("train", 1, CreditPurpose.DATASET_PROOF);
    charge("train", 2, CreditPurpose.RUN);
    assertEquals(1, ledger.runsLeft("train"));
    ledger.requireOpening("train", CreditPurpose.RUN);
    charge("train", 3, CreditPurpose.RUN);
    assertEquals(0, ledger.runsLeft("train"));
    byte[] before = Files.readAllBytes(file);
    RefusedException e =
        assertThrows(
            RefusedException.class, () -> ledger.requireOpening("train", CreditPurpose.RUN));
    assertTrue(String.valueOf(e.getMessage()).contains("2 of 5 openings are left"), e.getMessage());
    assertTrue(
        String.valueOf(e.getMessage()).contains("What to do: renew the data set"), e.getMessage());
    assertThrows(RefusedException.class, () -> charge("train", 4, CreditPurpose.RUN));
    assertTrue(Arrays.equals(before, Files.readAllBytes(file)), "a refusal writes nothing");
    ledger.requireOpening("train", CreditPurpose.RENEWAL);
    charge("train", 5, CreditPurpose.RENEWAL);
    assertThrows(RefusedException.class, () -> charge("train", 6, CreditPurpose.RENEWAL));
    assertEquals(3, ledger.runsLeft("test"), "parts have budgets of their own");
  }

  @Test
  void theSameProofIsChargedOnce() throws Exception {
    charge("train", 1, CreditPurpose.RUN);
    byte[] once = Files.readAllBytes(file);
    charge("train", 1, CreditPurpose.RUN);
    assertTrue(Arrays.equals(once, Files.readAllBytes(file)));
  }

  @Test
  void aBookRefusesAsTheProverExpects() throws Exception {
    for (int i = 0; i < 3; i++) {
      ledger.book("train", CreditPurpose.RUN).charge(entry(i), false);
    }
    assertFalse(ledger.book("train", CreditPurpose.RUN).budget().allows(entry(9), false));
    assertThrows(
        OpeningRefused.class,
        () -> ledger.book("train", CreditPurpose.RUN).charge(entry(9), false));
  }

  /// A kill at any byte of an append: the ledger stays readable, never gains a credit, and goes on.
  @Test
  void aKillDuringAnAppendNeverGainsACredit() throws Exception {
    charge("train", 1, CreditPurpose.RUN);
    byte[] before = Files.readAllBytes(file);
    charge("train", 2, CreditPurpose.RUN);
    byte[] after = Files.readAllBytes(file);
    for (int cut = before.length; cut <= after.length; cut++) {
      rewrite(Arrays.copyOf(after, cut));
      int charged = ledger.budget("train").charged().size();
      assertEquals(cut == before.length ? 1 : 2, charged, "cut at " + cut);
      charge("train", 3, CreditPurpose.RUN);
      assertEquals(charged + 1, ledger.budget("train").charged().size());
      byte[] repaired = Files.readAllBytes(file);
      assertTrue(Arrays.equals(Arrays.copyOf(after, cut), Arrays.copyOf(repaired, cut)));
      for (int again = cut; again <= repaired.length; again += 7) {
        rewrite(Arrays.copyOf(repaired, again));
        assertTrue(ledger.budget("train").charged().size() >= charged);
      }
    }
  }

  @Test
  void aRestoredLedgerIsFrozen() throws Exception {
    charge("train", 1, CreditPurpose.RUN);
    Path backup = folder.resolve("backup");
    Files.copy(file, backup);
    Files.delete(file);
    Files.createFile(folder.resolve("takes-the-inode"));
    Files.copy(backup, file);
    OpeningBudget budget = ledger.budget("train");
    assertTrue(budget.frozen());
    RefusedException e =
        assertThrows(
            RefusedException.class, () -> ledger.requireOpening("train", CreditPurpose.RUN));
    assertTrue(String.valueOf(e.getMessage()).contains("copied or restored"), e.getMessage());
    assertThrows(RefusedException.class, () -> charge("train", 2, CreditPurpose.RUN));
    charge("train", 3, CreditPurpose.RENEWAL);
    assertThrows(RefusedException.class, () -> charge("train", 4, CreditPurpose.RENEWAL));
    assertTrue(ledger.budget("train").frozen(), "it stays frozen");
  }

  /// A backup that takes the place of the deleted file often gets the number of its inode.
  @Test
  void aRestoredLedgerIsFrozenInTheSameInodeToo() throws Exception {
    charge("train", 1, CreditPurpose.RUN);
    Path backup = folder.resolve("backup");
    Files.copy(file, backup);
    charge("train", 2, CreditPurpose.RUN);
    Thread.sleep(20); // the clock of a file system ticks every few milliseconds
    Files.delete(file);
    Files.copy(backup, file);
    assertTrue(ledger.budget("train").frozen());
    assertThrows(RefusedException.class, () -> charge("train", 3, CreditPurpose.RUN));
    charge("train", 4, CreditPurpose.RENEWAL);
    assertTrue(ledger.budget("train").frozen(), "it stays frozen");
    assertThrows(RefusedException.class, () -> charge("train", 5, CreditPurpose.RENEWAL));
  }

  /// A file system that keeps no time of birth: the ledger then names the inode only.
  @Test
  void theTimeIsLeftOutWhereItIsNotKept() throws Exception {
    FileIdentity found = FileIdentity.of(file);
    assertTrue(found.is(found.number()));
    assertTrue(found.is(found.text()));
    assertFalse(found.is(found.number() + " made 1970-01-01T00:00:00Z"));
    FileIdentity written = FileIdentity.ofWritten(file);
    assertTrue(found.is(written.text()) && written.is(found.number()));
  }

  @Test
  void whoeverComesSecondIsRefusedAtOnce() throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertTrue(lock.isValid());
      RefusedException e =
          assertThrows(RefusedException.class, () -> charge("train", 1, CreditPurpose.RUN));
      assertTrue(
          String.valueOf(e.getMessage()).contains("being written by somebody else"),
          e.getMessage());
    }
    charge("train", 1, CreditPurpose.RUN);
  }

  /// A second process that holds the lock.
  @Test
  void anotherProcessIsRefusedToo() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path source = folder.resolve("Hold.java");
    Files.writeString(
        source,
        """
        public class Hold {
          public static void main(String[] a) throws Exception {
            var c = java.nio.channels.FileChannel.open(
                java.nio.file.Path.of(a[0]), java.nio.file.StandardOpenOption.WRITE);
            c.lock();
            System.out.println("held");
            System.in.read();
          }
        }
        """);
    Process process =
        new ProcessBuilder(java.toString(), source.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertEquals("held", process.inputReader().readLine());
      assertThrows(RefusedException.class, () -> charge("train", 1, CreditPurpose.RUN));
    } finally {
      process.destroyForcibly().waitFor();
    }
    charge("train", 1, CreditPurpose.RUN);
    assertEquals(1, ledger.budget("train").charged().size());
  }

  @Test
  void manyThreadsNeverExceedTheBudget() throws Exception {
    int threads = 8;
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Integer>> charged = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (int t = 0; t < threads; t++) {
        int first = 100 * t;
        charged.add(
            pool.submit(() -> {
              start.await();
              int done = 0;
              for (int i = 0; i < 20; i++) {
                try {
                  charge("train", first + i, CreditPurpose.RUN);
                  done++;
                } catch (RefusedException e) {
                  TimeUnit.MILLISECONDS.sleep(1);
                }
              }
              return done;
            }));
      }
      start.countDown();
      int sum = 0;
      for (Future<Integer> f : charged) {
        sum += f.get();
      }
      assertEquals(3, sum);
      assertEquals(3, ledger.budget("train").charged().size());
    }
  }

  @Test
  void aChangedOrMutatedLedgerIsMalformedNeverWorse() throws Exception {
    charge("train", 1, CreditPurpose.RUN);
    charge("train", 2, CreditPurpose.RUN);
    String text = Files.readString(file);
    String[] lines = text.split("\n", -1);
    rewrite((lines[0] + "\n" + lines[2] + "\n" + lines[2] + "\n").getBytes(StandardCharsets.UTF_8));
    assertThrows(VerificationException.Malformed.class, () -> ledger.budgets());
    byte[] good = text.getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 2000; i++) {
      byte[] bent = good.clone();
      bent[random.nextInt(bent.length)] = (byte) random.nextInt(256);
      try {
        CreditLines.read(bent, new FileIdentity("", ""));
      } catch (VerificationException.Malformed e) {
        assertTrue(e.place().startsWith("opening ledger"), e.place());
      }
    }
  }

  private void rewrite(byte[] bytes) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(bytes));
    }
  }

  private void charge(String part, int number, CreditPurpose purpose) throws Exception {
    ledger.charge(part, entry(number), purpose);
  }

  private static OpeningEntry entry(int number) {
    return new OpeningEntry(
        Digests.sha256(Digests.u64be(number)).hex(), Digests.sha256().hex(), "data");
  }
}
