package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.document.JsonObject;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.InsecureFixedProver;
import io.hallmark.proof.argument.InsecureSimulation;
import io.hallmark.proof.commitment.Cells;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Further operators through prover and verifier: the published proofs byte for byte, lies that are
/// rejected, and proofs by a simulator that has no witness.
final class OptimizersProofTest {
  static final List<String> NAMES = Optimizers.NAMES;
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] sha256(String text) throws Exception {
    return sha256(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] sha256(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void theSealedProofIsThePublishedOne(String name) throws Exception {
    WholeRun w = OptimizersCorruptionTest.run(name);
    String tag = name + "-sealed";
    InsecureFixedProver prover = new InsecureFixedProver(w.run(), w.older(), sha256(tag));
    JsonObject expected = RelationVectors.object(RelationVectors.optimizer(name), "proof");
    prover
        .older()
        .forEach((commitment, columns) -> {
          assertEquals(
              RelationVectors.string(RelationVectors.object(expected, "roots"), commitment),
              HEX.formatHex(columns.root()));
          assertEquals(
              RelationVectors.string(RelationVectors.object(expected, "descriptors"), commitment),
              HEX.formatHex(columns.descriptor()));
        });
    byte[] proof = prover.prove(prover.filled(w.witness()), sha256("seed" + tag));
    assertEquals(RelationVectors.integer(expected, "bytes"), proof.length);
    assertEquals(RelationVectors.string(expected, "digest"), HEX.formatHex(sha256(proof)));
    prover.verify(proof);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void aSimulatorNeedsNoWitness(String name) throws Exception {
    InsecureSimulation.accepted(OptimizersCorruptionTest.run(name).run(), 17);
  }

  /// One lie per constraint of the matrix of the first layer, and all of clipping and outputs.
  static List<OptimizersCorruptionTest.Lie> provable() {
    Set<String> seen = new TreeSet<>();
    return OptimizersCorruptionTest.lies().stream()
        .filter(lie -> !lie.corruption().expected().matches(".*d(2\\.[wb]|1\\.b).*|.*\\.[rl]\\d"))
        .filter(lie -> seen.add(lie.corruption().expected()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("provable")
  void aCorruptionIsRejected(OptimizersCorruptionTest.Lie lie) throws Exception {
    WholeRun w = OptimizersCorruptionTest.run(lie.program());
    Assignment a = w.assignment();
    lie.corruption().apply().accept(a);
    PlainEvaluator.fitMultiplicities(w.run(), a);
    Map<String, Map<String, Cells>> older = new LinkedHashMap<>();
    w.run().older().forEach(x -> older.put(x.name(), a.content(x.name())));
    InsecureFixedProver prover = new InsecureFixedProver(w.run(), older, sha256("public"));
    byte[] proof = prover.prove(a.witness(), sha256("attempt"));
    assertThrows(ProofException.Rejected.class, () -> prover.verify(proof));
  }
}
