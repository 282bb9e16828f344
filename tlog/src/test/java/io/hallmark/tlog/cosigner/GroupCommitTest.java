package io.hallmark.tlog.cosigner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.CheckpointSignatures;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.cosigner.GroupCommit.Ticket;
import io.hallmark.tlog.merkle.InclusionProof;
import io.hallmark.tlog.merkle.MerkleTree;
import io.hallmark.tlog.store.Fsck;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.store.SampleLog;
import io.hallmark.tlog.tile.EntryBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writers at the same time share checkpoints, and each is answered with a proof of its own entry.
final class GroupCommitTest {
  @TempDir Path folder = Path.of("");

  /// Keeps what is entered, one batch at a time; the first waits until it may go on.
  private static final class Batches implements GroupCommit.Commit {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private final List<List<String>> seen = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void run(List<Ticket> batch) throws IOException, LogException {
      begun.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      List<String> texts = new ArrayList<>();
      for (Ticket ticket : batch) {
        String text = new String(ticket.entry(), StandardCharsets.UTF_8);
        texts.add(text);
        if (text.equals("refused")) {
          seen.add(texts);
          throw new IOException("disk full");
        }
        if (text.equals("fault")) {
          seen.add(texts);
          throw new StackOverflowError("fault");
        }
        if (!text.equals("forgotten")) {
          ticket.answer(proof(texts.size()));
        }
      }
      seen.add(texts);
    }
  }

  private static TlogProof proof(int index) {
    Checkpoint made = new Checkpoint("log.example/sample", index + 1, MerkleTree.EMPTY);
    return new TlogProof(
        new InclusionProof(index, List.of()),
        SignedCheckpoint.of(
            made, List.of(CheckpointSignatures.sign(SampleLog.KEYS.getFirst(), made, 1))));
  }

  private static Callable<TlogProof> entering(GroupCommit group, String text, boolean last) {
    return () -> group.enter(new Ticket(SampleLog.utf8(text), last));
  }

  @Test
  void whoComesDuringACommitSharesTheNextOne() throws Exception {
    Batches batches = new Batches();
    GroupCommit group = new GroupCommit(batches);
    List<String> texts = List.of("a", "b", "c!", "d", "e!", "f!");
    List<Future<TlogProof>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      answers.add(threads.submit(entering(group, "first", false)));
      batches.begun.await();
      int queued = 0;
      for (String text : texts) {
        answers.add(threads.submit(entering(group, text, text.endsWith("!"))));
        queued++;
        while (group.size() < queued) {
          Thread.onSpinWait();
        }
      }
      batches.open.countDown();
      for (Future<TlogProof> answer : answers) {
        answer.get();
      }
    }
    assertEquals(
        List.of(List.of("first"), List.of("a", "b", "c!"), List.of("d", "e!"), List.of("f!")),
        batches.seen);
  }

  @Test
  void aFailureIsToldToItsBatchAndNobodyWaitsForEver() throws Exception {
    Batches batches = new Batches();
    batches.open.countDown();
    GroupCommit group = new GroupCommit(batches);
    assertEquals(
        "disk full",
        assertThrows(IOException.class, entering(group, "refused", false)::call).getMessage());
    assertThrows(StackOverflowError.class, entering(group, "fault", false)::call);
    assertThrows(IOException.class, entering(group, "forgotten", false)::call);
    assertEquals(1, entering(group, "good", false).call().inclusion().index());
    assertEquals(4, batches.seen.size());
  }

  @Test
  void manyWritersAtOnceEachGetAProofOfTheirOwnEntry() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    LogWriter writer = new LogWriter(log, _ -> {});
    int writers = 8;
    int each = 12;
    List<Future<List<TlogProof>>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int w = 0; w < writers; w++) {
        int from = w * 10; // neighbours enter two of the same
        answers.add(
            threads.submit(() -> {
              List<TlogProof> out = new ArrayList<>();
              for (int i = from; i < from + each; i++) {
                boolean last = i % 10 == 5;
                byte[] entry = SampleLog.entry(i);
                out.add(last ? writer.register(entry) : writer.enter(entry));
              }
              return out;
            }));
      }
    }
    TreeMap<Long, Integer> places = new TreeMap<>();
    for (int w = 0; w < writers; w++) {
      List<TlogProof> proofs = answers.get(w).get();
      for (int i = 0; i < each; i++) {
        int n = w * 10 + i;
        TlogProof proof = proofs.get(i);
        proof.verify(SampleLog.policy(), MerkleTree.leaf(SampleLog.entry(n)));
        assertEquals(n, places.getOrDefault(proof.inclusion().index(), n));
        places.put(proof.inclusion().index(), n);
        if (n % 10 == 5) {
          assertEquals(proof.inclusion().index() + 1, proof.checkpoint().checkpoint().size());
        }
      }
    }
    assertEquals(82, places.size());
    assertEquals(82, log.published().checkpoint().size());
    assertEquals(
        List.of(),
        Fsck.check(
            log.source(),
            log.published().checkpoint(),
            (i, e) -> assertEquals(text(places.getOrDefault(i, -1)), text(e))));
    assertEquals(
        82, new LogWriter(log, _ -> {}).enter(SampleLog.entry(3)).checkpoint().checkpoint().size());
  }

  private static String text(int n) {
    return text(SampleLog.entry(n));
  }

  private static String text(byte[] entry) {
    return new String(entry, StandardCharsets.UTF_8);
  }

  @Test
  void aRegistrationThatIsNoLongerTheLastIsRefusedAndItsProofIsKept() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    LogWriter writer = new LogWriter(log, _ -> {});
    TlogProof kept = writer.register(SampleLog.entry(0));
    writer.enter(SampleLog.entry(1));
    writer.enter(SampleLog.entry(2));
    assertEquals(kept, writer.register(SampleLog.entry(0)));
    assertEquals(3, writer.register(SampleLog.entry(2)).checkpoint().checkpoint().size());
    LogException.Rejected e =
        assertThrows(LogException.Rejected.class, () -> writer.register(SampleLog.entry(1)));
    assertEquals(LogCheck.LOG_INCLUSION, e.check());
    assertEquals(3, log.published().checkpoint().size());
    assertThrows(
        IllegalArgumentException.class, () -> writer.enter(new byte[EntryBundle.MAX_ENTRY + 1]));
    assertEquals(3, log.published().checkpoint().size());
  }

  @Test
  void anotherWritersEntriesAreFound() throws Exception {
    LogFolder log = LogFolder.create(folder.resolve("log"), SampleLog.KEYS);
    LogWriter writer = new LogWriter(log, _ -> {});
    writer.enter(SampleLog.entry(0));
    SampleLog.append(log, SampleLog.entries(1, 700));
    assertEquals(600, writer.enter(SampleLog.entry(600)).inclusion().index());
    assertEquals(700, writer.enter(SampleLog.entry(700)).inclusion().index());
    assertEquals(701, writer.register(SampleLog.entry(700)).checkpoint().checkpoint().size());
  }
}
