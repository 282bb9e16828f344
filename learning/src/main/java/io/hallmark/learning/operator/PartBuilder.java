package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Collects what operators emit and puts a part into canonical order.
///
/// Columns: own committed ones in order of emission, last the multiplicity columns of the lookup
/// tables; imports in order of emission; then, walking products (lhs, a, b), linear constraints,
/// lookups, columns of lookup tables, every column not yet listed, after its sources, depth first.
/// Constraints keep the order of emission. A column may name a source that is emitted later.
///
/// Label lists given to the methods are of *widths*: [#full] brings them to declared order and adds
/// the high label of a split width.
public final class PartBuilder {
  private final int limb;
  private final List<Label> labels = new ArrayList<>();
  private final Set<String> split = new HashSet<>();
  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final List<String> own = new ArrayList<>();
  private final List<String> imports = new ArrayList<>();
  private final List<Part.ProductConstraint> products = new ArrayList<>();
  private final List<String> linears = new ArrayList<>();
  private final List<Part.Lookup> lookups = new ArrayList<>();
  private final Map<String, Table> declared = new LinkedHashMap<>();
  private final Map<String, Table> tables = new LinkedHashMap<>();

  /// A lookup table of a part, before its columns stand in order.
  private sealed interface Table {
    /// Rows that start with consecutive integers.
    record Counted(TableSpec spec) implements Table {}

    /// Public rows of any kind: their columns are emitted, their multiplicities are not yet own.
    record Rows(String name, List<String> columns) implements Table {}

    /// Columns of the part with multiplicities of its own.
    record Own(String name, List<String> columns, String multiplicity) implements Table {}
  }

  /// A builder with the labels `before`, the high labels of split widths, `middle`, the widths,
  /// `after`, in this order.
  ///
  /// @param limb width of the largest range table
  public PartBuilder(
      int limb, List<Label> before, List<Width> widths, List<Label> middle, List<Label> after) {
    this.limb = limb;
    labels.addAll(before);
    for (Width w : widths) {
      if (w.isSplit()) {
        split.add(w.name());
        labels.add(w.high());
      }
    }
    labels.addAll(middle);
    widths.forEach(w -> labels.add(w.low()));
    labels.addAll(after);
  }

  /// Width of the largest range table.
  public int limb() {
    return limb;
  }

  /// Declares one more label, after all others so far.
  ///
  /// @return its name
  public String label(String name, long extent) {
    labels.add(new Label(name, extent));
    return name;
  }

  /// The labels of these widths in declared order, with the high labels of split ones.
  ///
  /// @throws IllegalArgumentException if a name is not declared
  public List<String> full(String... names) {
    Set<String> wanted = new HashSet<>();
    for (String n : names) {
      wanted.add(n);
      if (split.contains(n)) {
        wanted.add(Width.highName(n));
      }
    }
    List<String> out = labels.stream().map(Label::name).filter(wanted::contains).toList();
    if (out.size() != wanted.size()) {
      throw new IllegalArgumentException("undeclared label among " + wanted);
    }
    return out;
  }

  /// Name and extent of the given labels.
  public List<Label> extents(List<String> names) {
    return names.stream()
        .map(n -> labels.stream().filter(l -> l.name().equals(n)).findFirst().orElseThrow())
        .toList();
  }

  /// Labels of a column emitted before.
  public List<String> at(String column) {
    Column c = columns.get(column);
    if (c == null) {
      throw new IllegalArgumentException("no column " + column);
    }
    return c.labels();
  }

  /// Commits an own column.
  public String committed(String name, List<String> at) {
    own.add(name);
    return add(new Column.Committed(name, at));
  }

  /// Imports a column of an older commitment.
  public String importOlder(String name, List<String> at, String commitment, String column) {
    imports.add(name);
    return add(new Column.ImportOlder(name, at, commitment, column));
  }

  /// Imports a committed column of another part.
  public String importPart(String name, List<String> at, int part, String column) {
    imports.add(name);
    return add(new Column.ImportPart(name, at, part, column));
  }

  /// A public column with the given values in box order.
  public String constant(String name, List<String> at, Cells values) {
    return add(new Column.Public(name, at, values));
  }

  /// `constant + sum of terms` over the labels `at`; the constant is a canonical element.
  public String affine(String name, List<String> at, long constant, List<Column.Term> terms) {
    return add(new Column.Affine(name, at, constant, terms));
  }

