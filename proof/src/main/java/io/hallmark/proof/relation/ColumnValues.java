package io.hallmark.proof.relation;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The values of the columns of a part, for its prover, with any of their labels bound to vectors:
/// computed from committed cells when asked for, and kept.
///
/// A request on a virtual column becomes requests on its sources *with the vectors moved along*, as
/// in a pull-back; a column is written out only where a label that an operator needs is not bound.
/// So the weights of every step at a bound output label cost what the activations cost: `W[t] =
/// W_in - sum over u < t of X[u]^T·dZ[u]` at a vector over the outputs is a sum of rows
/// `X[u]^T·y[u]`. Cells are contracted last label first.
///
/// A product column that is asked for as a whole is computed in ranges of a contracted label if an
/// operand would not fit a cache.
///
/// - **Cost:** one product of a small integer with an element of E per cell of a column that is
///   contracted; integer sums while nothing can reach `2^62`.
/// - **Threads:** not safe.
public final class ColumnValues {
  /// Cells of an operand of a product that is computed at once.
  private static final int RANGE_CELLS = 1 << 18;

  private final PartIndex part;
  private final IntFunction<Cells> cells;
  private final @Nullable Phi[] fingerprintPoints;
  private final DerivedPhis derived;
  private final int[] extents;
  private final Contraction contraction;
  private final Map<Request, BoxTable> known = new HashMap<>();
  private final int[] uses;
  private final @Nullable LabelRange range;
  private final int rangeCells;

  /// @param part the part
  /// @param cells cells of a committed or imported column by its number, box order
  /// @param fingerprintPoints by label, the vector of the challenge point of every fingerprint
  ///   label; the others are not read
  public ColumnValues(PartIndex part, IntFunction<Cells> cells, @Nullable Phi[] fingerprintPoints) {
    this(part, cells, fingerprintPoints, RANGE_CELLS);
  }

  /// @param rangeCells cells of an operand of a product that is computed at once
  ColumnValues(
      PartIndex part, IntFunction<Cells> cells, @Nullable Phi[] fingerprintPoints, int rangeCells) {
    this.rangeCells = rangeCells;
    this.part = part;
    this.cells = cells;
    this.fingerprintPoints = fingerprintPoints.clone();
    this.derived = new DerivedPhis(part);
    this.extents = new int[part.labelCount()];
    for (int label = 0; label < extents.length; label++) {
      extents[label] = part.extent(label);
    }
    this.contraction = new Contraction(extents);
    this.uses = uses(part);
    this.range = null;
  }

  /// The values where a label lies in a range.
  private ColumnValues(LabelRange range) {
    ColumnValues whole = range.whole();
    this.rangeCells = whole.rangeCells;
    this.part = whole.part;
    this.cells = whole.cells;
    this.fingerprintPoints = whole.fingerprintPoints;
    this.derived = whole.derived;
    this.extents = whole.extents.clone();
    extents[range.label()] = range.end() - range.first();
    this.contraction = new Contraction(extents);
    this.uses = whole.uses;
    this.range = range;
  }

  private record LabelRange(ColumnValues whole, int label, int first, int end) {}

  private static int[] uses(PartIndex part) {
    int[] uses = new int[part.columnCount()];
    for (int c = 0; c < uses.length; c++) {
      for (int k = 0; k < part.sources(c).size(); k++) {
        uses[part.sources(c).get(k)]++;
      }
    }
    return uses;
  }

  /// Takes over the values of virtual columns that are known anyway; nobody checks them. A false
  /// one ends in a proof that its own prover rejects.
  ///
  /// @param values values by name of column, box order; names that are no virtual column are
  ///   ignored
  /// @throws IllegalArgumentException if a table has not the size of its box
  public void give(Map<String, Cells> values) {
    for (int c = 0; c < part.columnCount(); c++) {
      Cells given = part.node(c).sources().size() == 0 ? null : values.get(part.columnName(c));
      if (given != null) {
        known.put(Request.whole(part, c), BoxTable.of(checked(c, given)));
      }
    }
  }

  /// The values of a column; kept until released.
  public BoxTable of(int column) {
    return get(Request.whole(part, column));
  }

  /// Forgets the values of a column; they are computed again when asked for.
  public void release(int column) {
    known.remove(Request.whole(part, column));
  }

