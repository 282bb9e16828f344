package io.hallmark.cli.dataset;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--subject-key`.
final class SubjectKey {
  private static final int LEAST = 32;

  @Option(
      names = "--subject-key",
      paramLabel = "FILE",
      description =
          "32 bytes or more: the key of personal identifiers, shared by registry and owners")
  private @Nullable Path file;

  /// The key; empty if none was given.
  byte[] bytes() throws IOException, io.hallmark.provenance.VerificationException.Malformed {
    if (file == null) {
      return new byte[0];
    }
    byte[] out = Inputs.document(file);
    if (out.length < LEAST) {
      throw new CommandException(
          ExitCode.USAGE,
          "--subject-key %s has %d bytes, at least %d are needed"
              .formatted(file, out.length, LEAST));
    }
    return out;
  }
}
