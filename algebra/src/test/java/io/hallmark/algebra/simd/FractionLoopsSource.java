package io.hallmark.algebra.simd;

import io.hallmark.algebra.simd.VectorSource.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes `VectorFractionLoops.java`: run this class in the folder of the module after a change.
final class FractionLoopsSource {
  static final Path FILE =
      Path.of("src/main/java/io/hallmark/algebra/simd/VectorFractionLoops.java");

  private static final String HEAD =
      """
      package io.hallmark.algebra.simd;

      import io.hallmark.algebra.field.ExtArray;
      import jdk.incubator.vector.IntVector;
      import jdk.incubator.vector.LongVector;
      import jdk.incubator.vector.VectorMask;
      import jdk.incubator.vector.VectorOperators;
      import jdk.incubator.vector.VectorSpecies;

      /// Loops over whole vectors of elements of E: `n` is a multiple of the lanes, at most
      /// [FractionKernels#BLOCK].
      ///
      /// **Generated** by `FractionLoopsSource`, beside the tests: change it there. Products are sums of
      /// `limb·half`, limbs of 22 bits by halves of 32 bits, reduced once.
      final class VectorFractionLoops {
        private static final VectorSpecies<Long> S = VectorLanes.SPECIES;
        private static final VectorSpecies<Integer> INTS = VectorLanes.INTS;
        private static final int LANES = VectorLanes.COUNT;
        private static final long P = 0xFFFFFFFF00000001L;
        private static final long LOW = 0xFFFFFFFFL;
        private static final long HIGH = ~LOW;
        private static final long LIMB = (1L << 22) - 1;

        private VectorFractionLoops() {}
      """;

  private FractionLoopsSource() {}

  /// Writes the file.
  ///
  /// @throws IOException if it cannot be written
  public static void main(String... arguments) throws IOException {
    Files.writeString(FILE, source());
  }

  /// The text of the file.
  static String source() {
    return String.join(
        "\n",
        HEAD,
        fold(),
        addScaled(),
        scale(),
        crossProducts(),
        products(),
        numerators(),
        numeratorsOfDifferences(),
        combinedDifferences(),
        crossDifferences(),
        innerProduct(),
        productsOfDifferences(),
        addUnits(),
        combineInts(),
        weightedProducts(),
        weightedDifferences() + "}\n");
  }

  private static String fold() {
    VectorSource s = new VectorSource();
    s.arrays("x", "y");
    String[][] c = s.factor();
    s.loop();
    Pair low = s.loadPair("x", "low + i");
    Pair high = s.loadPair("x", "high + i");
    s.store(s.scaledPlus(c, s.minus(high, low), low), "y", "at + i");
    return s.method(
        "See [FractionKernels#fold].",
        "fold",
        "ExtArray x, int low, int high, Factor c, ExtArray y, int at, int n");
  }

  private static String addScaled() {
    VectorSource s = new VectorSource();
    s.arrays("x", "y");
    String[][] c = s.factor();
    s.loop();
    Pair x = s.loadPair("x", "from + i");
    Pair y = s.loadPair("y", "at + i");
    s.store(s.scaledPlus(c, x, y), "y", "at + i");
    return s.method(
        "See [FractionKernels#addScaled(ExtArray, int, Factor, ExtArray, int, int)].",
        "addScaled",
        "ExtArray y, int at, Factor c, ExtArray x, int from, int n");
  }

  private static String scale() {
    VectorSource s = new VectorSource();
    s.arrays("x", "w");
    s.loop();
    Pair x = s.loadPair("x", "at + i");
    Pair w = s.loadPair("w", "i");
    s.store(s.product(x, w), "x", "at + i");
    return s.method(
        "See [FractionKernels#scale].", "scale", "ExtArray x, int at, ExtArray w, int n");
  }