  /// The element of a signed integer of magnitude below 2^62.
  public static long element(long integer) {
    return Goldilocks.fromSigned(integer);
  }

  /// A term with a signed integer coefficient of magnitude below 2^62.
  public static Column.Term term(long coefficient, String source) {
    return new Column.Term(Goldilocks.fromSigned(coefficient), source);
  }

  /// The term with the opposite sign.
  public static Column.Term negated(Column.Term t) {
    return new Column.Term(Goldilocks.neg(t.coefficient()), t.source());
  }

  /// The source, repeated along `label`.
  public String broadcast(String name, String source, String label) {
    Set<String> have = new HashSet<>(at(source));
    have.add(label);
    List<String> at = labels.stream().map(Label::name).filter(have::contains).toList();
    return broadcast(name, at, source, label);
  }

  /// The source, repeated along `label`, over the labels `at`: for the label of a lookup table.
  public String broadcast(String name, List<String> at, String source, String label) {
    return add(new Column.Broadcast(name, at, source, label));
  }

  /// The source, summed over `label`.
  public String sum(String name, String source, String label) {
    List<String> at = at(source).stream().filter(l -> !l.equals(label)).toList();
    return add(new Column.Sum(name, at, source, label));
  }

  /// `vector[i_label]·source`.
  public String scale(String name, String source, String label, Cells vector) {
    return add(new Column.Scale(name, at(source), source, label, vector));
  }

  /// `source[index(by), ..]`; -1 = none.
  public String gather(
      String name, List<String> at, String source, String label, List<String> by, Cells index) {
    return add(new Column.Gather(name, at, source, label, by, index));
  }

  /// `source` with the label `from` called `to`.
  public String rename(String name, List<String> at, String source, String from, String to) {
    return add(new Column.Rename(name, at, source, from, to));
  }

  /// `sum over j of matrix[i_to][j]·source[j]` for a source of one label, matrix row-major.
  public String operator(String name, String source, String from, String to, Cells matrix) {
    return add(new Column.Operator(name, List.of(to), source, from, to, matrix));
  }

  /// `sum over j of matrix[i_label][j]·source[j, ..]`, matrix row-major.
  public String operator(String name, String source, String label, Cells matrix) {
    return add(new Column.Operator(name, at(source), source, label, label, matrix));
  }

  /// The source with the label `from` called `to`, of the same extent.
  public String rename(String name, String source, String from, String to) {
    Set<String> have = new HashSet<>(at(source));
    have.remove(from);
    have.add(to);
    List<String> at = labels.stream().map(Label::name).filter(have::contains).toList();
    return add(new Column.Rename(name, at, source, from, to));
  }

  /// `start - sum over i < i_label of delta[i]`.
  public String prefixDifference(
      String name, List<String> at, String start, String delta, String label) {
    return add(new Column.Prefix(name, at, start, delta, label, Goldilocks.fromSigned(-1)));
  }

  /// `start + sum over i < i_label of delta[i]`.
  public String prefixSum(String name, List<String> at, String start, String delta, String label) {
    return add(new Column.Prefix(name, at, start, delta, label, 1));
  }

  /// The product of a and b, contracted to the labels `at`; never committed.
  public String product(String name, List<String> at, String a, String b) {
    return add(new Column.Product(name, at, a, b));
  }

  /// PRODUCT: `lhs = sum over contracted labels of a·b`.
  public void requireProduct(String name, String lhs, String a, String b) {
    products.add(new Part.ProductConstraint(name, lhs, a, b));
  }

  /// LINEAR: every cell of the column is zero.
  public void requireZero(String column) {
    linears.add(column);
  }

  /// LOOKUP: each tuple of the expressions is a row of the table.
  public void lookup(String name, List<String> expressions, TableSpec table) {
    tables.putIfAbsent(table.name(), new Table.Counted(table));
    lookups.add(new Part.Lookup(name, at(expressions.getFirst()), expressions, table.name()));
  }

  /// Declares a lookup table of public rows, given by its columns. Its label is `T.name`, its
  /// columns are `T.name.0`, …
  ///
  /// @return its multiplicity column, `T.name.m`
  public String rows(String name, List<Cells> columns) {
    String label = "T." + name;
    List<String> at = List.of(label);
    List<String> out = new ArrayList<>();
    for (Cells c : columns) {
      out.add(constant(label + "." + out.size(), at, c));
    }
    declared.put(name, new Table.Rows(name, List.copyOf(out)));
    return add(new Column.Committed(label + ".m", at));
  }

