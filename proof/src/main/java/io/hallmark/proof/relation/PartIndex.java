package io.hallmark.proof.relation;

import io.hallmark.proof.ProofException.Rejected;
import io.hallmark.proof.commitment.Label;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A checked part with everything that follows from it alone. Labels and columns are small numbers
/// in declared order; the last of each is the system's `zk`.
///
/// A part that breaks a rule of the relation language has no index: [#of] rejects it by
/// [io.hallmark.proof.Check#REL_WELL_FORMED], imports aside, which [RunIndex] checks.
///
/// - **Threads:** immutable.
public final class PartIndex {
  /// More pull-back steps than this in all claims of a part are refused: a chain of affine columns
  /// can double its leaves at every step.
  static final long MAX_PULL_BACK_VISITS = 1L << 22;

  private final Part part;
  private final int[] extents;
  private final List<Node> nodes;
  private final ColumnGraph graph;
  private final ProductIndex[] productColumns;
  private final Ids ownCommitted;
  private final List<ProductIndex> products;
  private final Ids linears;
  private final Strips strips;
  private final List<Stage> stages;
  private final Ids fingerprintLabels;
  private final long visits;
  private final long pads;
  private final long triples;

  /// Checks and indexes a part.
  ///
  /// @throws Rejected with REL_WELL_FORMED if it breaks a rule
  public static PartIndex of(Part part) throws Rejected {
    PartNames names = new PartNames(part);
    WellFormed rules = new WellFormed(part, names);
    rules.checkNames();
    ColumnGraph graph = new ColumnGraph(names.nodes());
    rules.checkColumns(graph);
    rules.checkConstraints(graph);
    PartIndex index = new PartIndex(part, names, graph);
    WellFormed.checkSizes(index);
    return index;
  }

  /// Indexes a part without checking it: for tests of what an ill-formed part would allow.
  static PartIndex unchecked(Part part) {
    PartNames names = new PartNames(part);
    return new PartIndex(part, names, new ColumnGraph(names.nodes()));
  }

  private PartIndex(Part part, PartNames names, ColumnGraph graph) {
    this.part = part;
    this.graph = graph;
    this.nodes = new ArrayList<>(names.nodes());
    this.extents = new int[part.labels().size() + 1];
    for (int i = 0; i < part.labels().size(); i++) {
      extents[i] = (int) part.labels().get(i).extent();
    }
    extents[zkLabel()] = 1;
    String zk = WellFormed.SYSTEM_NAME;
    Column system = new Column.Committed(zk, List.of(zk));
    nodes.add(new Node(system, Ids.of(zkLabel()), Ids.NONE, -1, -1, Ids.NONE));
    this.ownCommitted = ownCommitted(nodes);
    this.productColumns = new ProductIndex[nodes.size()];
    int maxDepth = 0;
    for (int c = 0; c < part.columns().size(); c++) {
      maxDepth = Math.max(maxDepth, graph.depth(c));
      if (isProduct(c)) {
        productColumns[c] = product(c, sources(c).get(0), sources(c).get(1));
      }
    }
    this.products =
        part.products().stream()
            .map(x -> product(names.column(x.lhs()), names.column(x.a()), names.column(x.b())))
            .toList();
    this.linears = names.columns(part.linears());
    this.strips = new Strips(part, names, this::variables);
    this.fingerprintLabels = fingerprintLabels(nodes);
    int depthOfChains = nodes.stream().mapToInt(n -> n.sources().size()).sum() + 1;
    Stages finder = new Stages(this, maxDepth, depthOfChains);
    this.stages = finder.find();
    this.visits = finder.visits();
    Counts counts = new Counts(this);
    this.pads = counts.pads();
    this.triples = counts.triples();
    extents[zkLabel()] = (int) Math.min(2 * (pads + triples), WellFormed.MAX_EXTENT);
  }

  private static Ids ownCommitted(List<Node> nodes) {
    return Ids.of(
        java.util.stream.IntStream.range(0, nodes.size())
            .filter(c -> nodes.get(c).column() instanceof Column.Committed)
            .toArray());
  }

  private static Ids fingerprintLabels(List<Node> nodes) {
    BitSet set = new BitSet();
    for (Node node : nodes) {
      if (node.column() instanceof Column.Fingerprint) {
        for (int k = 0; k < node.over().size(); k++) {
          set.set(node.over().get(k));
        }
      }
    }
    return Ids.of(set.stream().toArray());
  }

  private ProductIndex product(int lhs, int a, int b) {
    return ProductIndex.of(lhs, a, b, labels(lhs), labels(a), labels(b), graph);
  }

  /// The part as written.
  public Part part() {
    return part;
  }

  /// Number of labels, `zk` included.
  public int labelCount() {
    return extents.length;
  }

  /// The label `zk`, the last one.
  public int zkLabel() {
    return extents.length - 1;
  }

  /// Extent n of a label; `2(P+Q)` for `zk`.
  public int extent(int label) {
    return extents[label];
  }

  /// Variables of a label, `ceil(log2 n)`.
  public int bits(int label) {
    return Label.bits(extents[label]);
  }

