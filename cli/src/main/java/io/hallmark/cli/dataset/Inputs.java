package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.ExitCode;
import io.hallmark.provenance.VerificationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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

  /// A wrong value of an option or document that the user wrote.
  static CommandException usage(IllegalArgumentException e) {
    return new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
  }
}
