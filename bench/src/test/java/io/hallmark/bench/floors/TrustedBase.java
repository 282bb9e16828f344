package io.hallmark.bench.floors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What must be right for a verdict to be right: the source files of all classes of ours that a
/// verifier mentions, directly or through others.
///
/// @param classes names of the classes
/// @param files their source files, relative to the repository
/// @param lines lines in them that are neither empty nor comment
record TrustedBase(Set<String> classes, Set<Path> files, int lines) {
  /// The closure of `root` over `classes`.
  static TrustedBase of(String root, List<CompiledClass> classes) throws IOException {
    Map<String, CompiledClass> byName = new HashMap<>();
    classes.forEach(c -> byName.put(c.name(), c));
    if (!byName.containsKey(root)) {
      throw new IllegalArgumentException("no class " + root);
    }
    Set<String> reached = new TreeSet<>(Set.of(root));
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      CompiledClass c = byName.get(open.pop());
      if (c == null) {
        continue;
      }
      for (String mention : c.mentions()) {
        if (byName.containsKey(mention) && reached.add(mention)) {
          open.push(mention);
        }
      }
    }
    Set<Path> files = new TreeSet<>();
    int lines = 0;
    for (String name : reached) {
      CompiledClass c = byName.get(name);
      if (c == null) {
        continue;
      }
      String outer = name.replaceFirst("\\$.*", "").replace('.', '/');
      Path file = Path.of(c.module(), "src/main/java", outer + ".java");
      Path absolute = Repository.root().resolve(file);
      if (files.add(file) && Files.exists(absolute)) {
        lines += codeLines(Files.readAllLines(absolute));
      }
    }
    return new TrustedBase(reached, files, lines);
  }

  /// Lines that are neither empty nor only comment.
  static int codeLines(List<String> source) {
    int lines = 0;
    boolean inComment = false;
    for (String raw : source) {
      String line = raw.strip();
      if (inComment) {
        inComment = !line.contains("*/");
      } else if (line.startsWith("/*")) {
        inComment = !line.contains("*/");
      } else if (!line.isEmpty() && !line.startsWith("//")) {
        lines++;
      }
    }
    return lines;
  }
}
