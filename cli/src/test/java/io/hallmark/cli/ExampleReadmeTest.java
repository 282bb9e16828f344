package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the page of an example quotes is what its demo prints: numbers may differ, words may not.
final class ExampleReadmeTest {
  private static final Path EXAMPLES = Path.of("..", "examples");
  private static final Pattern QUOTED =
      Pattern.compile("<!-- output: demo -->\n```text\n(.*?)\n```", Pattern.DOTALL);

  @ParameterizedTest
  @ValueSource(strings = {"german-credit", "digits"})
  void thePageQuotesTheDemo(String example) throws Exception {
    String page = Files.readString(EXAMPLES.resolve(example).resolve("README.md"));
    List<String> quoted = QUOTED.matcher(page).results().map(ExampleReadmeTest::words).toList();
    assertEquals(3, quoted.size());
    String printed = words(CommandRun.accepted("demo", example, "--quiet").out());
    for (String block : quoted) {
      assertTrue(printed.contains(block), block + "\nis not in\n" + printed);
    }
  }

  @Test
  void everyExampleHasAPageThatNamesItsDemo() throws Exception {
    for (String example : Example.names()) {
      String page = Files.readString(EXAMPLES.resolve(example).resolve("README.md"));
      assertTrue(page.contains("./hallmark demo " + example), example);
      assertTrue(page.contains("Licence:"), example);
    }
  }

  private static String words(MatchResult match) {
    return words(match.group(1));
  }

  private static String words(String text) {
    return text.replaceAll("\\b[0-9a-f]{16}\\b", "#")
        .replaceAll("[0-9][0-9TZ.,:-]*", "#")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
