package io.hallmark.proof.argument;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hallmark.proof.relation.RunIndex;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Fuzz target: any bytes as a proof of the example run. Only with `JAZZER_FUZZ=1`: Jazzer's agent
/// would slow down every test of the build, which has its own seeded mutations.
@EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = ".+")
final class ProofFuzzTest {
  private final RunIndex run = ExampleProof.run();

  static Stream<Arguments> tailOne() {
    return Stream.of(Arguments.of((Object) ExampleProof.proof(1)));
  }

  static Stream<Arguments> tailTwo() {
    return Stream.of(Arguments.of((Object) ExampleProof.proof(2)));
  }

  @MethodSource("tailOne")
  @FuzzTest(maxDuration = "5m")
  void proofOfTailOne(byte[] proof) {
    ProofFuzzTarget.verdict(run, 1, proof);
  }

  @MethodSource("tailTwo")
  @FuzzTest(maxDuration = "5m")
  void proofOfTailTwo(byte[] proof) {
    ProofFuzzTarget.verdict(run, 2, proof);
  }
}
