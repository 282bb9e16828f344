package io.hallmark.provenance.policy;

import io.hallmark.provenance.policy.PolicyRefused.Code;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// `valid`: `from ≤ T ≤ until`, neither missing, as of a time T.
///
/// @param head common members
/// @param from number tag
/// @param until number tag
/// @param at the time; that of the statement if absent
public record ValidRule(Rule.Head head, String from, String until, OptionalLong at)
    implements Rule {
  private List<TagBounds> bounds(PolicyContext context) throws PolicyRefused {
    long time = context.time(at);
    unit(context.schema());
    List<TagBounds> out =
        List.of(
            TagBounds.of(context.schema().number(from), "f", Long.MIN_VALUE, time),
            TagBounds.of(context.schema().number(until), "u", time, Long.MAX_VALUE));
    if (out.stream().allMatch(TagBounds::isVacuous)) {
      throw new PolicyRefused(
          Code.POLICY_VACUOUS, "every declared value of " + from + " and " + until);
    }
    return out;
  }

  /// Whether the tags are dates.
  ///
  /// @throws PolicyRefused if one is and the other is not: no time stands between a day and a
  ///   number
  private boolean unit(PolicySchema schema) throws PolicyRefused {
    boolean date = schema.number(from).date();
    if (schema.number(until).date() != date) {
      throw new PolicyRefused(
          Code.POLICY_KIND,
          "one of " + from + " and " + until + " holds dates, the other does not");
    }
    return date;
  }

  /// All rules that read the time of the statement read it in one unit.
  ///
  /// @throws PolicyRefused if some compare it with dates and others with other numbers
  static void requireOneUnit(List<Rule> rules, PolicySchema schema) throws PolicyRefused {
    Set<Boolean> units = new HashSet<>();
    for (Rule rule : rules) {
      if (rule instanceof ValidRule v && v.at.isEmpty()) {
        units.add(v.unit(schema));
      }
    }
    if (units.size() > 1) {
      throw new PolicyRefused(
          Code.POLICY_TIME,
          "the one time of the statement is compared with dates and with numbers");
    }
  }

  @Override
  public void emit(RulePart part) throws PolicyRefused {
    for (TagBounds b : bounds(part.context())) {
      b.emit(part, part.context().shards(head.parts()));
    }
  }

  @Override
  public void record(RuleCells cells) throws PolicyRefused {
    for (TagBounds b : bounds(cells.context())) {
      b.record(cells, cells.context().shards(head.parts()));
    }
  }

  @Override
  public void check(RuleData data, Breaches breaches) throws PolicyRefused {
    for (TagBounds b : bounds(data.context())) {
      b.check(data, data.context().shards(head.parts()), breaches);
    }
  }

  @Override
  public String inWords() {
    return "In %s, %s is not after and %s not before %s, and neither is missing."
        .formatted(
            head.scope(),
            from,
            until,
            at.isPresent() ? "time " + at.getAsLong() : "the time of the statement");
  }
}
