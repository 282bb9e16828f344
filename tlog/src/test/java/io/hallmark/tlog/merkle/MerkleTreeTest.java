package io.hallmark.tlog.merkle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.tlog.LogCheck;
import io.hallmark.tlog.LogException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The tree against RFC 6962's own recursion and the published figures of the certificate
/// transparency reference tests.
final class MerkleTreeTest {
  /// Entries and roots of the reference tests of certificate transparency.
  private static final List<String> ENTRIES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final List<String> ROOTS =
      List.of(
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
          "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
          "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
          "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
          "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Test
  void theRootsAreThePublishedOnes() throws Exception {
    List<byte[]> entries = ENTRIES.stream().map(hex -> HexFormat.of().parseHex(hex)).toList();
    for (int n = 0; n <= entries.size(); n++) {
      Hash root = MerkleTree.root(n, reader(entries));
      assertEquals(ROOTS.get(n), HexFormat.of().formatHex(root.bytes()), "size " + n);
    }
  }

  @Test
  void theInclusionPathIsThePublishedOne() throws Exception {
    List<byte[]> entries = ENTRIES.stream().map(hex -> HexFormat.of().parseHex(hex)).toList();
    InclusionProof proof = MerkleTree.inclusion(5, 8, reader(entries));
    assertEquals(
        List.of(
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"),
        proof.path().stream().map(h -> HexFormat.of().formatHex(h.bytes())).toList());
  }

  @Test
  void everyProofOfEveryTreeUpToSeventyVerifies() throws Exception {
    List<byte[]> entries = randomEntries(70, 1);
    for (int size = 1; size <= entries.size(); size++) {
      Hash root = recursive(entries.subList(0, size));
      assertEquals(root, MerkleTree.root(size, reader(entries)));
      for (int i = 0; i < size; i++) {
        MerkleTree.inclusion(i, size, reader(entries))
            .verify(MerkleTree.leaf(entries.get(i)), size, root);
      }
      for (int old = 0; old <= size; old++) {
        MerkleTree.consistency(old, size, reader(entries))
            .verify(old, recursive(entries.subList(0, old)), size, root);
      }
    }
  }

  @Test
  void aFrontierGrowsLikeTheTree() throws Exception {
    List<byte[]> entries = randomEntries(70, 2);
    Frontier frontier = new Frontier();
    for (int size = 1; size <= entries.size(); size++) {
      frontier.append(MerkleTree.leaf(entries.get(size - 1)), (_, _, _) -> {});
      assertEquals(recursive(entries.subList(0, size)), frontier.root());
      assertEquals(frontier.subtrees(), Frontier.of(size, reader(entries)).subtrees());
    }
  }

  @Test
  void aProofOfAnotherEntryIndexSizeOrRootIsRefused() throws Exception {
    List<byte[]> entries = randomEntries(21, 3);
    Hash root = recursive(entries);
    for (int i = 0; i < 21; i++) {
      InclusionProof proof = MerkleTree.inclusion(i, 21, reader(entries));
      Hash leaf = MerkleTree.leaf(entries.get(i));
      assertRefused(() -> proof.verify(MerkleTree.leaf(new byte[] {1}), 21, root));
      assertRefused(() -> proof.verify(leaf, 21, leaf));
      assertRefused(() -> proof.verify(leaf, proof.index(), root));
      InclusionProof next = new InclusionProof((i + 1) % 21, proof.path());
      assertRefused(() -> next.verify(leaf, 21, root));
      List<Hash> longer = new ArrayList<>(proof.path());
      longer.add(root);
      assertRefused(() -> new InclusionProof(proof.index(), longer).verify(leaf, 21, root));
      List<Hash> shorter = proof.path().subList(0, proof.path().size() - 1);
      assertRefused(() -> new InclusionProof(proof.index(), shorter).verify(leaf, 21, root));
    }
  }

  @Test
  void aFalseConsistencyProofIsRefused() throws Exception {
    List<byte[]> entries = randomEntries(21, 4);
    Hash root = recursive(entries);
    for (int old = 1; old < 21; old++) {
      int size = old;
      Hash oldRoot = recursive(entries.subList(0, old));
      ConsistencyProof proof = MerkleTree.consistency(old, 21, reader(entries));
      assertCheck(LogCheck.LOG_CONSISTENCY, () -> proof.verify(size, root, 21, root));
      assertCheck(LogCheck.LOG_CONSISTENCY, () -> proof.verify(size, oldRoot, 21, oldRoot));
      for (int i = 0; i < proof.path().size(); i++) {
        List<Hash> bent = new ArrayList<>(proof.path());
        bent.set(i, MerkleTree.EMPTY);
        assertCheck(
            LogCheck.LOG_CONSISTENCY,
            () -> new ConsistencyProof(bent).verify(size, oldRoot, 21, root));
      }
      List<Hash> longer = new ArrayList<>(proof.path());
      longer.add(root);
      assertCheck(
          LogCheck.LOG_CONSISTENCY,
          () -> new ConsistencyProof(longer).verify(size, oldRoot, 21, root));
      assertCheck(
          LogCheck.LOG_CONSISTENCY,
          () -> new ConsistencyProof(List.of()).verify(size, oldRoot, 21, root));
    }
    ConsistencyProof none = new ConsistencyProof(List.of());
    assertCheck(LogCheck.LOG_FORK, () -> none.verify(21, MerkleTree.EMPTY, 21, root));
    assertCheck(LogCheck.LOG_ROLLBACK, () -> none.verify(22, root, 21, root));
    assertCheck(LogCheck.LOG_CONSISTENCY, () -> none.verify(0, root, 21, root));
    ConsistencyProof some = new ConsistencyProof(List.of(root));
    assertCheck(LogCheck.LOG_CONSISTENCY, () -> some.verify(21, root, 21, root));
    assertCheck(LogCheck.LOG_CONSISTENCY, () -> some.verify(0, MerkleTree.EMPTY, 21, root));
  }

  @Test
  void aRewrittenPastHasNoConsistencyProof() throws Exception {
    List<byte[]> entries = randomEntries(40, 5);
    List<byte[]> rewritten = new ArrayList<>(entries);
    rewritten.set(3, new byte[] {9});
    for (int old = 4; old < 40; old++) {
      int size = old;
      Hash oldRoot = recursive(entries.subList(0, old));
      ConsistencyProof proof = MerkleTree.consistency(old, 40, reader(rewritten));
      assertThrows(
          LogException.Rejected.class, () -> proof.verify(size, oldRoot, 40, recursive(rewritten)));
    }
  }

  private static void assertRefused(org.junit.jupiter.api.function.Executable body) {
    assertCheck(LogCheck.LOG_INCLUSION, body);
  }

  static void assertCheck(LogCheck check, org.junit.jupiter.api.function.Executable body) {
    assertEquals(check, assertThrows(LogException.Rejected.class, body).check());
  }

  private static List<byte[]> randomEntries(int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      byte[] entry = new byte[random.nextInt(20)];
      random.nextBytes(entry);
      out.add(entry);
    }
    return out;
  }

  /// Complete subtrees by the plain recursion.
  private static HashReader reader(List<byte[]> entries) {
    return (level, index) ->
        recursive(entries.subList((int) (index << level), (int) ((index + 1) << level)));
  }

  /// MTH of RFC 6962, written as the RFC writes it.
  private static Hash recursive(List<byte[]> entries) {
    int n = entries.size();
    if (n == 0) {
      return MerkleTree.EMPTY;
    }
    if (n == 1) {
      return MerkleTree.leaf(entries.getFirst());
    }
    int k = 1;
    while (2 * k < n) {
      k *= 2;
    }
    return MerkleTree.node(recursive(entries.subList(0, k)), recursive(entries.subList(k, n)));
  }

  @Test
  void leavesAndNodesAreSeparated() {
    byte[] two = new byte[64];
    Arrays.fill(two, (byte) 7);
    Hash half = Hash.of(Arrays.copyOf(two, 32));
    assertEquals(false, MerkleTree.leaf(two).equals(MerkleTree.node(half, half)));
  }
}
