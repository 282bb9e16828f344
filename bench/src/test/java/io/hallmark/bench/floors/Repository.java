package io.hallmark.bench.floors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The checked-out tree that a test runs in.
public final class Repository {
  private Repository() {}

  /// The folder of `mvnw`.
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (here != null && !Files.exists(here.resolve("mvnw"))) {
      here = here.getParent();
    }
    if (here == null) {
      throw new IllegalStateException("not inside the repository");
    }
    return here;
  }

  /// The compiled main classes of all modules but `bench`.
  static List<CompiledClass> mainClasses() throws IOException {
    List<CompiledClass> classes = new ArrayList<>();
    for (String module : Floors.PACKAGES.keySet().stream().sorted().toList()) {
      classes.addAll(CompiledClass.read(module, root().resolve(module).resolve("target/classes")));
    }
    return classes;
  }
}
