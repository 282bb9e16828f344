package io.hallmark.document;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class DigestsTest {
  /// FIPS 180-4: SHA-256 of "abc".
  @Test
  void sha256IsSha256() throws Exception {
    byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
    String expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertEquals(expected, Digests.sha256(abc).hex());
    assertEquals(expected, Digests.sha256(new byte[] {'a'}, new byte[] {'b', 'c'}).hex());
    assertEquals(expected, Digests.sha256(new ByteArrayInputStream(abc)).hex());
  }

  @Test
  void tagsAreSeparatedByAZeroByte() {
    byte[] x = {1, 2};
    assertEquals(Digests.sha256(new byte[] {'t', 0, 1, 2}), Digests.tagged("t", x));
    assertNotEquals(Digests.tagged("t", x), Digests.tagged("u", x));
    assertThrows(IllegalArgumentException.class, () -> Digests.tagged("t\0", x));
    assertThrows(IllegalArgumentException.class, () -> Digests.tagged("", x));
  }

  @Test
  void documentsAreTaggedWithTheirType() {
    JsonObject document = JsonObject.builder().put("type", "hallmark/x/v1").put("a", 1).build();
    byte[] bytes =
        "hallmark/x/v1\0{\"a\":1,\"type\":\"hallmark/x/v1\"}".getBytes(StandardCharsets.US_ASCII);
    assertEquals(Digests.sha256(bytes), Digests.document(document));
    JsonObject without = document.toBuilder().remove("type").build();
    assertThrows(IllegalArgumentException.class, () -> Digests.document(without));
  }

  @Test
  void lengthsComeFirst() {
    assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 2, 7, 8}, Digests.lp(new byte[] {7, 8}));
    assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 1, 'x'}, Digests.lp("x"));
    assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 1, 2}, Digests.u64be(258));
  }

  @Test
  void digestsHaveOneText() {
    Digest digest = Digests.sha256(new byte[0]);
    assertEquals(digest, Digest.parse(digest.hex()));
    assertEquals(digest, Digest.of(digest.bytes()));
    digest.bytes()[0] ^= 1;
    assertEquals(digest, Digests.sha256(new byte[0]), "the bytes are a copy");
    assertFalse(Digest.isHex(digest.hex().toUpperCase(java.util.Locale.ROOT)));
    assertThrows(IllegalArgumentException.class, () -> Digest.parse("00"));
    assertThrows(IllegalArgumentException.class, () -> Digest.of(new byte[31]));
  }
}
