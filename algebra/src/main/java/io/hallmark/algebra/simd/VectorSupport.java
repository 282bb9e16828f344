package io.hallmark.algebra.simd;

/// Whether this process computes with vectors; decided once, when this class is loaded.
///
/// Vectors need the module `jdk.incubator.vector`, which only the command line of a process can add
/// (`--add-modules jdk.incubator.vector`), and lanes for eight longs: with fewer, comparisons of
/// unsigned longs are emulated and the plain kernels are as fast. Large jobs only: compiling the
/// vector kernels takes seconds.
final class VectorSupport {
  private static final String MODULE = "jdk.incubator.vector";
  private static final int LANES = 8;
  private static final boolean PRESENT = decide();

  private VectorSupport() {}

  /// Whether vectors are there and wide enough.
  static boolean isPresent() {
    return PRESENT;
  }

  private static boolean decide() {
    System.Logger log = System.getLogger("io.hallmark.algebra.simd");
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      log.log(System.Logger.Level.DEBUG, "scalar kernels: no module {0}", MODULE);
      return false;
    }
    int lanes = VectorLanes.COUNT;
    boolean wide = lanes >= LANES;
    log.log(
        System.Logger.Level.DEBUG,
        wide ? "vector kernels: {0} lanes of 64 bits" : "scalar kernels: only {0} lanes of 64 bits",
        lanes);
    return wide;
  }
}
