package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import io.hallmark.proof.relation.Part;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Compiles the rules of a policy to one part of a run, byte for byte the same for prover and
/// verifier, and makes its witness.
///
/// **A policy proof says nothing without the data set proofs of the same commitments**: they show
/// that tags and keys are in their ranges and classes are one-hot.
public final class PolicyRelation {
  private PolicyRelation() {}

  /// Gives the geometry and the columns of an older commitment by its name in the run.
  @FunctionalInterface
  public interface Commitments {
    /// The commitment: `data0`, … for shards, `r3.list` for a private list, `r3.h0` for a
    /// histogram.
    Run.OlderCommitment of(String name);
  }

  /// The part of all rules.
  ///
  /// @throws PolicyRefused if a rule does not fit the data set
  public static Part part(List<Rule> rules, PolicyContext context) throws PolicyRefused {
    ValidRule.requireOneUnit(rules, context.schema());
    List<Label> labels = new ArrayList<>();
    for (int s : read(rules, context)) {
      labels.add(new Label(RulePart.row(s), context.shards().get(s).rows()));
    }
    if (context.schema().classes() > 2) {
      labels.add(0, new Label(PolicySchema.CLASS, context.schema().classes()));
    }
    PartBuilder builder =
        new PartBuilder(context.format().limb(), labels, List.of(), List.of(), List.of());
    Set<String> imported = new HashSet<>();
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).emit(new RulePart(builder, context, imported, i));
    }
    return builder.build();
  }

  /// The shards that some rule reads, ascending; the others are not opened.
  ///
  /// @throws PolicyRefused if a rule names a part without shards
  public static List<Integer> read(List<Rule> rules, PolicyContext context) throws PolicyRefused {
    Set<Integer> out = new TreeSet<>();
    for (int i = 0; i < rules.size(); i++) {
      if (!context.histograms().containsKey(i)) {
        out.addAll(context.shards(rules.get(i).head().parts()));
        if (rules.get(i) instanceof SortedRule r && !r.other().isEmpty()) {
          out.addAll(context.shards(r.other()));
        }
      }
    }
    return List.copyOf(out);
  }

  /// The run of one policy part: shards that are read, in order, then lists and histograms as rules
  /// reach them.
  ///
  /// @throws PolicyRefused if a rule does not fit the data set
  public static Run run(
      List<Rule> rules, PolicyContext context, Geometry trace, Commitments commitments)
      throws PolicyRefused {
    Part part = part(rules, context);
    Map<String, Run.OlderCommitment> older = new LinkedHashMap<>();
    for (int s : read(rules, context)) {
      String name = RulePart.commitment(s);
      older.put(name, commitments.of(name));
    }
    for (Column c : part.columns()) {
      if (c instanceof Column.ImportOlder i) {
        older.computeIfAbsent(i.commitment(), commitments::of);
      }
    }
    return new Run(trace, List.copyOf(older.values()), List.of(part));
  }

  /// Columns of the commitment to a shard that policies read, after the features.
  public static List<ColumnShape> shapes(PolicySchema schema, int rows) {
    Label row = new Label("row", rows);
    List<ColumnShape> out = new ArrayList<>();
    out.add(
        new ColumnShape(
            "y",
            schema.classes() == 2
                ? List.of(row)
                : List.of(new Label(PolicySchema.CLASS, schema.classes()), row)));
    for (int j = 0; j < schema.tags().size(); j++) {
      out.add(new ColumnShape("t" + j, List.of(row)));
    }
    for (int d = 0; d < schema.digests().size(); d++) {
      for (int k = 0; k < schema.digests().get(d).limbs(); k++) {
        out.add(new ColumnShape("f" + d + "." + k, List.of(row)));
      }
    }
    return out;
  }

  /// Own committed cells of the part, multiplicities left out.
  ///
  /// @throws PolicyRefused if a rule does not fit the data set
  /// @throws IllegalArgumentException if the data break a rule; [#check] says where
  public static Map<String, Cells> witness(List<Rule> rules, RuleData data) throws PolicyRefused {
    Map<String, Cells> cells = new LinkedHashMap<>();
    for (int i = 0; i < rules.size(); i++) {
      rules.get(i).record(new RuleCells(data, cells, i));
    }
    return cells;
  }

  /// How many numbers the tables and forms of a rule hold, before any is made: tuples times columns
  /// and forms. A rule that does not fit counts nothing; compiling it refuses it.
  ///
  /// @param windows windows of a run, each with a table of its own; 1 without a run
  public static long tableCost(Rule rule, PolicySchema schema, long windows) {
    try {
      return switch (rule) {
        case PermittedRule r -> schema.tupleCount(r.columns()) * (r.columns().size() + 1L);
        case CountRule r -> {
          long forms = 1;
          for (Requirement q : r.require()) {
            forms += q.forms();
          }
          // As a double: a product of integers that a stranger chose could wrap to a small one.
          double numbers =
              (double) schema.tupleCount(r.columns())
                  * (r.columns().size() + (double) forms * windows)
                  * windows;
          yield (long) Math.min(numbers, 0x1p50);
        }
        default -> 0;
      };
    } catch (PolicyRefused e) {
      return 0;
    }
  }

  /// Own committed cells of a part.
  public static long committedCells(Part part) {
    Map<String, Long> extents = new LinkedHashMap<>();
    part.labels().forEach(l -> extents.put(l.name(), l.extent()));
    return part.columns().stream()
        .filter(Column.Committed.class::isInstance)
        .mapToLong(c ->
            c.labels().stream()
                .mapToLong(l -> extents.getOrDefault(l, 1L))
                .reduce(1, (a, b) -> a * b))
        .sum();
  }

  /// What breaks the policy, for the owner of the data.
  ///
  /// @throws PolicyRefused if a rule does not fit the data set
  public static void check(List<Rule> rules, RuleData data, Breaches breaches)
      throws PolicyRefused {
    ValidRule.requireOneUnit(rules, data.context().schema());
    for (int i = 0; i < rules.size(); i++) {
      breaches.rule(i);
      rules.get(i).check(data, breaches);
    }
  }
}
