package io.hallmark.learning.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What programs with AdamW, weight decay, clipping and squared error are refused for.
final class FurtherRulesTest {
  private static TrainingProgram changed(String program, String what, String by) throws Exception {
    String text =
        new String(CanonicalJson.write(Programs.optimizer(program)), StandardCharsets.UTF_8);
    assertTrue(text.contains(what), text);
    return TrainingProgram.readLenient(text.replace(what, by).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "adam-wide|\"b1\":\"0.6\"|\"b1\":\"0.9\"|$.segment: b1^2 is not below 1/2",
        "adam-wide|\"weight_frac\":12|\"weight_frac\":16|4·rate·2^16 reaches 2^15",
        "adam-wide|\"eps\":\"0.001\"|\"eps\":\"0.0001\"|$.optimizer.eps: fewer than 8 units",
        "adam-compact|\"u_bits\":22|\"u_bits\":60|bound adam.second",
        "adam-wide|\"steps\":6|\"steps\":1048576|steps times segment + 1",
        "adam-wide|\"eps\":\"0.001\"|\"eps\":\"1000000000000000000000\"|a public integer of 8",
        "adam-wide|\"grad_bits\":14|\"grad_bits\":32|bound adam.second",
        "adam-wide|\"kernel_bits\":0|\"kernel_bits\":20|bound adam.second",
        "adam-compact|\"grad_shift\":6|\"grad_shift\":53|rounding of a gradient: 53 + 10 bits",
        "adam-squared|\"weight_decay\":\"0.25\"|\"weight_decay\":\"9\"|times the highest rate",
        "decay|\"weight_bits\":16|\"weight_bits\":38|rounding of decayed weights: 24 + 39 bits",
        "clip-value|\"max\":11|\"max\":128|$.clip.max: 128 does not fit signal_bits 8",
        "clip-value|\"signal_bits\":8|\"signal_bits\":9|clipped signals need a table of 9 bits",
        "clip-norm|\"signal_shift\":[2,3]|\"signal_shift\":[2,60]|rounding of a Gram entry",
        "clip-norm|\"gram_bits\":13|\"gram_bits\":32|bound norm",
        "clip-norm|\"norm\":\"0.9\"|\"norm\":\"900000000000\"|bound norm",
        "squared|\"target\":{\"max\":40|\"target\":{\"max\":9999|dLm = 13490, exceeds 2^13",
      })
  void aRuleThatIsBrokenIsNamed(String program, String what, String by, String problem) {
    ProgramRefused refusal = assertThrows(ProgramRefused.class, () -> changed(program, what, by));
    assertTrue(
        refusal.problems().stream().anyMatch(p -> p.contains(problem)),
        refusal.problems()::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "adam-wide|\"root_bits\":15|\"root_bits\":31|$.optimizer.root_bits",
        "adam-wide|\"u_bits\":48|\"u_bits\":61|$.optimizer.u_bits",
        "adam-wide|\"div_bits\":16|\"div_bits\":45|$.optimizer.div_bits",
        "adam-wide|\"b2\":\"0.9\"|\"b2\":\"1\"|$.optimizer.b2",
        "adam-wide|\"b1\":\"0.6\"|\"b1\":\"0\"|$.optimizer.b1",
        "adam-wide|\"eps\":\"0.001\"|\"eps\":\"unit\"|$.optimizer.eps",
        "adam-compact|\"eps\":\"unit\"|\"eps\":\"0.001\"|$.optimizer.eps",
        "adam-wide|\"kind\":\"none\"|\"kind\":\"norm\"|$.clip.kind",
        "clip-norm|\"act_shift\":[0,1]|\"act_shift\":[0]|$.clip.act_shift",
        "clip-norm|\"norm\":\"0.9\"|\"norm\":\"0\"|$.clip.norm",
        "clip-value|\"max\":11|\"max\":0|$.clip.max",
        "squared|\"label\":\"value\"|\"label\":\"class-index\"|$.data.label",
        "squared|\"squared-error\"|\"sigmoid-cross-entropy\"|$.loss.kind",
        "squared|\"max\":40|\"max\":-40|$.data.target.max",
        "decay|\"kind\":\"classification\"|\"kind\":\"regression\"|$.data.label",
      })
  void aWrongValueIsMalformed(String program, String what, String by, String path) {
    DocumentException.Malformed malformed =
        assertThrows(DocumentException.Malformed.class, () -> changed(program, what, by));
    assertTrue(
        String.valueOf(malformed.getMessage()).startsWith(path + ":"), malformed.getMessage());
  }

  @Test
  void aSmallStepIsWarnedOf() throws Exception {
    TrainingProgram coarse = changed("adam-wide", "\"weight_frac\":12", "\"weight_frac\":10");
    assertEquals(1, coarse.warnings().size());
    assertTrue(coarse.warnings().getFirst().contains("small steps round to zero"));
  }
}
