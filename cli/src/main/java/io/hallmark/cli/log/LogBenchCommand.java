package io.hallmark.cli.log;

import io.hallmark.cli.CommandException;
import io.hallmark.cli.Console;
import io.hallmark.cli.ExitCode;
import io.hallmark.cli.TemporaryFolder;
import io.hallmark.tlog.tile.EntryBundle;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `hallmark log bench`.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures how many entries a second a log takes on a disk: one writer, many at the same"
          + " time,",
      "and in batches; then kills a process that enters things, again and again, and looks whether",
      "anything that it acknowledged is lost. After each measure the whole log is recomputed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  hallmark log bench /var/tmp",
      "  hallmark log bench /var/tmp --entries 2000 --writers 64 --kills 5"
    })
final class LogBenchCommand implements Callable<Integer> {
  private static final int ALONE = 100;
  private static final int BATCH = 1000;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      description = "folder on the disk to measure; the log in it is deleted afterwards")
  private Path place = Path.of("");

  @Option(
      names = "--entries",
      defaultValue = "100000",
      paramLabel = "N",
      description = "entries of the larger measures (${DEFAULT-VALUE})")
  private int entries = 100_000;

  @Option(
      names = "--bytes",
      defaultValue = "1000",
      paramLabel = "N",
      description = "length of an entry (${DEFAULT-VALUE})")
  private int bytes = 1000;

  @Option(
      names = "--writers",
      defaultValue = "1000",
      paramLabel = "N",
      description = "writers at the same time (${DEFAULT-VALUE})")
  private int writers = 1000;

  @Option(
      names = "--kills",
      defaultValue = "20",
      paramLabel = "N",
      description = "processes to kill (${DEFAULT-VALUE})")
  private int kills = 20;

  @Override
  public Integer call() throws Exception {
    if (entries < 1 || writers < 1 || kills < 0 || bytes < 4 || bytes > EntryBundle.MAX_ENTRY) {
      throw new CommandException(
          ExitCode.USAGE,
          "at least 1 entry and writer, and 4 to " + EntryBundle.MAX_ENTRY + " bytes");
    }
    Path folder = Files.createTempDirectory(place, "hallmark-log-bench");
    PrintWriter out = Console.out(spec);
    try {
      LogTrial trial = new LogTrial(folder.resolve("log"), bytes);
      show(out, trial.writers(1, Math.min(ALONE, entries)));
      show(out, trial.writers(writers, entries));
      show(out, trial.batches(BATCH, entries));
      LogTrial killed = new LogTrial(folder.resolve("killed"), bytes);
      int acknowledged = KillTrial.run(killed.folder(), kills);
      out.printf(
          Locale.ROOT,
          "%,d kills of a process with 8 writers: %,d acknowledged entries, none lost%n",
          kills,
          acknowledged);
      out.flush();
    } finally {
      TemporaryFolder.delete(folder);
    }
    return ExitCode.ACCEPTED.number();
  }

  private static void show(PrintWriter out, LogTrial.Measure measure) {
    out.println(measure.line());
    out.flush();
  }
}
