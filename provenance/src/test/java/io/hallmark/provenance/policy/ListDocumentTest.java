package io.hallmark.provenance.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.Fingerprint;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lists and their files.
final class ListDocumentTest {
  private static EntryList random(int n) {
    SplittableRandom random = new SplittableRandom(3);
    long[][] out = new long[n][4];
    for (long[] entry : out) {
      for (int k = 0; k < 4; k++) {
        entry[k] = random.nextLong(1L << 60);
      }
    }
    return EntryList.ofTuples(out);
  }

  @Test
  void aListComesBackFromItsDocumentAndItsFile() throws Exception {
    EntryList entries = random(1000);
    ListDocument written =
        ListDocument.of(
            "works",
            2,
            Optional.of(Fingerprint.Variant.FILE),
            Optional.empty(),
            Optional.empty(),
            entries);
    ListDocument read = ListDocument.read(written.write());
    assertEquals(written, read);
    assertEquals(entries, read.entries(ListDocument.file(entries)));
  }

  @Test
  void anotherFileIsRejected() {
    EntryList entries = random(20);
    ListDocument list =
        ListDocument.of(
            "works",
            1,
            Optional.of(Fingerprint.Variant.TEXT),
            Optional.empty(),
            Optional.empty(),
            entries);
    byte[] file = ListDocument.file(entries);
    file[3] = file[3] == '0' ? (byte) '1' : (byte) '0';
    VerificationException.Rejected e =
        assertThrows(VerificationException.Rejected.class, () -> list.entries(file));
    assertEquals("LIST_DIGEST", e.code());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "000000000000001",
        "000000000000001\n000000000000001\n",
        "000000000000002\n000000000000001\n",
        "00000000000000A\n",
        "000000000000001\r",
        "0000000000000001\n"
      })
  void aFileOfAnotherFormIsMalformed(String text) {
    assertThrows(
        VerificationException.Malformed.class,
        () -> ListDocument.entries(text.getBytes(US_ASCII), 1));
  }
}
