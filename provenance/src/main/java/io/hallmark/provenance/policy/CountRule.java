package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.learning.operator.Range;
import io.hallmark.learning.operator.TableSpec;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.provenance.policy.Inequalities.Each;
import io.hallmark.provenance.policy.Inequalities.Marked;
import io.hallmark.provenance.policy.Inequalities.Row;
import io.hallmark.provenance.policy.PolicyRefused.Code;
import io.hallmark.provenance.policy.PolicySchema.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// `count`: bounds of numbers, shares, ratios and kinds.
///
/// Constraint: every record's codes are looked up in the public table of all tuples, which no other
/// lookup uses. The entries of the table are distinct, so its multiplicities are the exact
/// histogram m; the requirements are linear forms of m in ranges. With an order of the run, the
/// table has one block of tuples per window and the positions of the run are looked up.
///
/// @param head common members
/// @param columns code tags, or `class`
/// @param require requirements
/// @param publish whether the histogram is published
public record CountRule(
    Rule.Head head, List<String> columns, List<Requirement> require, boolean publish)
    implements Rule {
  /// Copies the lists.
  public CountRule {
    columns = List.copyOf(columns);
    require = List.copyOf(require);
  }

  /// The sizes that the constraints depend on.
  ///
  /// @param forms the requirements
  /// @param windows records per window; one window without an order of a run
  /// @param most records of the largest window
  /// @param ordered whether windows of a run are counted
  @SuppressWarnings("ArrayRecordComponent") // arrays for their speed, never shared
  private record Plan(Inequalities forms, int[] windows, int most, boolean ordered) {
    int tuples() {
      return forms.tuples().size();
    }

    int tableSize() {
      return tuples() * windows.length;
    }

    /// Every form of every window: coefficients over the table and the constant.
    List<Row> wide() {
      List<Row> out = new ArrayList<>();
      for (int w = 0; w < windows.length; w++) {
        for (Row row : forms.rows()) {
          long[] wide = new long[tableSize()];
          System.arraycopy(row.coefficients(), 0, wide, w * tuples(), tuples());
          out.add(new Row(wide, row.constant() + row.perRecord() * windows[w], 0));
        }
      }
      return out;
    }

    /// Constants of a form over the windows.
    long[] constants(Each e) {
      return Arrays.stream(windows).mapToLong(n -> e.constant() + e.perRecord() * n).toArray();
    }

    int rowWidth() throws PolicyRefused {
      long high = Long.MIN_VALUE;
      long low = Long.MAX_VALUE;
      for (Row row : wide()) {
        long max = Math.max(0, Arrays.stream(row.coefficients()).max().orElse(0));
        long min = Math.min(0, Arrays.stream(row.coefficients()).min().orElse(0));
        high = Math.max(high, row.constant() + most * max);
        low = Math.min(low, row.constant() + most * min);
      }
      return RulePart.width(high, low);
    }

    int eachWidth(Each e) throws PolicyRefused {
      long high = Arrays.stream(constants(e)).max().orElse(0);
      long low = Arrays.stream(constants(e)).min().orElse(0);
      return RulePart.width(
          high + most * (Math.max(e.coefficient(), 0) + Math.max(e.sum(), 0)),
          low + most * (Math.min(e.coefficient(), 0) + Math.min(e.sum(), 0)));
    }
  }

  private Plan plan(PolicyContext context, int number) throws PolicyRefused {
    if (require.isEmpty() && !publish) {
      throw new PolicyRefused(Code.POLICY_EMPTY, "nothing is required and nothing published");
    }
    List<Integer> shards = context.shards(head.parts());
    if (context.order().isEmpty()) {
      int n = context.rows(shards);
      return new Plan(
          Inequalities.of(context.schema(), columns, require, n), new int[] {n}, n, false);
    }
    RunOrder order = context.order().get();
    int[] sizes = order.windowSizes();
    int most = Arrays.stream(sizes).max().orElse(0);
    boolean gap = Arrays.stream(sizes).anyMatch(n -> n == 0);
    boolean foreign = Arrays.stream(order.shards()).anyMatch(s -> !shards.contains(s));
    if (gap || foreign || context.histograms().containsKey(number)) {
      throw new PolicyRefused(
          Code.POLICY_WINDOW, "the order of the run does not fit the shards of the rule");
    }
    Plan plan =
        new Plan(Inequalities.of(context.schema(), columns, require, most), sizes, most, true);
    boolean group = plan.forms.each().stream().anyMatch(e -> e.to().isPresent());
    if (!plan.forms.kinds().isEmpty() || group || publish) {
      throw new PolicyRefused(
          Code.POLICY_WINDOW, "kinds, shares of a group and published counts have no windows");
    }
    return plan;
  }

  @Override
  public void emit(RulePart part) throws PolicyRefused {
    Plan plan = plan(part.context(), part.number());
    PartBuilder b = part.builder();
    String m = histogram(part, plan);
    String label = b.at(m).getFirst();
    String r = part.name();
    int limb = part.context().format().limb();
    List<Row> wide = plan.wide();
    if (!wide.isEmpty()) {
      String q = b.label(r + ".q", wide.size());
      Cells matrix =
          Cells.ofSigned(
              wide.stream().flatMapToLong(row -> Arrays.stream(row.coefficients())).toArray());
      String v = b.operator(r + ".v", m, label, q, matrix);
      Cells constants = Cells.ofSigned(wide.stream().mapToLong(Row::constant).toArray());
      String k = b.constant(r + ".k", List.of(q), constants);
      String g =
          b.affine(
              r + ".g", List.of(q), 0, List.of(PartBuilder.term(1, v), PartBuilder.term(1, k)));
      new Range(r + ".ok", 0, plan.rowWidth(), limb).emit(b, g);
    }
    for (int j = 0; j < plan.forms.each().size(); j++) {
      emitEach(part, plan, plan.forms.each().get(j), r + ".a" + j, m);
    }
    for (int j = 0; j < plan.forms.kinds().size(); j++) {
      emitKinds(part, plan, j, m);
    }
    if (publish) {
      long[] counts = part.context().published().get(part.number());
      if (counts == null || counts.length != plan.tuples()) {
        throw new PolicyRefused(Code.POLICY_BOUND, "the published counts of rule " + r);
      }
      String p = b.constant(r + ".p", List.of(label), Cells.ofSigned(counts));
      b.requireZero(
          b.affine(
              r + ".p.z",
              List.of(label),
              0,
              List.of(PartBuilder.term(1, m), PartBuilder.term(-1, p))));
    }
  }

  /// The column of counts over the tuples.
  private String histogram(RulePart part, Plan plan) throws PolicyRefused {
    PartBuilder b = part.builder();
    String r = part.name();
    Integer commitments = part.context().histograms().get(part.number());
    if (commitments != null) {
      String h = b.label(r + ".h", plan.tuples());
      List<Column.Term> terms = new ArrayList<>();
      for (int j = 0; j < commitments; j++) {
        String name = r + ".h" + j;
        terms.add(PartBuilder.term(1, b.importOlder(name + ".m", List.of(h), name, "m")));
      }
      return b.affine(r + ".m", List.of(h), 0, terms);
    }
    List<Integer> shards = part.context().shards(head.parts());
    if (!plan.ordered) {
      String m = b.rows(r, PermittedRule.columns(plan.forms.tuples()));
      for (int s : shards) {
        b.lookup(part.name(s), part.codes(s, columns), r);
      }
      return m;
    }
    RunOrder order = part.context().order().orElseThrow();
    String pos = b.label(r + ".pos", order.size());
    String m = b.rows(r, tableOfWindows(plan));
    List<String> expressions = new ArrayList<>();
    expressions.add(b.constant(r + ".w", List.of(pos), Cells.ofInts(order.windows())));
    for (int k = 0; k < columns.size(); k++) {
      List<Column.Term> terms = new ArrayList<>();
      String only = "";
      for (int s : shards) {
        String source = part.codes(s, List.of(columns.get(k))).getFirst();
        Cells index = Cells.ofInts(order.indexOf(s));
        List<String> at = List.of(pos);
        only = b.gather(part.name(s) + "." + k, at, source, RulePart.row(s), at, index);
        terms.add(PartBuilder.term(1, only));
      }
      expressions.add(terms.size() == 1 ? only : b.affine(r + "." + k, List.of(pos), 0, terms));
    }
    b.lookup(r + ".s", expressions, r);
    return m;
  }

  private static List<Cells> tableOfWindows(Plan plan) {
    List<Cells> out = new ArrayList<>();
    int tuples = plan.tuples();
    out.add(Cells.ofInts(IntStream.range(0, plan.tableSize()).map(i -> i / tuples).toArray()));
    for (Cells c : PermittedRule.columns(plan.forms.tuples())) {
      out.add(
          Cells.ofInts(
              IntStream.range(0, plan.tableSize()).map(i -> c.small(i % tuples)).toArray()));
    }
    return out;
  }

  private static void emitEach(RulePart part, Plan plan, Each e, String name, String m)
      throws PolicyRefused {
    PartBuilder b = part.builder();
    List<String> at = b.at(m);
    String label = at.getFirst();
    List<Column.Term> terms = new ArrayList<>();
    terms.add(PartBuilder.term(e.coefficient(), m));
    if (e.to().isPresent()) {
      String s = b.scale(name + ".w", m, label, marks(plan.forms.tuples(), e.to().get()));
      String t = b.sum(name + ".t", s, label);
      terms.add(PartBuilder.term(e.sum(), b.broadcast(name + ".b", at, t, label)));
    }
    long[] constants = plan.constants(e);
    if (plan.ordered) {
      long[] wide = new long[plan.tableSize()];
      Arrays.setAll(wide, i -> constants[i / plan.tuples()]);
      terms.add(PartBuilder.term(1, b.constant(name + ".k", at, Cells.ofSigned(wide))));
    }
    long constant = plan.ordered ? 0 : PartBuilder.element(constants[0]);
    new Range(name, 0, plan.eachWidth(e), part.context().format().limb())
        .emit(b, b.affine(name + ".n", at, constant, terms));
  }

  private static void emitKinds(RulePart part, Plan plan, int j, String m) {
    PartBuilder b = part.builder();
    Marked k = plan.forms.kinds().get(j);
    String r = part.name();
    List<String> at = b.at(m);
    int limb = part.context().format().limb();
    String h = b.committed(r + ".h" + j, at);
    b.lookup(h, List.of(h), TableSpec.range(1));
    String enough =
        b.affine(
            r + ".e" + j + ".n",
            at,
            0,
            List.of(PartBuilder.term(1, m), PartBuilder.term(-k.with(), h)));
    new Range(r + ".e" + j, 0, Label.bits(plan.most + 1L), limb).emit(b, enough);
    String s = b.scale(h + ".s", h, at.getFirst(), marks(plan.forms.tuples(), k.members()));
    String t = b.sum(h + ".t", s, at.getFirst());
    String more =
        b.affine(
            r + ".n" + j + ".n",
            List.of(),
            PartBuilder.element(-k.kinds()),
            List.of(PartBuilder.term(1, t)));
    new Range(r + ".n" + j, 0, kindsWidth(k), limb).emit(b, more);
  }

  private static int kindsWidth(Marked k) {
    return Math.max(1, Label.bits(k.members().size() - k.kinds() + 1L));
  }

  private static Cells marks(List<Tuple> tuples, Set<Tuple> members) {
    return Cells.ofInts(tuples.stream().mapToInt(t -> members.contains(t) ? 1 : 0).toArray());
  }

  @Override
  public void record(RuleCells cells) throws PolicyRefused {
    Plan plan = plan(cells.context(), cells.number());
    long[] m = counts(cells.data(), plan);
    String r = cells.name();
    if (!cells.context().histograms().containsKey(cells.number())) {
      // Other lookups read these multiplicities, so they must be there before those are counted.
      cells.put("T." + r + ".m", Cells.ofSigned(m));
    }
    int limb = cells.context().format().limb();
    List<Row> wide = plan.wide();
    if (!wide.isEmpty()) {
      long[] g = wide.stream().mapToLong(row -> value(row, m)).toArray();
      cells.range(new Range(r + ".ok", 0, plan.rowWidth(), limb), g);
    }
    for (int j = 0; j < plan.forms.each().size(); j++) {
      Each e = plan.forms.each().get(j);
      Range range = new Range(r + ".a" + j, 0, plan.eachWidth(e), limb);
      cells.range(range, values(plan, e, m));
    }
    for (int j = 0; j < plan.forms.kinds().size(); j++) {
      Marked k = plan.forms.kinds().get(j);
      long[] h = Arrays.stream(m).map(v -> v >= k.with() ? 1 : 0).toArray();
      cells.put(r + ".h" + j, Cells.ofSigned(h));
      long[] rest = new long[m.length];
      Arrays.setAll(rest, i -> m[i] - k.with() * h[i]);
      cells.range(new Range(r + ".e" + j, 0, Label.bits(plan.most + 1L), limb), rest);
      cells.range(
          new Range(r + ".n" + j, 0, kindsWidth(k), limb),
          new long[] {occurring(plan, k, m) - k.kinds()});
    }
  }

  private static long value(Row row, long[] m) {
    long out = row.constant();
    for (int i = 0; i < m.length; i++) {
      out += row.coefficients()[i] * m[i];
    }
    return out;
  }

  private static long[] values(Plan plan, Each e, long[] m) {
    List<Tuple> tuples = plan.forms.tuples();
    long sum = 0;
    if (e.to().isPresent()) {
      for (int i = 0; i < m.length; i++) {
        sum += e.to().get().contains(tuples.get(i)) ? m[i] : 0;
      }
    }
    long whole = sum;
    long[] constants = plan.constants(e);
    long[] out = new long[m.length];
    Arrays.setAll(
        out, i -> e.coefficient() * m[i] + e.sum() * whole + constants[i / tuples.size()]);
    return out;
  }

  private static long occurring(Plan plan, Marked k, long[] m) {
    return IntStream.range(0, m.length)
        .filter(i -> m[i] >= k.with() && k.members().contains(plan.forms.tuples().get(i)))
        .count();
  }

  /// The histogram of the tuples, window by window.
  private long[] counts(RuleData data, Plan plan) throws PolicyRefused {
    Map<Tuple, Integer> place = new HashMap<>();
    plan.forms.tuples().forEach(t -> place.put(t, place.size()));
    long[] out = new long[plan.tableSize()];
    PolicyContext context = data.context();
    Map<Integer, Tuple[]> tuples = new HashMap<>();
    for (int s : context.shards(head.parts())) {
      tuples.put(s, data.tuples(s, columns));
    }
    if (!plan.ordered) {
      tuples.values().forEach(shard -> Arrays.stream(shard).forEach(t -> out[at(place, t)]++));
      return out;
    }
    RunOrder order = context.order().orElseThrow();
    for (int j = 0; j < order.size(); j++) {
      Tuple[] shard = tuples.getOrDefault(order.shards()[j], new Tuple[0]);
      out[order.windows()[j] * plan.tuples() + at(place, shard[order.rows()[j]])]++;
    }
    return out;
  }

  private static int at(Map<Tuple, Integer> place, Tuple t) {
    Integer at = place.get(t);
    if (at == null) {
      throw new IllegalArgumentException("codes " + t + " are no tuple");
    }
    return at;
  }

  /// The histogram of all records of the rule, for publication and for histogram commitments.
  public long[] histogram(RuleData data) throws PolicyRefused {
    return counts(data, plan(data.context(), -1));
  }

  @Override
  public void check(RuleData data, Breaches breaches) throws PolicyRefused {
    PolicyContext context = data.context();
    Plan plan = plan(context, -1);
    long[] m = counts(data, plan);
    for (int w = 0; w < plan.windows.length; w++) {
      Map<Tuple, Long> counts = new HashMap<>();
      for (int i = 0; i < plan.tuples(); i++) {
        counts.put(plan.forms.tuples().get(i), m[w * plan.tuples() + i]);
      }
      String where = plan.ordered ? "window " + w + ": " : "";
      for (Requirement q : require) {
        if (!holds(context.schema(), q, counts)) {
          breaches.whole(where + "not met: " + q.inWords());
        }
      }
    }
  }

  /// Whether counts meet a requirement, from its meaning.
  private boolean holds(PolicySchema schema, Requirement q, Map<Tuple, Long> counts)
      throws PolicyRefused {
    return switch (q) {
      case Requirement.Kinds k -> {
        List<Tuple> of = members(schema, k.of());
        yield of.stream().filter(t -> counts.getOrDefault(t, 0L) >= k.with()).count() >= k.kinds();
      }
      case Requirement.Amount n -> {
        for (List<Tuple> group : groups(schema, n.each(), n.subject())) {
          long a = sum(group, counts);
          if (a < n.atLeast().orElse(0L) || a > n.atMost().orElse(Long.MAX_VALUE)) {
            yield false;
          }
        }
        yield true;
      }
      case Requirement.Share s -> {
        long whole = sum(members(schema, s.to()), counts);
        for (List<Tuple> group : groups(schema, s.each(), s.subject())) {
          long a = sum(group, counts);
          Optional<Ratio> least = s.atLeast();
          Optional<Ratio> most = s.atMost();
          if (whole == 0
              || (least.isPresent()
                  && a * least.get().denominator() < least.get().numerator() * whole)
              || (most.isPresent()
                  && a * most.get().denominator() > most.get().numerator() * whole)) {
            yield false;
          }
        }
        yield true;
      }
    };
  }

  private List<Tuple> members(PolicySchema schema, Requirement.Group group) throws PolicyRefused {
    return group.values().isEmpty()
        ? schema.tuples(columns)
        : schema.pick(columns, group.values().get());
  }

  private List<List<Tuple>> groups(PolicySchema schema, boolean each, Requirement.Group group)
      throws PolicyRefused {
    List<Tuple> members = members(schema, group);
    return each ? members.stream().map(List::of).toList() : List.of(members);
  }

  private static long sum(List<Tuple> group, Map<Tuple, Long> counts) {
    return group.stream().mapToLong(t -> counts.getOrDefault(t, 0L)).sum();
  }

  @Override
  public String inWords() {
    String what = String.join(" and ", columns);
    String list = String.join("; ", require.stream().map(Requirement::inWords).toList());
    return "Counting %s over %s: %s%s."
        .formatted(
            what,
            head.scope(),
            list.isEmpty() ? "no bound" : list,
            publish ? "; the counts are published" : "");
  }
}
