package io.hallmark.bench.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.bench.floors.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Runs what the README shows: its shell blocks in order in one fresh folder, then its Java block
/// beside the files that they left. Blocks are told apart by a comment before the fence:
///
/// - `snippet: demo`, `snippet: commands`: run here
/// - `snippet: java`: compiled and run here
/// - `snippet: tests`: this very build; only compared with what `.ci/run` runs
/// - `snippet: clone`: needs a network, not run
/// - `output: demo`: what the demo prints, compared with numbers left out
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReadmeTest {
  private static final Set<String> RUN = Set.of("snippet: demo", "snippet: commands");
  private static final Set<String> KNOWN =
      Set.of(
          "snippet: demo",
          "snippet: commands",
          "snippet: java",
          "snippet: tests",
          "snippet: clone");
  private static final Pattern COMMAND = Pattern.compile("`(?:\\./)?hallmark ([a-z]+)[^`]*`");

  private final Path root = Repository.root();
  private final List<Snippet> snippets = new ArrayList<>();
  private String readme = "";
  private Shell session = new Shell(-1, "", "");

  @TempDir static Path folder = Path.of("");

  @BeforeAll
  void runEveryShellBlock() throws IOException, InterruptedException {
    readme = Files.readString(root.resolve("README.md"));
    snippets.addAll(Snippet.of(readme.lines().toList()));
    for (String name : List.of("hallmark", "examples")) {
      Files.createSymbolicLink(folder.resolve(name), root.resolve(name));
    }
    String script =
        snippets.stream()
            .filter(s -> RUN.contains(s.marker()))
            .map(Snippet::joined)
            .collect(Collectors.joining("\n"));
    session = Shell.bash(folder, script);
  }

  @Test
  void everyBlockSaysWhatItIs() {
    for (Snippet s : snippets) {
      boolean known = s.language().equals("text") || KNOWN.contains(s.marker());
      assertTrue(known, () -> "README.md line " + s.line() + ": no known comment before the fence");
    }
  }

  @Test
  void everyShellBlockRunsAsPrinted() {
    assertEquals(0, session.code(), session::everything);
  }

  @Test
  void everyCommandNamedInTheTextExists() throws IOException, InterruptedException {
    Set<String> commands = new TreeSet<>();
    Matcher found = COMMAND.matcher(readme);
    while (found.find()) {
      commands.add(found.group(1));
    }
    for (String command : commands) {
      Shell help = Shell.run(folder, List.of("./hallmark", command, "--help"));
      assertEquals(0, help.code(), () -> command + "\n" + help.everything());
    }
  }

  /// Line breaks and numbers may differ, words may not.
  @Test
  void theQuotedOutputIsWhatTheDemoPrints() {
    String printed = words(session.output());
    for (Snippet s : snippets) {
      if (s.marker().equals("output: demo")) {
        assertTrue(
            printed.contains(words(s.joined())),
            () ->
                "README.md line " + s.line() + " quotes another output than\n" + session.output());
      }
    }
  }

  @Test
  void theJavaBlockCompilesAndRuns() throws IOException, InterruptedException {
    List<Snippet> java = snippets.stream().filter(s -> s.marker().equals("snippet: java")).toList();
    assertFalse(java.isEmpty());
    for (Snippet s : java) {
      List<String> imports = s.text().stream().filter(l -> l.startsWith("import ")).toList();
      List<String> body = s.text().stream().filter(l -> !l.startsWith("import ")).toList();
      Path source = folder.resolve("Readme.java");
      Files.writeString(
          source,
          String.join("\n", imports)
              + "\nclass Readme { public static void main(String[] arguments) throws Exception {\n"
              + String.join("\n", body)
              + "\n} }\n");
      Shell run =
          Shell.run(
              folder,
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  root.resolve("cli/target/lib")
                      + "/*:"
                      + root.resolve("cli/target/hallmark-cli.jar"),
                  source.toString()));
      assertEquals(0, run.code(), run::everything);
    }
  }

  @Test
  void continuousIntegrationRunsTheCommandsOfTheReadme() throws IOException, InterruptedException {
    Shell printed = Shell.run(root, List.of(".ci/run", "--print"));
    List<String> expected = new ArrayList<>();
    for (String marker : List.of("snippet: tests", "snippet: demo")) {
      Snippet block =
          snippets.stream().filter(s -> s.marker().equals(marker)).findFirst().orElseThrow();
      expected.addAll(block.text());
    }
    assertEquals(0, printed.code(), printed::everything);
    assertEquals(expected, printed.output().lines().toList());
  }

  /// Numbers, digests, times and sizes become `#`, white space one space.
  private static String words(String text) {
    return text.replaceAll("\\b[0-9a-f]{16}\\b", "#")
        .replaceAll("[0-9][0-9TZ.,:^−-]*", "#")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
