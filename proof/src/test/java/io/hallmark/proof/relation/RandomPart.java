package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Maps;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes a random true part: random committed, public and virtual columns of every kind, then
/// constraints whose committed sides are computed from them.
final class RandomPart {
  private static final List<String> FREE = List.of("a", "b", "c", "d");

  private final SplittableRandom random;
  private final Map<String, Integer> extents = new LinkedHashMap<>();
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final Map<String, Cells> cells = new LinkedHashMap<>();
  private final List<Part.ProductConstraint> products = new ArrayList<>();
  private final List<String> linears = new ArrayList<>();
  private final List<Part.Lookup> lookups = new ArrayList<>();
  private final List<Part.LookupTable> tables = new ArrayList<>();
  private final List<String> targets = new ArrayList<>();

  RandomPart(SplittableRandom random) {
    this.random = random;
    extents.put("a", 1 + random.nextInt(5));
    extents.put("b", List.of(1, 2, 3, 5).get(random.nextInt(4)));
    extents.put("c", 1 + random.nextInt(3));
    extents.put("d", 1 + random.nextInt(3));
    for (int k = 0; k < 4; k++) {
      List<String> labels = sample(FREE, random.nextInt(4));
      commit("x" + k, labels, small(size(labels), 0, 6));
    }
  }

  Part part() {
    List<Label> labels =
        extents.entrySet().stream().map(e -> new Label(e.getKey(), e.getValue())).toList();
    return new Part(labels, List.copyOf(columns.values()), products, linears, lookups, tables);
  }

  int extent(String label) {
    return Maps.get(extents, label);
  }

  Cells cells(String column) {
    return Maps.get(cells, column);
  }

  List<String> targets() {
    return targets;
  }

  void addImport(int part, String column, List<Integer> sizes, Cells values) {
    List<String> labels = new ArrayList<>();
    for (int k = 0; k < sizes.size(); k++) {
      extents.put("i" + k, sizes.get(k));
      labels.add("i" + k);
    }
    columns.put("imp", new Column.ImportPart("imp", labels, part, column));
    cells.put("imp", values);
  }

