package io.hallmark.bench.floors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The trusted base that the documents quote is the one that the code has.
final class TrustedBaseTest {
  private static final Pattern ROW =
      Pattern.compile("\\| `(io\\.hallmark\\.[\\w.]+)` \\| ([0-9,]+) \\| ([0-9,]+) \\|.*");

  /// A quoted number is rounded up: the code may be up to a fifth smaller, never larger.
  @Test
  void theQuotedNumbersAreTrue() throws IOException {
    List<CompiledClass> classes = Repository.mainClasses();
    StringBuilder report = new StringBuilder();
    List<Quoted> quoted = new ArrayList<>();
    for (String line : Files.readAllLines(Repository.root().resolve("docs/trusted-base.md"))) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) {
        continue;
      }
      TrustedBase base = TrustedBase.of(row.group(1), classes);
      report
          .append(row.group(1))
          .append(": ")
          .append(base.files().size())
          .append(" files, ")
          .append(base.lines())
          .append(" lines\n");
      base.files().forEach(f -> report.append("  ").append(f).append('\n'));
      quoted.add(new Quoted(base.files().size(), row.group(2), line));
      quoted.add(new Quoted(base.lines(), row.group(3), line));
    }
    Files.writeString(
        Files.createDirectories(Repository.root().resolve("bench/target"))
            .resolve("trusted-base.txt"),
        report);
    quoted.forEach(Quoted::check);
    assertFalse(quoted.isEmpty(), "docs/trusted-base.md quotes nothing");
  }

  /// Stronger than the floors' rule about mentions: not even through others.
  @Test
  void noVerifierReachesAProver() throws IOException {
    List<CompiledClass> classes = Repository.mainClasses();
    List<String> verifiers =
        classes.stream().map(CompiledClass::name).filter(n -> n.endsWith("Verifier")).toList();
    assertTrue(verifiers.contains("io.hallmark.provenance.training.TrainingVerifier"));
    for (String verifier : verifiers) {
      assertEquals(
          List.of(),
          TrustedBase.of(verifier, classes).classes().stream()
              .filter(n -> n.endsWith("Prover"))
              .toList(),
          verifier);
    }
  }

  @Test
  void aClassReachedThroughAnotherCounts() throws IOException {
    List<CompiledClass> classes =
        List.of(
            new CompiledClass(
                "proof", "io.hallmark.proof.A", Set.of("io.hallmark.proof.B$C"), List.of()),
            new CompiledClass(
                "proof", "io.hallmark.proof.B$C", Set.of("io.hallmark.proof.D"), List.of()),
            new CompiledClass(
                "proof", "io.hallmark.proof.D", Set.of("java.lang.Object"), List.of()),
            new CompiledClass("proof", "io.hallmark.proof.E", Set.of(), List.of()));
    TrustedBase base = TrustedBase.of("io.hallmark.proof.A", classes);
    assertEquals(3, base.files().size());
    assertFalse(base.files().contains(Path.of("proof/src/main/java/io/hallmark/proof/E.java")));
  }

  @Test
  void commentsAndEmptyLinesDoNotCount() {
    List<String> source = List.of("/// a", "", "/* b", "c */", "class A { // d", "  // e", "}");
    assertEquals(2, TrustedBase.codeLines(source));
  }

  private record Quoted(int actual, String number, String line) {
    void check() {
      int quoted = Integer.parseInt(number.replace(",", ""));
      assertTrue(
          actual <= quoted && actual * 5 >= quoted * 4,
          () -> "docs/trusted-base.md says " + number + ", the code has " + actual + ": " + line);
    }
  }
}
