package io.hallmark.learning.program;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.learning.Vectors;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrainingProgramTest {
  @Test
  void thePublishedProgramHasItsDigestAndIntegers() throws Exception {
    Vectors v = Vectors.training().at("program");
    byte[] bytes = v.text("canonical").getBytes(StandardCharsets.UTF_8);
    TrainingProgram p = TrainingProgram.read(bytes);
    assertEquals(v.number("bytes"), bytes.length);
    assertArrayEquals(bytes, p.canonicalBytes());
    assertEquals(v.text("digest"), p.digest().hex());
    assertArrayEquals(v.numbers("eta"), p.etas(1, p.steps()));
    assertEquals(12, p.weightFraction());
    assertEquals(8, p.rateShift());
    assertEquals(3, p.segments());
    assertEquals(1, p.warnings().size(), "dLm = 65 is below 2^8");
    // n = 3, Xm = 32, fx = 4, B = 3, dLm = 65, bw = 16, P = 2, bexp = 14, eta = 256, fp = 6, S = 8
    long gradient = 3 * 32 * 65;
    long weight = (1 << 15) + 2 * gradient;
    long inputs = 3 * 32 + 16;
    assertArrayEquals(
        new long[] {inputs * weight, gradient, weight, inputs << 13, (256 << 6) + 128},
        p.bounds().stream().mapToLong(b -> b.value().longValueExact()).toArray());
  }

  /// Cells and lookups of the published program, whose first part has these own columns: weights
  /// and their low limbs, z and its low limb, p, dl; lookups z.r0, z.rt, sigmoid, dl.rt, dl.s, and
  /// two per weight; tables of 256, 16 and 256 rows.
  @Test
  void figuresCountThePublishedColumns() throws Exception {
    ProgramFigures f = published().figures();
    assertEquals(4, f.parameters());
    assertEquals(4, f.sampleCells());
    assertEquals(5, f.sampleLookups());
    assertEquals(2, f.boundaryCells());
    assertEquals(2, f.boundaryLookups());
    assertEquals(256 + 16 + 256, f.tableRows());
    assertEquals(18 * 4 + 3 * 4 * 2 + 528, f.cells());
    assertEquals(18 * 5 + 3 * 4 * 2, f.lookups());
    assertEquals(3, f.evaluationCells()); // z, its low limb, u
    assertEquals(3, f.evaluationLookups()); // two limbs, sign
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"steps\":6|\"steps\":7|$.steps: 7 is not a multiple of the segment 2",
        "\"prob_frac\":6|\"prob_frac\":8|$.loss.prob_frac: 8 is not below the rate shift",
        "\"weight_frac\":10|\"weight_frac\":13|$.export.weight_frac: 13 is finer than the weights,"
            + " 12",
        "\"weight_bits\":14|\"weight_bits\":26|$.export.weight_bits: 26, at most 25",
        "\"weight_bits\":16|\"weight_bits\":60|bound d1.forward = (n·Xm + 2^fx)·Wm = 2^65.8",
        "\"signal_frac\":8|\"signal_frac\":52|rounding of z: 56 + 8 bits exceed 62",
        "\"signal_frac\":8|\"signal_frac\":16|dLm = 16385, exceeds 2^13",
        "\"kind\":\"sgd\"|\"kind\":\"sgd\",\"update\":\"rounded\"|not supported yet:"
            + " $.optimizer.update \"rounded\"",
        "\"act\":\"none\"|\"act\":\"gelu\"|not supported yet: $.model[0].act \"gelu\"",
      })
  void isRefused(String what, String by, String problem) throws Exception {
    ProgramRefused refusal =
        assertThrows(ProgramRefused.class, () -> TrainingProgram.readLenient(edit(what, by)));
    assertTrue(refusal.problems().stream().anyMatch(p -> p.contains(problem)), refusal::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"limb\":8|\"limb\":8,\"lime\":9|$.lime: unknown key; expected one of batch, clip, data",
        "\"out\":1|\"out\":1,\"bias\":true|$.model[0].bias: unknown key",
        "\"out\":1|\"out\":2|$.model[0].out: expected 1",
        "\"in\":3|\"in\":4|$.model[0].in: expected the number of features, 3, found 4",
        "\"act_frac\":4|\"act_frac\":5|$.model[0].act_frac: expected the scale of the features, 4",
        "\"act\":\"none\"|\"act\":\"relu\"|$.model[0].act: expected \"none\", found \"relu\"",
        "\"kind\":\"linear\"|\"kind\":\"step\"|$.schedule.kind: expected one of \"constant\","
            + " \"linear\"",
        "\"rate\":\"0.75\"|\"rate\":0|$.schedule.rate: expected a string, found 0",
        "\"rate\":\"0.75\"|\"rate\":\"-1\"|$.schedule.rate: expected a decimal of at least 0",
        "\"warmup\":1|\"warmup\":7|$.schedule.warmup: expected an integer from 0 to 6, found 7",
        "\"max\":31|\"max\":-33|$.data.features.max: expected an integer of at least min = -32",
        "\"limb\":8|\"limb\":21|$.limb: expected an integer from 4 to 20, found 21",
        "\"bias\":\"zero\"|\"bias\":\"one\"|$.init.bias: expected \"zero\"",
        "hallmark/program/v1|hallmark/program/v2|$.type: expected \"hallmark/program/v1\"",
        "\"segment\":2,||$: the key \"segment\" is missing",
        "\"kind\":\"sgd\"|\"kind\":\"lion\"|$.optimizer.kind: expected one of \"sgd\","
            + " \"momentum\"",
        "\"classes\":2|\"classes\":3|$.task.classes: expected 2, the only number of sigmoid",
        "\"model\":[|\"model\":[{},|$.model[0]: the key \"op\" is missing",
        "sigmoid-cross-entropy|softmax-cross-entropy\",\"exp_frac\":\"7|$.model[0].out: expected 2,"
            + " the number of classes",
      })
  void isMalformed(String what, String by, String message) throws Exception {
    byte[] bytes = edit(what, by == null ? "" : by);
    DocumentException.Malformed refusal =
        assertThrows(DocumentException.Malformed.class, () -> TrainingProgram.readLenient(bytes));
    assertTrue(
        String.valueOf(refusal.getMessage()).startsWith(message), () -> "" + refusal.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "mlp|\"prob_frac\":7|\"prob_frac\":8|$.loss.prob_frac: 8 is not below the rate shift",
        "mlp|\"exp_frac\":7|\"exp_frac\":6|$.loss.prob_frac: 7 is finer than the exponentials, 6",
        "mlp|\"weight_bits\":16|\"weight_bits\":13|$.optimizer.weight_bits: 13 do not hold the"
            + " initial weights of 3 inputs",
        "mlp|\"weight_bits\":16|\"weight_bits\":56|bound d2.forward = (n·Xm + 2^fx)·Wm = ",
        "mlp|\"weight_bits\":16|\"weight_bits\":56|bound d2.backward = o·Sm·Wm = ",
        "wide|\"batch\":2|\"batch\":1048576|$.batch: 1048576 records of width 1048576 are too many",
        "wide|\"batch\":2|\"batch\":2|$.model: 54525955 parameters, at most 16777216 are supported",
        "two|\"signal_frac\":8|\"signal_frac\":52|rounding of a hidden z: 56 + 7 bits exceed 62",
        "two|\"weight_frac\":10|\"weight_frac\":56|rounding of a served hidden z: 56 + 7 bits"
            + " exceed 62",
        "momentum|\"weight_bits\":16|\"weight_bits\":55|rounding of a momentum state: 8 + 55 bits"
            + " exceed 62",
        "momentum|\"weight_bits\":16|\"weight_bits\":61|rounding of a boundary: 2 + 61 bits exceed"
            + " 62",
        "momentum|\"segment\":2,\"steps\":6|\"segment\":257,\"steps\":257|$.segment: at most 256"
            + " steps with momentum",
      })
  void aPerceptronIsRefused(String name, String what, String by, String problem) throws Exception {
    byte[] bytes = replaced(widened(Programs.text(name), name.equals("wide")), what, by);
    ProgramRefused refusal =
        assertThrows(ProgramRefused.class, () -> TrainingProgram.readLenient(bytes));
    assertTrue(refusal.problems().stream().anyMatch(p -> p.contains(problem)), refusal::getMessage);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "mlp|\"kind\":\"glorot-uniform\"|\"kind\":\"zero\"|$.init.kind: expected"
            + " \"glorot-uniform\"",
        "mlp|\"act\":\"relu\"|\"act\":\"none\"|$.model[0].act: expected \"relu\"",
        "mlp|\"act\":\"none\"|\"act\":\"relu\"|$.model[1].act: expected \"none\"",
        "mlp|\"in\":3,\"name\":\"d2\"|\"in\":4,\"name\":\"d2\"|$.model[1].in: expected the width of"
            + " the layer before, 3",
        "mlp|\"classes\":3|\"classes\":4|$.model[1].out: expected 4, the number of classes",
        "mlp|\"exp_frac\":7,||$.loss: the key \"exp_frac\" is missing",
        "mlp|\"exp_frac\":7,|\"exp_frac\":7,\"exp_table\":\"EXP_4_8\",|$.loss.exp_table: expected"
            + " \"EXP_4_7\"",
        "momentum|\"mu\":\"0.9\"|\"mu\":\"1\"|$.optimizer.mu: expected a decimal of at least 0 and"
            + " below 1",
        "momentum|\"mu\":\"0.9\"|\"mu\":\"-0.1\"|$.optimizer.mu: expected a decimal of at least 0",
        "momentum|\"kernel_bits\":2|\"kernel_bits\":21|$.optimizer.kernel_bits: expected an integer"
            + " from 0 to 20",
      })
  void aPerceptronIsMalformed(String name, String what, String by, String message)
      throws Exception {
    byte[] bytes = replaced(Programs.text(name), what, by == null ? "" : by);
    DocumentException.Malformed refusal =
        assertThrows(DocumentException.Malformed.class, () -> TrainingProgram.readLenient(bytes));
    assertTrue(
        String.valueOf(refusal.getMessage()).startsWith(message), () -> "" + refusal.getMessage());
  }

  private static String widened(String text, boolean hidden) {
    return hidden
        ? text.replaceFirst("\"out\":3", "\"out\":1048576")
            .replaceFirst("\"in\":3,", "\"in\":1048576,")
        : text;
  }

  private static byte[] replaced(String text, String what, String by) {
    assertTrue(text.contains(what), what);
    return text.replace(what, by).getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void theBoundsOfAPerceptronWithMomentum() throws Exception {
    TrainingProgram p = TrainingProgram.of(Programs.perceptron("momentum"));
    // n = o = 3, B = 3, P = 2, fx = 4, fp = S - 1 = 7, eta = 43, bs = 8, bw = 16, q = 2, bexp = 14,
    // ba = 6, C = 0 4 8, D = 0 4 7, E = 256 230 207
    long last = (43 << 7 >> 8) + 1;
    long g1 = 3 * 32 * 128;
    long g2 = 3 * 64 * last;
    long w1 = (1 << 17) + g1 * 12 + (7 << 15);
    long w2 = (1 << 17) + g2 * 12 + (7 << 15);
    assertArrayEquals(
        new long[] {
          (3 * 32 + 16) * w1,
          g1,
          w1,
          (207L << 15) + g1 * 486,
          (3 * 32 + 16) << 13,
          (3 * 64 + 16) * w2,
          3 * last * w2,
          g2,
          w2,
          (207L << 15) + g2 * 486,
          (3 * 64 + 16) << 13,
          1 << 15,
          (43 << 7) + 128
        },
        p.bounds().stream().mapToLong(b -> b.value().longValueExact()).toArray());
  }

  /// Cells and lookups of the published perceptrons, counted from their own columns.
  @Test
  void figuresCountTheColumnsOfPerceptrons() throws Exception {
    ProgramFigures mlp = TrainingProgram.of(Programs.perceptron("mlp")).figures();
    assertEquals(24, mlp.parameters());
    // d1: z r0 a u da r0 (da has 8 bits); d2: z r0 exp top p dl; max inv, r.l0 and c.l0
    assertEquals(3 * 6 + 3 * 6 + 4, mlp.sampleCells());
    // d1: z 2, relu, da 2 + 1; d2: z 2, exp, p 1 + 1, dl 1 + 1; max, top, inv 1 + 2 + 2
    assertEquals(3 * 6 + 3 * 7 + 7, mlp.sampleLookups());
    assertEquals(2, mlp.boundaryCells());
    assertEquals(2, mlp.boundaryLookups());
    // range 8, 4 and 1, relu6, exp
    assertEquals(256 + 16 + 2 + 192 + 256, mlp.tableRows());
    // d1: z r0 a; d2: z r0 h and a limb of gap; best
    assertEquals(3 * 3 + 3 * 4 + 1, mlp.evaluationCells());
    // d1: z 2, act; d2: z 2, h, z.s, gap 2
    assertEquals(3 * 3 + 3 * 6, mlp.evaluationLookups());
    ProgramFigures momentum = TrainingProgram.of(Programs.perceptron("momentum")).figures();
    assertEquals(4, momentum.boundaryCells());
    assertEquals(2 + 2 + 1 + 1, momentum.boundaryLookups());
  }

  @Test
  void aSmallerSegmentIsProposed() throws Exception {
    // n·Xm + 2^fx = 2^16.6 and Gm = 3·32767·4097 = 2^28.6: P = 2^16 gives 2^61.2, P = 2^17 2^62.2
    String text =
        canonical()
            .replace("\"steps\":6", "\"steps\":1048576")
            .replace("\"segment\":2", "\"segment\":1048576")
            .replace("\"signal_frac\":8", "\"signal_frac\":14")
            .replace("\"signal_bits\":8", "\"signal_bits\":14")
            .replace("\"max\":31", "\"max\":32767");
    ProgramRefused refusal =
        assertThrows(
            ProgramRefused.class,
            () -> TrainingProgram.readLenient(text.getBytes(StandardCharsets.UTF_8)));
    String problem = refusal.problems().getFirst();
    assertTrue(problem.startsWith("bound d1.forward"), problem);
    assertTrue(problem.endsWith("; $.segment 65536 would do"), problem);
  }

  @Test
  void aNamedTableMustBeTheRightOne() throws Exception {
    String digest =
        io.hallmark.learning.fixedpoint.FunctionTables.digest(
                io.hallmark.learning.fixedpoint.FunctionTables.sigmoid(4, 6, 16))
            .hex();
    TrainingProgram.readLenient(
        edit("\"steps\":6", "\"steps\":6,\"tables\":{\"SIG_4_6\":\"" + digest + "\"}"));
    for (String wrong : new String[] {"0".repeat(64), digest.toUpperCase(java.util.Locale.ROOT)}) {
      byte[] bytes = edit("\"steps\":6", "\"steps\":6,\"tables\":{\"SIG_4_6\":\"" + wrong + "\"}");
      assertThrows(DocumentException.Malformed.class, () -> TrainingProgram.readLenient(bytes));
    }
    byte[] other = edit("\"steps\":6", "\"steps\":6,\"tables\":{\"SIG_4_7\":\"" + digest + "\"}");
    assertThrows(DocumentException.Malformed.class, () -> TrainingProgram.readLenient(other));
  }

  @Test
  void logisticDefaultsAreThoseOfSmallJobs() throws Exception {
    Features features = new Features(30, 8, -4096, 4095, Optional.empty());
    TrainingProgram p =
        ProgramDefaults.of(features, 455, 2, ModelOptions.logistic(), StepOptions.standard());
    assertEquals(10, p.limb());
    assertEquals(9, p.probFraction());
    assertEquals(14, p.activationBits());
    assertEquals(8, p.inputFraction());
    assertEquals(14, p.signalBits());
    assertEquals(20, p.signalFraction());
    assertEquals(32, p.weightBits());
    assertEquals(20, p.exportFraction());
    assertEquals(24, p.exportBits());
    assertEquals(32, p.segment());
    assertEquals(5, p.segments());
    assertEquals(0, p.warnings().size());
    assertEquals(p, TrainingProgram.read(p.canonicalBytes()));
    // rate/B·2^(20 - 9 + 10) = 6553.6
    assertEquals(6554, p.etas(1, 1)[0]);
  }

  @Test
  void aHighRateLowersTheSignalScale() throws Exception {
    Features features = new Features(3, 8, -4096, 4095, Optional.of("standardised"));
    StepOptions options = StepOptions.of(48, 8, Schedule.Kind.LINEAR, "0.5", "0.01", 4);
    TrainingProgram p = ProgramDefaults.of(features, 100, 2, ModelOptions.logistic(), options);
    // dLm = 0.5/8·2^fg + 1 up to rounding: 2^16 at fg = 20, 2^12 at fg = 16
    assertEquals(16, p.signalFraction());
    assertEquals(24, p.segment());
    assertEquals(Optional.of("standardised"), p.features().rule());
    assertEquals("0.01", p.schedule().finalRate().toString());
  }

  /// Whatever is accepted re-encodes to the same bytes; everything else fails in the two declared
  /// ways.
  @Test
  void mutationsAreRefusedInTheDeclaredWays() throws Exception {
    byte[] original = canonical().getBytes(StandardCharsets.UTF_8);
    SplittableRandom random = new SplittableRandom(11);
    int accepted = 0;
    for (int i = 0; i < 6_000; i++) {
      byte[] bytes = original.clone();
      byte[] symbols = "0123456789\"{}[]:,-atz".getBytes(StandardCharsets.UTF_8);
      bytes[random.nextInt(bytes.length)] = symbols[random.nextInt(symbols.length)];
      try {
        TrainingProgram p = TrainingProgram.read(bytes);
        assertArrayEquals(bytes, p.canonicalBytes());
        p.figures();
        p.etas(1, Math.min(p.steps(), 8));
        accepted++;
      } catch (DocumentException.Malformed | ProgramRefused e) {
        assertTrue(e.getMessage() != null);
      }
    }
    assertTrue(accepted > 50, "accepted " + accepted);
  }

  private static TrainingProgram published() throws Exception {
    return TrainingProgram.read(canonical().getBytes(StandardCharsets.UTF_8));
  }

  private static String canonical() throws Exception {
    return Vectors.training().at("program").text("canonical");
  }

  private static byte[] edit(String what, String by) throws Exception {
    String text = canonical();
    assertTrue(text.contains(what), what);
    byte[] bytes =
        text.replaceFirst(
                java.util.regex.Pattern.quote(what), java.util.regex.Matcher.quoteReplacement(by))
            .getBytes(StandardCharsets.UTF_8);
    CanonicalJson.readLenient(bytes);
    return bytes;
  }
}
