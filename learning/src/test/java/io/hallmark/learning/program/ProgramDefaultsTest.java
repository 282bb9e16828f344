package io.hallmark.learning.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Rational;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Default formats of perceptrons. (Those of logistic regression: [TrainingProgramTest].)
final class ProgramDefaultsTest {
  private static final Features PIXELS = new Features(784, 8, 0, 255, Optional.empty());
  private static final Features STANDARDISED = new Features(30, 8, -4096, 4095, Optional.empty());

  private static ModelOptions momentum(Integer... hidden) {
    return ModelOptions.of(List.of(hidden), ModelOptions.Update.MOMENTUM);
  }

  private static ModelOptions descent(Integer... hidden) {
    return ModelOptions.of(List.of(hidden), ModelOptions.Update.SGD);
  }

  private static StepOptions steps(int steps, int batch, String rate) {
    return StepOptions.of(steps, batch, Schedule.Kind.LINEAR, rate, "0", 0);
  }

  @Test
  void aPerceptronOnImagesHasTheFormatsOfLargeJobs() throws Exception {
    TrainingProgram p =
        ProgramDefaults.of(PIXELS, 60_000, 10, momentum(128), steps(928, 64, "0.02"));
    assertEquals(List.of(784, 128), p.layers().stream().map(LayerFormat::inputs).toList());
    assertEquals(10, p.outputs());
    assertEquals(LossKind.SOFTMAX, p.loss());
    assertEquals(Optional.of(Rational.parse("0.9")), p.momentum());
    assertEquals(16, p.limb());
    assertEquals(14, p.probFraction());
    assertEquals(14, p.expFraction());
    assertEquals(12, p.layers().getFirst().activationBits());
    assertEquals(16, p.activationBits());
    assertEquals(20, p.signalFraction());
    assertEquals(14, p.signalBits());
    assertEquals(328, p.largestSignal());
    assertEquals(32, p.weightBits());
    assertEquals(4, p.kernelBits());
    assertEquals(32, p.segment());
    assertEquals(List.of(), p.warnings());
    assertEquals(p, TrainingProgram.read(p.canonicalBytes()));
  }

  @Test
  void aSmallPerceptronHasSmallTablesAndRoomForOutliers() throws Exception {
    TrainingProgram p = ProgramDefaults.of(STANDARDISED, 455, 2, descent(4), steps(32, 8, "0.1"));
    assertEquals(LossKind.SIGMOID, p.loss());
    assertEquals(1, p.outputs());
    assertEquals(10, p.limb());
    assertEquals(13, p.layers().getFirst().activationBits());
    assertEquals(Optional.empty(), p.momentum());
    // rate/B·2^fg is 13107 at fg = 20 and 6554 at 19: within 2^13
    assertEquals(19, p.signalFraction());
    assertEquals(16, p.signalBits());
  }

  /// Several hidden layers, softmax on request, every width in its place.
  @Test
  void twoClassesMayHaveASoftmax() throws Exception {
    ModelOptions model =
        new ModelOptions(
            List.of(16, 8), Optional.of(LossKind.SOFTMAX), ModelOptions.Update.SGD, "0.9", "0");
    TrainingProgram p = ProgramDefaults.of(STANDARDISED, 455, 2, model, steps(32, 8, "0.1"));
    assertEquals(List.of(16, 8, 2), p.layers().stream().map(LayerFormat::outputs).toList());
    assertEquals(LossKind.SOFTMAX, p.loss());
  }

  @Test
  void aSmallRateHasAFinerSignal() throws Exception {
    TrainingProgram p =
        ProgramDefaults.of(PIXELS, 60_000, 10, momentum(128), steps(32, 64, "0.005"));
    assertEquals(22, p.signalFraction()); // dLm = 82 at 20, 164 at 21, 328 at 22
    assertEquals(34, p.weightBits());
    assertEquals(List.of(), p.warnings());
  }

