package io.hallmark.provenance.policy;

import io.hallmark.proof.commitment.Cells;
import io.hallmark.provenance.policy.PolicyRefused.Code;
import io.hallmark.provenance.policy.PolicySchema.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `in`, `not-in`: the tuple of codes of every record is, or is not, one of the values. A missing
/// value never passes `not-in`.
///
/// Constraint: a lookup of the codes in the public table of permitted tuples.
///
/// @param head common members
/// @param columns code tags, or `class`
/// @param values tuples of texts
/// @param forbidden whether the values are forbidden
public record PermittedRule(
    Rule.Head head, List<String> columns, List<List<String>> values, boolean forbidden)
    implements Rule {
  /// Copies the lists.
  public PermittedRule {
    columns = List.copyOf(columns);
    values = values.stream().map(List::copyOf).toList();
  }

  /// The permitted tuples, ascending.
  private List<Tuple> permitted(PolicySchema schema) throws PolicyRefused {
    List<Tuple> every = schema.tuples(columns);
    List<Tuple> out = schema.pick(columns, values);
    if (forbidden) {
      Set<Tuple> gone = new HashSet<>(out);
      List<List<String>> codebooks = new ArrayList<>();
      for (String c : columns) {
        codebooks.add(schema.codes(c));
      }
      out = new ArrayList<>();
      for (Tuple t : every) {
        if (!gone.contains(t) && !hasMissing(codebooks, t)) {
          out.add(t);
        }
      }
    }
    if (out.isEmpty()) {
      throw new PolicyRefused(Code.POLICY_EMPTY, "no value of " + columns + " is permitted");
    }
    if (out.size() == every.size()) {
      throw new PolicyRefused(Code.POLICY_VACUOUS, "every value of " + columns + " is permitted");
    }
    return out;
  }

  private static boolean hasMissing(List<List<String>> codebooks, Tuple t) {
    for (int k = 0; k < codebooks.size(); k++) {
      if (codebooks.get(k).get(t.codes()[k]).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void emit(RulePart part) throws PolicyRefused {
    List<Integer> shards = part.context().shards(head.parts());
    part.builder().rows(part.name(), columns(permitted(part.context().schema())));
    for (int s : shards) {
      part.builder().lookup(part.name(s), part.codes(s, columns), part.name());
    }
  }

  /// The columns of a table of tuples.
  static List<Cells> columns(List<Tuple> tuples) {
    List<Cells> out = new ArrayList<>();
    for (int k = 0; k < tuples.getFirst().codes().length; k++) {
      int at = k;
      out.add(Cells.ofInts(tuples.stream().mapToInt(t -> t.codes()[at]).toArray()));
    }
    return out;
  }

  @Override
  public void record(RuleCells cells) {
    // The rule has no cells of its own.
  }

  @Override
  public void check(RuleData data, Breaches breaches) throws PolicyRefused {
    Set<Tuple> permitted = new HashSet<>(permitted(data.context().schema()));
    for (int s : data.context().shards(head.parts())) {
      Tuple[] tuples = data.tuples(s, columns);
      for (int r = 0; r < tuples.length; r++) {
        if (!permitted.contains(tuples[r])) {
          breaches.at(s, r, data.texts(tuples[r], columns) + " is not permitted");
        }
      }
    }
  }

  @Override
  public String inWords() {
    String what = String.join(" and ", columns);
    String list = String.join(", ", values.stream().map(v -> String.join(" with ", v)).toList());
    return forbidden
        ? "In %s, %s is none of: %s, and is not missing.".formatted(head.scope(), what, list)
        : "In %s, %s is one of: %s.".formatted(head.scope(), what, list);
  }
}
