package io.hallmark.cli;

import io.hallmark.document.DocumentException;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.TrustPolicy;
import io.hallmark.provenance.dataset.DatasetManifest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the files that commands are given; none of them is trusted to be small.
public final class InputFiles {
  private static final int MAX_BYTES = 1 << 28;

  private InputFiles() {}

  /// A whole file of at most 256 MiB.
  ///
  /// @throws VerificationException.Malformed if it is larger
  /// @throws IOException if it cannot be read
  public static byte[] bytes(Path file) throws IOException, VerificationException.Malformed {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new VerificationException.Malformed(file + ": larger than " + MAX_BYTES + " bytes");
      }
      return bytes;
    }
  }

  /// A manifest.
  public static DatasetManifest manifest(Path file) throws IOException, VerificationException {
    return DatasetManifest.read(bytes(file));
  }

  /// A training program; white space and the order of keys are free.
  public static TrainingProgram program(Path file)
      throws IOException,
          VerificationException.Malformed,
          DocumentException.Malformed,
          ProgramRefused {
    return TrainingProgram.readLenient(bytes(file));
  }

  /// A trust file.
  public static TrustPolicy trust(Path file) throws IOException, VerificationException.Malformed {
    return TrustPolicy.read(bytes(file));
  }
}
