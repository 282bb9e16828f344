package io.hallmark.cli.log;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tests that the table of attacks names are there.
final class AttackTableTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void everyTestOfTheTableExists() throws Exception {
    Map<String, String> sources = new HashMap<>();
    for (String module : List.of("tlog", "provenance", "cli")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    String page = Files.readString(ROOT.resolve("docs/log.md"));
    Matcher named = Pattern.compile("`([A-Z][A-Za-z]+Test)\\.([a-zA-Z]+)`").matcher(page);
    int found = 0;
    while (named.find()) {
      String source = Optional.ofNullable(sources.get(named.group(1))).orElse("");
      assertTrue(source.contains(" " + named.group(2) + "("), named.group());
      found++;
    }
    assertTrue(found >= 40, found + " tests are named");
  }
}
