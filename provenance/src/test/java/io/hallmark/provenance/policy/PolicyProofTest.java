package io.hallmark.provenance.policy;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.learning.relation.Assignment;
import io.hallmark.learning.relation.PlainEvaluator;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.InsecureFixedProver;
import io.hallmark.proof.relation.Run;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules through prover and verifier: honest data are accepted, a changed record is not.
final class PolicyProofTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'in','columns':['licence'],'values':['cc0','cc-by']}",
        "{'kind':'range','column':'toxicity','max':20}",
        "{'kind':'valid','from':'from','until':'until','at':'statement'}",
        "{'kind':'count','columns':['source'],'require':[{'each':'all','at_most':9},"
            + "{'of':['s0','s1'],'to':'all','at_least':'1/5','at_most':'4/5'},{'kinds':3}]}",
        "{'kind':'distinct','column':'work','exclude':['works']}",
        "{'kind':'disjoint','column':'work','parts':['train'],'other':['test']}",
        "{'kind':'exclude','column':'work','list':'works'}",
        "{'kind':'exclude','column':'work','list':'few'}",
        "{'kind':'exclude','column':'subject','list':'private'}",
        "{'kind':'within','column':'work','list':'signed','complete':true}",
        "{'kind':'within','column':'work','list':'private-batch'}",
        "{'kind':'contains','column':'work','list':'asked'}"
      })
  void honestDataAreAcceptedAndAChangedRecordIsNot(String rule) throws Exception {
    List<Rule> rules = PolicyWorld.rules(rule);
    PolicyContext context = PolicyWorld.context();
    Run run = PolicyWorld.run(rules, context);
    prove(rules, context, run, _ -> {});
    assertThrows(
        ProofException.Rejected.class,
        () ->
            prove(
                rules,
                context,
                run,
                a -> {
                  a.older("data0", "t0")[0] = 4;
                  a.older("data0", "t1")[0] = 9;
                  a.older("data0", "t3")[0] = 10;
                  a.older("data0", "t4")[0] = 33;
                  a.older("data0", "f0.0")[1] = 57;
                  a.older("data0", "f1.0")[1] = 72;
                }));
  }

  private static void prove(
      List<Rule> rules, PolicyContext context, Run run, Consumer<Assignment> change)
      throws Exception {
    Assignment a = PolicyWorld.assignment(run, rules, PolicyWorld.data(context));
    change.accept(a);
    PlainEvaluator.fitMultiplicities(run, a);
    byte[] publicBytes = "policy".getBytes(StandardCharsets.UTF_8);
    InsecureFixedProver prover =
        new InsecureFixedProver(run, PolicyWorld.olderContents(run, a), publicBytes);
    prover.verify(prover.prove(a.witness(), new byte[32]));
  }

  @Test
  void multiplicitiesThatOtherLookupsReadAreCounted() throws Exception {
    List<Rule> rules =
        PolicyWorld.rules(
            "{'kind':'count','columns':['source'],'require':[{'each':'all','at_most':9},"
                + "{'of':['s0','s1'],'to':'all','at_least':'1/5'}]}");
    RuleData data = PolicyWorld.data(PolicyWorld.context());
    Run run = PolicyWorld.run(rules, data.context());
    InsecureFixedProver prover =
        new InsecureFixedProver(run, PolicyWorld.contents(run, rules, data), new byte[1]);
    prover.verify(
        prover.prove(prover.filled(List.of(PolicyRelation.witness(rules, data))), new byte[32]));
  }
}
