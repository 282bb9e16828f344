package io.hallmark.cli.timestamp;

import io.hallmark.cli.InputFiles;
import io.hallmark.provenance.certificate.HallmarkBundle;
import io.hallmark.provenance.training.CertificateExports;
import java.nio.file.Path;

/// What of a file is stamped.
final class Stamped {
  private Stamped() {}

  /// The signature of a certificate; all bytes of any other file.
  static byte[] bytes(Path file) throws Exception {
    return String.valueOf(file.getFileName()).endsWith(".hallmark")
        ? CertificateExports.of(HallmarkBundle.read(file)).signature()
        : InputFiles.bytes(file);
  }
}
