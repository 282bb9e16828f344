package io.hallmark.provenance.compliance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.document.Progress;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.dataset.ManifestPart;
import io.hallmark.provenance.dataset.RecordSecret;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever holds all that is published about a data set, and knows every value that a tag, an
/// identifier or a whole record can have, finds no digest by which a guess could be tested.
final class DictionaryAttackTest {
  private static final int WINDOW = 8;
  private static final List<String> LICENCES = List.of("", "cc0", "cc-by", "closed");
  private static final long WITHDRAWN = 100;

  @TempDir private static Path folder;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static HallmarkBundle proof;

  @SuppressWarnings("NullAway.Init") // set before every test
  private static DatasetManifest manifest;

  /// Every run of 8 bytes in a public file.
  private static final Set<Long> PUBLISHED = new HashSet<>();

  @BeforeAll
  static void publish() throws Exception {
    Clinic clinic = Clinic.commit(Files.createDirectory(folder.resolve("one")));
    manifest = manifest(clinic);
    proof =
        PolicyProver.prove(
            clinic.folder(),
            Clinic.policy(
                """
                {"kind":"in","columns":["licence"],"values":["cc0","cc-by"]},
                {"kind":"distinct","column":"work"}
                """),
            Clinic.withdrawn(1, WITHDRAWN),
            OptionalLong.empty(),
            Progress.QUIET);
    for (String name : proof.names()) {
      ByteBuffer bytes = ByteBuffer.wrap(proof.required(name));
      for (int i = 0; i + WINDOW <= bytes.limit(); i++) {
        PUBLISHED.add(bytes.getLong(i));
      }
    }
  }

  private static DatasetManifest manifest(Clinic of) throws Exception {
    return DatasetFolder.readVersions(of.folder()).getLast();
  }

  private static boolean isPublished(byte[] bytes) {
    return PUBLISHED.contains(ByteBuffer.wrap(bytes).getLong());
  }

  /// Digests in raw bytes and in hexadecimal digits.
  private static boolean isPublishedDigest(byte[] message) {
    byte[] digest = Digests.sha256(message).bytes();
    return isPublished(digest)
        || isPublished(Digests.sha256(message).hex().getBytes(StandardCharsets.US_ASCII));
  }

  /// Limbs as digits and as integers in either order of bytes.
  private static boolean isPublishedLimb(long[] limbs) {
    boolean digits = isPublished(Fingerprint.digits(limbs).getBytes(StandardCharsets.US_ASCII));
    return digits
        || PUBLISHED.contains(limbs[0])
        || PUBLISHED.contains(Long.reverseBytes(limbs[0]));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// What is meant to be public is found: the search sees what it searches.
  @Test
  void whatIsPublishedIsFound() {
    assertTrue(
        isPublishedLimb(Fingerprint.ofSubject(Clinic.KEY, "patients", "p" + WITHDRAWN)),
        "an entry of the published list");
    assertTrue(isPublished(utf8(manifest.parts().getFirst().root().hex())));
    assertTrue(isPublishedDigest(proof.required(HallmarkBundle.listEntries("withdrawn"))));
  }

  @Test
  void noDigestOfATagIsPublished() {
    List<byte[]> guesses = new ArrayList<>();
    LICENCES.forEach(l -> guesses.add(utf8(l)));
    for (int value = 0; value <= 100; value++) {
      guesses.add(utf8("" + value));
      guesses.add(ByteBuffer.allocate(8).putLong(value).array());
      guesses.add(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
    }
    for (byte[] guess : guesses) {
      assertFalse(isPublishedDigest(guess), new String(guess, StandardCharsets.UTF_8));
    }
  }

  /// All identifiers of a small range: without the key, under a key that is guessed, and even by
  /// those who share the key.
  @Test
  void noDigestOfAnIdentifierIsPublished() {
    for (int i = 0; i < 60; i++) {
      String patient = "p" + i;
      assertFalse(isPublishedDigest(utf8(patient)), patient);
      for (byte[] key : List.of(new byte[1], new byte[32], Clinic.KEY)) {
        assertFalse(isPublishedLimb(Fingerprint.ofSubject(key, "patients", patient)), patient);
      }
    }
  }

  /// All that a record can be, with its own cells and every licence: no digest of the record, and
  /// no fingerprint of the work.
  @Test
  void noDigestOfARecordIsPublished() throws Exception {
    List<String> lines = Clinic.records().lines().skip(1).toList();
    for (String line : lines) {
      List<String> cells = new ArrayList<>(List.of(line.split(",", -1)));
      assertFalse(isPublishedLimb(Fingerprint.ofText(utf8(cells.getLast()), true)), line);
      for (String licence : LICENCES) {
        cells.set(2, licence);
        assertFalse(isPublished(RecordSecret.record(cells).bytes()), line);
        assertFalse(isPublished(utf8(RecordSecret.record(cells).hex())), line);
        assertFalse(isPublishedLimb(Fingerprint.ofRecord(cells)), line);
      }
    }
  }

  /// Whoever commits the guessed records gets other digests, right guess or wrong.
  @Test
  void equalRecordsCommittedAnewHaveOtherDigests() throws Exception {
    DatasetManifest again = manifest(Clinic.commit(Files.createDirectory(folder.resolve("two"))));
    assertEquals(manifest.schema(), again.schema());
    for (ManifestPart part : manifest.parts()) {
      ManifestPart other = again.part(part.name()).orElseThrow();
      assertEquals(part.rows(), other.rows());
      assertNotEquals(part.root(), other.root());
      assertNotEquals(part.records(), other.records());
      assertNotEquals(part.descriptor(), other.descriptor());
    }
    assertNotEquals(manifest.digest(), again.digest());
  }
}
