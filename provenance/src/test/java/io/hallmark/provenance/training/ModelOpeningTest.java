package io.hallmark.provenance.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.OpeningEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What killed attempts leave of sealed models is deleted; what a certificate may name stays.
final class ModelOpeningTest {
  private static final Geometry GEOMETRY = new Geometry(5, 8, 4, 8);

  @TempDir private Path folder;

  private static Network network() throws Exception {
    return Network.of(World.get().program("0.1"));
  }

  private ModelOpening obtain(long weight) throws Exception {
    Network network = network();
    long[][] values =
        network.tensors().stream().map(w -> new long[w.size()]).toArray(long[][]::new);
    values[0][0] = weight;
    int fraction = network.program().exportFraction();
    return ModelOpening.obtain(
        folder, network, new ModelSnapshot(network.tensors(), values), fraction, GEOMETRY);
  }

  private List<Path> folders() throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }

  @Test
  void whatNoProofNamedIsDeletedAndTheSameWeightsGoOn() throws Exception {
    byte[] first = obtain(1).commitment().descriptor();
    assertArrayEquals(first, obtain(1).commitment().descriptor(), "an attempt goes on");
    assertEquals(1, folders().size());
    Path secret = Files.createTempDirectory(folder.getParent(), "second").resolve("name");
    Files.createLink(secret, folders().getFirst().resolve("secret"));
    obtain(2);
    assertArrayEquals(new byte[32], Files.readAllBytes(secret), "overwritten");
    assertEquals(1, folders().size(), "other weights: the attempt was killed");
    assertFalse(folders().getFirst().endsWith(Digest.of(first).hex().substring(0, 16)));
  }

  @Test
  void whatWasChargedOrIsInDoubtStays() throws Exception {
    obtain(1).book().charge(new OpeningEntry("a".repeat(64), "b".repeat(64), "released"), false);
    Path charged = folders().getFirst();
    obtain(2);
    List<Path> two = folders();
    assertEquals(2, two.size());
    Path other = two.getFirst().equals(charged) ? two.getLast() : two.getFirst();
    Files.write(other.resolve("ledger"), new byte[] {'?'});
    obtain(3);
    assertTrue(folders().containsAll(two), "a ledger that cannot be read");
    // A copied ledger is frozen: nobody knows what the original was charged for.
    Path third = folders().stream().filter(f -> !two.contains(f)).findFirst().orElseThrow();
    Path copy = folder.resolve("copy");
    Files.copy(third.resolve("ledger"), copy);
    Files.move(copy, third.resolve("ledger"), StandardCopyOption.REPLACE_EXISTING);
    obtain(4);
    assertTrue(Files.exists(third), "a frozen ledger");
    Files.createDirectory(folder.resolve("0123456789abcdef"));
    Files.createDirectory(folder.resolve("notes"));
    obtain(4);
    assertFalse(Files.exists(folder.resolve("0123456789abcdef")), "cut before its ledger");
    assertTrue(Files.exists(folder.resolve("notes")), "not ours");
  }

  @Test
  void aSecretWithoutALedgerStays() throws Exception {
    obtain(1);
    Path own = folders().getFirst();
    Files.delete(own.resolve("ledger"));
    obtain(2);
    assertTrue(Files.exists(own.resolve("secret")));
  }
}
