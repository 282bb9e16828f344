package io.hallmark.proof.relation;

import static io.hallmark.proof.Checks.check;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.Check;
import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The rules of a well-formed part ([Check#REL_WELL_FORMED]), as far as they do not concern other
/// parts: those are in [RunIndex].
final class WellFormed {
  /// Labels, names and constants that a part does not declare itself.
  static final String SYSTEM_NAME = "zk";

  /// The largest extent of a label. The protocol allows more; the table of a point does not, it has
  /// at most 30 variables.
  static final long MAX_EXTENT = 1 << 30;

  private static final int MAX_PRODUCT_DEPTH = 4;

  private final Part part;
  private final PartNames names;
  private final List<Node> nodes;

  WellFormed(Part part, PartNames names) {
    this.part = part;
    this.names = names;
    this.nodes = names.nodes();
  }

  /// Whether a name has 1 to 255 ASCII characters and is not the system's.
  static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 255
        && !name.equals(SYSTEM_NAME)
        && name.chars().allMatch(c -> c < 128);
  }

  /// Whether all are names and no two are equal.
  static <T> boolean areNames(List<T> items, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    return items.stream().map(name).allMatch(x -> isName(x) && seen.add(x));
  }

  /// Names and extents; every label list has distinct declared labels; sources exist.
  void checkNames() throws Rejected {
    check(Check.REL_WELL_FORMED, areNames(part.labels(), Label::name), "names of labels");
    check(Check.REL_WELL_FORMED, areNames(part.columns(), Column::name), "names of columns");
    check(
        Check.REL_WELL_FORMED,
        areNames(part.products(), Part.ProductConstraint::name),
        "names of products");
    check(Check.REL_WELL_FORMED, areNames(part.lookups(), Part.Lookup::name), "names of lookups");
    check(
        Check.REL_WELL_FORMED,
        areNames(part.tables(), Part.LookupTable::name),
        "names of lookup tables");
    for (Label label : part.labels()) {
      check(
          Check.REL_WELL_FORMED,
          label.extent() >= 1 && label.extent() <= MAX_EXTENT,
          () -> "label " + label.name() + ": extent " + Long.toUnsignedString(label.extent()));
    }
    for (Node node : nodes) {
      check(Check.REL_WELL_FORMED, node.labels().areDistinctAndKnown(), at(node, "labels"));
      check(Check.REL_WELL_FORMED, node.over().areDistinctAndKnown(), at(node, "label list"));
      check(Check.REL_WELL_FORMED, areKnown(node.sources()), at(node, "unknown source"));
    }
  }

  /// Acyclic sources, and the rule of each kind of column.
  void checkColumns(ColumnGraph graph) throws Rejected {
    check(Check.REL_WELL_FORMED, graph.isAcyclic(), "a column is its own source");
    for (int c = 0; c < nodes.size(); c++) {
      Node node = nodes.get(c);
      check(Check.REL_WELL_FORMED, isWellFormed(node, graph), at(node, "labels or sizes"));
      if (node.column() instanceof Column.Product) {
        boolean fingerprint = !graph.fingerprints(c).isEmpty();
        check(Check.REL_WELL_FORMED, !fingerprint, at(node, "product of a fingerprint"));
        check(Check.REL_WELL_FORMED, !graph.isPublic(c), at(node, "no private operand"));
        check(
            Check.REL_WELL_FORMED,
            graph.depth(c) <= MAX_PRODUCT_DEPTH,
            at(node, "product depth above 4"));
      }
    }
  }

  private boolean isWellFormed(Node node, ColumnGraph graph) {
    Ids labels = node.labels();
    Ids first = node.sources().size() > 0 ? labelsOf(node.sources().get(0)) : Ids.NONE;
    int from = node.from();
    int to = node.to();
    return switch (node.column()) {
      case Column.Committed _, Column.ImportOlder _, Column.ImportPart _ -> true;
      case Column.Public x -> hasSize(x.values(), boxSize(labels));
      case Column.Counter x -> labels.size() == 1 && areElements(x.start(), x.step());
      case Column.Affine x ->
          allOver(node.sources(), labels)
              && areElements(x.constant())
              && x.terms().stream().allMatch(t -> areElements(t.coefficient()));
      case Column.Broadcast _ ->
          from >= 0 && !first.contains(from) && labels.sameSet(first.with(from));
      case Column.Sum _ -> first.contains(from) && labels.sameSet(first.without(from));
      case Column.Prefix x ->
          areElements(x.c())
              && labels.contains(from)
              && labelsOf(node.sources().get(1)).sameSet(labels)
              && first.sameSet(labels.without(from));
      case Column.Gather x -> isGather(x, node, first);
      case Column.Fingerprint _ ->
          node.over().isWithin(first, Ids.NONE)
              && disjoint(node.over(), graph.fingerprints(node.sources().get(0)))
              && labels.sameSet(first.minus(node.over()));
      case Column.Rename _ -> isRelabelled(node, first) && from != to && extent(from) == extent(to);
      case Column.Operator x ->
          isRelabelled(node, first)
              && hasSize(x.matrix(), Saturating.times(extent(from), extent(to)));
      case Column.Scale x ->
          first.contains(from) && labels.sameSet(first) && hasSize(x.vector(), extent(from));
      case Column.Product _ -> isProduct(labels, first, labelsOf(node.sources().get(1)));
    };
  }

  private boolean isGather(Column.Gather gather, Node node, Ids source) {
    Ids rest = source.without(node.from());
    if (!source.contains(node.from())
        || rest.size() + node.over().size() != node.labels().size()
        || !node.labels().sameSet(rest.with(node.over()))
        || !hasSize(gather.index(), boxSize(node.over()))) {
      return false;
    }
    long extent = extent(node.from());
    for (int i = 0; i < gather.index().size(); i++) {
      if (!Gathers.isInRange(gather.index(), i, extent)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areElements(long... values) {
    return Arrays.stream(values).allMatch(Goldilocks::isCanonical);
  }

  private static boolean isRelabelled(Node node, Ids source) {
    Ids rest = source.without(node.from());
    return source.contains(node.from())
        && node.to() >= 0
        && !rest.contains(node.to())
        && node.labels().sameSet(rest.with(node.to()));
  }

  /// The label rule of PRODUCT: every label of an operand or of the output is in one of the others.
  private static boolean isProduct(Ids output, Ids a, Ids b) {
    return a.isWithin(b, output) && b.isWithin(a, output) && output.isWithin(a, b);
  }

  /// Products, linear constraints, lookups and lookup tables.
  void checkConstraints(ColumnGraph graph) throws Rejected {
    for (Part.ProductConstraint x : part.products()) {
      Ids three = Ids.of(names.column(x.lhs()), names.column(x.a()), names.column(x.b()));
      check(
          Check.REL_WELL_FORMED,
          areKnown(three)
              && arePlain(three, graph)
              && isProduct(labelsOf(three.get(0)), labelsOf(three.get(1)), labelsOf(three.get(2))),
          () -> "product " + x.name());
    }
    for (String name : part.linears()) {
      Ids one = Ids.of(names.column(name));
      check(Check.REL_WELL_FORMED, areKnown(one) && arePlain(one, graph), () -> "linear " + name);
    }
    Set<String> multiplicities = new HashSet<>();
    for (Part.LookupTable table : part.tables()) {
      check(
          Check.REL_WELL_FORMED,
          isTable(table) && multiplicities.add(table.multiplicity()),
          () -> "lookup table " + table.name());
    }
    for (Part.Lookup lookup : part.lookups()) {
      check(Check.REL_WELL_FORMED, isLookup(lookup, graph), () -> "lookup " + lookup.name());
    }
  }

  private boolean isTable(Part.LookupTable table) {
    Ids labels = names.labels(table.labels());
    int multiplicity = names.column(table.multiplicity());
    return labels.areDistinctAndKnown()
        && !table.columns().isEmpty()
        && allOver(names.columns(table.columns()).with(multiplicity), labels)
        && nodes.get(multiplicity).column() instanceof Column.Committed;
  }

  private boolean isLookup(Part.Lookup lookup, ColumnGraph graph) {
    Ids labels = names.labels(lookup.labels());
    Ids expressions = names.columns(lookup.expressions());
    int number = names.table(lookup.table());
    if (number < 0 || !labels.areDistinctAndKnown() || !allOver(expressions, labels)) {
      return false;
    }
    Ids columns = names.columns(part.tables().get(number).columns());
    boolean fits = expressions.size() == columns.size();
    for (int k = 0; fits && k < columns.size(); k++) {
      BitSet expected = graph.fingerprints(columns.get(k));
      fits = graph.fingerprints(expressions.get(k)).equals(expected);
    }
    return fits;
  }

  /// What the derived sizes must keep: bounded blocks, lookups and work.
  ///
  /// The number of lookup entries is below p because the lookup tree has a depth of at most 32.
  static void checkSizes(PartIndex index) throws Rejected {
    check(Check.REL_WELL_FORMED, index.lookupDepth() <= 32, "lookup depth above 32");
    check(
        Check.REL_WELL_FORMED,
        index.extent(index.zkLabel()) < MAX_EXTENT,
        "more pads than this implementation takes");
    check(
        Check.REL_WELL_FORMED,
        index.paddedCells() <= 1L << 62,
        "padded sizes of the block above 2^62");
    check(
        Check.REL_WELL_FORMED,
        index.pullBackVisits() <= PartIndex.MAX_PULL_BACK_VISITS,
        "more pull-back steps than this implementation takes");
  }

  /// Whether all columns exist and are exactly over these labels.
  private boolean allOver(Ids columns, Ids labels) {
    for (int k = 0; k < columns.size(); k++) {
      if (columns.get(k) < 0 || !labelsOf(columns.get(k)).sameSet(labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean areKnown(Ids ids) {
    return !ids.contains(-1);
  }

  private static boolean arePlain(Ids columns, ColumnGraph graph) {
    for (int k = 0; k < columns.size(); k++) {
      if (!graph.fingerprints(columns.get(k)).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private static boolean disjoint(Ids ids, BitSet set) {
    for (int k = 0; k < ids.size(); k++) {
      if (set.get(ids.get(k))) {
        return false;
      }
    }
    return true;
  }

  private Ids labelsOf(int column) {
    return nodes.get(column).labels();
  }

  private long extent(int label) {
    return part.labels().get(label).extent();
  }

  private long boxSize(Ids labels) {
    long size = 1;
    for (int k = 0; k < labels.size(); k++) {
      size = Saturating.times(size, extent(labels.get(k)));
    }
    return size;
  }

  private static boolean hasSize(Cells cells, long size) {
    return cells.size() == size;
  }

  private static java.util.function.Supplier<String> at(Node node, String what) {
    return () -> "column " + node.column().name() + ": " + what;
  }
}
