package io.hallmark.provenance.authority;

import io.hallmark.document.Digest;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.dataset.DatasetManifest;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The certificates of authorities that lie in the folder of a data set: files `certificate*.json`.
public final class CertificateFiles {
  private CertificateFiles() {}

  /// Those about one manifest, by name; those about other versions of the data set are left out.
  ///
  /// @throws Malformed if a file is no certificate
  /// @throws IOException if a file cannot be read
  public static List<byte[]> about(DatasetManifest manifest, Path dataset)
      throws IOException, Malformed {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(dataset, "certificate*.json")) {
      stream.forEach(files::add);
    }
    files.sort(Comparator.comparing(f -> String.valueOf(f.getFileName())));
    List<byte[]> out = new ArrayList<>();
    for (Path file : files) {
      byte[] envelope = Files.readAllBytes(file);
      if (isAbout(manifest.digest(), envelope)) {
        out.add(envelope);
      }
    }
    return out;
  }

  private static boolean isAbout(Digest manifest, byte[] envelope) throws Malformed {
    return InTotoStatement.read(DsseEnvelope.read(envelope).payload()).subjects().stream()
        .anyMatch(s -> s.digests().containsValue(manifest));
  }
}
