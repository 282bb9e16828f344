package io.hallmark.document;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ConsoleProgressTest {
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now = -5 * SECOND; // a nano clock may be negative

  private ConsoleProgress progress(boolean terminal) {
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new ConsoleProgress(out, terminal, () -> now, () -> 300L << 20);
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  void withoutATerminalThereIsALinePerTenSeconds() {
    try (ConsoleProgress progress = progress(false)) {
      for (int i = 0; i <= 250; i++) {
        progress.report("commit", i, 250);
        now += SECOND / 10;
      }
    }
    assertEquals(
        """
        commit               [=========               ]  40%, 15.0 s left, 10.0 s, 300 MiB
        commit               [===================     ]  80%, 5.0 s left, 20.0 s, 300 MiB
        """,
        shown());
  }

  @Test
  void aTerminalRedrawsOneLinePerPhase() {
    try (ConsoleProgress progress = progress(true)) {
      progress.report("commit", 0, 2);
      now += SECOND / 100;
      progress.report("commit", 1, 2); // too soon
      now += 90 * SECOND;
      progress.report("commit", 1, 2);
      progress.report("commit", 2, 2); // the end is always shown
      progress.report("hash", 7, 0);
    }
    assertEquals(
        """
        \r\u001b[Kcommit               [                        ]   0%, 0.0 s, 300 MiB\
        \r\u001b[Kcommit               [============            ]  50%, 1:30 min left, 1:30 min, 300 MiB\
        \r\u001b[Kcommit               [========================] 100%, 1:30 min, 300 MiB
        \r\u001b[Khash                 7, 0.0 s, 300 MiB
        """,
        shown());
  }

  @Test
  void shortWorkWithoutATerminalIsSilent() {
    try (ConsoleProgress progress = progress(false)) {
      progress.report("commit", 1, 1);
    }
    assertEquals("", shown());
  }
}
