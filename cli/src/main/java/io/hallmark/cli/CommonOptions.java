package io.hallmark.cli;

import io.hallmark.document.ConsoleProgress;
import io.hallmark.document.Progress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of every command that takes long.
public final class CommonOptions {
  @Option(names = "--quiet", description = "no progress on standard error")
  private boolean quiet;

  /// Whether progress is not wanted.
  public boolean isQuiet() {
    return quiet;
  }

  /// A progress display on standard error, or none.
  public ProgressDisplay progress() {
    return quiet
        ? new ProgressDisplay(null)
        : new ProgressDisplay(ConsoleProgress.onStandardError());
  }

  /// A progress display that ends with its command.
  public static final class ProgressDisplay implements Progress, AutoCloseable {
    private final @Nullable ConsoleProgress console;

    ProgressDisplay(@Nullable ConsoleProgress console) {
      this.console = console;
    }

    @Override
    public void report(String phase, long done, long total) {
      if (console != null) {
        console.report(phase, done, total);
      }
    }

    @Override
    public void close() {
      if (console != null) {
        console.close();
      }
    }
  }
}
