package io.hallmark.document;

import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Progress for people, on standard error. A terminal shows one line, redrawn at most ten times a
/// second, with the time that is left and the memory in use; without a terminal there is one line
/// per ten seconds. Times are in seconds, memory in mebibytes of heap.
public final class ConsoleProgress implements Progress, AutoCloseable {
  private static final long REDRAW_NANOS = Duration.ofMillis(100).toNanos();
  private static final long LINE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final int BAR = 24;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoClock;
  private final LongSupplier usedBytes;

  private String phase = "";
  private long phaseStart;
  private long lastShown;
  private boolean lineOpen;

  ConsoleProgress(
      PrintStream out, boolean terminal, LongSupplier nanoClock, LongSupplier usedBytes) {
    this.out = out;
    this.terminal = terminal;
    this.nanoClock = nanoClock;
    this.usedBytes = usedBytes;
    this.lastShown = nanoClock.getAsLong();
  }

  /// Progress on standard error, in the form that suits it.
  public static ConsoleProgress onStandardError() {
    Runtime runtime = Runtime.getRuntime();
    return new ConsoleProgress(
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        isTerminal(),
        System::nanoTime,
        () -> runtime.totalMemory() - runtime.freeMemory());
  }

  @SuppressWarnings("SystemConsoleNull") // from JDK 25 on it is null again without a terminal
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null
        && console.isTerminal()
        && !"dumb".equals(System.getenv("TERM"))
        && !errorIsRedirected();
  }

  /// The console looks at standard input and output only; Linux also shows where standard error
  /// goes.
  private static boolean errorIsRedirected() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return !target.startsWith("/dev/pts/") && !target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  @Override
  public synchronized void report(String name, long done, long total) {
    long now = nanoClock.getAsLong();
    boolean fresh = !name.equals(phase);
    if (fresh) {
      endLine();
      phase = name;
      phaseStart = now;
    }
    boolean complete = total > 0 && done >= total;
    if (terminal
        ? fresh || complete || now - lastShown >= REDRAW_NANOS
        : now - lastShown >= LINE_NANOS) {
      lastShown = now;
      show(line(done, total, now - phaseStart));
    }
  }

  private void show(String line) {
    if (terminal) {
      out.print("\r\u001b[K" + line); // back to the start, erase to the end of the line
      out.flush();
      lineOpen = true;
    } else {
      out.println(line);
    }
  }

  private String line(long done, long total, long elapsedNanos) {
    double seconds = elapsedNanos / 1e9;
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-20s ", phase));
    if (total > 0) {
      double part = Math.clamp((double) done / total, 0, 1);
      int filled = (int) (BAR * part);
      line.append('[').repeat("=", filled).repeat(" ", BAR - filled).append("] ");
      line.append(String.format(Locale.ROOT, "%3d%%", (int) (100 * part)));
      if (part > 0 && part < 1) {
        line.append(String.format(Locale.ROOT, ", %s left", time(seconds * (1 - part) / part)));
      }
    } else if (done > 0) {
      line.append(done);
    }
    line.append(String.format(Locale.ROOT, ", %s", time(seconds)));
    return line.append(String.format(Locale.ROOT, ", %d MiB", usedBytes.getAsLong() >> 20))
        .toString();
  }

  private static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : String.format(Locale.ROOT, "%d:%02d min", whole / 60, whole % 60);
  }

  private void endLine() {
    if (lineOpen) {
      out.println();
      lineOpen = false;
    }
  }

  /// Ends the line that is being redrawn.
  @Override
  public synchronized void close() {
    endLine();
  }
}
