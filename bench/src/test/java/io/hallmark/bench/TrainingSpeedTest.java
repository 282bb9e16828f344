package io.hallmark.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The comparison of exact with double training runs for every optimiser; what it finds is not
/// tested, for times are not.
final class TrainingSpeedTest {
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "adamw"})
  void everyOptimizerIsMeasured(String optimizer) throws Exception {
    double[] found =
        TrainingSpeed.of("dims=6-5-3", "batch=4", "steps=16", "segment=8", "optimizer=" + optimizer)
            .measure();
    assertTrue(found[0] >= 0 && found[1] >= 0 && found[0] + found[1] > 0);
  }
}
