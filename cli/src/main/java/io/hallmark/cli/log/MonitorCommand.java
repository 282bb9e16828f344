package io.hallmark.cli.log;

import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.document.AtomicFiles;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.event.EventTimes;
import io.hallmark.tlog.checkpoint.SignedCheckpoint;
import io.hallmark.tlog.store.LogMonitor;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log monitor`.
@Command(
    name = "monitor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Looks at a log and alerts if it forked, shrank, lacks or changed entries, or holds events",
      "whose time lies before that of an earlier look. The state file remembers the last look. An"
          + " alert ends",
      "with exit code 1, and both checkpoints lie beside the state: they are the evidence."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log monitor https://log.example/runs --policy log.policy --state seen.state",
      "  hallmark log monitor https://log.example/runs --policy log.policy --state seen.state \\",
      "      --every 60"
    })
final class MonitorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "DIR|URL", description = "the log")
  private String place = "";

  @Option(names = "--policy", paramLabel = "FILE", description = "whom to believe (tlog-policy)")
  private @Nullable Path policy;

  @Option(names = "--state", required = true, paramLabel = "FILE", description = "what was seen")
  private Path state = Path.of("");

  @Option(names = "--every", paramLabel = "SECONDS", description = "look again and again")
  private @Nullable Long seconds;

  @Override
  public Integer call() throws Exception {
    LogPlace log = new LogPlace(place);
    LogMonitor monitor = new LogMonitor(log.source(), log.policy(policy), state);
    while (true) {
      int code = look(monitor);
      if (seconds == null || code != ExitCode.ACCEPTED.number()) {
        return code;
      }
      Thread.sleep(Duration.ofSeconds(Math.max(1, seconds)));
    }
  }

  private int look(LogMonitor monitor) throws Exception {
    PrintWriter out = Console.out(spec);
    EventTimes times = new EventTimes(monitor.lastTime());
    try {
      LogMonitor.Look look = monitor.look(times::see);
      out.println(
          look.checkpoint().checkpoint().origin()
              + ": "
              + look.checkpoint().checkpoint().size()
              + " entries, "
              + (look.checkpoint().checkpoint().size() - look.previous())
              + " new");
      for (String late : times.problems()) {
        out.println("ALERT LOG_BACKDATED: " + late);
      }
      out.flush();
      return (times.problems().isEmpty() ? ExitCode.ACCEPTED : ExitCode.REJECTED).number();
    } catch (LogMonitor.Alert alert) {
      evidence("before", alert.before());
      evidence("now", alert.now());
      out.println("ALERT " + Documents.printable(String.valueOf(alert.getMessage())));
      out.flush();
      return ExitCode.REJECTED.number();
    }
  }

  private void evidence(String name, Optional<SignedCheckpoint> checkpoint) throws Exception {
    if (checkpoint.isPresent()) {
      AtomicFiles.write(
          state.resolveSibling(state.getFileName() + ".alert." + name),
          checkpoint.get().note().bytes());
    }
  }
}