  /// The values of a column with some labels bound: `sum over their indices of (product of phi)·X`,
  /// over the labels that stay, in the order of the column.
  ///
  /// @param phi by label, the vectors; null for labels that stay
  public BoxTable bound(int column, @Nullable Phi[] phi) {
    return get(Request.of(part, column, phi));
  }

  /// The value of a product form on a column: `sum over the box of (product of phi)·X`.
  ///
  /// @param column the column
  /// @param phis one vector per label of the column, in the order of its labels
  public Ext evaluate(int column, List<Phi> phis) {
    return get(new Request(column, List.copyOf(phis))).get(0);
  }

  /// How a request is computed from others.
  private record Plan(List<Request> inputs, Function<List<BoxTable>, BoxTable> compute) {}

  /// Nothing is recursive, so a long chain of columns cannot exhaust a stack.
  private BoxTable get(Request root) {
    Map<Request, Plan> plans = new HashMap<>();
    Deque<Request> stack = new ArrayDeque<>();
    stack.push(root);
    while (!stack.isEmpty()) {
      Request request = stack.peek();
      if (known.containsKey(request)) {
        stack.pop();
        continue;
      }
      Plan plan = plans.computeIfAbsent(request, this::plan);
      List<BoxTable> inputs = new ArrayList<>();
      for (Request input : plan.inputs()) {
        BoxTable table = known.get(input);
        if (table == null) {
          stack.push(input);
        } else {
          inputs.add(table);
        }
      }
      if (inputs.size() == plan.inputs().size()) {
        known.put(request, plan.compute().apply(inputs));
        stack.pop();
        plans.remove(request);
        for (Request input : plan.inputs()) {
          if (!input.equals(root) && !isKept(input)) {
            known.remove(input);
          }
        }
      }
    }
    BoxTable out = known.get(root);
    if (out == null) {
      throw new IllegalStateException("not computed: " + part.columnName(root.column()));
    }
    return out;
  }

  /// Whether an intermediate result can be of use again: contracted cells, and sources of several
  /// columns.
  private boolean isKept(Request request) {
    int c = request.column();
    return uses[c] > 1
        || part.isCells(c)
        || part.column(c) instanceof Column.Gather
        || (part.isProduct(c) && isElementwise(part.productColumn(c)));
  }

  private Plan plan(Request r) {
    LabelRange cut = range;
    if (cut != null && !isLocal(r.column(), cut.label())) {
      return new Plan(List.of(), _ -> restricted(r, cut));
    }
    Node node = part.node(r.column());
    return switch (node.column()) {
      case Column.Committed _, Column.ImportOlder _, Column.ImportPart _ ->
          r.isWhole() ? leaf(() -> cells(r.column())) : peeled(r);
      case Column.Public x -> r.isWhole() ? leaf(x::values) : peeled(r);
      case Column.Counter x -> r.isWhole() ? leaf(() -> counter(x, node)) : peeled(r);
      case Column.Affine _ -> affine(r, node);
      case Column.Broadcast _ -> broadcast(r, node);
      case Column.Sum _ -> moved(r, node, node.from(), derived.ones(node.from()));
      case Column.Rename _ -> renamed(r, node);
      case Column.Fingerprint _ -> fingerprint(r, node);
      case Column.Gather x -> gather(r, node, x);
      case Column.Operator x -> {
        Phi phi = r.byLabel(part)[node.to()];
        yield phi == null
            ? linear(r, node, r.byLabel(part))
            : moved(r, node, node.from(), derived.operated(r.column(), x, phi));
      }
      case Column.Scale x -> {
        Phi phi = r.byLabel(part)[node.from()];
        yield phi == null
            ? linear(r, node, r.byLabel(part))
            : moved(r, node, node.from(), derived.scaled(r.column(), x, phi));
      }
      case Column.Prefix x -> prefix(r, node, x);
      case Column.Product _ -> product(r);
    };
  }

  private static Plan leaf(java.util.function.Supplier<Cells> values) {
    return new Plan(List.of(), _ -> BoxTable.of(values.get()));
  }

  private Cells cells(int c) {
    return checked(c, cells.apply(c));
  }

  private Cells checked(int c, Cells own) {
    if (own.size() != part.boxSize(part.labels(c))) {
      throw new IllegalArgumentException(
          "column %s has %d cells, its box %d"
              .formatted(part.columnName(c), own.size(), part.boxSize(part.labels(c))));
    }
    return own;
  }

