package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.document.JsonObject;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.InsecureFixedProver;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Run;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The published proofs of perceptrons byte for byte, and every corruption through prover and
/// verifier.
final class PerceptronProofTest {
  static final List<String> NAMES = Perceptron.NAMES;

  @ParameterizedTest
  @FieldSource("NAMES")
  void theSealedProofIsThePublishedOne(String name) throws Exception {
    assertPublished(name, "sealed", WholeRun.of(Perceptron.setup(name), true, null, true));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void theReleasedProofIsThePublishedOne(String name) throws Exception {
    assertPublished(name, "released", WholeRun.of(Perceptron.setup(name), false, null, false));
  }

  @Test
  void theProofOfAChildIsThePublishedOne() throws Exception {
    assertPublished("mlp", "child", PerceptronVectorsTest.child());
  }

  @Test
  void theProofOfACopyIsThePublishedOne() throws Exception {
    Map<String, Cells> cells =
        DataColumns.cells(Perceptron.setup("mlp").train(), DataLayout.ofClasses(3, 3));
    assertPublished(
        "mlp",
        "copy",
        PerceptronVectorsTest.copyRun(),
        Map.of("data", cells, "copy", cells),
        List.of(Map.of()));
  }

  @Test
  void theProofOfADataSetIsThePublishedOne() throws Exception {
    SampleTable fitting = PerceptronCorruptionTest.fitting();
    assertPublished(
        "mlp",
        "dataset",
        PerceptronVectorsTest.datasetRun(),
        Map.of("data", DataColumns.cells(fitting, DataLayout.ofClasses(3, 3))),
        DatasetRelation.witness(PerceptronVectorsTest.datasetRange(), fitting));
  }

  private static void assertPublished(String program, String name, WholeRun w) throws Exception {
    assertPublished(program, name, w.run(), w.older(), w.witness());
  }

  private static void assertPublished(
      String program,
      String name,
      Run run,
      Map<String, Map<String, Cells>> older,
      List<Map<String, Cells>> witness)
      throws Exception {
    String tag = program + "-" + name;
    InsecureFixedProver prover = new InsecureFixedProver(run, older, sha256(tag));
    JsonObject expected = RelationVectors.run(RelationVectors.perceptron(program), name);
    for (JsonObject x : RelationVectors.objects(expected, "older")) {
      var commitment =
          Objects.requireNonNull(prover.older().get(RelationVectors.string(x, "name")));
      assertEquals(RelationVectors.string(x, "root"), HexFormat.of().formatHex(commitment.root()));
      assertEquals(
          RelationVectors.string(x, "descriptor"),
          HexFormat.of().formatHex(commitment.descriptor()));
    }
    byte[] published = RelationVectors.file(tag + ".proof");
    InsecureFixedProver.verify(run, prover.roots(), sha256(tag), published);
    assertArrayEquals(published, prover.prove(prover.filled(witness), sha256("seed" + tag)));
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @MethodSource("io.hallmark.learning.relation.PerceptronCorruptionTest#provable")
  void aCorruptionIsRejected(PerceptronCorruptionTest.Lie lie) throws Exception {
    WholeRun w = PerceptronCorruptionTest.run(lie.program());
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
