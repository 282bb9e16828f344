package io.hallmark.bench.floors;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules of the house: which module and package may use which, and what no class may do. Every
/// rule gives one line per violation; a clean house gives none.
final class Floors {
  /// Modules and the modules each may use. `cli` and `bench` stand on top and may use any.
  static final Map<String, Set<String>> MODULES =
      Map.of(
          "document", Set.of(),
          "algebra", Set.of(),
          "tlog", Set.of(),
          "proof", Set.of("algebra"),
          "learning", Set.of("proof", "algebra", "document"),
          "provenance", Set.of("proof", "learning", "tlog", "document"),
          "cli", Set.of("provenance", "learning", "tlog", "proof", "algebra", "document"),
          "bench", Set.of("cli", "provenance", "learning", "tlog", "proof", "algebra", "document"));

  /// What a module may see of another, where that is not all: packages of the values.
  static final Map<String, Map<String, Set<String>>> SEEN_ONLY =
      Map.of(
          "learning",
          Map.of("proof", Set.of("io.hallmark.proof.relation", "io.hallmark.proof.commitment")));

  /// Packages inside a module, lowest first; each may use itself and those before it. The thin
  /// applications on top have no order.
  static final Map<String, List<String>> PACKAGES =
      Map.of(
          "document", List.of("io.hallmark.document"),
          "algebra",
              List.of(
                  "io.hallmark.algebra",
                  "io.hallmark.algebra.field",
                  "io.hallmark.algebra.simd",
                  "io.hallmark.algebra.poly",
                  "io.hallmark.algebra.code"),
          "tlog",
              List.of(
                  "io.hallmark.tlog",
                  "io.hallmark.tlog.merkle",
                  "io.hallmark.tlog.note",
                  "io.hallmark.tlog.checkpoint",
                  "io.hallmark.tlog.tile",
                  "io.hallmark.tlog.store",
                  "io.hallmark.tlog.cosigner"),
          "proof",
              List.of(
                  "io.hallmark.proof",
                  "io.hallmark.proof.wire",
                  "io.hallmark.proof.transcript",
                  "io.hallmark.proof.merkle",
                  "io.hallmark.proof.commitment",
                  "io.hallmark.proof.relation",
                  "io.hallmark.proof.security",
                  "io.hallmark.proof.argument"),
          "learning",
              List.of(
                  "io.hallmark.learning",
                  "io.hallmark.learning.fixedpoint",
                  "io.hallmark.learning.program",
                  "io.hallmark.learning.sampler",
                  "io.hallmark.learning.operator",
                  "io.hallmark.learning.model",
                  "io.hallmark.learning.trace",
                  "io.hallmark.learning.relation"),
          "provenance",
              List.of(
                  "io.hallmark.provenance",
                  "io.hallmark.provenance.source",
                  "io.hallmark.provenance.dataset",
                  "io.hallmark.provenance.policy",
                  "io.hallmark.provenance.authority",
                  "io.hallmark.provenance.sigstore",
                  "io.hallmark.provenance.openssf",
                  "io.hallmark.provenance.timestamp",
                  "io.hallmark.provenance.certificate",
                  "io.hallmark.provenance.slsa",
                  "io.hallmark.provenance.cyclonedx",
                  "io.hallmark.provenance.copy",
                  "io.hallmark.provenance.compliance",
                  "io.hallmark.provenance.event",
                  "io.hallmark.provenance.training",
                  "io.hallmark.provenance.gate",
                  "io.hallmark.provenance.report"),
          "cli", List.of());

  private static final Pattern ADVERSARY =
      Pattern.compile("(?i).*(liar|lying|adversar|corrupt(or|ion)|forger|cheat|malicious).*");

  private static final List<String> RANDOM =
      List.of("java.util.random.", "java.util.Random", "java.util.SplittableRandom");

  private Floors() {}