  private Cells counter(Column.Counter x, Node node) {
    long[] out = new long[part.extent(node.labels().get(0))];
    long value = x.start();
    for (int i = 0; i < out.length; i++) {
      out[i] = value;
      value = Goldilocks.add(value, x.step());
    }
    return Cells.overElements(out);
  }

  /// One label after the other, the last first, so that the first label that is bound is the last
  /// to be: results with fewer labels bound are shared.
  private Plan peeled(Request r) {
    int place = r.firstBound();
    Request less = r.without(place);
    int label = part.labels(r.column()).get(place);
    Phi phi = java.util.Objects.requireNonNull(r.phis().get(place));
    return new Plan(
        List.of(less),
        in ->
            contraction
                .bind(new Contraction.Labelled(less.free(part), in.get(0)), label, phi)
                .table());
  }

  /// A column whose source has one vector more or another one; the labels that stay keep their
  /// names, but may stand in another order.
  private Plan moved(Request r, Node node, int label, Phi phi) {
    @Nullable Phi[] by = r.byLabel(part);
    by[label] = phi;
    return reordered(r, Request.of(part, node.sources().get(0), by));
  }

  private Plan reordered(Request r, Request source) {
    return new Plan(
        List.of(source),
        in ->
            contraction
                .reordered(new Contraction.Labelled(source.free(part), in.get(0)), r.free(part))
                .table());
  }

  private Plan linear(Request r, Node node, @Nullable Phi[] by) {
    List<Request> inputs = new ArrayList<>();
    for (int k = 0; k < node.sources().size(); k++) {
      inputs.add(Request.of(part, node.sources().get(k), by));
    }
    return linear(r, node, inputs, Ext.ZERO);
  }

  private Plan linear(Request r, Node node, List<Request> inputs, Ext constant) {
    List<Ids> labels = inputs.stream().map(x -> x.free(part)).toList();
    LinearColumns kernels = new LinearColumns(extents, node, r.free(part), labels);
    return new Plan(inputs, in -> kernels.apply(in, constant));
  }

  private Plan affine(Request r, Node node) {
    Ext constant = Ext.of(((Column.Affine) node.column()).constant());
    List<Request> inputs = new ArrayList<>();
    @Nullable Phi[] by = r.byLabel(part);
    for (int k = 0; k < node.sources().size(); k++) {
      inputs.add(Request.of(part, node.sources().get(k), by));
    }
    if (!constant.isZero()) {
      for (Phi phi : r.phis()) {
        constant = phi == null ? constant : constant.times(phi.sum());
      }
    }
    return linear(r, node, inputs, constant);
  }

  private Plan broadcast(Request r, Node node) {
    @Nullable Phi[] by = r.byLabel(part);
    Phi phi = by[node.from()];
    by[node.from()] = null;
    Request source = Request.of(part, node.sources().get(0), by);
    if (phi != null) {
      return new Plan(
          List.of(source),
          in ->
              times(
                  contraction
                      .reordered(
                          new Contraction.Labelled(source.free(part), in.get(0)), r.free(part))
                      .table(),
                  phi.sum()));
    }
    return spread(source, r.free(part), source.free(part));
  }

  private static BoxTable times(BoxTable x, Ext c) {
    ExtArray in = x.toExt();
    ExtArray out = new ExtArray(in.length());
    for (int i = 0; i < out.length(); i++) {
      out.set(i, in.get(i).times(c));
    }
    return x.isBase() && c.a1() == 0 ? BoxTable.of(Cells.overElements(out.a0())) : BoxTable.of(out);
  }

  /// The source, read along other labels.
  ///
  /// @param names the labels of the source under the names that they have in `labels`
  private Plan spread(Request source, Ids labels, Ids names) {
    Box box = Box.of(extents, labels);
    int[] strides = Box.of(extents, names).along(labels);
    return new Plan(List.of(source), in -> in.get(0).at(Contraction.places(box, strides)));
  }

  private Plan renamed(Request r, Node node) {
    @Nullable Phi[] by = r.byLabel(part);
    Phi phi = by[node.to()];
    by[node.from()] = phi;
    Request source = Request.of(part, node.sources().get(0), by);
    int[] names = source.free(part).toArray();
    for (int k = 0; k < names.length; k++) {
      names[k] = names[k] == node.from() ? node.to() : names[k];
    }
    return spread(source, r.free(part), Ids.of(names));
  }

