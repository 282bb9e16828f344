package io.hallmark.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Starts this program again, as a process of its own: same Java, same class path, same folder.
public final class ChildJava {
  private static final long LIMIT_MINUTES = 30;
  private static final List<String> PASSED_ON = List.of("-Xm", "-Xs", "-XX:", "--add-modules");

  private ChildJava() {}

  /// Options of this process that concern heap, collector, compiler and added modules.
  static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(o -> PASSED_ON.stream().anyMatch(o::startsWith))
        .toList();
  }

  /// Starts a class with a main method; its errors go where those of this process go.
  ///
  /// @param javaOptions options of Java
  /// @param main the class
  /// @param arguments its arguments
  public static Process start(List<String> javaOptions, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// Runs a class with a main method to its end.
  ///
  /// @param javaOptions options of Java
  /// @param main the class
  /// @param arguments its arguments
  /// @return what it wrote to standard output
  /// @throws IOException if it cannot be started, runs for more than half an hour, or ends with an
  ///   exit code other than 0
  static String run(List<String> javaOptions, Class<?> main, List<String> arguments)
      throws IOException, InterruptedException {
    Process process = start(javaOptions, main, arguments);
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(main.getSimpleName() + " ended badly: " + out.strip());
      }
      return out;
    } finally {
      process.destroy();
    }
  }
}
