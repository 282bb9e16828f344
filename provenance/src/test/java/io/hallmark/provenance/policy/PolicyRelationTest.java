package io.hallmark.provenance.policy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.learning.relation.Assignment;
import io.hallmark.learning.relation.PlainEvaluator;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Run;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules as relations: published vectors, and honest data of every kind of rule.
final class PolicyRelationTest {
  private static PolicyDocument published() throws Exception {
    return PolicyDocument.read(CanonicalJson.write(PolicyWorld.get(PolicyWorld.VECTORS, "policy")));
  }

  @Test
  void theDigestOfThePublishedPolicyIsThatOfTheVectors() throws Exception {
    JsonString digest = (JsonString) PolicyWorld.get(PolicyWorld.VECTORS, "policy_digest");
    assertEquals(digest.value(), published().digest().hex());
  }

  @Test
  void theTraceOfThePublishedPolicyIsThatOfTheVectors() throws Exception {
    List<Rule> rules = published().rules();
    PolicyContext context = PolicyWorld.context();
    RuleData data = PolicyWorld.data(context);
    Run run = PolicyWorld.run(rules, context);
    Assignment a = PolicyWorld.assignment(run, rules, data);
    JsonObject trace = (JsonObject) PolicyWorld.get(PolicyWorld.VECTORS, "trace");
    int compared = 0;
    for (Map.Entry<String, Cells> own : PolicyRelation.witness(rules, data).entrySet()) {
      JsonObject published = trace;
      assertArrayEquals(
          PolicyWorld.longs(PolicyWorld.get(published, own.getKey())),
          signed(own.getValue()),
          own.getKey());
      compared++;
    }
    for (String column : List.of("T.r0.m", "T.r5.m", "T.range4.m", "T.range2.m")) {
      assertArrayEquals(
          PolicyWorld.longs(PolicyWorld.get(trace, column)), a.own(0, column), column);
      compared++;
    }
    assertEquals(trace.members().size() - 2, compared, "T.range1.m and T.range3.m are left");
    assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(run, a));
  }

  private static long[] signed(Cells cells) {
    return IntStream.range(0, cells.size()).mapToLong(cells::small).toArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'in','columns':['licence'],'values':['cc0','cc-by']}",
        "{'kind':'not-in','columns':['licence'],'values':['']}",
        "{'kind':'in','columns':['licence','group'],'values':[['cc0','a'],['cc0','b'],['cc-by','a'],"
            + "['cc-by','b']]}",
        "{'kind':'in','columns':['class','licence'],'values':[['0','cc0'],['0','cc-by'],['1','cc0'],"
            + "['1','cc-by']]}",
        "{'kind':'range','column':'toxicity','max':20}",
        "{'kind':'range','column':'from','min':0,'max':40}",
        "{'kind':'range','column':'toxicity'}",
        "{'kind':'valid','from':'from','until':'until','at':'statement'}",
        "{'kind':'valid','from':'from','until':'until','at':60}",
        "{'kind':'count','columns':['source'],'require':[{'each':'all','at_most':9},"
            + "{'of':['s0','s1'],'to':'all','at_least':'1/5','at_most':'4/5'},"
            + "{'of':['s0'],'to':['s1','s2'],'at_most':'5/1'},{'kinds':3,'with':1}]}",
        "{'kind':'count','columns':['class','group'],'require':[{'each':'all','at_least':1}]}",
        "{'kind':'count','columns':['source'],'require':[{'each':'all','to':['s0','s1','s2','s3'],"
            + "'at_most':'2/3'},{'each':['s0','s1'],'at_least':1}]}",
        "{'kind':'distinct','column':'work'}",
        "{'kind':'distinct','column':'work','exclude':['works']}",
        "{'kind':'disjoint','column':'work','parts':['train'],'other':['test']}",
        "{'kind':'exclude','column':'work','list':'works'}",
        "{'kind':'exclude','column':'work','list':'few'}",
        "{'kind':'exclude','column':'subject','list':'gone','parts':['train']}",
        "{'kind':'exclude','column':'subject','list':'private'}",
        "{'kind':'within','column':'work','list':'batch'}",
        "{'kind':'within','column':'work','list':'signed','complete':true}",
        "{'kind':'within','column':'work','list':'private-batch'}",
        "{'kind':'contains','column':'work','list':'asked'}"
      })
  void honestDataKeepTheRuleAndTheRelation(String text) throws Exception {
    List<Rule> rules = PolicyWorld.rules(text);
    PolicyContext context = PolicyWorld.context();
    RuleData data = PolicyWorld.data(context);
    Breaches breaches = new Breaches(5);
    PolicyRelation.check(rules, data, breaches);
    assertEquals(List.of(), breaches.list());
    Run run = PolicyWorld.run(rules, context);
    assertEquals(
        Set.of(), PlainEvaluator.violatedEverywhere(run, PolicyWorld.assignment(run, rules, data)));
  }

  @Test
  void aFingerprintInTheSetIsIncluded() throws Exception {
    List<Rule> rules =
        List.of(
            new IncludesRule(
                PolicyWorld.rules("{'kind':'distinct','column':'work'}").getFirst().head(),
                "work",
                PolicyWorld.works().get(4)));
    PolicyContext context = PolicyWorld.context();
    RuleData data = PolicyWorld.data(context);
    Run run = PolicyWorld.run(rules, context);
    assertEquals(
        Set.of(), PlainEvaluator.violatedEverywhere(run, PolicyWorld.assignment(run, rules, data)));
  }

  @Test
  void publishedCountsAreTheHistogram() throws Exception {
    List<Rule> rules =
        PolicyWorld.rules("{'kind':'count','columns':['class','group'],'publish':true}");
    PolicyContext context = PolicyWorld.context();
    long[] counts = ((CountRule) rules.getFirst()).histogram(PolicyWorld.data(context));
    assertEquals(16, IntStream.range(0, counts.length).mapToLong(i -> counts[i]).sum());
    context = PolicyWorld.withPublished(context, Map.of(0, counts));
    RuleData data = PolicyWorld.data(context);
    Run run = PolicyWorld.run(rules, context);
    assertEquals(
        Set.of(), PlainEvaluator.violatedEverywhere(run, PolicyWorld.assignment(run, rules, data)));
    counts[0]++;
    Run other = PolicyWorld.run(rules, PolicyWorld.withPublished(context, Map.of(0, counts)));
    assertEquals(
        Set.of("0: LINEAR r0.p.z"),
        PlainEvaluator.violatedEverywhere(other, PolicyWorld.assignment(other, rules, data)));
  }

  @Test
  void quotasHoldInWindowsOfARun() throws Exception {
    List<Rule> rules =
        PolicyWorld.rules(
            "{'kind':'count','columns':['source'],'parts':['train'],'require':[{'each':'all',"
                + "'at_most':6},{'of':['s0','s1'],'to':'all','at_least':'1/6'}]}");
    int[] shards = IntStream.range(0, 12).map(k -> k * 5 % 2).toArray();
    int[] rows = IntStream.range(0, 12).map(k -> k * 3 % 4).toArray();
    int[] windows = IntStream.range(0, 12).map(k -> k < 7 ? 0 : 1).toArray();
    PolicyContext context =
        PolicyWorld.withOrder(PolicyWorld.context(), new RunOrder(shards, rows, windows));
    RuleData data = PolicyWorld.data(context);
    Run run = PolicyWorld.run(rules, context);
    assertEquals(
        Set.of(), PlainEvaluator.violatedEverywhere(run, PolicyWorld.assignment(run, rules, data)));
  }
}
