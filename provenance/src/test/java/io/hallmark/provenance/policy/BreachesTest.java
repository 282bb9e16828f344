package io.hallmark.provenance.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One changed record breaks each kind of rule in turn, and the owner is told where.
final class BreachesTest {
  private static final Map<String, Integer> TAGS =
      Map.of("licence", 0, "source", 1, "from", 2, "until", 3, "toxicity", 4, "group", 5);

  private static ShardRecords copy(ShardRecords s) {
    long[][] tags = Arrays.stream(s.tags()).map(long[]::clone).toArray(long[][]::new);
    long[][][] digests =
        Arrays.stream(s.digests())
            .map(d -> Arrays.stream(d).map(long[]::clone).toArray(long[][]::new))
            .toArray(long[][][]::new);
    return new ShardRecords(s.classes().clone(), tags, digests);
  }

  private static List<Breaches.Breach> breaches(String rule, List<ShardRecords> records)
      throws Exception {
    Breaches out = new Breaches(5);
    PolicyRelation.check(
        PolicyWorld.rules(rule),
        new RuleData(PolicyWorld.context(), records, PolicyWorld.privateLists()),
        out);
    return out.list();
  }

  /// @param column a tag, or `work` or `subject` for the first limb of a digest
  /// @param place shard and row of the breach, -1 if the set as a whole breaks the rule
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "licence|1|2|4|1 2|{'kind':'in','columns':['licence'],'values':['cc0','cc-by']}",
        "licence|1|2|3|1 2|{'kind':'not-in','columns':['licence'],'values':['cc-by-nc']}",
        "toxicity|2|1|21|2 1|{'kind':'range','column':'toxicity','max':20}",
        "toxicity|0|6|-1|0 6|{'kind':'range','column':'toxicity','max':20}",
        "until|1|0|49|1 0|{'kind':'valid','from':'from','until':'until','at':'statement'}",
        "from|1|0|51|1 0|{'kind':'valid','from':'from','until':'until','at':'statement'}",
        "group|0|4|1|-1"
            + " -1|{'kind':'count','columns':['group'],'require':[{'of':['b'],'at_most':11}]}",
        "work|2|1|912|2 1|{'kind':'distinct','column':'work'}",
        "work|1|3|57|1 3|{'kind':'distinct','column':'work','exclude':['works']}",
        "work|2|0|58|0 1|{'kind':'disjoint','column':'work','parts':['train'],'other':['test']}",
        "work|0|0|907|0 0|{'kind':'exclude','column':'work','list':'works'}",
        "subject|0|0|72|0 0|{'kind':'exclude','column':'subject','list':'gone'}",
        "subject|0|0|501|0 0|{'kind':'exclude','column':'subject','list':'private'}",
        "work|1|1|1|1 1|{'kind':'within','column':'work','list':'batch'}",
        "work|0|1|1|-1 -1|{'kind':'contains','column':'work','list':'asked'}"
      })
  void theRecordIsNamed(String column, int shard, int row, long value, String place, String rule)
      throws Exception {
    assertEquals(List.of(), breaches(rule, PolicyWorld.RECORDS));
    List<ShardRecords> changed =
        new ArrayList<>(PolicyWorld.RECORDS.stream().map(BreachesTest::copy).toList());
    Integer tag = TAGS.get(column);
    ShardRecords at = changed.get(shard);
    long[] cells = tag == null ? at.digests()[column.equals("work") ? 0 : 1][0] : at.tags()[tag];
    cells[row] = value;
    List<Breaches.Breach> found = breaches(rule, changed);
    assertEquals(List.of(place), found.stream().map(b -> b.shard() + " " + b.row()).toList(), rule);
    assertTrue(!found.getFirst().text().isBlank());
  }
}
