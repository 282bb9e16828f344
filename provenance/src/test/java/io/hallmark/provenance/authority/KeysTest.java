package io.hallmark.provenance.authority;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeysTest {
  /// RFC 8032, section 7.1, TEST 2: PKCS#8 and SPKI are the raw 32 bytes behind fixed prefixes.
  @Test
  void theKnownAnswerOfRfc8032() throws Exception {
    String secret = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
    String open = "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c";
    KeyPair pair =
        Keys.pair(
            Keys.readPrivate(pem("PRIVATE KEY", "302e020100300506032b657004220420" + secret)),
            Keys.readPublic(pem("PUBLIC KEY", "302a300506032b6570032100" + open)));
    String signature =
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00";
    byte[] message = {0x72};
    assertEquals(signature, HexFormat.of().formatHex(Keys.sign(pair.getPrivate(), message)));
    assertTrue(Keys.verify(pair.getPublic(), message, HexFormat.of().parseHex(signature)));
  }

  @Test
  void keysRoundTripThroughTheirFiles() throws Exception {
    KeyPair pair = Keys.generate();
    assertArrayEquals(
        pair.getPrivate().getEncoded(),
        Keys.readPrivate(Keys.privatePem(pair.getPrivate())).getEncoded());
    assertEquals(
        Keys.keyId(pair.getPublic()),
        Keys.keyId(Keys.readPublic(Keys.publicPem(pair.getPublic()))));
  }

  @Test
  void anotherMessageKeyOrSignatureIsNotAccepted() {
    KeyPair pair = Keys.generate();
    byte[] message = {1, 2, 3};
    byte[] signature = Keys.sign(pair.getPrivate(), message);
    assertTrue(Keys.verify(pair.getPublic(), message, signature));
    assertFalse(Keys.verify(pair.getPublic(), new byte[] {1, 2, 4}, signature));
    assertFalse(Keys.verify(Keys.generate().getPublic(), message, signature));
    for (int i = 0; i < signature.length; i++) {
      byte[] bent = signature.clone();
      bent[i] ^= 1;
      assertFalse(Keys.verify(pair.getPublic(), message, bent), "byte " + i);
    }
    assertFalse(Keys.verify(pair.getPublic(), message, new byte[0]));
  }

  @Test
  void otherKindsOfKeysAreRefused() throws Exception {
    for (String kind : new String[] {"X25519", "Ed448", "RSA", "EC"}) {
      KeyPair other = KeyPairGenerator.getInstance(kind).generateKeyPair();
      assertThrows(
          VerificationException.Malformed.class,
          () -> Keys.readPublic(Keys.publicPem(other.getPublic())),
          kind);
      assertThrows(
          VerificationException.Malformed.class,
          () -> Keys.readPrivate(Keys.privatePem(other.getPrivate())),
          kind);
    }
    KeyPair pair = Keys.generate();
    assertThrows(
        VerificationException.Malformed.class,
        () -> Keys.readPublic(Keys.privatePem(pair.getPrivate())));
  }

  @Test
  void mutatedPemNeverThrowsAnythingElse() {
    String pem = Keys.publicPem(Keys.generate().getPublic());
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 3000; i++) {
      StringBuilder bent = new StringBuilder(pem);
      for (int k = random.nextInt(1, 4); k > 0; k--) {
        bent.setCharAt(random.nextInt(bent.length()), (char) random.nextInt(1, 256));
      }
      try {
        Keys.readPublic(bent.toString());
      } catch (VerificationException.Malformed e) {
        assertFalse(e.place().isEmpty());
      }
    }
  }

  private static String pem(String label, String hex) {
    String body = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  @Test
  void aPrivateKeyThatOthersCanReadIsNotUsed(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("key");
    KeyFiles.write(file, Keys.generate());
    KeyFiles.readPair(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    IOException refused = assertThrows(IOException.class, () -> KeyFiles.readPair(file));
    assertTrue(String.valueOf(refused.getMessage()).contains("others can read"));
  }
}
