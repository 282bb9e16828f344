package io.hallmark.provenance.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.provenance.VerificationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Policy documents: what is read, what is refused, and in which words.
final class PolicyDocumentTest {
  @Test
  void aPolicyIsToldInPlainWords() throws Exception {
    PolicyDocument policy =
        PolicyDocument.read(CanonicalJson.write(PolicyWorld.get(PolicyWorld.VECTORS, "policy")));
    assertEquals(
        "1. (licences) In all records, licence is one of: cc-by, cc0. Reason: open licences only.",
        policy.inWords().getFirst());
    assertEquals(
        "7. (hygiene) No work occurs both in the records of train and in test.",
        policy.inWords().getLast());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'kind':'on','columns':['licence'],'values':['cc0']}",
        "{'kind':'in','columns':['licence'],'values':['cc0'],'extra':1}",
        "{'kind':'in','columns':['licence'],'values':[1]}",
        "{'kind':'range','column':'toxicity','max':'20'}",
        "{'kind':'valid','from':'from','until':'until','at':'now'}",
        "{'kind':'count','columns':['source'],'require':[{'of':['s0'],'each':'all','at_most':1}]}",
        "{'kind':'count','columns':['source'],'require':[{'of':['s0']}]}",
        "{'kind':'count','columns':['source'],'require':[{'of':['s0'],'to':'all','at_most':'1/0'}]}",
        "{'kind':'count','columns':['source'],'require':[{'of':['s0'],'to':'all',"
            + "'at_most':'1048576/1048577'}]}",
        "{'kind':'disjoint','column':'work','parts':['train'],'other':[]}",
        "{'kind':'exclude','column':'work','list':'nowhere'}",
        "{'kind':'includes','column':'work','value':'ABC'}"
      })
  void aRuleOfAnotherFormIsMalformed(String rule) {
    String text =
        ("{'type':'hallmark/policy/v1','name':'x','version':1,'rules':[" + rule + "]}")
            .replace('\'', '"');
    VerificationException.Malformed e =
        assertThrows(
            VerificationException.Malformed.class,
            () -> PolicyDocument.readLenient(text.getBytes(UTF_8)));
    assertTrue(String.valueOf(e.getMessage()).contains("$.rules[0]"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "POLICY_COLUMN|{'kind':'in','columns':['colour'],'values':['red']}",
        "POLICY_COLUMN|{'kind':'in','columns':['licence','licence'],'values':[['cc0','cc0']]}",
        "POLICY_COLUMN|{'kind':'distinct','column':'colour'}",
        "POLICY_KIND|{'kind':'in','columns':['from'],'values':['1']}",
        "POLICY_KIND|{'kind':'range','column':'licence','max':1}",
        "POLICY_VALUE|{'kind':'in','columns':['licence'],'values':['gpl']}",
        "POLICY_VALUE|{'kind':'in','columns':['licence'],'values':[['cc0','a']]}",
        "POLICY_DUPLICATE|{'kind':'in','columns':['licence'],'values':['cc0','cc0']}",
        "POLICY_EMPTY|{'kind':'in','columns':['licence'],'values':[]}",
        "POLICY_EMPTY|{'kind':'range','column':'toxicity','min':60}",
        "POLICY_EMPTY|{'kind':'count','columns':['source']}",
        "POLICY_VACUOUS|{'kind':'in','columns':['group'],'values':['a','b']}",
        "POLICY_OVERLAP|{'kind':'disjoint','column':'work','parts':['train'],'other':['train']}",
        "POLICY_OVERLAP|{'kind':'count','columns':['source'],'require':[{'of':['s0','s1'],"
            + "'to':['s1','s2'],'at_most':'1/2'}]}",
        "POLICY_OVERLAP|{'kind':'distinct','column':'work','exclude':['works','few']}",
        "POLICY_BOUND|{'kind':'count','columns':['source'],'require':[{'of':['s0'],'at_least':17}]}",
        "POLICY_BOUND|{'kind':'count','columns':['source'],'require':[{'kinds':5}]}",
        "POLICY_BOUND|{'kind':'count','columns':['source'],'require':[{'of':['s0'],'to':'all',"
            + "'at_least':'3/4','at_most':'1/4'}]}",
        "POLICY_PART|{'kind':'distinct','column':'work','parts':['validation']}",
        "POLICY_LIMBS|{'kind':'within','column':'subject','list':'batch'}",
        "LIST_FORMAT|{'kind':'distinct','column':'work','exclude':['private']}"
      })
  void aRuleThatDoesNotFitTheDataSetIsRefused(String code, String rule) {
    PolicyRefused e =
        assertThrows(
            PolicyRefused.class,
            () -> PolicyWorld.run(PolicyWorld.rules(rule), PolicyWorld.context()));
    assertEquals(code, e.code().toString(), e.getMessage());
  }
}
