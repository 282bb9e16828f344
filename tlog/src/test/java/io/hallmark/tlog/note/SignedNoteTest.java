package io.hallmark.tlog.note;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.tlog.LogException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signed notes: the example of the specification, and what is refused.
final class SignedNoteTest {
  private static final String KEY =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
  private static final String NOTE =
      "This is an example message.\n\n"
          + "— example.com/foo"
          + " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

  @Test
  void theExampleOfTheSpecificationVerifies() throws Exception {
    VerifierKey key = VerifierKey.parse(KEY);
    assertEquals(KEY, key.text());
    SignedNote note = SignedNote.parse(utf8(NOTE));
    assertEquals(NOTE, note.write());
    SignatureLine line = note.by(key).getFirst();
    assertTrue(key.verify(utf8(note.text()), line.signature()));
    assertFalse(key.verify(utf8(note.text() + "\n"), line.signature()));
  }

  @Test
  void theLastEmptyLineDividesTextAndSignatures() throws Exception {
    String text =
        """
        Ognuno sta solo sul cuor della terra
        trafitto da un raggio di sole:

        ed è subito sera.
        """;
    String note =
        text
            + "\n"
            + "— quasimodo.example/salvatore"
            + " NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n";
    SignedNote read = SignedNote.parse(utf8(note));
    assertEquals(text, read.text());
    assertEquals("quasimodo.example/salvatore", read.signatures().getFirst().name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "text\n",
        "text\n\n",
        "text\n\n— a AAAAAAA=",
        "text\n\n- a AAAAAAA=\n",
        "text\n\n— a AAAAAA\n",
        "text\n\n— a AAAAAB==\n",
        "text\n\n— a+b AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n",
        "text\n\n— a AAAAAAA=\n\n",
        "te\txt\n\n— a AAAAAAA=\n",
        "text\r\n\n— a AAAAAAA=\n",
        "text\n\n— a AAAA\n",
      })
  void whatIsNoNoteIsMalformed(String text) {
    assertThrows(LogException.Malformed.class, () -> SignedNote.parse(utf8(text)));
  }

  @Test
  void aNoteThatIsNotUtf8IsMalformed() {
    byte[] bytes = utf8(NOTE);
    bytes[2] = (byte) 0xff;
    assertThrows(LogException.Malformed.class, () -> SignedNote.parse(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com/foo",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U",
        "example.com/foo+530d903a+BekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      })
  void whatIsNoVerifierKeyIsMalformed(String text) {
    assertThrows(LogException.Malformed.class, () -> VerifierKey.parse(text));
  }

  @ParameterizedTest
  @EnumSource(SignatureType.class)
  void keysOfEveryTypeSurviveTheirFile(SignatureType type) throws Exception {
    SignerKey key = SignerKey.generate("log.example", type);
    SignerKey read = SignerKey.readSecret(SignerKey.writeSecret(List.of(key))).getFirst();
    assertEquals(key.verifier(), read.verifier());
    byte[] message = utf8("message");
    assertTrue(key.verifier().verify(message, read.sign(message)));
    assertEquals(key.verifier(), VerifierKey.parse(key.verifier().text()));
    assertFalse(key.verifier().verify(utf8("massage"), read.sign(message)));
  }

  @Test
  void aFileWithTheWrongPrivateKeyIsMalformed() {
    SignerKey a = SignerKey.generate("a.example", SignatureType.ED25519);
    SignerKey b = SignerKey.generate("a.example", SignatureType.ED25519);
    String mixed =
        new String(SignerKey.writeSecret(List.of(a)), StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElseThrow()
            + "\n"
            + b.verifier().text()
            + "\n";
    assertThrows(LogException.Malformed.class, () -> SignerKey.readSecret(utf8(mixed)));
  }

  @Test
  void changedNotesAreReadOrMalformedAndNothingElse() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = utf8(NOTE);
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        SignedNote note = SignedNote.parse(bytes);
        assertEquals(new String(bytes, StandardCharsets.UTF_8), note.write());
      } catch (LogException.Malformed e) {
        assertFalse(String.valueOf(e.getMessage()).isEmpty());
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
