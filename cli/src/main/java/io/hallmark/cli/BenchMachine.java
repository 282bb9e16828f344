package io.hallmark.cli;

import io.hallmark.document.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Where figures come from: a figure without its machine means nothing.
///
/// @param processor its name, or its architecture where the system does not say
/// @param cores processors that Java sees
/// @param memoryBytes memory of the machine, or -1
/// @param system name, version and architecture of the operating system
/// @param java version and vendor
/// @param options options given to Java, such as heap and collector
/// @param heapBytes the largest heap
/// @param loadBefore load of the last minute before the first measure, in hundredths, or -1
/// @param loadAfter the same after the last measure
record BenchMachine(
    String processor,
    int cores,
    long memoryBytes,
    String system,
    String java,
    String options,
    long heapBytes,
    long loadBefore,
    long loadAfter) {

  /// This machine and process, now.
  static BenchMachine here() {
    Runtime runtime = Runtime.getRuntime();
    return new BenchMachine(
        line("/proc/cpuinfo", "model name", System.getProperty("os.arch", "")),
        runtime.availableProcessors(),
        memory(),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        property("java.vm.version") + " " + property("java.vendor"),
        String.join(" ", ChildJava.options()),
        runtime.maxMemory(),
        load(),
        load());
  }

  /// The same with the load of now as the load after the last measure.
  BenchMachine withLoadAfter() {
    return new BenchMachine(
        processor, cores, memoryBytes, system, java, options, heapBytes, loadBefore, load());
  }

  private static long load() {
    return Math.round(100 * ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  private static long memory() {
    String kib = line("/proc/meminfo", "MemTotal", "").replaceAll("[^0-9]", "");
    return kib.isEmpty() ? -1 : Long.parseLong(kib) << 10;
  }

  private static String line(String file, String key, String other) {
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        int colon = line.indexOf(':');
        if (colon > 0 && line.startsWith(key)) {
          return line.substring(colon + 1).strip();
        }
      }
    } catch (IOException e) {
      return other; // not Linux
    }
    return other;
  }

  /// Whether other programs had enough to do to make the times too long: half of the cores before
  /// the first measure. The load after the last one is mostly the measures' own.
  boolean busy() {
    return loadBefore > 50L * cores;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "Machine    %s, %d cores, %s; %s%n"
            + "Java       %s, heap at most %,d MiB, options %s%n"
            + "Load       %s before, %s after%s%n",
        processor,
        cores,
        memoryBytes < 0 ? "memory unknown" : (memoryBytes >> 20) + " MiB",
        system,
        java,
        heapBytes >> 20,
        options.isEmpty() ? "none" : options,
        hundredths(loadBefore),
        hundredths(loadAfter),
        busy() ? "; OTHER PROGRAMS RAN: the times are too long" : "");
  }

  private static String hundredths(long load) {
    return load < 0 ? "unknown" : String.format(Locale.ROOT, "%.2f", load / 100.0);
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("processor", processor)
        .put("cores", cores)
        .put("memory_bytes", memoryBytes)
        .put("system", system)
        .put("java", java)
        .put("options", options)
        .put("heap_bytes", heapBytes)
        .put("load_before_percent", loadBefore)
        .put("load_after_percent", loadAfter)
        .build();
  }
}