  void fill() {
    for (int k = 0; k < 2; k++) {
      List<String> labels = sample(FREE, random.nextInt(3));
      long[] values = new long[size(labels)];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            random.nextInt(3) == 0 ? Goldilocks.reduce(random.nextLong()) : random.nextInt(5);
      }
      add(new Column.Public("p" + k, labels, Cells.ofElements(values)));
    }
    String along = FREE.get(random.nextInt(4));
    add(new Column.Counter("count", List.of(along), random.nextInt(9), random.nextInt(5)));
    List<String> virtual = new ArrayList<>();
    int count = 5 + random.nextInt(5);
    for (int k = 0; k < count; k++) {
      Column made = virtual("v" + k);
      if (made != null) {
        add(made);
        virtual.add(made.name());
      }
    }
    List<String> base = new ArrayList<>(columns.keySet());
    addLinears(virtual);
    addProducts(base);
    for (int k = random.nextInt(3); k > 0; k--) {
      addLookup(k, base.get(random.nextInt(base.size())));
    }
    if (random.nextBoolean()) {
      addPrivateRows();
    }
  }

  private void add(Column column) {
    columns.put(column.name(), column);
  }

  private void commit(String name, List<String> labels, Cells values) {
    add(new Column.Committed(name, labels));
    cells.put(name, values);
  }

  private int size(List<String> labels) {
    return labels.stream().mapToInt(extents::get).reduce(1, (x, y) -> x * y);
  }

  private Cells small(int size, int from, int to) {
    int[] out = new int[size];
    for (int i = 0; i < size; i++) {
      out[i] = from + random.nextInt(to - from);
    }
    return Cells.ofInts(out);
  }

  private <T> List<T> sample(List<T> from, int count) {
    List<T> out = shuffled(from);
    return List.copyOf(out.subList(0, count));
  }

  private <T> List<T> shuffled(Iterable<T> from) {
    List<T> out = new ArrayList<>();
    from.forEach(out::add);
    for (int i = out.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T t = out.get(i);
      out.set(i, out.get(j));
      out.set(j, t);
    }
    return out;
  }

  private PartIndex index() {
    try {
      return PartIndex.of(part());
    } catch (Rejected e) {
      throw new AssertionError(e);
    }
  }

  private int id(String column) {
    return List.copyOf(columns.keySet()).indexOf(column);
  }

  private boolean isPrivate(String column) {
    return !index().isPublic(id(column));
  }

  /// The values of a column, its labels in another order.
  private Cells values(String column, List<String> labels) {
    NaiveColumns naive = new NaiveColumns(part(), cells, _ -> new io.hallmark.algebra.field.Ext[0]);
    return Cells.ofElements(
        naive.box(labels).stream().mapToLong(i -> naive.value(column, i).a0()).toArray());
  }

  private <T> T any(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  private static List<String> replace(List<String> labels, String from, String to) {
    return labels.stream().map(x -> x.equals(from) ? to : x).toList();
  }

  private long signed(int from, int to) {
    return Goldilocks.fromSigned(from + random.nextInt(to - from));
  }

  /// A virtual column of a random kind, or null if that kind finds no fitting source.
  private @Nullable Column virtual(String name) {
    PartIndex index = index();
    List<Column> pool =
        columns.values().stream().filter(c -> index.depth(id(c.name())) < 3).toList();
    Column s = any(pool);
    List<String> labels = s.labels();
    List<String> free = FREE.stream().filter(x -> !labels.contains(x)).toList();
    int kind = random.nextInt(11);
    if (kind == 0) {
      List<Column> same =
          pool.stream().filter(c -> Set.copyOf(c.labels()).equals(Set.copyOf(labels))).toList();
      List<Column.Term> terms = new ArrayList<>();
      for (int k = random.nextInt(4); k > 0; k--) {
        terms.add(new Column.Term(signed(-3, 4), any(same).name()));
      }
      return new Column.Affine(name, shuffled(labels), random.nextInt(4), terms);
    }
    if (kind == 1 && !free.isEmpty() && labels.size() < 3) {
      String x = any(free);
      List<String> all = new ArrayList<>(labels);
      all.add(x);
      return new Column.Broadcast(name, shuffled(all), s.name(), x);
    }
    if (kind == 2) {
      return prefix(name, pool);
    }
    if (kind >= 3 && kind <= 7 && !labels.isEmpty()) {
      String x = any(labels);
      List<String> rest = labels.stream().filter(y -> !y.equals(x)).toList();
      List<String> freed = new ArrayList<>(free);
      freed.add(x);
      return switch (kind) {
        case 3 -> new Column.Sum(name, rest, s.name(), x);
        case 4 -> new Column.Scale(name, shuffled(labels), s.name(), x, small(extent(x), -2, 4));
        case 5 -> gather(name, s, x, rest, freed);
        case 6 -> {
          String to = any(freed);
          Cells matrix = small(extent(x) * extent(to), -2, 3);
          yield new Column.Operator(name, replace(labels, x, to), s.name(), x, to, matrix);
        }
        default -> {
          List<String> equal = free.stream().filter(y -> extent(y) == extent(x)).toList();
          yield equal.isEmpty() ? null : rename(name, s, x, any(equal));
        }
      };
    }
    return kind < 8 ? null : product(name, s, any(pool));
  }

  private static Column rename(String name, Column s, String from, String to) {
    return new Column.Rename(name, replace(s.labels(), from, to), s.name(), from, to);
  }

  private @Nullable Column gather(
      String name, Column s, String x, List<String> rest, List<String> freed) {
    List<String> by = sample(freed, random.nextInt(Math.min(2, freed.size()) + 1));
    List<String> all = new ArrayList<>(rest);
    all.addAll(by);
    if (all.size() > 3) {
      return null;
    }
    return new Column.Gather(name, shuffled(all), s.name(), x, by, small(size(by), -1, extent(x)));
  }

  private @Nullable Column prefix(String name, List<Column> pool) {
    List<Column.Prefix> fits = new ArrayList<>();
    for (Column d : pool) {
      for (String x : d.labels()) {
        Set<String> rest = new LinkedHashSet<>(d.labels());
        rest.remove(x);
        for (Column w : pool) {
          if (w.labels().size() == rest.size() && rest.containsAll(w.labels())) {
            long c = signed(-1, 3);
            fits.add(new Column.Prefix(name, d.labels(), w.name(), d.name(), x, c));
          }
        }
      }
    }
    return fits.isEmpty() ? null : any(fits);
  }

  private @Nullable List<String> productLabels(Column a, Column b) {
    Set<String> all = new LinkedHashSet<>(a.labels());
    all.addAll(b.labels());
    if (all.size() > 4) {
      return null;
    }
    return shuffled(all).stream()
        .filter(x -> !(a.labels().contains(x) && b.labels().contains(x)) || random.nextBoolean())
        .toList();
  }

  private @Nullable Column product(String name, Column a, Column b) {
    List<String> labels = productLabels(a, b);
    if (labels == null || !(isPrivate(a.name()) || isPrivate(b.name()))) {
      return null;
    }
    return new Column.Product(name, labels, a.name(), b.name());
  }

  private void addLinears(List<String> virtual) {
    for (String v : sample(virtual, Math.min(3, virtual.size()))) {
      if (isPrivate(v)) {
        List<String> labels = shuffled(Maps.get(columns, v).labels());
        commit("c_" + v, labels, values(v, labels));
        targets.add("c_" + v);
        long minusOne = Goldilocks.P - 1;
        List<Column.Term> terms =
            List.of(new Column.Term(1, v), new Column.Term(minusOne, "c_" + v));
        add(new Column.Affine("z_" + v, shuffled(labels), 0, terms));
        linears.add("z_" + v);
      }
    }
  }

  private void addProducts(List<String> base) {
    for (int k = 0; k < 3; k++) {
      Column a = Maps.get(columns, any(base));
      Column b = Maps.get(columns, any(base));
      List<String> labels = productLabels(a, b);
      if (labels == null) {
        continue;
      }
      String left = "l_" + k;
      NaiveColumns naive =
          new NaiveColumns(part(), cells, _ -> new io.hallmark.algebra.field.Ext[0]);
      List<String> contracted = a.labels().stream().filter(x -> !labels.contains(x)).toList();
      long[] out =
          naive.box(labels).stream()
              .mapToLong(i -> {
                long sum = 0;
                for (Map<String, Integer> s : naive.box(contracted)) {
                  Map<String, Integer> both = new LinkedHashMap<>(i);
                  both.putAll(s);
                  long x = naive.value(a.name(), both).a0();
                  long y = naive.value(b.name(), both).a0();
                  sum = Goldilocks.add(sum, Goldilocks.mul(x, y));
                }
                return sum;
              })
              .toArray();
      commit(left, labels, Cells.ofElements(out));
      targets.add(left);
      products.add(new Part.ProductConstraint("pr" + k, left, a.name(), b.name()));
    }
  }

  /// Looks a column up among its own values, and sometimes (value, square) pairs.
  private void addLookup(int k, String column) {
    List<String> labels = Maps.get(columns, column).labels();
    Cells values = values(column, labels);
    Map<Long, Integer> counts = new LinkedHashMap<>();
    for (int i = 0; i < values.size(); i++) {
      counts.merge(values.element(i), 1, Integer::sum);
    }
    if (random.nextBoolean()) {
      counts.putIfAbsent(Goldilocks.P - 5000 - k, 0);
    }
    String label = "t" + k;
    extents.put(label, counts.size());
    List<String> over = List.of(label);
    long[] entries = counts.keySet().stream().mapToLong(Long::longValue).toArray();
    add(new Column.Public("tab" + k, over, Cells.ofElements(entries)));
    List<String> left = new ArrayList<>(List.of(column));
    List<String> right = new ArrayList<>(List.of("tab" + k));
    if (random.nextBoolean()) {
      commit("sq" + k, labels, squares(values.toElements()));
      targets.add("sq" + k);
      add(new Column.Public("tabsq" + k, over, squares(entries)));
      left.add("sq" + k);
      right.add("tabsq" + k);
    }
    int[] multiplicity = counts.values().stream().mapToInt(Integer::intValue).toArray();
    commit("m" + k, over, Cells.ofInts(multiplicity));
    targets.add("m" + k);
    lookups.add(new Part.Lookup("lk" + k, labels, left, "tb" + k));
    tables.add(new Part.LookupTable("tb" + k, over, right, "m" + k));
  }

  private static Cells squares(long[] values) {
    return Cells.ofElements(
        java.util.Arrays.stream(values).map(x -> Goldilocks.mul(x, x)).toArray());
  }

  /// Private rows of a private table: fingerprints among fingerprints.
  private void addPrivateRows() {
    extents.put("q", 1 + random.nextInt(3));
    extents.put("r", 1 + random.nextInt(4));
    extents.put("j", 1 + random.nextInt(3));
    int n = extent("j");
    Cells data = small(extent("r") * n, 0, 4);
    int[] rows = new int[extent("q") * n];
    int[] multiplicity = new int[extent("r")];
    for (int q = 0; q < extent("q"); q++) {
      int row = random.nextInt(extent("r"));
      multiplicity[row]++;
      for (int j = 0; j < n; j++) {
        rows[q * n + j] = data.small(row * n + j);
      }
    }
    commit("data", List.of("r", "j"), data);
    commit("rows", List.of("q", "j"), Cells.ofInts(rows));
    commit("m_rows", List.of("r"), Cells.ofInts(multiplicity));
    targets.add("m_rows");
    add(new Column.Fingerprint("data_fp", List.of("r"), "data", List.of("j")));
    add(new Column.Fingerprint("rows_fp", List.of("q"), "rows", List.of("j")));
    lookups.add(new Part.Lookup("lk_rows", List.of("q"), List.of("rows_fp"), "tb_rows"));
    tables.add(new Part.LookupTable("tb_rows", List.of("r"), List.of("data_fp"), "m_rows"));
  }
}
