package io.hallmark.provenance.source;

import io.hallmark.document.Progress;
import io.hallmark.provenance.SourceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/// Images with labels in the IDX format, plain or in gzip: for every file of images
/// `*images-idx3-ubyte*` the labels lie beside it, in `*labels-idx1-ubyte*`. Several files of
/// images follow each other as one source.
///
/// A row is an image: columns `p0`, `p1`, … hold its pixels from 0 to 255, row by row, and `label`
/// its label. Images are read one at a time, labels of a file at once: one byte each.
///
/// Length and digest are those of the files as they lie there, compressed if they are, laid end to
/// end in the order labels, images, labels, images, …: `cat` of them gives the same.
///
/// Refused with file and image: a wrong magic number, images of no pixels or another size than
/// those before, another number of labels than images, a file that ends early or goes on, broken
/// gzip.
public final class IdxSource implements RecordSource {
  /// What the name of a file of images contains.
  public static final String IMAGES = "images-idx3-ubyte";

  private static final String LABELS = "labels-idx1-ubyte";
  private static final int IMAGES_MAGIC = 0x803;
  private static final int LABELS_MAGIC = 0x801;
  private static final int MOST_PIXELS = 1 << 16;
  private static final int MOST_RECORDS = 1 << 26;

  private final List<Path> images;
  private final String name;

  /// A source of these files of images; nothing is read yet.
  ///
  /// @throws IllegalArgumentException if there is none, or one has no such name
  public IdxSource(List<Path> images) {
    if (images.isEmpty() || !images.stream().allMatch(IdxSource::isImages)) {
      throw new IllegalArgumentException("files with " + IMAGES + " in their names, not " + images);
    }
    this.images = List.copyOf(images);
    this.name = SourceFiles.joined(images);
  }

  /// Whether a file has the name of a file of images.
  static boolean isImages(Path file) {
    return SourceFiles.name(file).contains(IMAGES);
  }

  /// Whether a file has the name of a file of labels.
  static boolean isLabels(Path file) {
    return SourceFiles.name(file).contains(LABELS);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SourceFile read(HeaderReader reader, Progress progress)
      throws SourceException, IOException {
    List<Path> files = new ArrayList<>();
    for (Path file : images) {
      files.add(labelsOf(file));
      files.add(file);
    }
    Tally tally = Tally.of(files, progress);
    Pass pass = new Pass(reader, tally);
    for (Path file : images) {
      pass.read(file);
    }
    return tally.file(name);
  }

  private static Path labelsOf(Path images) {
    return images.resolveSibling(SourceFiles.name(images).replace(IMAGES, LABELS));
  }

  /// One reading of all files.
  private static final class Pass {
    private final HeaderReader header;
    private final Tally tally;
    private RowReader rows = (row, line, cells) -> {};
    private PixelRow cells = new PixelRow(0);
    private long row;

    Pass(HeaderReader header, Tally tally) {
      this.header = header;
      this.tally = tally;
    }

    void read(Path file) throws SourceException, IOException {
      byte[] labels = labels(labelsOf(file));
      try (IdxStream in = new IdxStream(file, tally)) {
        in.expect("the magic number of images, 2051", IMAGES_MAGIC);
        in.expect(labels.length + " images, one per label", labels.length);
        long height = in.number("rows of an image", MOST_PIXELS);
        long width = in.number("columns of an image", MOST_PIXELS);
        start(SourceFiles.name(file), in, height * width);
        for (byte label : labels) {
          in.read(cells.pixels, row);
          cells.label = label;
          rows.row(row, 0, cells);
          row++;
        }
        in.finish();
      }
    }

    private byte[] labels(Path file) throws SourceException, IOException {
      try (IdxStream in = new IdxStream(file, tally)) {
        in.expect("the magic number of labels, 2049", LABELS_MAGIC);
        byte[] labels = in.bytes(in.number("labels", MOST_RECORDS));
        in.finish();
        return labels;
      }
    }

    /// The first file fixes the size of the images.
    private void start(String file, IdxStream in, long pixels) throws SourceException {
      if (pixels < 1 || pixels > MOST_PIXELS) {
        throw in.fault(-1, "images of 1 to " + MOST_PIXELS + " pixels", Long.toString(pixels));
      }
      if (cells.pixels.length == 0) {
        cells = new PixelRow((int) pixels);
      } else if (cells.pixels.length != pixels) {
        throw in.fault(
            -1, "images of " + cells.pixels.length + " pixels as before", Long.toString(pixels));
      }
      rows = header.header(file, names((int) pixels));
    }

    private static List<String> names(int pixels) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < pixels; i++) {
        names.add("p" + i);
      }
      names.add("label");
      return Collections.unmodifiableList(names);
    }
  }

  /// Pixels and label of one image as texts, none of them made for it.
  private static final class PixelRow extends AbstractList<String> implements RandomAccess {
    private static final List<String> TEXTS =
        IntStream.range(0, 256).mapToObj(Integer::toString).toList();

    private final byte[] pixels;
    private byte label;

    PixelRow(int pixels) {
      this.pixels = new byte[pixels];
    }

    @Override
    public String get(int i) {
      return TEXTS.get((i == pixels.length ? label : pixels[i]) & 0xff);
    }

    @Override
    public int size() {
      return pixels.length + 1;
    }
  }
}
