package io.hallmark.provenance.policy;

import io.hallmark.learning.operator.PartBuilder;
import io.hallmark.learning.operator.Range;
import io.hallmark.proof.commitment.Label;
import io.hallmark.provenance.policy.PolicyRefused.Code;
import io.hallmark.provenance.policy.PolicySchema.NumberTag;
import java.util.Arrays;
import java.util.List;

/// Bounds of a number tag, cut to its declared range; a missing value is below every lower bound.
///
/// The data set proof shows that a tag is in `[low, high]`; only a bound inside of that needs a
/// check: `t - lower` or `upper - t` to as many bits as the declared range allows.
///
/// @param tag the tag
/// @param letter letter of the names of the checks
/// @param lower smallest permitted value
/// @param upper largest permitted value
record TagBounds(NumberTag tag, String letter, long lower, long upper) {
  static TagBounds of(NumberTag tag, String letter, long lower, long upper) throws PolicyRefused {
    TagBounds out =
        new TagBounds(tag, letter, Math.max(lower, tag.min()), Math.min(upper, tag.high()));
    if (out.lower > out.upper) {
      throw new PolicyRefused(
          Code.POLICY_EMPTY,
          "no value of %s, from %d to %d, is permitted"
              .formatted(tag.name(), tag.min(), tag.max()));
    }
    return out;
  }

  boolean hasLower() {
    return lower > tag.low();
  }

  boolean hasUpper() {
    return upper < tag.high();
  }

  boolean isVacuous() {
    return !hasLower() && !hasUpper();
  }

  private Range low(String name, int limb) {
    int width = Math.max(1, Label.bits(tag.high() - lower + 1));
    return new Range(name + "." + letter + ".lo", lower, width, limb);
  }

  private Range high(String name, int limb) {
    int width = Math.max(1, Label.bits(upper - tag.low() + 1));
    return new Range(name + "." + letter + ".hi", 0, width, limb);
  }

  void emit(RulePart part, List<Integer> shards) throws PolicyRefused {
    int limb = part.context().format().limb();
    for (int s : shards) {
      String name = part.name(s);
      if (hasLower()) {
        low(name, limb).emit(part.builder(), part.tag(s, tag.name()));
      }
      if (hasUpper()) {
        String t = part.tag(s, tag.name());
        high(name, limb)
            .emit(
                part.builder(),
                part.builder()
                    .affine(
                        name + "." + letter + ".n",
                        part.builder().at(t),
                        PartBuilder.element(upper),
                        List.of(PartBuilder.term(-1, t))));
      }
    }
  }

  void record(RuleCells cells, List<Integer> shards) throws PolicyRefused {
    int limb = cells.context().format().limb();
    for (int s : shards) {
      long[] t = cells.data().tag(s, tag.name());
      if (hasLower()) {
        cells.range(low(cells.name(s), limb), t);
      }
      if (hasUpper()) {
        long[] rest = Arrays.stream(t).map(v -> upper - v).toArray();
        cells.range(high(cells.name(s), limb), rest);
      }
    }
  }

  void check(RuleData data, List<Integer> shards, Breaches breaches) throws PolicyRefused {
    for (int s : shards) {
      long[] t = data.tag(s, tag.name());
      for (int r = 0; r < t.length; r++) {
        if (t[r] < tag.min()) {
          breaches.at(s, r, tag.name() + " is missing");
        } else if (t[r] < lower || t[r] > upper) {
          breaches.at(
              s, r, "%s is %d, permitted %d to %d".formatted(tag.name(), t[r], lower, upper));
        }
      }
    }
  }
}
