package io.hallmark.provenance.dataset;

import io.hallmark.document.AtomicFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/// The public description of the original inside the folder of a copy: its manifest, what stands
/// about it in the original's folder (certificates of authorities, policy proofs), and, if it is a
/// copy itself, the description of its own original with the proofs.
final class OriginalFolder {
  private static final List<String> ABOUT = List.of("certificate*.json", "policy*.hallmark");
  private static final String COPIES = "*" + DatasetFolder.copyName("");

  private OriginalFolder() {}

  /// Writes the description of a data set; files that are there are replaced, proofs stay.
  ///
  /// @param dataset folder of the data set
  /// @param manifest its manifest
  /// @param out a folder, made if it is missing
  static void describe(Path dataset, DatasetManifest manifest, Path out) throws IOException {
    Files.createDirectories(out);
    AtomicFiles.write(out.resolve(DatasetFolder.MANIFEST), manifest.write());
    copy(dataset, ABOUT, out);
    Path older = dataset.resolve(DatasetFolder.ORIGINAL);
    Path into = out.resolve(DatasetFolder.ORIGINAL);
    while (Files.isDirectory(older, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(into);
      copy(older, List.of(DatasetFolder.MANIFEST), into);
      copy(older, ABOUT, into);
      copy(older, List.of(COPIES), into);
      older = older.resolve(DatasetFolder.ORIGINAL);
      into = into.resolve(DatasetFolder.ORIGINAL);
    }
  }

  private static void copy(Path from, List<String> patterns, Path to) throws IOException {
    for (String pattern : patterns) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(from, pattern)) {
        for (Path file : files) {
          if (Files.isRegularFile(file)) {
            AtomicFiles.write(
                to.resolve(String.valueOf(file.getFileName())), Files.readAllBytes(file));
          }
        }
      }
    }
  }
}