  private Plan fingerprint(Request r, Node node) {
    @Nullable Phi[] by = r.byLabel(part);
    for (int k = 0; k < node.over().size(); k++) {
      by[node.over().get(k)] = fingerprintPoint(node.over().get(k));
    }
    return reordered(r, Request.of(part, node.sources().get(0), by));
  }

  private Phi fingerprintPoint(int label) {
    Phi point = fingerprintPoints[label];
    if (point == null) {
      throw new IllegalArgumentException("no point for " + part.labelName(label));
    }
    return point;
  }

  /// With all labels of the index bound, the vector moves to the source. With none, the source is
  /// bound first, unless that would touch more of it than is gathered.
  private Plan gather(Request r, Node node, Column.Gather x) {
    @Nullable Phi[] by = r.byLabel(part);
    List<Phi> over = new ArrayList<>();
    for (int k = 0; k < node.over().size(); k++) {
      Phi phi = by[node.over().get(k)];
      if (phi != null) {
        over.add(phi);
      }
      by[node.over().get(k)] = null;
    }
    if (!over.isEmpty() && over.size() == node.over().size()) {
      by[node.from()] = derived.gathered(r.column(), x, over);
      return reordered(r, Request.of(part, node.sources().get(0), by));
    }
    boolean small = part.boxSize(node.over()) < part.extent(node.from());
    if (!over.isEmpty() || (small && !r.isWhole())) {
      return peeled(r);
    }
    Request source = Request.of(part, node.sources().get(0), by);
    Box from = Box.of(extents, source.free(part));
    Box to = Box.of(extents, r.free(part));
    int[] rest = from.along(to.labels());
    for (int k = 0; k < rest.length; k++) {
      rest[k] = node.over().contains(to.labels().get(k)) ? 0 : rest[k];
    }
    int[] along = Box.of(extents, node.over()).along(to.labels());
    int step = from.stride(node.from());
    return new Plan(
        List.of(source), in -> in.get(0).at(gathered(x.index(), to, rest, along, step)));
  }

  private static int[] gathered(Cells index, Box to, int[] rest, int[] along, int step) {
    int[] places = new int[to.size()];
    new Rows(to.extents(), to.strides(), rest, along)
        .forEach((at, steps, n) -> {
          for (int k = 0; k < n; k++) {
            int row = Gathers.at(index, at[2] + k * steps[2]);
            places[at[0] + k * steps[0]] = row < 0 ? -1 : at[1] + k * steps[1] + row * step;
          }
        });
    return places;
  }

  private Plan prefix(Request r, Node node, Column.Prefix x) {
    @Nullable Phi[] by = r.byLabel(part);
    Phi phi = by[node.from()];
    if (phi == null) {
      return linear(r, node, by);
    }
    @Nullable Phi[] later = by.clone();
    later[node.from()] = derived.later(phi);
    by[node.from()] = null;
    Request start = Request.of(part, node.sources().get(0), by);
    Request delta = Request.of(part, node.sources().get(1), later);
    List<Column.Term> terms =
        List.of(new Column.Term(1, x.start()), new Column.Term(x.c(), x.delta()));
    Column.Affine both = new Column.Affine(x.name(), x.labels(), 0, terms);
    Node sum = new Node(both, node.labels(), node.sources(), -1, -1, Ids.NONE);
    LinearColumns kernels =
        new LinearColumns(extents, sum, r.free(part), List.of(start.free(part), delta.free(part)));
    return new Plan(
        List.of(start, delta),
        in -> kernels.apply(List.of(times(in.get(0), phi.sum()), in.get(1)), Ext.ZERO));
  }

  private static boolean isElementwise(ProductIndex x) {
    boolean free = x.freeA().size() > 0 || x.freeB().size() > 0;
    return !free && x.summed().size() == x.shared().size();
  }

