package io.hallmark.provenance.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.provenance.VerificationException.Malformed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Fingerprints against published values.
final class FingerprintTest {
  @Test
  void aFileIsTheFirstSixtyDigitsOfItsSha256() {
    long[] limbs = Fingerprint.ofFile("abc".getBytes(UTF_8));
    assertArrayEquals(
        new long[] {0xba7816bf8f01cfeL, 0xa414140de5dae22L, 0x23b00361a396177L, 0xa9cb410ff61f200L},
        limbs);
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f200", Fingerprint.digits(limbs));
    assertArrayEquals(limbs, Fingerprint.limbs(Fingerprint.digits(limbs)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFEFF  CAFE\u0301 \u2003 noir\n", "caf\u00e9 noir"})
  void foldedTextsOfOneWorkAreOneFingerprint(String text) throws Exception {
    assertEquals(
        "682992ffde492c83f7710b3267b0c6cb3ad30a7b661c9f680461e26611d9",
        Fingerprint.digits(Fingerprint.ofText(text.getBytes(UTF_8), true)));
  }

  @Test
  void exactTextsKeepCaseAndSpaceButNotLineEnds() throws Exception {
    long[] unix = Fingerprint.ofText("One\ntwo\n".getBytes(UTF_8), false);
    assertArrayEquals(unix, Fingerprint.ofText("\uFEFFOne\r\ntwo\r".getBytes(UTF_8), false));
    assertEquals(
        false,
        Fingerprint.digits(unix)
            .equals(Fingerprint.digits(Fingerprint.ofText("one\ntwo\n".getBytes(UTF_8), false))));
  }

  @Test
  void aRecordIsItsCells() {
    assertEquals(
        "55419005d65048e0ac0bb110426742846b593f26c6234f017b2729a4f187",
        Fingerprint.digits(Fingerprint.ofRecord(List.of("5.1", "a\"b", "\u00e9"))));
  }

  @Test
  void anIdentifierIsKeyed() {
    assertEquals(
        "4855ce5e37fdb68",
        Fingerprint.digits(Fingerprint.ofSubject(new byte[32], "patients", "12345")));
  }

  @Test
  void aTextOfUnassignedCharactersOrOtherBytesIsRefused() {
    String late = new String(Character.toChars(0x1CC00));
    Malformed e =
        assertThrows(Malformed.class, () -> Fingerprint.ofText(late.getBytes(UTF_8), false));
    assertEquals("text: U+1CC00 is not assigned in Unicode 15.0", e.getMessage());
    assertThrows(Malformed.class, () -> Fingerprint.ofText(new byte[] {(byte) 0xc3, 0x28}, true));
  }
}
