package io.hallmark.cli;

import io.hallmark.document.DocumentException;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.ProgramRefused;
import io.hallmark.learning.relation.RunRefused;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.commitment.OpeningRefused;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.RefusedException;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.policy.PolicyRefused;
import io.hallmark.tlog.LogException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;

/// From a failure to one line on standard error and an exit code. Only our own faults print a stack
/// trace.
final class Failures implements CommandLine.IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    return report(failure, command.getErr());
  }

  /// Prints what went wrong and returns the exit code.
  static int report(Throwable failure, PrintWriter err) {
    ExitCode code = code(failure);
    if (code == ExitCode.INTERNAL) {
      err.println("hallmark: internal error; please report this:");
      failure.printStackTrace(err);
    } else {
      err.println("hallmark: " + Documents.printable(message(failure)));
    }
    err.flush();
    return code.number();
  }

  private static ExitCode code(Throwable failure) {
    return switch (failure) {
      case CommandException e -> e.code();
      case VerificationException.Rejected e -> ExitCode.REJECTED;
      case ProofException.Rejected e -> ExitCode.REJECTED;
      case VerificationException.Malformed e -> ExitCode.MALFORMED;
      case DocumentException.Malformed e -> ExitCode.MALFORMED;
      case LogException.Rejected e -> ExitCode.REJECTED;
      case LogException.Malformed e -> ExitCode.MALFORMED;
      case RefusedException e -> ExitCode.REFUSED;
      case OpeningRefused e -> ExitCode.REFUSED;
      case SourceException e -> ExitCode.STOPPED;
      case TrainingStopped e -> ExitCode.STOPPED;
      case ProgramRefused e -> ExitCode.STOPPED;
      case RunRefused e -> ExitCode.STOPPED;
      case PolicyRefused e -> ExitCode.STOPPED;
      case IOException e -> ExitCode.ENVIRONMENT;
      case UncheckedIOException e -> ExitCode.ENVIRONMENT;
      case OutOfMemoryError e -> ExitCode.ENVIRONMENT;
      case InterruptedException e -> ExitCode.INTERRUPTED;
      default -> ExitCode.INTERNAL;
    };
  }

  private static String message(Throwable failure) {
    return switch (failure) {
      case NoSuchFileException e -> e.getFile() + ": no such file";
      case FileAlreadyExistsException e -> e.getFile() + ": exists already";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case OutOfMemoryError e ->
          "not enough memory; give more with HALLMARK_JAVA_OPTS=-Xmx… or make smaller parts with"
              + " --memory";
      case VerificationException.Rejected e -> "rejected: " + e.getMessage();
      case ProofException.Rejected e -> "rejected: " + e.getMessage();
      case VerificationException.Malformed e -> "cannot be read: " + e.getMessage();
      case DocumentException.Malformed e -> "cannot be read: " + e.getMessage();
      case LogException.Rejected e -> "rejected: " + e.getMessage();
      case LogException.Malformed e -> "cannot be read: " + e.getMessage();
      case TrainingStopped e -> "training stopped: " + e.getMessage();
      case RunRefused e -> "the run cannot be proved: " + e.getMessage();
      default -> String.valueOf(failure.getMessage());
    };
  }
}
