package io.hallmark.bench.floors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The house keeps its rules, and each rule is seen to fail on a class that breaks it.
final class FloorsTest {
  @TempDir Path folder = Path.of("");

  @Test
  void theHouseKeepsItsRules() throws IOException {
    assertEquals(List.of(), Floors.violations(Repository.mainClasses()));
  }

  @Test
  void everyModuleOfTheBuildIsSeen() throws IOException {
    TreeSet<String> seen = new TreeSet<>();
    Repository.mainClasses().forEach(c -> seen.add(c.module()));
    TreeSet<String> declared = new TreeSet<>();
    for (String line : Files.readAllLines(Repository.root().resolve("pom.xml"))) {
      if (line.strip().startsWith("<module>")) {
        declared.add(line.strip().replaceAll("</?module>", ""));
      }
    }
    declared.remove("bench");
    assertEquals(declared, seen);
  }

  @Test
  void aModuleThatLooksUpIsFound() throws IOException {
    List<CompiledClass> classes =
        compile(
            "proof",
            Map.of(
                "io/hallmark/learning/A.java", "package io.hallmark.learning; public class A {}",
                "io/hallmark/proof/wire/B.java",
                    "package io.hallmark.proof.wire; class B { void f() { new io.hallmark.learning.A(); } }"));
    assertFound("MODULES io.hallmark.proof.wire.B (proof) uses io.hallmark.learning.A", classes);
  }

  @Test
  void aTypeThatStandsOnlyInASignatureIsFound() throws IOException {
    List<CompiledClass> classes =
        compile(
            "algebra",
            Map.of(
                "io/hallmark/document/A.java", "package io.hallmark.document; public class A {}",
                "io/hallmark/algebra/field/B.java",
                    "package io.hallmark.algebra.field; interface B { java.util.List<io.hallmark.document.A> f(); }"));
    assertFound(
        "MODULES io.hallmark.algebra.field.B (algebra) uses io.hallmark.document.A", classes);
  }

  @Test
  void learningThatLooksAtTheArgumentIsFound() throws IOException {
    List<CompiledClass> classes =
        compile(
            "learning",
            Map.of(
                "io/hallmark/proof/argument/A.java",
                    "package io.hallmark.proof.argument; public class A {}",
                "io/hallmark/learning/trace/B.java",
                    "package io.hallmark.learning.trace; class B { io.hallmark.proof.argument.A a; }"));
    assertFound(
        "MODULES io.hallmark.learning.trace.B (learning) uses io.hallmark.proof.argument.A",
        classes);
  }

  @Test
  void aPackageThatLooksUpIsFound() throws IOException {
    List<CompiledClass> classes =
        compile(
            "proof",
            Map.of(
                "io/hallmark/proof/argument/A.java",
                    "package io.hallmark.proof.argument; public class A {}",
                "io/hallmark/proof/merkle/B.java",
                    "package io.hallmark.proof.merkle; class B extends io.hallmark.proof.argument.A {}"));
    assertFound(
        "PACKAGES io.hallmark.proof.merkle.B uses io.hallmark.proof.argument.A above it", classes);
  }

  @Test
  void aPackageWithoutAPlaceIsFound() throws IOException {
    List<CompiledClass> classes =
        compile(
            "proof",
            Map.of(
                "io/hallmark/proof/extra/A.java", "package io.hallmark.proof.extra; class A {}"));
    assertFound("PACKAGES io.hallmark.proof.extra.A is in a package without a place", classes);
  }

  @Test
  void aVerifierThatMentionsAProverIsFound() throws IOException {
    List<CompiledClass> classes =
        compile(
            "proof",
            Map.of(
                "io/hallmark/proof/argument/AProver.java",
                    "package io.hallmark.proof.argument; class AProver { static class Part {} }",
                "io/hallmark/proof/argument/AVerifier.java",
                    "package io.hallmark.proof.argument; class AVerifier { class Inner { AProver.Part p; } }"));
    assertFound(
        "VERIFIER io.hallmark.proof.argument.AVerifier$Inner mentions io.hallmark.proof.argument.AProver$Part",
        classes);
  }

