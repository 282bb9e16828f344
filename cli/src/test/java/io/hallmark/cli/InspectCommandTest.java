package io.hallmark.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A stranger's document on the terminal.
final class InspectCommandTest {
  @TempDir Path folder;

  private String inspect(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("any.json"), json);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), "inspect", file.toString());
    assertEquals(0, code, err.toString());
    return out.toString();
  }

  @Test
  void aDocumentCannotSpeakToTheTerminal() throws Exception {
    String shown = inspect("{\"type\":\"\\u001b[31m\",\"a\":\"\u009b2J\u202eabc\"}");
    assertFalse(shown.codePoints().anyMatch(c -> c == 0x1b || c == 0x9b || c == 0x202e), shown);
    assertTrue(shown.contains("\\u{9b}2J\\u{202e}abc"), shown);
  }

  @Test
  void anyObjectIsShownWhateverItsType() throws Exception {
    for (String json : List.of("{}", "{\"type\":1}", "{\"type\":\"\"}", "{\"type\":\"\u00e9\"}")) {
      assertFalse(inspect(json).contains("digest "), json);
    }
    assertTrue(inspect("{\"type\":\"hallmark/trust/v1\"}").startsWith("digest "));
  }
}
