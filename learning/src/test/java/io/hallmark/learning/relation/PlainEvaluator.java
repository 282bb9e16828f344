package io.hallmark.learning.relation;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Evaluates every constraint of one part on plain cells, straight from the definitions, and names
/// those that are violated: `LOOKUP d1.z.rt`, `LINEAR d1.w.end.q`, `PRODUCT correct`, `MULTIPLICITY
/// range8`.
public final class PlainEvaluator {
  private final Part part;
  private final int number;
  private final Assignment assignment;
  private final Map<String, Integer> extents = new HashMap<>();
  private final Map<String, Column> columns = new HashMap<>();
  private final Map<String, long[]> values = new HashMap<>();

  public PlainEvaluator(Run run, int number, Assignment assignment) {
    this.number = number;
    this.part = run.parts().get(number);
    this.assignment = assignment;
    for (Label l : part.labels()) {
      extents.put(l.name(), Math.toIntExact(l.extent()));
    }
    part.columns().forEach(c -> columns.put(c.name(), c));
  }

  /// Names of all constraints of a part.
  public static List<String> names(Part part) {
    List<String> out = new ArrayList<>();
    part.lookups().forEach(l -> out.add("LOOKUP " + l.name()));
    part.linears().forEach(c -> out.add("LINEAR " + c));
    part.products().forEach(p -> out.add("PRODUCT " + p.name()));
    return out;
  }

  /// Violated constraints of every part, as `part: NAME`.
  public static Set<String> violatedEverywhere(Run run, Assignment a) {
    Set<String> out = new LinkedHashSet<>();
    for (int k = 0; k < run.parts().size(); k++) {
      int part = k;
      new PlainEvaluator(run, k, a).violated().forEach(v -> out.add(part + ": " + v));
    }
    return out;
  }

  /// Fits the multiplicity columns of every part; tuples outside a table are not counted.
  public static void fitMultiplicities(Run run, Assignment a) {
    fitMultiplicities(run, a, Set.of());
  }

  /// Fits the multiplicity columns of all tables but some, unless they fit already.
  public static void fitMultiplicities(Run run, Assignment a, Set<String> keep) {
    for (int k = 0; k < run.parts().size(); k++) {
      PlainEvaluator e = new PlainEvaluator(run, k, a);
      for (Part.LookupTable t : run.parts().get(k).tables()) {
        boolean kept = keep.contains(t.name());
        if (!kept && !(a.has(k, t.multiplicity()) && e.fits(t))) {
          a.put(k, t.multiplicity(), e.count(t));
          // Later tables may be looked up by columns made of these multiplicities.
          e.values.clear();
        }
      }
    }
  }

  /// Whether the multiplicities of equal entries sum to the number of lookups.
  private boolean fits(Part.LookupTable t) {
    Map<List<Long>, Integer> rows = rows(t.name());
    List<List<Long>> entries = tuples(t.labels(), t.columns());
    long[] have = get(t.multiplicity());
    long[] sums = new long[entries.size()];
    for (int i = 0; i < have.length; i++) {
      int first = Objects.requireNonNull(rows.get(entries.get(i)));
      sums[first] = Goldilocks.add(sums[first], have[i]);
    }
    return Arrays.equals(count(t), sums);
  }

  public Set<String> violated() {
    Set<String> out = new LinkedHashSet<>();
    for (Part.Lookup l : part.lookups()) {
      if (tuples(l.labels(), l.expressions()).stream()
          .anyMatch(tuple -> !rows(l.table()).containsKey(tuple))) {
        out.add("LOOKUP " + l.name());
      }
    }
    for (String c : part.linears()) {
      if (Arrays.stream(get(c)).anyMatch(v -> v != 0)) {
        out.add("LINEAR " + c);
      }
    }
    for (Part.ProductConstraint p : part.products()) {
      if (!Arrays.equals(get(p.lhs()), product(p.a(), p.b(), labels(p.lhs())))) {
        out.add("PRODUCT " + p.name());
      }
    }
    for (Part.LookupTable t : part.tables()) {
      if (!fits(t)) {
        out.add("MULTIPLICITY " + t.name());
      }
    }
    return out;
  }

