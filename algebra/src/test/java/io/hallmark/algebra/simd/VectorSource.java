package io.hallmark.algebra.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Writes the body of one loop over vectors as flat Java: one operation of the Vector API per line,
/// no method of ours. The compiler inlines only those reliably in a large loop; a vector that
/// passes through a method that was not inlined is allocated, at ten times the cost.
///
/// Equal expressions become one variable. Vectors of unsigned 64-bit lanes are named by strings.
/// The generated class has `S` (species), `LOW` = 2^32 - 1, `HIGH` = ~LOW, `LIMB` = 2^22 - 1 and
/// `P`.
final class VectorSource {
  /// An element of E, one vector per coefficient.
  record Pair(String a0, String a1) {}

  private static final int LIMB_BITS = 22;

  private final List<String> before = new ArrayList<>();
  private final List<String> inside = new ArrayList<>();
  private final List<String> after = new ArrayList<>();
  private final Map<String, String> known = new HashMap<>();
  private boolean inLoop;
  private int names;
  private int sums;

  /// A whole method. The loop variable is `i`; `n` is a parameter.
  ///
  /// @param comment lines of documentation
  /// @param name of the method
  /// @param parameters as in Java
  String method(String comment, String name, String parameters) {
    StringBuilder out = new StringBuilder();
    comment.lines().forEach(line -> out.append("  /// ").append(line).append('\n'));
    String head = "  static void " + name + "(";
    if ((head + parameters + ") {").length() > 100) {
      head += "\n      ";
    }
    String list = parameters;
    if (("      " + parameters + ") {").length() > 100) {
      list = parameters.replace(", ", ",\n      ");
    }
    out.append(head).append(list).append(") {\n");
    before.forEach(line -> out.append("    ").append(line).append('\n'));
    out.append("    for (int i = 0; i < n; i += LANES) {\n");
    inside.forEach(line -> out.append("      ").append(line).append('\n'));
    out.append("    }\n");
    after.forEach(line -> out.append("    ").append(line).append('\n'));
    return out.append("  }\n").toString();
  }

  /// Names the two coefficient arrays of parameters of type `ExtArray`: x0 and x1 for x.
  void arrays(String... parameters) {
    for (String x : parameters) {
      line("long[] " + x + "0 = " + x + ".a0();");
      line("long[] " + x + "1 = " + x + ".a1();");
    }
  }

  /// From here on lines stand inside the loop.
  void loop() {
    inLoop = true;
  }

  /// From here on lines stand after the loop.
  void end() {
    inLoop = false;
    known.clear();
  }

  private void line(String line) {
    if (inLoop) {
      inside.add(line);
    } else if (inside.isEmpty()) {
      before.add(line);
    } else {
      after.add(line);
    }
  }

  private String named(String type, String expression) {
    return known.computeIfAbsent(
        expression,
        e -> {
          String name = "v" + names++;
          line(type + " " + name + " = " + e + ";");
          return name;
        });
  }

  String value(String expression) {
    return named("LongVector", expression);
  }

  String load(String array, String index) {
    return value("LongVector.fromArray(S, " + array + ", " + index + ")");
  }

  /// Integers from 0 on, below 2^31.
  String loadInts(String array, String index) {
    String ints = "IntVector.fromArray(INTS, " + array + ", " + index + ")";
    String wide = ".convertShape(VectorOperators.ZERO_EXTEND_I2L, S, 0).reinterpretAsLongs()";
    return and(value(named("IntVector", ints) + wide), "LOW");
  }

  Pair loadPair(String array, String index) {
    return new Pair(load(array + "0", index), load(array + "1", index));
  }

  void store(String vector, String array, String index) {
    line(vector + ".intoArray(" + array + ", " + index + ");");
  }

  void store(Pair pair, String array, String index) {
    store(pair.a0, array + "0", index);
    store(pair.a1, array + "1", index);
  }

  String add(String a, String b) {
    return value(a + ".add(" + b + ")");
  }

  String sub(String a, String b) {
    return value(a + ".sub(" + b + ")");
  }

  /// The product of lanes below 2^32; one instruction only if both stand as [#low], [#high] or
  /// [#limbs].
  String mul(String a, String b) {
    return value(a + ".mul(" + b + ")");
  }

  private String and(String a, String mask) {
    return value(a + ".and(" + mask + ")");
  }

  private String left(String a, int bits) {
    return value(a + ".lanewise(VectorOperators.LSHL, " + bits + ")");
  }

