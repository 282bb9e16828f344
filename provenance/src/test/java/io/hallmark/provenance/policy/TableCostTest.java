package io.hallmark.provenance.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.provenance.certificate.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the tables of a stranger's policy cost is never less than it is.
final class TableCostTest {
  private static PolicySchema.CodeTag tag(String name, int codes) {
    return new PolicySchema.CodeTag(
        name, IntStream.range(0, codes).mapToObj(i -> "c" + i).toList());
  }

  private static Rule rule(String require) throws Exception {
    String text =
        """
        {"type":"hallmark/policy/v1","name":"x","version":1,"rules":[
         {"kind":"count","columns":["a","b"],"require":[%s]}]}
        """
            .formatted(require);
    return PolicyDocument.readLenient(text.getBytes(StandardCharsets.UTF_8)).rules().getFirst();
  }

  @Test
  void aSmallTableIsCounted() throws Exception {
    PolicySchema schema = new PolicySchema(List.of(tag("a", 2), tag("b", 3)), List.of(), 2);
    long one = PolicyRelation.tableCost(rule("{\"kinds\":2}"), schema, 1);
    assertEquals(6 * (2 + 5), one);
    assertEquals(6 * (2 + 5 * 3) * 3, PolicyRelation.tableCost(rule("{\"kinds\":2}"), schema, 3));
  }

  /// 2^20 tuples in 2^21 windows: the product of all wraps below zero.
  @Test
  void aProductThatWrapsIsNoSmallTable() throws Exception {
    PolicySchema schema = new PolicySchema(List.of(tag("a", 1024), tag("b", 1024)), List.of(), 2);
    for (String require :
        List.of(
            "{\"kinds\":2}", "{\"each\":\"all\",\"at_least\":1}", "{\"kinds\":2},{\"kinds\":3}")) {
      for (int log = 18; log <= 22; log++) {
        long cost = PolicyRelation.tableCost(rule(require), schema, 1L << log);
        assertTrue(cost > Limits.times(64).policyCells(), require + " " + log + " " + cost);
        assertTrue(PolicyDocument.MAX_RULES * cost > 0);
      }
    }
  }
}