  /// Name of a label.
  public String labelName(int label) {
    return label == zkLabel() ? WellFormed.SYSTEM_NAME : part.labels().get(label).name();
  }

  /// Sum of the variables of labels.
  public int variables(Ids labels) {
    int sum = 0;
    for (int k = 0; k < labels.size(); k++) {
      sum += bits(labels.get(k));
    }
    return sum;
  }

  /// Number of cells of a box over labels, `Long.MAX_VALUE` if it is no less.
  public long boxSize(Ids labels) {
    long size = 1;
    for (int k = 0; k < labels.size(); k++) {
      size = Saturating.times(size, extents[labels.get(k)]);
    }
    return size;
  }

  /// Number of columns, `zk` included.
  public int columnCount() {
    return nodes.size();
  }

  /// The column `zk`, the last one.
  public int zkColumn() {
    return nodes.size() - 1;
  }

  /// A column as written; `zk` is a committed column.
  public Column column(int column) {
    return nodes.get(column).column();
  }

  /// Name of a column.
  public String columnName(int column) {
    return column(column).name();
  }

  /// Labels of a column, first most significant.
  public Ids labels(int column) {
    return nodes.get(column).labels();
  }

  /// Sources of a column, in the order of the pull-back.
  public Ids sources(int column) {
    return nodes.get(column).sources();
  }

  /// A column with numbers in place of names.
  Node node(int column) {
    return nodes.get(column);
  }

  /// Product depth of a column: product columns on a chain of sources, itself included.
  public int depth(int column) {
    return column == zkColumn() ? 0 : graph.depth(column);
  }

  /// Whether a column depends on no committed cell.
  public boolean isPublic(int column) {
    return column != zkColumn() && graph.isPublic(column);
  }

  /// Whether a column is committed cells: own, imported from a part or an older commitment.
  public boolean isCells(int column) {
    return nodes.get(column).isCells();
  }

  /// Whether a column is a product column.
  public boolean isProduct(int column) {
    return nodes.get(column).column() instanceof Column.Product;
  }

  /// A product column as a product with itself on the left.
  ///
  /// @throws IllegalArgumentException if the column is no product column
  public ProductIndex productColumn(int column) {
    ProductIndex product = productColumns[column];
    if (product == null) {
      throw new IllegalArgumentException("no product column: " + columnName(column));
    }
    return product;
  }

  /// Number of variables of the fingerprint labels on which a column depends.
  public int fingerprintVariables(int column) {
    return column == zkColumn() ? 0 : graph.fingerprints(column).stream().map(this::bits).sum();
  }

  /// Columns that a pull-back of one form on the column visits, at most `Integer.MAX_VALUE`.
  long visits(int column) {
    return column == zkColumn() ? 1 : graph.visits(column);
  }

  /// Columns that the pull-backs of all claims visit, or more than the limit.
  long pullBackVisits() {
    return visits;
  }

  /// The part's own committed columns in declared order, then `zk`: the columns of its block.
  public Ids ownCommitted() {
    return ownCommitted;
  }

  /// Sum of the padded sizes of the block, `Long.MAX_VALUE` if it is no less.
  long paddedCells() {
    long sum = 0;
    for (int k = 0; k < ownCommitted.size(); k++) {
      long padded = Saturating.power(variables(labels(ownCommitted.get(k))));
      sum = Saturating.plus(sum, padded);
    }
    return sum;
  }

  /// The PRODUCT constraints in declared order.
  public List<ProductIndex> products() {
    return products;
  }

  /// The LINEAR columns in declared order.
  public Ids linears() {
    return linears;
  }

  /// Strips of the lookup tree in the order of their offsets; empty without lookups.
  public List<Strip> strips() {
    return strips.strips;
  }

  /// Depth L of the lookup tree, 0 without lookups.
  public int lookupDepth() {
    return strips.depth;
  }

  /// Width of the widest lookup table, the number of challenges beta.
  public int lookupWidth() {
    return part.tables().stream().mapToInt(t -> t.columns().size()).max().orElse(0);
  }

  /// Labels that some fingerprint column binds, in declared order: each gets a point.
  public Ids fingerprintLabels() {
    return fingerprintLabels;
  }

  /// The schedule of the PRODUCT constraints.
  public Schedule productSchedule() {
    return schedule(products);
  }

  Schedule schedule(List<ProductIndex> some) {
    BitSet summed = new BitSet();
    for (ProductIndex x : some) {
      for (int k = 0; k < x.summed().size(); k++) {
        summed.set(x.summed().get(k));
      }
    }
    Ids labels = Ids.of(summed.stream().toArray());
    return new Schedule(labels, variables(labels));
  }

  /// The stages, deepest first.
  public List<Stage> stages() {
    return stages;
  }

  /// Number of pads P.
  public int pads() {
    return (int) pads;
  }

  /// Number of triples Q, the dummy included.
  public int triples() {
    return (int) triples;
  }

  /// Variables of the triple check, bits(Q).
  public int tripleVariables() {
    return Label.bits(triples);
  }

  @Override
  public String toString() {
    return "PartIndex[%d labels, %d columns, P=%d, Q=%d]"
        .formatted(labelCount(), columnCount(), pads, triples);
  }
}
