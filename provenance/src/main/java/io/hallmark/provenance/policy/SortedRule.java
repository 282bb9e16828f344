package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.Limbs;
import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Column;
import io.hallmark.provenance.policy.PolicyRefused.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// `distinct`: no key stands twice, and none in the given published lists. `disjoint`: no key
/// stands on both sides.
///
/// Constraint: a lookup table `s` of as many entries as there are keys, whose multiplicities are
/// all one: then number of lookups = number of entries for every value, so `s` is a permutation of
/// the keys. Entries are sums of steps `e` that are 60-bit integers: with one side every step is at
/// least 1, so keys strictly increase; with two sides a step between different sides is at least 1
/// (`e = d + y²`, y the change of the side), so no key stands on both. The sorted copy itself is
/// virtual.
///
/// @param head common members
/// @param column a digest column
/// @param exclude published lists, for `distinct`
/// @param other parts of the other side; none for `distinct`
public record SortedRule(Rule.Head head, String column, List<String> exclude, List<String> other)
    implements Rule {
  /// Copies the lists.
  public SortedRule {
    exclude = List.copyOf(exclude);
    other = List.copyOf(other);
  }

  private boolean isTwoSided() {
    return !other.isEmpty();
  }

  private List<Integer> otherShards(PolicyContext context) throws PolicyRefused {
    if (!isTwoSided()) {
      return List.of();
    }
    List<Integer> out = context.shards(other);
    List<Integer> own = context.shards(head.parts());
    if (head.parts().isEmpty() || out.stream().anyMatch(own::contains)) {
      throw new PolicyRefused(Code.POLICY_OVERLAP, "a part compared with itself");
    }
    return out;
  }

  /// The keys of the excluded lists.
  private List<long[]> lists(PolicyContext context) throws PolicyRefused {
    List<long[]> out = new ArrayList<>();
    for (String name : exclude) {
      out.add(context.published(name, column).keys());
    }
    long all = out.stream().mapToLong(k -> k.length).sum();
    if (out.stream().flatMapToLong(Arrays::stream).distinct().count() != all) {
      throw new PolicyRefused(Code.POLICY_OVERLAP, "two lists share an entry: merge them");
    }
    return out;
  }

  private int size(PolicyContext context) throws PolicyRefused {
    long n = context.rows(context.shards(head.parts()));
    n += context.rows(otherShards(context));
    for (long[] list : lists(context)) {
      n += list.length;
    }
    if (n < 2) {
      throw new PolicyRefused(Code.POLICY_VACUOUS, "fewer than two records");
    }
    return Math.toIntExact(n);
  }

  private static Limbs limbs(String name, PolicyFormat format) {
    return new Limbs(name + ".d", format.key(), format.limb());
  }

  @Override
  public void emit(RulePart part) throws PolicyRefused {
    PolicyContext context = part.context();
    PartBuilder b = part.builder();
    String r = part.name();
    List<long[]> lists = lists(context);
    int size = size(context);
    for (int k = 0; k < lists.size(); k++) {
      b.label(r + ".l" + k, lists.get(k).length);
    }
    String u = b.label(r + ".u", size);
    List<String> at = List.of(u);
    String d = b.affine(r + ".d", at, 0, limbs(r, context.format()).emitAll(b, at));
    List<Column.Term> step = new ArrayList<>();
    step.add(PartBuilder.term(1, d));
    String y = "";
    if (isTwoSided()) {
      y = b.committed(r + ".y", at);
      step.add(PartBuilder.term(1, b.product(r + ".x", at, y, y)));
    }
    String e = b.affine(r + ".e", at, isTwoSided() ? 0 : 1, step);
    List<String> columns = new ArrayList<>();
    columns.add(running(b, r + ".start", -1, r + ".p", r + ".s", e, u));
    if (isTwoSided()) {
      columns.add(running(b, r + ".zero", 0, r + ".py", r + ".t", y, u));
    }
    String one = b.committed(r + ".one", at);
    b.requireZero(
        b.affine(r + ".one.z", at, PartBuilder.element(-1), List.of(PartBuilder.term(1, one))));
    b.table(r, columns, one);
    emitSide(part, context.shards(head.parts()), 0);
    emitSide(part, otherShards(context), 1);
    for (int k = 0; k < lists.size(); k++) {
      String l = r + ".l" + k;
      b.lookup(l, List.of(b.constant(l + ".0", List.of(l), Cells.ofSigned(lists.get(k)))), r);
    }
  }

  /// `start + Σ_{i ≤ u} step[i]`.
  private static String running(
      PartBuilder b, String start, long first, String before, String name, String step, String u) {
    List<String> at = List.of(u);
    String s = b.affine(start, List.of(), PartBuilder.element(first), List.of());
    String p = b.prefixSum(before, at, s, step, u);
    return b.affine(name, at, 0, List.of(PartBuilder.term(1, p), PartBuilder.term(1, step)));
  }

  private void emitSide(RulePart part, List<Integer> shards, int side) throws PolicyRefused {
    PartBuilder b = part.builder();
    for (int s : shards) {
      List<String> expressions = new ArrayList<>();
      expressions.add(part.key(s, column));
      if (isTwoSided()) {
        List<String> at = List.of(RulePart.row(s));
        expressions.add(b.affine(part.name(s) + ".c", at, side, List.of()));
      }
      b.lookup(part.name(s), expressions, part.name());
    }
  }

  @Override
  public void record(RuleCells cells) throws PolicyRefused {
    PolicyContext context = cells.context();
    RuleData data = cells.data();
    int n = size(context);
    long[] keys = new long[n];
    int[] sides = new int[n];
    int at = 0;
    for (int s : context.shards(head.parts())) {
      long[] own = data.keys(s, column);
      System.arraycopy(own, 0, keys, at, own.length);
      at += own.length;
    }
    int firstOfOther = at;
    for (int s : otherShards(context)) {
      long[] own = data.keys(s, column);
      System.arraycopy(own, 0, keys, at, own.length);
      at += own.length;
    }
    Arrays.fill(sides, firstOfOther, at, 1);
    for (long[] list : lists(context)) {
      System.arraycopy(list, 0, keys, at, list.length);
      at += list.length;
    }
    int[] order = sorted(keys, sides);
    long[] d = new long[n];
    long[] y = new long[n];
    for (int j = 0; j < n; j++) {
      long before = j == 0 ? -1 : keys[order[j - 1]];
      y[j] = (long) sides[order[j]] - (j == 0 ? 0 : sides[order[j - 1]]);
      d[j] = keys[order[j]] - before - (isTwoSided() ? y[j] * y[j] : 1);
    }
    cells.limbs(limbs(cells.name(), context.format()), d);
    if (isTwoSided()) {
      cells.put(cells.name() + ".y", Cells.ofSigned(y));
    }
    cells.put(cells.name() + ".one", Cells.ofInts(IntStream.range(0, n).map(_ -> 1).toArray()));
  }

  /// Places in ascending order of (key, side).
  private static int[] sorted(long[] keys, int[] sides) {
    long[] packed = new long[keys.length];
    // A key has at most 60 bits: (key, side) is ordered as one integer of 61 bits.
    Arrays.setAll(packed, i -> keys[i] * 2 + sides[i]);
    return IntStream.range(0, keys.length)
        .boxed()
        .sorted((a, b) -> Long.compare(packed[a], packed[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  @Override
  public void check(RuleData data, Breaches breaches) throws PolicyRefused {
    PolicyContext context = data.context();
    size(context);
    Map<Long, String> seen = new HashMap<>();
    for (String name : exclude) {
      for (long key : context.published(name, column).keys()) {
        seen.put(key, "an entry of the list " + name);
      }
    }
    for (int s : otherShards(context)) {
      long[] keys = data.keys(s, column);
      for (int r = 0; r < keys.length; r++) {
        seen.put(keys[r], "row " + r + " of shard " + s);
      }
    }
    for (int s : context.shards(head.parts())) {
      long[] keys = data.keys(s, column);
      for (int r = 0; r < keys.length; r++) {
        String before = seen.get(keys[r]);
        if (before != null) {
          breaches.at(s, r, column + " is that of " + before);
        } else if (!isTwoSided()) {
          seen.put(keys[r], "row " + r + " of shard " + s);
        }
      }
    }
  }

  @Override
  public String inWords() {
    if (isTwoSided()) {
      return "No %s occurs both in %s and in %s."
          .formatted(column, head.scope(), String.join(", ", other));
    }
    String lists = exclude.isEmpty() ? "" : ", and none is in " + String.join(" or ", exclude);
    return "In %s, no %s occurs twice%s.".formatted(head.scope(), column, lists);
  }
}
