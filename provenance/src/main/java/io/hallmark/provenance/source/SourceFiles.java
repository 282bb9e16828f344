package io.hallmark.provenance.source;

import io.hallmark.provenance.source.SourceFormat.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which files a source has, and in which order: a rule, so that neither a shell nor a file system
/// decides it.
final class SourceFiles {
  private static final int LONGEST_NAME = 1000;

  private static final Comparator<Path> BY_PATH =
      (a, b) -> compare(a.toString().replace('\\', '/'), b.toString().replace('\\', '/'));

  private static final Comparator<Path> BY_NAME =
      Comparator.<Path, String>comparing(SourceFiles::name, SourceFiles::compare)
          .thenComparing(BY_PATH);

  private SourceFiles() {}

  /// Order of code points, which is not that of UTF-16.
  private static int compare(String a, String b) {
    int[] x = a.codePoints().toArray();
    int[] y = b.codePoints().toArray();
    return Arrays.compare(x, y);
  }

  /// Name of a file without folders.
  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// Puts the files of a folder in its place, in the order of their paths.
  ///
  /// Left out are files and folders whose names begin with `.` or `_`. A folder named `key=value`
  /// is refused: the value would be a column that no file holds.
  static List<Path> expand(List<Path> given) throws IOException {
    List<Path> out = new ArrayList<>();
    for (Path path : given) {
      if (Files.isDirectory(path)) {
        out.addAll(inside(path));
      } else {
        out.add(path);
      }
    }
    if (out.isEmpty()) {
      throw new IllegalArgumentException("expected a file, found none in " + given);
    }
    if (new HashSet<>(out).size() != out.size()) {
      throw new IllegalArgumentException("expected each file once, not " + out);
    }
    return out;
  }

  private static List<Path> inside(Path folder) throws IOException {
    List<Path> found;
    try (Stream<Path> walk = Files.walk(folder)) {
      found = walk.filter(Files::isRegularFile).map(folder::relativize).sorted(BY_PATH).toList();
    }
    List<Path> out = new ArrayList<>();
    for (Path file : found) {
      boolean hidden = false;
      for (Path part : file) {
        hidden |= part.toString().startsWith(".") || part.toString().startsWith("_");
      }
      if (!hidden) {
        refusePartition(file);
        out.add(folder.resolve(file));
      }
    }
    return out;
  }

  private static void refusePartition(Path file) {
    Path parent = file.getParent();
    if (parent != null && parent.toString().contains("=")) {
      throw new IllegalArgumentException(
          "expected files that hold all their columns, not a folder " + parent);
    }
  }

  /// These files in the order of their paths.
  static List<Path> byPath(List<Path> files) {
    return files.stream().sorted(BY_PATH).toList();
  }

  /// These files in the order of their names.
  static List<Path> sorted(List<Path> files) {
    return files.stream().sorted(BY_NAME).toList();
  }

  /// A name for all of them: their names joined by `+`, of many the first and their number.
  static String joined(List<Path> files) {
    String all = files.stream().map(SourceFiles::name).collect(Collectors.joining("+"));
    return all.length() <= LONGEST_NAME
        ? all
        : name(files.getFirst()) + "+" + (files.size() - 1) + " files";
  }

  /// The format of these files.
  ///
  /// @throws IllegalArgumentException if there is no file, or their names say different formats
  static Kind kind(SourceFormat format, List<Path> files) {
    if (format.declared().isPresent()) {
      return format.declared().get();
    }
    Set<Kind> found = files.stream().map(SourceFiles::kindOf).collect(Collectors.toSet());
    if (found.size() != 1) {
      String words = Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "expected files of one format (" + words + "), not " + files);
    }
    return found.iterator().next();
  }

  private static Kind kindOf(Path file) {
    String name = plainName(file);
    if (IdxSource.isImages(file) || IdxSource.isLabels(file)) {
      return Kind.IDX;
    }
    if (name.endsWith(".png")) {
      return Kind.PNG;
    }
    if (name.endsWith(".parquet")) {
      return Kind.PARQUET;
    }
    return name.endsWith(".jsonl") || name.endsWith(".ndjson") ? Kind.JSON_LINES : Kind.CSV;
  }

  /// The delimiter of this CSV file.
  static char delimiter(SourceFormat format, Path file) {
    String name = plainName(file);
    boolean tabs = name.endsWith(".tsv") || name.endsWith(".tab");
    return format.delimiter().orElse(tabs ? '\t' : ',');
  }

  private static String plainName(Path file) {
    String name = name(file).toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }
}