  /// All violations of all rules.
  static List<String> violations(List<CompiledClass> classes) {
    List<String> found = new ArrayList<>();
    for (CompiledClass c : classes) {
      found.addAll(modules(c));
      found.addAll(packages(c));
      found.addAll(verifierWithoutProver(c));
      found.addAll(vectors(c));
      found.addAll(exactLearning(c));
      found.addAll(noAdversary(c));
    }
    return found;
  }

  /// A module uses only what stands below it, and of that only what it may see.
  static List<String> modules(CompiledClass c) {
    List<String> found = new ArrayList<>();
    Set<String> below = MODULES.getOrDefault(c.module(), Set.of());
    for (String mention : c.mentions()) {
      String module = moduleOf(mention);
      if (module.isEmpty() || module.equals(c.module())) {
        continue;
      }
      Set<String> seen = SEEN_ONLY.getOrDefault(c.module(), Map.of()).get(module);
      boolean allowed =
          below.contains(module)
              && (seen == null || seen.contains(CompiledClass.packageOf(mention)));
      if (!allowed) {
        found.add("MODULES " + c.name() + " (" + c.module() + ") uses " + mention);
      }
    }
    return found;
  }

  /// Inside a module a package uses only packages before it; every package has its place.
  static List<String> packages(CompiledClass c) {
    List<String> order = PACKAGES.get(c.module());
    if (order == null) {
      return List.of("PACKAGES no order for " + c.module());
    }
    if (order.isEmpty()) {
      return List.of();
    }
    int own = order.indexOf(c.packageName());
    if (own < 0) {
      return c.name().equals("module-info")
          ? List.of()
          : List.of("PACKAGES " + c.name() + " is in a package without a place");
    }
    List<String> found = new ArrayList<>();
    for (String mention : c.mentions()) {
      if (order.indexOf(CompiledClass.packageOf(mention)) > own) {
        found.add("PACKAGES " + c.name() + " uses " + mention + " above it");
      }
    }
    return found;
  }

  /// What verifies never mentions what proves.
  static List<String> verifierWithoutProver(CompiledClass c) {
    if (CompiledClass.simpleNames(c.name()).stream().noneMatch(n -> n.endsWith("Verifier"))) {
      return List.of();
    }
    return c.mentions().stream()
        .filter(m -> m.startsWith("io.hallmark."))
        .filter(m -> CompiledClass.simpleNames(m).stream().anyMatch(n -> n.endsWith("Prover")))
        .map(m -> "VERIFIER " + c.name() + " mentions " + m)
        .toList();
  }

  /// Only one package knows the incubating vector classes.
  static List<String> vectors(CompiledClass c) {
    return c.packageName().equals("io.hallmark.algebra.simd")
            || c.mentions().stream().noneMatch(m -> m.startsWith("jdk.incubator.vector."))
        ? List.of()
        : List.of("VECTORS " + c.name() + " uses jdk.incubator.vector");
  }

  /// Training is exact: no floating point, no random numbers but the program's own.
  static List<String> exactLearning(CompiledClass c) {
    if (!c.module().equals("learning")) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    c.floatingPoint().forEach(f -> found.add("EXACT " + c.name() + ": " + f));
    for (String mention : c.mentions()) {
      if (RANDOM.stream().anyMatch(mention::startsWith)) {
        found.add("EXACT " + c.name() + " uses " + mention);
      }
    }
    return found;
  }

  /// Those who lie live in tests.
  static List<String> noAdversary(CompiledClass c) {
    return CompiledClass.simpleNames(c.name()).stream()
            .anyMatch(n -> ADVERSARY.matcher(n).matches())
        ? List.of("ADVERSARY " + c.name() + " is not in src/test")
        : List.of();
  }

  /// The module of a class of ours, by its package root; empty for any other.
  private static String moduleOf(String className) {
    String root = "io.hallmark.";
    if (!className.startsWith(root)) {
      return "";
    }
    String rest = className.substring(root.length());
    int dot = rest.indexOf('.');
    return dot < 0 ? "" : rest.substring(0, dot);
  }
}