  private static String crossProducts() {
    VectorSource s = new VectorSource();
    s.arrays("p", "q", "to");
    s.loop();
    Pair pa = s.loadPair("p", "a + i");
    Pair pb = s.loadPair("p", "b + i");
    Pair qa = s.loadPair("q", "a + i");
    Pair qb = s.loadPair("q", "b + i");
    s.store(s.products(pa, qb, pb, qa), "to", "at + i");
    return s.method(
        "Stores `p[a]·q[b] + p[b]·q[a]`.",
        "crossProducts",
        "ExtArray p, ExtArray q, int a, int b, ExtArray to, int at, int n");
  }

  private static String products() {
    VectorSource s = new VectorSource();
    s.arrays("q", "to");
    s.loop();
    s.store(s.product(s.loadPair("q", "a + i"), s.loadPair("q", "b + i")), "to", "at + i");
    return s.method(
        "Stores `q[a]·q[b]`.", "products", "ExtArray q, int a, int b, ExtArray to, int at, int n");
  }

  private static String numerators() {
    VectorSource s = new VectorSource();
    s.arrays("p", "q");
    s.sums(18);
    s.loop();
    s.accumulate(s.loadPair("p", "a + i"), s.loadPair("q", "b + i"));
    s.accumulate(s.loadPair("p", "b + i"), s.loadPair("q", "a + i"));
    s.end();
    s.storeSums();
    return s.method(
        "See [FractionKernels#numerators]; [#innerProduct] says what is stored.",
        "numerators",
        "ExtArray p, ExtArray q, int a, int b, int n, long[] out");
  }

  private static String numeratorsOfDifferences() {
    VectorSource s = new VectorSource();
    s.arrays("p", "q");
    s.sums(18);
    s.loop();
    s.accumulate(difference(s, "p", "A"), difference(s, "q", "B"));
    s.accumulate(difference(s, "p", "B"), difference(s, "q", "A"));
    s.end();
    s.storeSums();
    return s.method(
        "See [FractionKernels#numeratorsOfDifferences]; [#innerProduct] says what is stored.",
        "numeratorsOfDifferences",
        "ExtArray p, ExtArray q, int lowA, int highA, int lowB, int highB, int n, long[] out");
  }

  private static String combinedDifferences() {
    VectorSource s = new VectorSource();
    s.arrays("p", "q", "to");
    String[][] c = s.factor();
    s.loop();
    s.store(s.scaledPlus(c, difference(s, "q", "A"), difference(s, "p", "A")), "to", "i");
    return s.method(
        "Stores `∂p[a] + c·∂q[a]`.",
        "combinedDifferences",
        "ExtArray p, ExtArray q, int lowA, int highA, Factor c, ExtArray to, int n");
  }

  private static String crossDifferences() {
    VectorSource s = new VectorSource();
    s.arrays("p", "q", "to");
    s.loop();
    Pair pb = difference(s, "p", "B");
    Pair qa = difference(s, "q", "A");
    Pair qb = difference(s, "q", "B");
    s.store(s.products(s.loadPair("to", "i"), qb, pb, qa), "to", "i");
    return s.method(
        "Replaces `x` in `to` by `x·∂q[b] + ∂p[b]·∂q[a]`.",
        "crossDifferences",
        "ExtArray p, ExtArray q, int lowA, int highA, int lowB, int highB, ExtArray to, int n");
  }

  private static String innerProduct() {
    VectorSource s = new VectorSource();
    s.arrays("x", "w");
    s.sums(18);
    s.loop();
    s.accumulate(s.loadPair("x", "a + i"), s.loadPair("w", "b + i"));
    s.end();
    s.storeSums();
    return s.method(
        "Stores per lane `Σ x0·w0`, then `Σ x1·w1`, then `Σ x0·w1 + x1·w0`.",
        "innerProduct",
        "ExtArray x, int a, ExtArray w, int b, int n, long[] out");
  }

