package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Stream;

/// What a command printed, and its exit code.
///
/// @param code the exit code
/// @param out results
/// @param err progress and errors
public record CommandRun(int code, String out, String err) {
  /// Runs a command in this process.
  ///
  /// @param command its words, such as `dataset fit`
  /// @param args what follows
  public static CommandRun of(String command, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all =
        Stream.concat(Arrays.stream(command.split(" ", -1)), Arrays.stream(args))
            .toArray(String[]::new);
    int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all);
    return new CommandRun(code, out.toString(), err.toString());
  }

  /// Runs a command that must succeed.
  public static CommandRun accepted(String command, String... args) {
    CommandRun run = of(command, args);
    assertEquals(0, run.code, run.err);
    return run;
  }
}