  @Test
  void aVectorOutsideItsPackageIsFound() throws IOException {
    String body = "; class A { jdk.incubator.vector.LongVector v; }";
    List<CompiledClass> outside =
        compile(
            "algebra",
            Map.of("io/hallmark/algebra/field/A.java", "package io.hallmark.algebra.field" + body));
    assertFound("VECTORS io.hallmark.algebra.field.A uses jdk.incubator.vector", outside);
    List<CompiledClass> inside =
        compile(
            "algebra",
            Map.of("io/hallmark/algebra/simd/A.java", "package io.hallmark.algebra.simd" + body));
    assertEquals(
        List.of(),
        Floors.violations(inside.stream().filter(c -> c.name().contains("simd")).toList()));
  }

  @Test
  void floatingPointInLearningIsFound() throws IOException {
    List<String> bodies =
        List.of(
            "double x;",
            "float[] x;",
            "void f(int a, double b) {}",
            "int f(int a) { return (int) (a * 1.5); }",
            "long f(long a) { return (long) Math.sqrt(a); }",
            "String f(int a) { float b = a; return \"\" + b; }",
            "Object f() { return 0.5; }");
    for (String body : bodies) {
      List<CompiledClass> classes =
          compile(
              "learning",
              Map.of(
                  "io/hallmark/learning/trace/A.java",
                  "package io.hallmark.learning.trace; class A { " + body + " }"));
      assertTrue(
          Floors.violations(classes).stream()
              .anyMatch(v -> v.startsWith("EXACT io.hallmark.learning.trace.A")),
          () -> "not found: " + body);
    }
  }

  @Test
  void integersInLearningAreNotFloatingPoint() throws IOException {
    String body =
        "long[] d; int[][] f; boolean dup2(Object F, long D) { long[] a = {1L, 2L}; a[0] += D; return (int) a[0] > 3; }";
    List<CompiledClass> classes =
        compile(
            "learning",
            Map.of(
                "io/hallmark/learning/trace/A.java",
                "package io.hallmark.learning.trace; class A { " + body + " }"));
    assertEquals(List.of(), Floors.violations(classes));
  }

  @Test
  void randomNumbersInLearningAreFound() throws IOException {
    List<CompiledClass> classes =
        compile(
            "learning",
            Map.of(
                "io/hallmark/learning/trace/A.java",
                "package io.hallmark.learning.trace; class A { Object f() { return new java.util.SplittableRandom(1); } }"));
    assertFound("EXACT io.hallmark.learning.trace.A uses java.util.SplittableRandom", classes);
  }

  @Test
  void anAdversaryInMainIsFound() throws IOException {
    List<CompiledClass> classes =
        compile(
            "proof",
            Map.of(
                "io/hallmark/proof/argument/A.java",
                "package io.hallmark.proof.argument; class A { static class LyingProver {} }"));
    assertFound("ADVERSARY io.hallmark.proof.argument.A$LyingProver is not in src/test", classes);
  }

  private static void assertFound(String violation, List<CompiledClass> classes) {
    List<String> found = Floors.violations(classes);
    assertTrue(found.contains(violation), () -> violation + " not in " + found);
  }

  /// Compiles small sources by path and reads the classes as those of `module`.
  private List<CompiledClass> compile(String module, Map<String, String> sources)
      throws IOException {
    Path out = Files.createTempDirectory(folder, "classes");
    Path in = Files.createTempDirectory(folder, "sources");
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Path file = in.resolve(source.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, source.getValue());
    }
    try (Stream<Path> files = Files.walk(in)) {
      List<String> arguments =
          new java.util.ArrayList<>(
              List.of(
                  "-d",
                  out.toString(),
                  "--add-modules",
                  "jdk.incubator.vector",
                  "-nowarn",
                  "-cp",
                  ""));
      files.filter(Files::isRegularFile).forEach(f -> arguments.add(f.toString()));
      int code =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  java.io.OutputStream.nullOutputStream(),
                  java.io.OutputStream.nullOutputStream(),
                  arguments.toArray(String[]::new));
      assertEquals(0, code, "the fixture does not compile");
    }
    return CompiledClass.read(module, out);
  }
}