  private long[] count(Part.LookupTable t) {
    Map<List<Long>, Integer> rows = rows(t.name());
    long[] out = new long[size(t.labels())];
    for (Part.Lookup l : part.lookups()) {
      if (l.table().equals(t.name())) {
        for (List<Long> tuple : tuples(l.labels(), l.expressions())) {
          Integer row = rows.get(tuple);
          if (row != null) {
            out[row]++;
          }
        }
      }
    }
    return out;
  }

  private final Map<String, Map<List<Long>, Integer>> tableRows = new HashMap<>();

  private Map<List<Long>, Integer> rows(String table) {
    return tableRows.computeIfAbsent(
        table,
        name -> {
          Part.LookupTable t =
              part.tables().stream().filter(x -> x.name().equals(name)).findFirst().orElseThrow();
          Map<List<Long>, Integer> out = new HashMap<>();
          List<List<Long>> entries = tuples(t.labels(), t.columns());
          for (int i = 0; i < entries.size(); i++) {
            out.putIfAbsent(entries.get(i), i);
          }
          return out;
        });
  }

  private List<List<Long>> tuples(List<String> at, List<String> expressions) {
    int size = size(at);
    List<List<Long>> out = new ArrayList<>(size);
    List<long[]> tables = expressions.stream().map(e -> aligned(e, at)).toList();
    for (int i = 0; i < size; i++) {
      int index = i;
      out.add(tables.stream().map(t -> t[index]).toList());
    }
    return out;
  }

  private List<String> labels(String column) {
    return column(column).labels();
  }

  private Column column(String name) {
    return Objects.requireNonNull(columns.get(name), name);
  }

  private int extent(String label) {
    return Objects.requireNonNull(extents.get(label), label);
  }

  private int size(List<String> at) {
    return at.stream().mapToInt(this::extent).reduce(1, Math::multiplyExact);
  }

  /// A copy of the values of a column in box order.
  public long[] values(String name) {
    return get(name).clone();
  }

  /// Values of a column in box order.
  private long[] get(String name) {
    long[] known = values.get(name);
    if (known == null) {
      known = compute(column(name));
      values.put(name, known);
    }
    return known;
  }

  private long[] compute(Column column) {
    List<String> at = column.labels();
    long[] out = new long[size(at)];
    switch (column) {
      case Column.Committed c -> {
        return assignment.own(number, c.name());
      }
      case Column.ImportOlder c -> {
        return assignment.older(c.commitment(), c.column());
      }
      case Column.ImportPart c -> {
        return assignment.own(Math.toIntExact(c.part()), c.column());
      }
      case Column.Public c -> {
        return c.values().toElements();
      }
      case Column.Counter c -> {
        for (int i = 0; i < out.length; i++) {
          out[i] = Goldilocks.add(c.start(), Goldilocks.mul(c.step(), i));
        }
      }
      case Column.Affine c -> {
        Arrays.fill(out, c.constant());
        for (Column.Term t : c.terms()) {
          long[] source = aligned(t.source(), at);
          for (int i = 0; i < out.length; i++) {
            out[i] = Goldilocks.add(out[i], Goldilocks.mul(t.coefficient(), source[i]));
          }
        }
      }
      case Column.Broadcast c -> {
        return aligned(c.source(), at);
      }
      case Column.Sum c -> {
        int[][] step = strides(List.of(labels(c.source()), at));
        forEach(
            labels(c.source()),
            step,
            k -> out[k[1]] = Goldilocks.add(out[k[1]], get(c.source())[k[0]]));
      }
      case Column.Prefix c -> {
        long[] start = get(c.start());
        long[] delta = get(c.delta());
        forEach(
            at,
            indexed(at, List.of(at, labels(c.start()), labels(c.delta())), c.label()),
            k -> {
              long sum = start[k[1]];
              int stride = stride(labels(c.delta()), c.label());
              for (int u = 0; u < k[3]; u++) {
                long d = delta[k[2] - (k[3] - u) * stride];
                sum = Goldilocks.add(sum, Goldilocks.mul(c.c(), d));
              }
              out[k[0]] = sum;
            });
      }
      case Column.Gather c -> {
        long[] source = get(c.source());
        int stride = stride(labels(c.source()), c.label());
        int[] rest = step(at, labels(c.source()));
        if (at.contains(c.label())) {
          rest[at.indexOf(c.label())] = 0;
        }
        forEach(
            at,
            new int[][] {step(at, at), rest, step(at, c.by())},
            k -> {
              int row = c.index().small(k[2]);
              out[k[0]] = row < 0 ? 0 : source[k[1] + row * stride];
            });
      }
      case Column.Scale c -> {
        long[] source = get(c.source());
        forEach(
            at,
            indexed(at, List.of(at, labels(c.source())), c.label()),
            k -> out[k[0]] = Goldilocks.mul(c.vector().element(k[2]), source[k[1]]));
      }
      case Column.Product c -> {
        return product(c.a(), c.b(), at);
      }
      case Column.Operator c -> {
        long[] source = get(c.source());
        int stride = stride(labels(c.source()), c.from());
        int n = extent(c.from());
        int[] rest = step(at, labels(c.source()));
        rest[at.indexOf(c.to())] = 0;
        int[] row = at.stream().mapToInt(l -> l.equals(c.to()) ? n : 0).toArray();
        forEach(
            at,
            new int[][] {step(at, at), rest, row},
            k -> {
              long sum = 0;
              for (int j = 0; j < n; j++) {
                long value = source[k[1] + j * stride];
                sum = Goldilocks.add(sum, Goldilocks.mul(c.matrix().element(k[2] + j), value));
              }
              out[k[0]] = sum;
            });
      }
      case Column.Rename c -> {
        List<String> source = labels(c.source());
        List<String> walk = at.stream().map(l -> l.equals(c.to()) ? c.from() : l).toList();
        forEach(
            walk,
            new int[][] {step(walk, walk), step(walk, source)},
            k -> out[k[0]] = get(c.source())[k[1]]);
      }
      case Column.Fingerprint _ ->
          throw new IllegalArgumentException("not in these relations: " + column.name());
    }
    return out;
  }

