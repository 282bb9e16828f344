package io.hallmark.provenance.source;

import io.hallmark.document.Digests;
import io.hallmark.document.Progress;
import io.hallmark.provenance.SourceException;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Pictures in the PNG format, one row each, in the order of their paths: columns `p0`, `p1`, …
/// hold its samples from 0 to 255, row by row, channels of a pixel side by side; `label` is the
/// name of the folder in which it lies; `fingerprint` the fingerprint of its file.
///
/// All pictures have the size of the first, and one channel (grey) or three (red, green, blue) of
/// eight bits, as they stand in the file: no profile, gamma or palette is applied. Others are
/// refused by name, and so is a file that is no PNG.
public final class PictureSource implements RecordSource {
  private static final int MOST_SAMPLES = 1 << 16;
  private static final int LARGEST_FILE = 1 << 26;
  private static final int FINGERPRINT_DIGITS = 60;
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;
  private static final int END = 0x49454e44;
  private static final int OVERHEAD = 12;

  private final List<Path> files;

  PictureSource(List<Path> files) {
    this.files = List.copyOf(files);
  }

  @Override
  public String name() {
    return SourceFiles.joined(files);
  }

  @Override
  public SourceFile read(HeaderReader reader, Progress progress)
      throws SourceException, IOException {
    Tally tally = Tally.of(files, progress);
    Table table = new Table(reader);
    for (Path path : files) {
      String file = SourceFiles.name(path);
      byte[] bytes = bytes(path, file, tally, table.next());
      List<String> cells = new ArrayList<>(samples(file, bytes, table.next()));
      if (table.names().isEmpty()) {
        table.header(file, 0, names(cells.size()));
      }
      int samples = table.names().size() - 2;
      if (cells.size() != samples) {
        throw new SourceException(
            file,
            0,
            table.next(),
            "",
            "a picture of " + samples + " samples, as the first",
            cells.size() + "");
      }
      Path folder = path.toAbsolutePath().getParent();
      cells.add(folder == null ? "" : SourceFiles.name(folder));
      cells.add(Digests.sha256(bytes).hex().substring(0, FINGERPRINT_DIGITS));
      table.row(0, cells);
    }
    return tally.file(name());
  }

  private static byte[] bytes(Path path, String file, Tally tally, long row)
      throws SourceException, IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
      if (bytes.length > LARGEST_FILE) {
        throw new SourceException(file, 0, row, "", "a file of at most 64 MiB", "more");
      }
      tally.add(bytes, 0, bytes.length);
      return bytes;
    }
  }

  private static List<String> names(int samples) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < samples; i++) {
      names.add("p" + i);
    }
    names.add("label");
    names.add("fingerprint");
    return names;
  }

  private static List<String> samples(String file, byte[] bytes, long row) throws SourceException {
    BufferedImage image = decode(file, bytes, row);
    Raster raster = image.getRaster();
    int channels = raster.getNumBands();
    boolean plain = !(image.getColorModel() instanceof IndexColorModel);
    for (int c = 0; c < channels; c++) {
      plain &= raster.getSampleModel().getSampleSize(c) == 8;
    }
    if (!plain || (channels != 1 && channels != 3)) {
      throw new SourceException(
          file,
          0,
          row,
          "",
          "one or three channels of eight bits, without a palette",
          channels + " channels of another kind");
    }
    List<String> out = new ArrayList<>(image.getWidth() * image.getHeight() * channels);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        for (int c = 0; c < channels; c++) {
          out.add(Integer.toString(raster.getSample(x, y, c)));
        }
      }
    }
    return out;
  }

  /// Every chunk is whole and its checksum holds, and the last one is the end: the decoder makes up
  /// what is missing.
  private static void checkChunks(String file, byte[] bytes, long row) throws SourceException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean whole = bytes.length > Long.BYTES && in.getLong() == SIGNATURE;
    int type = 0;
    while (whole && type != END) {
      long length = in.remaining() < OVERHEAD ? -1 : in.getInt() & 0xffffffffL;
      whole = length >= 0 && length <= in.remaining() - Long.BYTES;
      if (whole) {
        CRC32 crc = new CRC32();
        crc.update(bytes, in.position(), (int) length + Integer.BYTES);
        type = in.getInt();
        in.position(in.position() + (int) length);
        whole = (int) crc.getValue() == in.getInt();
      }
    }
    if (!whole || in.hasRemaining()) {
      throw new SourceException(
          file,
          0,
          row,
          "",
          "a PNG picture of whole chunks, whose checksums hold",
          "others before offset " + in.position());
    }
  }

  /// Decodes a picture whose size was looked at first.
  private static BufferedImage decode(String file, byte[] bytes, long row) throws SourceException {
    checkChunks(file, bytes, row);
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    ImageReader reader = readers.next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      long samples = 3L * reader.getWidth(0) * reader.getHeight(0);
      if (samples > 3L * MOST_SAMPLES) {
        throw new SourceException(
            file, 0, row, "", "at most " + MOST_SAMPLES + " pixels", samples / 3 + "");
      }
      return reader.read(0);
    } catch (IOException | RuntimeException e) {
      throw new SourceException(file, 0, row, "", "a PNG picture", String.valueOf(e.getMessage()));
    } finally {
      reader.dispose();
    }
  }
}
