package io.hallmark.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/// How much memory this process has used.
final class Memory {
  private Memory() {}

  /// The peak in bytes: of the whole process where Linux says it, else of the heap's pools.
  static long peakBytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return peakPools();
    }
    return peakPools();
  }

  private static long peakPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(u -> u == null ? 0 : u.getUsed())
        .sum();
  }
}