  private long[] product(String a, String b, List<String> at) {
    long[] out = new long[size(at)];
    long[] x = get(a);
    long[] y = get(b);
    Set<String> union = new LinkedHashSet<>(labels(a));
    union.addAll(labels(b));
    List<String> all = List.copyOf(union);
    forEach(
        all,
        new int[][] {step(all, at), step(all, labels(a)), step(all, labels(b))},
        k -> out[k[0]] = Goldilocks.add(out[k[0]], Goldilocks.mul(x[k[1]], y[k[2]])));
    return out;
  }

  /// Values of a column read along the labels `at`, which may be more than its own.
  private long[] aligned(String name, List<String> at) {
    long[] source = get(name);
    long[] out = new long[size(at)];
    forEach(at, new int[][] {step(at, at), step(at, labels(name))}, k -> out[k[0]] = source[k[1]]);
    return out;
  }

  private interface Visitor {
    void visit(int[] positions);
  }

  private int stride(List<String> have, String label) {
    int k = have.indexOf(label);
    return k < 0 ? 0 : size(have.subList(k + 1, have.size()));
  }

  /// Strides of a table over `have` for a walk over `walk`.
  private int[] step(List<String> walk, List<String> have) {
    return walk.stream().mapToInt(l -> stride(have, l)).toArray();
  }

  private int[][] strides(List<List<String>> tables) {
    return tables.stream().map(t -> step(tables.getFirst(), t)).toArray(int[][]::new);
  }

  /// As [#strides], with the index of one label as a further position.
  private int[][] indexed(List<String> walk, List<List<String>> tables, String label) {
    List<int[]> out = new ArrayList<>();
    tables.forEach(t -> out.add(step(walk, t)));
    out.add(walk.stream().mapToInt(l -> l.equals(label) ? 1 : 0).toArray());
    return out.toArray(int[][]::new);
  }

  private void forEach(List<String> walk, int[][] steps, Visitor visitor) {
    int[] extent = walk.stream().mapToInt(this::extent).toArray();
    int[] index = new int[extent.length];
    int[] positions = new int[steps.length];
    int size = size(walk);
    for (int n = 0; n < size; n++) {
      visitor.visit(positions);
      for (int k = extent.length - 1; k >= 0; k--) {
        index[k]++;
        boolean carry = index[k] == extent[k];
        for (int s = 0; s < steps.length; s++) {
          positions[s] += carry ? -(extent[k] - 1) * steps[s][k] : steps[s][k];
        }
        if (!carry) {
          break;
        }
        index[k] = 0;
      }
    }
  }
}