  @Test
  void adamWHasTheCompactProfile() throws Exception {
    ModelOptions model =
        new ModelOptions(
            List.of(64), Optional.empty(), ModelOptions.Update.ADAMW, ModelOptions.MU, "0.01");
    Features cells = new Features(64, 8, 0, 256, Optional.empty());
    TrainingProgram p = ProgramDefaults.of(cells, 1_444, 10, model, steps(160, 32, "0.005"));
    AdamFormat adam = p.adam().orElseThrow().format();
    assertEquals(AdamFormat.Profile.COMPACT, adam.profile());
    assertEquals(20, p.limb());
    assertEquals(12, p.probFraction());
    assertEquals(20, p.weightFraction());
    assertEquals(24, p.weightBits());
    assertEquals(8 + 12 + 5 - 14, adam.gradShift()); // 2^14 units per unit of the mean loss
    assertEquals(16, p.segment());
    assertEquals("0.01", p.weightDecay().toString());
    assertEquals(List.of(), p.warnings());
    // 4·0.05·2^17 = 26214 is below 2^15, 2^18 is not
    assertEquals(
        17, ProgramDefaults.of(cells, 1_444, 10, model, steps(160, 32, "0.05")).weightFraction());
  }

  @Test
  void aRegressionHasASquaredError() throws Exception {
    Features cells = new Features(3, 8, -4096, 4095, Optional.empty());
    TargetRange target = new TargetRange(-4096, 4095);
    for (ModelOptions.Update update : ModelOptions.Update.values()) {
      for (List<Integer> hidden : List.of(List.<Integer>of(), List.of(5))) {
        ModelOptions model =
            new ModelOptions(hidden, Optional.empty(), update, ModelOptions.MU, "0");
        TrainingProgram p =
            ProgramDefaults.forRegression(cells, 169, target, model, steps(64, 16, "0.01"));
        assertEquals(LossKind.SQUARED, p.loss());
        assertEquals(Optional.of(target), p.target());
        assertEquals(0, p.classes());
        assertEquals(1, p.outputs());
        assertEquals(8, p.probFraction());
      }
    }
    ModelOptions softmax =
        new ModelOptions(
            List.of(),
            Optional.of(LossKind.SOFTMAX),
            ModelOptions.Update.SGD,
            ModelOptions.MU,
            "0");
    assertThrows(
        ProgramRefused.class,
        () -> ProgramDefaults.forRegression(cells, 169, target, softmax, steps(64, 16, "0.01")));
  }

  @Test
  void segmentsAreAsLongAsTheBoundsAdmit() throws Exception {
    Features wide = new Features(2048, 8, -4096, 4095, Optional.empty());
    TrainingProgram p = ProgramDefaults.of(wide, 60_000, 10, momentum(64), steps(96, 64, "0.02"));
    assertTrue(p.segment() < 32, "segment " + p.segment());
    assertEquals(0, 96 % p.segment());
    assertEquals(
        30, ProgramDefaults.of(PIXELS, 600, 10, momentum(8), steps(60, 8, "0.02")).segment());
  }

  @Test
  void whatCannotWorkIsRefusedInClearWords() {
    Features tooWide = new Features(1 << 16, 8, -4096, 4095, Optional.empty());
    assertRefused("is not below 2^62", tooWide, 60_000, 10, momentum(2), steps(32, 64, "0.02"));
    assertRefused(
        "a batch of 64 is larger than the training part, 63 records",
        PIXELS,
        63,
        10,
        momentum(4),
        steps(32, 64, "0.02"));
    ModelOptions sigmoid =
        new ModelOptions(
            List.of(4), Optional.of(LossKind.SIGMOID), ModelOptions.Update.SGD, "0.9", "0");
    assertRefused("knows 2 classes, not 10", PIXELS, 600, 10, sigmoid, steps(32, 4, "0.02"));
    assertRefused("at most 63", PIXELS, 600, 64, momentum(4), steps(32, 4, "0.02"));
    assertThrows(IllegalArgumentException.class, () -> momentum(0));
    for (String mu : List.of("1", "-0.1", "nine")) {
      assertThrows(
          IllegalArgumentException.class,
          () ->
              new ModelOptions(List.of(), Optional.empty(), ModelOptions.Update.MOMENTUM, mu, "0"));
    }
  }

  private static void assertRefused(
      String expected,
      Features features,
      int rows,
      int classes,
      ModelOptions model,
      StepOptions steps) {
    ProgramRefused refused =
        assertThrows(
            ProgramRefused.class, () -> ProgramDefaults.of(features, rows, classes, model, steps));
    assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused.getMessage());
  }
}