  private static String productsOfDifferences() {
    VectorSource s = new VectorSource();
    s.arrays("x", "y");
    s.sums(18);
    s.loop();
    s.accumulate(difference(s, "x", "A"), difference(s, "y", "B"));
    s.end();
    s.storeSums();
    return s.method(
        "See [FractionKernels#productsOfDifferences]; [#innerProduct] says what is stored.",
        "productsOfDifferences",
        "ExtArray x, int lowA, int highA, ExtArray y, int lowB, int highB, int n, long[] out");
  }

  private static String addUnits() {
    VectorSource s = new VectorSource();
    s.arrays("toP", "toQ");
    String[][] c = s.constants(6);
    String p0 = s.value("LongVector.broadcast(S, c[12])");
    String p1 = s.value("LongVector.broadcast(S, c[13])");
    s.loop();
    String xa = s.loadInts("x", "a + i");
    String xb = s.loadInts("x", "b + i");
    s.store(new Pair(s.minus(p0, s.add(xa, xb)), p1), "toP", "at + i");
    String[] x = {xb, xa};
    String q0 = s.affine(c[0], new String[][] {c[2], c[4]}, x, s.mul(xa, xb));
    String q1 = s.affine(c[1], new String[][] {c[3], c[5]}, x, null);
    s.store(new Pair(q0, q1), "toQ", "at + i");
    return s.method(
        """
        See [FractionKernels#addUnits]. `c`: halves of the coefficients of ca·cb, -ca, -cb; then ca +
        cb.\
        """,
        "addUnits",
        "int[] x, int a, int b, ExtArray toP, ExtArray toQ, int at, int n, long[] c");
  }

  private static String combineInts() {
    VectorSource s = new VectorSource();
    s.arrays("to");
    String[][] c = s.constants(6);
    s.loop();
    String[] x = {s.loadInts("x", "a + i"), s.loadInts("x", "b + i")};
    String y0 = s.affine(c[0], new String[][] {c[2], c[4]}, x, null);
    String y1 = s.affine(c[1], new String[][] {c[3], c[5]}, x, null);
    s.store(new Pair(y0, y1), "to", "at + i");
    return s.method(
        "See [FractionKernels#combineInts]. `c`: halves of the coefficients of k, ca, cb.",
        "combineInts",
        "int[] x, int a, int b, ExtArray to, int at, int n, long[] c");
  }

  private static String weightedProducts() {
    VectorSource s = new VectorSource();
    s.arrays("w");
    s.sums(8);
    s.loop();
    String da = s.sub(s.loadInts("x", "highA + i"), s.loadInts("x", "lowA + i"));
    String db = s.sub(s.loadInts("x", "highB + i"), s.loadInts("x", "lowB + i"));
    s.accumulateLimbs(s.mul(da, db), s.loadPair("w", "i"));
    s.end();
    s.storeRawSums(8);
    return s.method(
        "Stores per lane `Σ ∂x[a]·∂x[b]·limb` for the limbs of 16 bits of w0, then of w1.",
        "weightedProducts",
        "int[] x, int lowA, int highA, int lowB, int highB, ExtArray w, int n, long[] out");
  }

  private static String weightedDifferences() {
    VectorSource s = new VectorSource();
    s.arrays("w");
    s.sums(8);
    s.loop();
    String d = s.sub(s.loadInts("x", "high + i"), s.loadInts("x", "low + i"));
    s.accumulateLimbs(d, s.loadPair("w", "i"));
    s.end();
    s.storeRawSums(8);
    return s.method(
        "Stores per lane `Σ ∂x·limb` for the limbs of 16 bits of w0, then of w1.",
        "weightedDifferences",
        "int[] x, int low, int high, ExtArray w, int n, long[] out");
  }

  private static Pair difference(VectorSource s, String array, String side) {
    return s.minus(
        s.loadPair(array, "high" + side + " + i"), s.loadPair(array, "low" + side + " + i"));
  }
}
