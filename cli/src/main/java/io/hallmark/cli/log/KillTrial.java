package io.hallmark.cli.log;

import io.hallmark.cli.ChildJava;
import io.hallmark.tlog.LogException;
import io.hallmark.tlog.checkpoint.Checkpoint;
import io.hallmark.tlog.checkpoint.TlogProof;
import io.hallmark.tlog.cosigner.LogWriter;
import io.hallmark.tlog.store.Fsck;
import io.hallmark.tlog.store.LogFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/// Kills a process that enters things into a log, again and again, and looks whether anything that
/// it acknowledged is lost.
final class KillTrial {
  private static final int THREADS = 8;
  private static final int MOST = 120;

  private KillTrial() {}

  /// Kills so many processes.
  ///
  /// @param folder of a log
  /// @return entries that they acknowledged; all of them are in the log, and no tree was forgotten
  /// @throws IOException if one is lost, or a tree that was published before is none of the log's
  static int run(Path folder, int kills) throws IOException, LogException, InterruptedException {
    SplittableRandom random = new SplittableRandom(kills);
    LogFolder log = LogFolder.open(folder);
    LogWriter writer = new LogWriter(log, _ -> {});
    int acknowledged = 0;
    List<Checkpoint> seen = new ArrayList<>();
    for (int k = 0; k < kills; k++) {
      List<String> said = killed(folder, k, 1 + random.nextInt(MOST));
      writer.settle();
      Checkpoint head = log.published().checkpoint();
      Map<Long, String> entries = new HashMap<>();
      List<Fsck.Finding> findings =
          Fsck.check(
              log.source(),
              head,
              (i, entry) -> entries.put(i, new String(entry, StandardCharsets.UTF_8)));
      if (!findings.isEmpty()) {
        throw new IOException("not whole after kill " + k + ": " + findings);
      }
      for (String line : said) {
        acknowledged += requireThere(line, entries) ? 1 : 0;
      }
      for (Checkpoint before : seen) {
        LogTrial.requireExtends(log, before);
      }
      seen.add(head);
    }
    return acknowledged;
  }

  /// A line is an index and an entry; the last line may be cut.
  private static boolean requireThere(String line, Map<Long, String> entries) throws IOException {
    if (!line.endsWith(" .")) {
      return false;
    }
    int blank = line.indexOf(' ');
    String entry = line.substring(blank + 1, line.length() - 2);
    String found =
        Optional.ofNullable(entries.get(Long.valueOf(line.substring(0, blank)))).orElse("");
    if (!found.equals(entry)) {
      throw new IOException("an acknowledged entry is lost: " + line);
    }
    return true;
  }

  /// Starts a process, kills it after so many acknowledgements, and returns all that it said.
  private static List<String> killed(Path folder, int number, int after)
      throws IOException, InterruptedException {
    Process process =
        ChildJava.start(
            List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
            Appender.class,
            List.of(folder.toString(), "run" + number));
    List<String> said = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        said.add(line);
        if (said.size() == after) {
          process.toHandle().destroyForcibly(); // SIGKILL on POSIX; what it said can still be read
        }
      }
    } finally {
      process.destroyForcibly();
      process.waitFor();
    }
    return said;
  }

  /// The process: several threads enter one thing after the other, and say so after each.
  static final class Appender {
    private Appender() {}

    /// Enters until it is killed.
    ///
    /// @param arguments folder of the log, and a name for the entries
    public static void main(String[] arguments) throws Exception {
      LogWriter writer = new LogWriter(LogFolder.open(Path.of(arguments[0])), _ -> {});
      for (int t = 0; t < THREADS; t++) {
        String name = arguments[1] + "/" + t;
        Thread.ofPlatform().start(() -> enter(writer, name));
      }
    }

    private static void enter(LogWriter writer, String name) {
      try {
        for (int i = 0; ; i++) {
          String entry = name + "/" + i;
          TlogProof proof = writer.enter(entry.getBytes(StandardCharsets.UTF_8));
          System.out.println(proof.inclusion().index() + " " + entry + " .");
        }
      } catch (IOException | LogException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
