package io.hallmark.provenance.certificate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.VerificationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HallmarkBundleTest {
  private static Map<String, byte[]> members() {
    Map<String, byte[]> m = new LinkedHashMap<>();
    int i = 0;
    for (String name :
        List.of(
            HallmarkBundle.STATEMENT,
            HallmarkBundle.MANIFEST,
            HallmarkBundle.PROGRAM,
            HallmarkBundle.INTENT,
            HallmarkBundle.INTENT_TRAINER,
            HallmarkBundle.INTENT_SEED,
            HallmarkBundle.RUN_PROOF,
            HallmarkBundle.datasetProof("test"),
            HallmarkBundle.datasetProof("train"),
            HallmarkBundle.authority(0),
            HallmarkBundle.authority(1),
            HallmarkBundle.PARENT,
            HallmarkBundle.MODEL)) {
      m.put(name, ("content " + i++).getBytes(StandardCharsets.UTF_8));
    }
    return m;
  }

  private static byte[] zip(Map<String, byte[]> members) {
    Map<String, ByteBuffer> buffers = new LinkedHashMap<>();
    members.forEach((name, content) -> buffers.put(name, ByteBuffer.wrap(content)));
    return StoredZip.write(buffers);
  }

  private static VerificationException.Malformed malformed(byte[] file) {
    return assertThrows(VerificationException.Malformed.class, () -> HallmarkBundle.read(file));
  }

  @Test
  void whatIsWrittenReadsBackAndIsWrittenTheSame() throws Exception {
    byte[] file = HallmarkBundle.of(members()).write();
    HallmarkBundle read = HallmarkBundle.read(file);
    assertEquals(List.copyOf(members().keySet()), read.names());
    for (String name : read.names()) {
      assertArrayEquals(members().get(name), read.required(name));
    }
    assertArrayEquals(file, read.write());
    assertEquals(List.of("test", "train"), List.copyOf(read.datasetProofs().keySet()));
    assertEquals(2, read.authorities().size());
    assertTrue(read.withoutModel().optional(HallmarkBundle.MODEL).isEmpty());
  }

  @Test
  void aParentIsReadWhereItStandsAndItsBytesAreThose() throws Exception {
    byte[] parent = HallmarkBundle.of(members()).with(HallmarkBundle.MODEL, new byte[7]).write();
    HallmarkBundle child = HallmarkBundle.of(members()).with(HallmarkBundle.PARENT, parent);
    HallmarkBundle read = HallmarkBundle.read(child.write());
    assertArrayEquals(parent, read.parent().orElseThrow().write());
    assertArrayEquals(child.write(), read.write());
    byte[] changed = parent.clone();
    changed[40] ^= 1;
    HallmarkBundle bad = child.with(HallmarkBundle.PARENT, changed);
    assertThrows(VerificationException.Malformed.class, bad::parent);
    assertThrows(IllegalArgumentException.class, () -> child.with("extra", new byte[1]));
  }

  @Test
  void theCallersBytesCanChangeAfterwards() throws Exception {
    byte[] file = HallmarkBundle.of(members()).write();
    byte[] given = file.clone();
    HallmarkBundle read = HallmarkBundle.read(given);
    java.util.Arrays.fill(given, (byte) 0);
    assertArrayEquals(file, read.write());
  }

  @Test
  void theOrderInWhichMembersAreGivenDoesNotMatter() {
    Map<String, byte[]> reversed = new LinkedHashMap<>();
    new ArrayList<>(members().entrySet())
        .reversed()
        .forEach(e -> reversed.put(e.getKey(), e.getValue()));
    assertArrayEquals(HallmarkBundle.of(members()).write(), HallmarkBundle.of(reversed).write());
  }

  @Test
  void stockToolsReadIt() throws IOException {
    byte[] file = HallmarkBundle.of(members()).write();
    Map<String, byte[]> seen = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        seen.put(e.getName(), zip.readAllBytes());
      }
    }
    assertEquals(members().keySet(), seen.keySet());
  }

  @Test
  void everyChangedByteIsRefusedOrChangesAMember() throws Exception {
    byte[] file = HallmarkBundle.of(members()).write();
    for (int i = 0; i < file.length; i++) {
      byte[] changed = file.clone();
      changed[i] ^= 0x20;
      malformed(changed); // a member's checksum differs, at least
    }
  }

  @Test
  void everyTruncationAndEveryAdditionIsRefused() {
    byte[] file = HallmarkBundle.of(members()).write();
    for (int n = 0; n < file.length; n++) {
      malformed(java.util.Arrays.copyOf(file, n));
    }
    malformed(java.util.Arrays.copyOf(file, file.length + 1));
    byte[] shifted = new byte[file.length + 1];
    System.arraycopy(file, 0, shifted, 1, file.length);
    malformed(shifted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../statement.dsse.json",
        "/etc/passwd",
        "dataset/../x.proof",
        "dataset/a/b.proof",
        "dataset/.proof",
        "authority/1.dsse.json",
        "extra",
        "STATEMENT.DSSE.JSON",
        "dataset\\train.proof"
      })
  void unknownNamesAndPathTraversalAreRefused(String name) {
    Map<String, byte[]> m = members();
    m.put(name, new byte[1]);
    assertThrows(IllegalArgumentException.class, () -> HallmarkBundle.of(m));
    assertTrue(String.valueOf(malformed(zip(m)).getMessage()).contains(name));
  }

  @Test
  void aMissingMemberIsNamed() {
    for (String name : List.of(HallmarkBundle.STATEMENT, HallmarkBundle.RUN_PROOF)) {
      Map<String, byte[]> m = members();
      m.remove(name);
      assertTrue(String.valueOf(malformed(zip(m)).getMessage()).contains(name));
    }
  }

  @Test
  void anotherOrderIsRefused() {
    Map<String, byte[]> m = new LinkedHashMap<>();
    new ArrayList<>(members().entrySet()).reversed().forEach(e -> m.put(e.getKey(), e.getValue()));
    malformed(zip(m));
  }

  @Test
  void aDuplicateIsRefused() {
    Map<String, byte[]> m = new LinkedHashMap<>();
    m.put("intent.json", new byte[] {1});
    m.put("intent.jsoN", new byte[] {2});
    byte[] file = zip(m);
    for (int i = 0; i < file.length - 4; i++) {
      if (file[i] == 'j' && file[i + 1] == 's' && file[i + 2] == 'o' && file[i + 3] == 'N') {
        file[i + 3] = 'n';
      }
    }
    assertTrue(String.valueOf(malformed(file).getMessage()).contains("twice"));
  }

  @Test
  void aCompressedBombIsRefusedWithoutBeingRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(HallmarkBundle.STATEMENT));
      zip.write(new byte[1 << 24]);
      zip.closeEntry();
    }
    malformed(out.toByteArray());
  }

  @Test
  void aStoredFileOfAnotherToolIsRefused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> e : members().entrySet()) {
        ZipEntry entry = new ZipEntry(e.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(e.getValue().length);
        CRC32 crc = new CRC32();
        crc.update(e.getValue());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(e.getValue());
        zip.closeEntry();
      }
    }
    malformed(out.toByteArray());
  }

  @Test
  void aLyingLengthDoesNotAllocate() {
    byte[] file = HallmarkBundle.of(members()).write();
    for (int at : List.of(18, 22)) {
      byte[] changed = file.clone();
      changed[at] = changed[at + 1] = changed[at + 2] = changed[at + 3] = (byte) 0xff;
      malformed(changed);
    }
    byte[] both = file.clone();
    for (int i = 18; i < 26; i++) {
      both[i] = (byte) 0xff;
    }
    malformed(both);
  }

  @Test
  void randomChangesNeverThrowAnythingElse() {
    SplittableRandom random = new SplittableRandom(20261126);
    byte[] file = HallmarkBundle.of(members()).write();
    for (int i = 0; i < 4000; i++) {
      byte[] changed = java.util.Arrays.copyOf(file, random.nextInt(1, file.length + 40));
      for (int k = random.nextInt(1, 8); k > 0; k--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        HallmarkBundle.read(changed);
      } catch (VerificationException.Malformed e) {
        assertTrue(e.getMessage() != null);
      }
    }
  }
}
