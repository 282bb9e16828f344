package io.hallmark.cli.log;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.InputFiles;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.event.EventKind;
import io.hallmark.provenance.event.LogEvent;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.LogPolicy;
import io.hallmark.tlog.cosigner.LogWriter;
import io.hallmark.tlog.store.FolderSource;
import io.hallmark.tlog.store.HttpRegistrar;
import io.hallmark.tlog.store.HttpSource;
import io.hallmark.tlog.store.LogFolder;
import io.hallmark.tlog.tile.TilePath;
import io.hallmark.tlog.tile.TileSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A log on the command line: the folder of one's own log, a folder with the resources of another
/// one, or a URL prefix.
public final class LogPlace {
  private final String text;

  /// @param text a folder, or an `http` or `https` URL
  public LogPlace(String text) {
    this.text = text;
  }

  private boolean isUrl() {
    return text.startsWith("http://") || text.startsWith("https://");
  }

  private boolean isOwn() {
    return !isUrl() && Files.exists(Path.of(text).resolve("private").resolve("checkpoint"));
  }

  /// Where its resources are.
  public TileSource source() {
    if (isUrl()) {
      try {
        return new HttpSource(text);
      } catch (IllegalArgumentException e) {
        throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
      }
    }
    Path folder = Path.of(text);
    return new FolderSource(isOwn() ? folder.resolve("public") : folder);
  }

  /// The log, which must be one's own.
  public LogFolder folder() throws IOException, LogException {
    if (!isOwn()) {
      throw new CommandException(
          ExitCode.ENVIRONMENT, text + ": no log of yours; make one with hallmark log init");
    }
    return LogFolder.open(Path.of(text));
  }

  /// Enters an event, or finds it, and returns its proof.
  ///
  /// @param err where warnings about cosigners go
  public byte[] enter(byte[] event, PrintWriter err) throws IOException, LogException {
    return isUrl()
        ? new HttpRegistrar(text).enter(event)
        : enter(event, new LogWriter(folder(), warnings(err)));
  }

  /// Enters an event. The registration of a training has a checkpoint of its own, which gives its
  /// seed; others share one.
  static byte[] enter(byte[] event, LogWriter writer) throws IOException, LogException {
    boolean registers =
        LogEvent.find(event).filter(e -> e.kind() == EventKind.TRAINING_REGISTERED).isPresent();
    return (registers ? writer.register(event) : writer.enter(event)).write();
  }

  /// Where a writer says what its cosigners did wrong.
  static Consumer<String> warnings(PrintWriter err) {
    return text -> {
      err.println("hallmark: warning: " + Documents.printable(text));
      err.flush();
    };
  }

  /// Whom to believe about this log: the given policy file; without one, a log of one's own is
  /// believed by its own key.
  public LogPolicy policy(@Nullable Path file)
      throws IOException, LogException, VerificationException {
    if (file != null) {
      return LogPolicy.parse(InputFiles.bytes(file));
    }
    if (!isOwn()) {
      throw new CommandException(
          ExitCode.USAGE, "a log that is not yours needs --policy FILE: whom to believe about it");
    }
    return own(folder());
  }

  private static LogPolicy own(LogFolder log) {
    List<LogPolicy.Log> keys =
        log.verifiers().stream().map(k -> new LogPolicy.Log(k, Optional.empty())).toList();
    return new LogPolicy(keys, List.of(), Optional.empty());
  }

  @Override
  public String toString() {
    return text;
  }

  /// The signed checkpoint as the log shows it now.
  byte[] checkpoint() throws IOException {
    return source()
        .fetch(TilePath.CHECKPOINT, 1 << 20)
        .orElseThrow(() -> new IOException(text + ": no log, there is no checkpoint"));
  }
}