  /// Free labels are bound in the operands; shared ones become weights of the smaller operand, and
  /// are then summed like contracted ones.
  private Plan product(Request r) {
    ProductIndex x = part.productColumn(r.column());
    if (isElementwise(x) && !r.isWhole()) {
      return peeled(r);
    }
    if (r.isWhole()) {
      int ranges = ranges(x);
      if (ranges > 1) {
        return new Plan(List.of(), _ -> inRanges(r, x, ranges));
      }
    }
    @Nullable Phi[] free = r.byLabel(part);
    for (int k = 0; k < x.summed().size(); k++) {
      free[x.summed().get(k)] = null;
    }
    Request a = Request.of(part, x.a(), free);
    Request b = Request.of(part, x.b(), free);
    return new Plan(List.of(a, b), in -> multiplied(r, x, in.get(0), in.get(1)));
  }

  /// The product of whole operands, in this range.
  private BoxTable operands(Request r, ProductIndex x) {
    return multiplied(r, x, of(x.a()), of(x.b()));
  }

  private BoxTable multiplied(Request r, ProductIndex x, BoxTable first, BoxTable second) {
    @Nullable Phi[] by = r.byLabel(part);
    Contraction.Labelled a = new Contraction.Labelled(free(x.a(), x.freeA(), by), first);
    Contraction.Labelled b = new Contraction.Labelled(free(x.b(), x.freeB(), by), second);
    for (int k = 0; k < x.shared().size(); k++) {
      int label = x.shared().get(k);
      Phi phi = by[label];
      if (phi != null && a.table().size() <= b.table().size()) {
        a = contraction.weigh(a, label, phi);
      } else if (phi != null) {
        b = contraction.weigh(b, label, phi);
      }
    }
    return contraction.product(r.free(part), a, b);
  }

  /// The labels of an operand whose free labels are bound if there is a vector.
  private Ids free(int operand, Ids free, @Nullable Phi[] by) {
    Ids out = part.labels(operand);
    for (int k = 0; k < free.size(); k++) {
      out = by[free.get(k)] == null ? out : out.without(free.get(k));
    }
    return out;
  }

  /// The number of ranges of the widest contracted label in which a whole product is computed: more
  /// than one if a virtual operand is large.
  private int ranges(ProductIndex x) {
    if (x.summed().size() == x.shared().size()) {
      return 1;
    }
    long most = 0;
    for (int operand : new int[] {x.a(), x.b()}) {
      boolean stored =
          part.node(operand).sources().size() == 0
              || known.containsKey(Request.whole(part, operand));
      most = Math.max(most, stored ? 0 : part.boxSize(part.labels(operand)));
    }
    return (int) Math.min(extents[widest(x)], most / rangeCells + 1);
  }

  private int widest(ProductIndex x) {
    Ids contracted = x.summed().minus(x.shared());
    int out = contracted.get(0);
    for (int k = 1; k < contracted.size(); k++) {
      out = extents[contracted.get(k)] > extents[out] ? contracted.get(k) : out;
    }
    return out;
  }

  private BoxTable inRanges(Request r, ProductIndex x, int ranges) {
    int label = widest(x);
    int n = extents[label];
    long[] sum = new long[0];
    for (int k = 0; k < ranges; k++) {
      LabelRange cut =
          new LabelRange(
              this, label, (int) ((long) n * k / ranges), (int) ((long) n * (k + 1) / ranges));
      long[] next = new ColumnValues(cut).operands(r, x).a0();
      for (int i = 0; i < sum.length; i++) {
        sum[i] = Goldilocks.add(sum[i], next[i]);
      }
      sum = k == 0 ? next : sum;
    }
    return BoxTable.of(Cells.overElements(sum));
  }

  /// Whether the values in a range of a label follow from those of the sources in that range.
  private boolean isLocal(int column, int label) {
    Node node = part.node(column);
    boolean acts = node.from() == label || node.to() == label || node.over().contains(label);
    boolean made = node.column() instanceof Column.Broadcast && node.from() == label;
    return node.labels().contains(label) && node.sources().size() > 0 && (made || !acts);
  }

  /// Values of the whole, cut to the range.
  private BoxTable restricted(Request r, LabelRange cut) {
    BoxTable all = cut.whole().get(r);
    Ids labels = r.free(part);
    if (!labels.contains(cut.label())) {
      return all;
    }
    Box from = Box.of(cut.whole().extents, labels);
    int offset = from.stride(cut.label()) * cut.first();
    int[] places = Contraction.places(Box.of(extents, labels), from.strides());
    for (int i = 0; i < places.length; i++) {
      places[i] += offset;
    }
    return all.at(places);
  }
}