  private String right(String a, int bits) {
    return value(a + ".lanewise(VectorOperators.LSHR, " + bits + ")");
  }

  private String less(String a, String b) {
    return named("VectorMask<Long>", a + ".compare(VectorOperators.ULT, " + b + ")");
  }

  String low(String a) {
    return and(a, "LOW");
  }

  String high(String a) {
    return right(a, 32);
  }

  /// Limbs of 22, 22 and 20 bits.
  String[] limbs(String a) {
    return new String[] {and(a, "LIMB"), and(right(a, LIMB_BITS), "LIMB"), right(a, 2 * LIMB_BITS)};
  }

  /// Halves of 32 bits.
  String[] halves(String a) {
    return new String[] {low(a), high(a)};
  }

  /// Makes any lanes canonical.
  private String canonical(String a) {
    return value(a + ".lanewise(VectorOperators.UMIN, " + a + ".sub(P))");
  }

  /// `a - b` for canonical lanes, canonical.
  String minus(String a, String b) {
    return value(sub(a, b) + ".sub(LOW, " + less(a, b) + ")");
  }

  Pair minus(Pair a, Pair b) {
    return new Pair(minus(a.a0, b.a0), minus(a.a1, b.a1));
  }

  /// `a + b` modulo 2^64 - 2^32 + 1 for b such that the wrapped sum does not wrap again.
  private String plusWrapped(String a, String b) {
    String sum = add(a, b);
    return value(sum + ".add(LOW, " + less(sum, b) + ")");
  }

  /// The canonical residue of `low + 2^32·high`, both below 2^62 + 2^55; high may be negative if
  /// `low + 2^32·high` is not.
  private String reduceHalves(String low, String high) {
    String top = value(high + ".lanewise(VectorOperators.ASHR, 32)"); // 2^64 = 2^32 - 1
    String x = sub(add(low, and(high, "HIGH")), top);
    return canonical(plusWrapped(x, left(high, 32)));
  }

  /// The canonical residue of `Σ low_j·2^(22j) + high_j·2^(32 + 22j)`, given as low_0, low_1,
  /// low_2, high_0, high_1, high_2, each at most 2^62.
  private String reduceColumns(String[] c) {
    String low = add(c[0], low(left(c[1], 22)));
    String high = add(add(add(right(c[1], 10), low(left(c[2], 12))), c[3]), low(left(c[4], 22)));
    // weight 2^64 = 2^32 - 1; the part of weight 2^96 = -1 is at most 2^42
    String top = add(add(right(c[2], 20), right(c[4], 10)), low(left(c[5], 12)));
    low = sub(sub(low, top), right(c[5], 20));
    high = add(high, top);
    low = value(low + ".add(1L << 54)"); // so that it is not negative
    high = value(high + ".sub(1L << 22)");
    return reduceHalves(low, high);
  }

  /// The six columns of the product of a vector in limbs and one in halves.
  private String[] columns(String[] limbs, String[] halves) {
    String[] out = new String[6];
    for (int j = 0; j < 6; j++) {
      out[j] = mul(limbs[j % 3], halves[j / 3]);
    }
    return out;
  }

  private String[] sum(String[] a, String[] b) {
    return IntStream.range(0, a.length).mapToObj(j -> add(a[j], b[j])).toArray(String[]::new);
  }

  /// 7·a, lanes below 2^60.
  private String times7(String a) {
    return sub(left(a, 3), a);
  }

  /// a·b, canonical.
  Pair product(Pair a, Pair b) {
    return reduce(productColumns(a, b));
  }

  /// `a·b + c·d`, canonical.
  Pair products(Pair a, Pair b, Pair c, Pair d) {
    String[][] x = productColumns(a, b);
    String[][] y = productColumns(c, d);
    return reduce(new String[][] {sum(x[0], y[0]), sum(x[1], y[1]), sum(x[2], y[2])});
  }

  /// Columns of a0·b0, of a1·b1, and of the sum of the mixed products.
  private String[][] productColumns(Pair a, Pair b) {
    String[][] x = {limbs(a.a0), limbs(a.a1)};
    String[][] y = {halves(b.a0), halves(b.a1)};
    return new String[][] {
      columns(x[0], y[0]), columns(x[1], y[1]), sum(columns(x[0], y[1]), columns(x[1], y[0]))
    };
  }

