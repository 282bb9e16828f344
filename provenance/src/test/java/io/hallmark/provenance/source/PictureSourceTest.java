package io.hallmark.provenance.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digests;
import io.hallmark.provenance.SourceException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PictureSourceTest {
  @TempDir Path folder;

  private Path write(String name, int type, int... samples) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(2, 1, type);
    int channels = image.getRaster().getNumBands();
    for (int i = 0; i < samples.length; i++) {
      image.getRaster().setSample(i / channels, 0, i % channels, samples[i]);
    }
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }

  private List<List<String>> rows() throws Exception {
    return Rows.of(RecordSource.of(List.of(folder)));
  }

  @Test
  void aPictureIsARowOfItsSamplesWithItsFolderAsLabel() throws Exception {
    Path dog = write("dogs/1.png", BufferedImage.TYPE_BYTE_GRAY, 0, 255);
    Path cat = write("cats/2.png", BufferedImage.TYPE_BYTE_GRAY, 7, 100);
    assertEquals(
        List.of(
            List.of("p0", "p1", "label", "fingerprint"),
            List.of("7", "100", "cats", fingerprint(cat)),
            List.of("0", "255", "dogs", fingerprint(dog))),
        rows());
    SourceFile file =
        RecordSource.of(List.of(folder)).read((name, names) -> (row, line, cells) -> {});
    assertEquals(Digests.sha256(Files.readAllBytes(cat), Files.readAllBytes(dog)), file.sha256());
  }

  private static String fingerprint(Path file) throws Exception {
    return Digests.sha256(Files.readAllBytes(file)).hex().substring(0, 60);
  }

  @Test
  void colourHasThreeSamplesPerPixel() throws Exception {
    write("a/1.png", BufferedImage.TYPE_3BYTE_BGR, 1, 2, 3, 4, 5, 6);
    assertEquals(List.of("1", "2", "3", "4", "5", "6"), rows().get(1).subList(0, 6));
  }

  @Test
  void otherPicturesAreRefusedByName() throws Exception {
    write("a/1.png", BufferedImage.TYPE_BYTE_GRAY, 1, 2);
    Path second = write("a/2.png", BufferedImage.TYPE_3BYTE_BGR, 1, 2, 3, 4, 5, 6);
    SourceException size = assertThrows(SourceException.class, this::rows);
    assertEquals("2.png", size.file());
    assertEquals("a picture of 2 samples, as the first", size.expected());
    for (int type :
        new int[] {
          BufferedImage.TYPE_4BYTE_ABGR,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_BYTE_BINARY,
          BufferedImage.TYPE_BYTE_INDEXED
        }) {
      write("a/2.png", type);
      assertTrue(
          assertThrows(SourceException.class, this::rows).expected().startsWith("one or three"));
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("a/1.png"));
    for (int length = 0; length < bytes.length; length += 5) {
      Files.write(second, Arrays.copyOf(bytes, length));
      assertEquals("2.png", assertThrows(SourceException.class, this::rows).file());
    }
    for (int at = 0; at < bytes.length; at++) {
      byte[] bent = bytes.clone();
      bent[at] ^= 1;
      Files.write(second, bent);
      assertThrows(SourceException.class, this::rows);
    }
    Files.write(second, Arrays.copyOf(bytes, bytes.length + 1));
    assertThrows(SourceException.class, this::rows);
  }
}
