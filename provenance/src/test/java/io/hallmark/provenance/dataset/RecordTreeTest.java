package io.hallmark.provenance.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.Rational;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

final class RecordTreeTest {
  /// The tree heads of the RFC 6962 reference inputs (0 to 8 leaves).
  @Test
  void theRootsOfTheReferenceInputs() {
    String[] leaves = {
      "",
      "00",
      "10",
      "2021",
      "3031",
      "40414243",
      "5051525354555657",
      "606162636465666768696a6b6c6d6e6f"
    };
    String[] roots = {
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
      "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
      "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
      "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
      "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
      "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
      "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    };
    RecordTree tree = new RecordTree();
    for (int n = 0; n <= leaves.length; n++) {
      assertEquals(roots[n], tree.root().hex(), n + " leaves");
      if (n < leaves.length) {
        byte[] data = HexFormat.of().parseHex(leaves[n]);
        tree.add(Digests.sha256(RecordTree.LEAF, data).bytes());
      }
    }
  }

  @Test
  void aLeafIsTheSaltedRecord() throws Exception {
    RecordSecret secret = RecordSecret.of(new byte[32]);
    Digest record = RecordSecret.record(List.of("1.5", "a \"b\""));
    assertEquals(
        Digests.sha256("[\"1.5\",\"a \\\"b\\\"\"]".getBytes(StandardCharsets.UTF_8)), record);
    byte[] part =
        hmac(
            new byte[32],
            "hallmark/record/v1\0\0\0\0\0\0\0\0\5train".getBytes(StandardCharsets.US_ASCII));
    byte[] message = new byte[40];
    message[7] = 9;
    System.arraycopy(record.bytes(), 0, message, 8, 32);
    byte[] salt = hmac(part, message);
    assertEquals(
        Digests.sha256(new byte[] {0}, salt, record.bytes()),
        Digest.of(secret.part("train").leaf(9, record)));
    assertFalse(
        Digest.of(secret.part("test").leaf(9, record))
            .equals(Digest.of(secret.part("train").leaf(9, record))));
  }

  @Test
  void theSplitIsByRowNumberAndName() {
    SplitRule split = new SplitRule("breast-cancer", Rational.parse("0.2"));
    int tests = 0;
    for (int i = 0; i < 10_000; i++) {
      tests += split.isTest(i) ? 1 : 0;
    }
    assertTrue(tests > 1800 && tests < 2200, "" + tests);
    SplitRule other = new SplitRule("breast-cancer2", Rational.parse("0.2"));
    boolean differs = false;
    for (int i = 0; i < 100; i++) {
      differs |= split.isTest(i) != other.isTest(i);
    }
    assertTrue(differs);
    SplitRule none = new SplitRule("x", Rational.ZERO);
    assertTrue(none.isEmpty() && !none.isTest(0));
    byte[] digest =
        Digests.sha256(
                "hallmark/split/v1\0\0\0\0\0\0\0\0\1a\0\0\0\0\0\0\0\0"
                    .getBytes(StandardCharsets.US_ASCII))
            .bytes();
    boolean small = (digest[0] & 0xff) < 128;
    assertEquals(small, new SplitRule("a", Rational.parse("0.5")).isTest(0));
  }

  private static byte[] hmac(byte[] key, byte[] message) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message);
  }
}
