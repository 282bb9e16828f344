package io.hallmark.bench.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs a command in a folder and keeps what it printed.
///
/// @param code exit code
/// @param output standard output
/// @param errors standard error
record Shell(int code, String output, String errors) {
  static Shell run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("readme", ".out");
    Path err = Files.createTempFile("readme", ".err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("HALLMARK_NO_BUILD", "yes");
    builder.environment().put("HALLMARK_JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    try {
      if (!process.waitFor(15, TimeUnit.MINUTES)) {
        return new Shell(-1, Files.readString(out), "no end after 15 minutes");
      }
      return new Shell(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      Files.delete(out);
      Files.delete(err);
    }
  }

  /// All that was printed, for messages of a test.
  String everything() {
    return output + errors;
  }

  static Shell bash(Path folder, String script) throws IOException, InterruptedException {
    return run(folder, List.of("bash", "-euo", "pipefail", "-c", script));
  }
}
