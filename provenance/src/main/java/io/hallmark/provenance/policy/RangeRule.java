package io.hallmark.provenance.policy;

import io.hallmark.provenance.policy.PolicyRefused.Code;
import java.util.OptionalLong;

/// `range`: a number tag is within integer bounds; a missing value fails. Without bounds: it is not
/// missing.
///
/// @param head common members
/// @param column a number tag
/// @param min smallest permitted value
/// @param max largest permitted value
public record RangeRule(Rule.Head head, String column, OptionalLong min, OptionalLong max)
    implements Rule {
  private TagBounds bounds(PolicyContext context) throws PolicyRefused {
    TagBounds out =
        TagBounds.of(
            context.schema().number(column),
            "c",
            min.orElse(Long.MIN_VALUE),
            max.orElse(Long.MAX_VALUE));
    if (out.isVacuous()) {
      throw new PolicyRefused(Code.POLICY_VACUOUS, "every declared value of " + column);
    }
    return out;
  }

  @Override
  public void emit(RulePart part) throws PolicyRefused {
    bounds(part.context()).emit(part, part.context().shards(head.parts()));
  }

  @Override
  public void record(RuleCells cells) throws PolicyRefused {
    bounds(cells.context()).record(cells, cells.context().shards(head.parts()));
  }

  @Override
  public void check(RuleData data, Breaches breaches) throws PolicyRefused {
    bounds(data.context()).check(data, data.context().shards(head.parts()), breaches);
  }

  @Override
  public String inWords() {
    String bound =
        min.isPresent() && max.isPresent()
            ? "is from " + min.getAsLong() + " to " + max.getAsLong()
            : min.isPresent()
                ? "is at least " + min.getAsLong()
                : max.isPresent() ? "is at most " + max.getAsLong() : "is given";
    return "In %s, %s %s and is not missing.".formatted(head.scope(), column, bound);
  }
}