  /// Declares a lookup table of columns of the part, over the labels of the first.
  ///
  /// @param multiplicity an own committed column over the same labels
  public void table(String name, List<String> columns, String multiplicity) {
    declared.put(name, new Table.Own(name, List.copyOf(columns), multiplicity));
  }

  /// LOOKUP in a declared table.
  public void lookup(String name, List<String> expressions, String table) {
    Table t = declared.get(table);
    if (t == null) {
      throw new IllegalArgumentException("no lookup table " + table);
    }
    tables.putIfAbsent(table, t);
    lookups.add(new Part.Lookup(name, at(expressions.getFirst()), expressions, table));
  }

  private String add(Column c) {
    if (columns.putIfAbsent(c.name(), c) != null) {
      throw new IllegalArgumentException("column " + c.name() + " twice");
    }
    return c.name();
  }

  /// The part in canonical order. The builder is used up.
  ///
  /// @throws IllegalStateException if a column is reached by no constraint: an operator emitted
  ///   something that constrains nothing
  public Part build() {
    List<Part.LookupTable> built = new ArrayList<>();
    tables.values().forEach(t -> built.add(buildTable(t)));
    Map<String, Column> order = new LinkedHashMap<>();
    own.forEach(c -> visit(c, order));
    imports.forEach(c -> visit(c, order));
    for (Part.ProductConstraint p : products) {
      visit(p.lhs(), order);
      visit(p.a(), order);
      visit(p.b(), order);
    }
    linears.forEach(c -> visit(c, order));
    lookups.forEach(l -> l.expressions().forEach(c -> visit(c, order)));
    built.forEach(t -> t.columns().forEach(c -> visit(c, order)));
    if (order.size() != columns.size()) {
      Set<String> idle = new HashSet<>(columns.keySet());
      idle.removeAll(order.keySet());
      throw new IllegalStateException("columns that constrain nothing: " + idle);
    }
    return new Part(labels, List.copyOf(order.values()), products, linears, lookups, built);
  }

  private Part.LookupTable buildTable(Table table) {
    return switch (table) {
      case Table.Counted t -> buildTable(t.spec());
      case Table.Own t ->
          new Part.LookupTable(t.name(), at(t.columns().getFirst()), t.columns(), t.multiplicity());
      case Table.Rows t -> {
        String label = "T." + t.name();
        String first = t.columns().getFirst();
        int size = columns.get(first) instanceof Column.Public c ? c.values().size() : 0;
        labels.add(new Label(label, size));
        own.add(label + ".m");
        yield new Part.LookupTable(t.name(), List.of(label), t.columns(), label + ".m");
      }
    };
  }

  private Part.LookupTable buildTable(TableSpec t) {
    String label = "T." + t.name();
    List<String> at = List.of(label);
    labels.add(new Label(label, t.size()));
    List<String> out = new ArrayList<>();
    out.add(add(new Column.Counter(label + ".0", at, Goldilocks.fromSigned(t.first()), 1)));
    for (Cells c : t.outputs()) {
      out.add(constant(label + "." + out.size(), at, c));
    }
    return new Part.LookupTable(t.name(), at, out, committed(label + ".m", at));
  }

  private void visit(String name, Map<String, Column> order) {
    if (order.containsKey(name)) {
      return;
    }
    Column c = columns.get(name);
    if (c == null) {
      throw new IllegalStateException("no column " + name);
    }
    sources(c).forEach(s -> visit(s, order));
    order.put(name, c);
  }

  private static List<String> sources(Column c) {
    return switch (c) {
      case Column.Affine a -> a.terms().stream().map(Column.Term::source).toList();
      case Column.Broadcast b -> List.of(b.source());
      case Column.Sum s -> List.of(s.source());
      case Column.Prefix p -> List.of(p.start(), p.delta());
      case Column.Gather g -> List.of(g.source());
      case Column.Scale s -> List.of(s.source());
      case Column.Product p -> List.of(p.a(), p.b());
      case Column.Fingerprint f -> List.of(f.source());
      case Column.Rename r -> List.of(r.source());
      case Column.Operator o -> List.of(o.source());
      case Column.Committed _,
          Column.Public _,
          Column.Counter _,
          Column.ImportOlder _,
          Column.ImportPart _ ->
          List.of();
    };
  }
}