  private Pair reduce(String[][] c) {
    String[] seven = Arrays.stream(c[1]).map(this::times7).toArray(String[]::new);
    return new Pair(reduceColumns(sum(c[0], seven)), reduceColumns(c[2]));
  }

  /// Declares sums for [#accumulate] (18) or [#accumulateLimbs] (8), before the loop.
  void sums(int count) {
    for (int k = 0; k < count; k++) {
      line("LongVector sum" + k + " = LongVector.zero(S);");
    }
  }

  /// Adds signed integers times w to the sums, unreduced: limbs of 16 bits of w0, then of w1.
  void accumulateLimbs(String integer, Pair w) {
    sums = 0;
    for (String coefficient : new String[] {w.a0, w.a1}) {
      for (int j = 0; j < 4; j++) {
        String shifted = j == 0 ? coefficient : right(coefficient, 16 * j);
        String limb = j == 3 ? shifted : and(shifted, "0xFFFF");
        line("sum" + sums + " = sum" + sums + ".add(" + mul(integer, limb) + ");");
        sums++;
      }
    }
  }

  /// Stores sums as they are, after the loop: sum k at `k·LANES`.
  void storeRawSums(int count) {
    for (int k = 0; k < count; k++) {
      store("sum" + k, "out", k == 0 ? "0" : k == 1 ? "LANES" : k + " * LANES");
    }
  }

  /// Declares prepared constants, before the loop: the halves of 32 bits of elements of F, each in
  /// the upper half of a long in the parameter `c`.
  String[][] constants(int count) {
    String[][] out = new String[count][2];
    for (int k = 0; k < 2 * count; k++) {
      out[k / 2][k % 2] = high(value("LongVector.broadcast(S, c[" + k + "])"));
    }
    return out;
  }

  /// `c + Σ constant·x`, canonical; x below 2^20.
  ///
  /// @param extra below 2^40, added; or null
  String affine(String[] c, String[][] constants, String[] x, @Nullable String extra) {
    String low = extra == null ? c[0] : add(c[0], extra);
    String high = c[1];
    for (int k = 0; k < x.length; k++) {
      low = add(low, mul(x[k], constants[k][0]));
      high = add(high, mul(x[k], constants[k][1]));
    }
    return reduceHalves(low, high);
  }

  /// Adds a·b to the sums, unreduced: columns of a0·b0, of a1·b1, and of the mixed products.
  void accumulate(Pair a, Pair b) {
    sums = 0;
    for (String[] columns : productColumns(a, b)) {
      addTo(columns);
    }
  }

  private void addTo(String[] columns) {
    for (String c : columns) {
      line("sum" + sums + " = sum" + sums + ".add(" + c + ");");
      sums++;
    }
  }

  /// Stores the reduced sums, after the loop: `Σ a0·b0`, `Σ a1·b1`, `Σ a0·b1 + a1·b0` per lane.
  void storeSums() {
    for (int k = 0; k < 3; k++) {
      String[] c = new String[6];
      for (int j = 0; j < 6; j++) {
        c[j] = "sum" + (6 * k + j);
      }
      store(reduceColumns(c), "out", k == 0 ? "0" : k == 1 ? "LANES" : "2 * LANES");
    }
  }

  /// Declares the constants of the [Factor] c, before the loop.
  ///
  /// @return per constant and limb the two halves
  String[][] factor() {
    line("long[] halves = c.halves();");
    String[][] out = new String[9][2];
    for (int k = 0; k < 18; k++) {
      out[k / 2][k % 2] = high(value("LongVector.broadcast(S, halves[" + k + "])"));
    }
    return out;
  }

  /// `c·x + y`, c a [Factor], canonical.
  Pair scaledPlus(String[][] c, Pair x, Pair y) {
    String[] x0 = limbs(x.a0);
    String[] x1 = limbs(x.a1);
    return new Pair(scaledPlus(c, 0, x0, 3, x1, y.a0), scaledPlus(c, 6, x0, 0, x1, y.a1));
  }

  private String scaledPlus(
      String[][] c, int first, String[] x0, int second, String[] x1, String y) {
    String low = low(y);
    String high = high(y);
    for (int j = 0; j < 3; j++) {
      low = add(low, mul(x0[j], c[first + j][0]));
      high = add(high, mul(x0[j], c[first + j][1]));
      low = add(low, mul(x1[j], c[second + j][0]));
      high = add(high, mul(x1[j], c[second + j][1]));
    }
    return reduceHalves(low, high);
  }
}
