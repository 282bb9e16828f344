package io.hallmark.provenance.policy;

import io.hallmark.provenance.policy.PolicyRefused.Code;
import java.util.List;
import java.util.OptionalLong;

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
