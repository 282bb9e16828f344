package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.ExitCode;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.RecordSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// What the commands of this package share.
final class Inputs {
  private static final int MAX_DOCUMENT = 1 << 24;

  private Inputs() {}

  /// A document of at most 16 MiB.
  static byte[] document(Path file) throws IOException, VerificationException.Malformed {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_DOCUMENT + 1);
      if (bytes.length > MAX_DOCUMENT) {
        throw new VerificationException.Malformed(file + ": more than 16 MiB");
      }
      return bytes;
    }
  }

  /// The source in these files.
  static RecordSource source(List<Path> files) {
    try {
      return RecordSource.of(files);
    } catch (IllegalArgumentException e) {
      throw usage(e);
    }
  }

  /// A wrong value of an option or document that the user wrote.
  static CommandException usage(IllegalArgumentException e) {
    return new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
  }
}
