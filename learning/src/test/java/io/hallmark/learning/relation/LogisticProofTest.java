package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hallmark.document.Digest;
import io.hallmark.document.JsonObject;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.WindowStart;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.InsecureFixedProver;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.Part;
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
import org.junit.jupiter.params.provider.MethodSource;

/// The five published proofs byte for byte, and every corruption through prover and verifier.
final class LogisticProofTest {
  @Test
  void theSealedProofIsThePublishedOne() throws Exception {
    assertPublished("sealed", WholeRun.of(Logistic.setup(), true, null, true));
  }

  @Test
  void theReleasedProofIsThePublishedOne() throws Exception {
    assertPublished("released", WholeRun.of(Logistic.setup(), false, null, false));
  }

  @Test
  void theProofOfAChildIsThePublishedOne() throws Exception {
    WholeRun parent = WholeRun.of(Logistic.setup(), true, null, true);
    assertPublished("child", WholeRun.of(Logistic.setup(), true, parent.served().weights(), false));
  }

  @Test
  void theProofOfACopyIsThePublishedOne() throws Exception {
    Map<String, Cells> cells =
        DataColumns.cells(RelationVectors.samples("records"), DataLayout.ofClasses(3, 2));
    assertPublished(
        "copy",
        OtherRunsCorruptionTest.copyRun(),
        Map.of("data", cells, "copy", cells),
        List.of(Map.of()));
  }

  @Test
  void theProofOfADataSetIsThePublishedOne() throws Exception {
    SampleTable fitting = OtherRunsCorruptionTest.fitting();
    assertPublished(
        "dataset",
        OtherRunsCorruptionTest.datasetRun(),
        Map.of("data", DataColumns.cells(fitting, DataLayout.ofClasses(3, 2))),
        DatasetRelation.witness(LogisticVectorsTest.datasetRange(), fitting));
  }

  private static void assertPublished(String name, WholeRun w) throws Exception {
    assertPublished(name, w.run(), w.older(), w.witness());
  }

  private static void assertPublished(
      String name, Run run, Map<String, Map<String, Cells>> older, List<Map<String, Cells>> witness)
      throws Exception {
    String tag = "logistic-" + name;
    InsecureFixedProver prover = new InsecureFixedProver(run, older, sha256(tag));
    for (JsonObject x : RelationVectors.objects(RelationVectors.run(name), "older")) {
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
  @MethodSource("io.hallmark.learning.relation.CorruptionTest#corruptions")
  void aCorruptionIsRejected(Corruption c) throws Exception {
    WholeRun w = CorruptionTest.run();
    Assignment a = w.assignment();
    c.apply().accept(a);
    PlainEvaluator.fitMultiplicities(w.run(), a);
    assertRejected(w.run(), a);
  }

  @Test
  void aFalseMultiplicityIsRejected() throws Exception {
    WholeRun w = CorruptionTest.run();
    for (String table : List.of("range8", "range4", "sigmoid")) {
      Assignment a = w.assignment();
      a.own(0, "T." + table + ".m")[1]++;
      assertRejected(w.run(), a);
    }
  }

  @Test
  void aFalseCountIsRejected() throws Exception {
    WholeRun w = WholeRun.of(OtherRunsCorruptionTest.oneWrong(), true, null, false, 1);
    assertRejected(w.run(), w.assignment());
  }

  @Test
  void corruptionsOfTheOtherRunsAreRejected() throws Exception {
    for (Corruption c : OtherRunsCorruptionTest.dataset(LogisticVectorsTest.datasetRange())) {
      SampleTable fitting = OtherRunsCorruptionTest.fitting();
      Assignment a =
          new Assignment(
              DatasetRelation.witness(LogisticVectorsTest.datasetRange(), fitting),
              Map.of("data", DataColumns.cells(fitting, DataLayout.ofClasses(3, 2))));
      c.apply().accept(a);
      PlainEvaluator.fitMultiplicities(OtherRunsCorruptionTest.datasetRun(), a);
      assertRejected(OtherRunsCorruptionTest.datasetRun(), a);
    }
    Map<String, Cells> cells =
        DataColumns.cells(RelationVectors.samples("records"), DataLayout.ofClasses(3, 2));
    for (Corruption c : OtherRunsCorruptionTest.copy()) {
      Assignment a = new Assignment(List.of(Map.of()), Map.of("data", cells, "copy", cells));
      c.apply().accept(a);
      assertRejected(OtherRunsCorruptionTest.copyRun(), a);
    }
  }

  /// The honest cells, proven in the same way, are accepted: what rejects a corruption is the lie.
  @Test
  void theHonestCellsAreAccepted() throws Exception {
    WholeRun w = CorruptionTest.run();
    Assignment a = w.assignment();
    InsecureFixedProver prover = prover(w.run(), a);
    prover.verify(prover.prove(a.witness(), sha256("attempt")));
  }

  /// A true proof is about one statement: every other one is rejected.
  @Test
  void aProofIsRejectedForAnotherStatement() throws Exception {
    WholeRun.Setup s = Logistic.setup();
    WholeRun w = WholeRun.of(s, false, null, false);
    InsecureFixedProver prover = new InsecureFixedProver(w.run(), w.older(), sha256("public"));
    byte[] proof = prover.prove(prover.filled(w.witness()), sha256("attempt"));
    Map<String, byte[]> roots = prover.roots();
    byte[] statement = sha256("public");
    InsecureFixedProver.verify(w.run(), roots, statement, proof);

    assertRejected(w.run(), roots, sha256("other"), proof);
    Map<String, byte[]> other = new LinkedHashMap<>(roots);
    other.put("data", sha256("other data"));
    assertRejected(w.run(), other, statement, proof);
    other.put("data", Objects.requireNonNull(roots.get("test")));
    other.put("test", Objects.requireNonNull(roots.get("data")));
    assertRejected(w.run(), other, statement, proof);
    RunPlan p = w.plan();
    List<Part> parts = w.run().parts();
    List<List<Part>> forged =
        List.of(
            RunCompiler.compile(with(p, List.of(1, 2), p.seed())).parts(),
            RunCompiler.compile(with(p, List.of(3), p.seed())).parts(),
            RunCompiler.compile(with(p, p.spans(), Digest.of(new byte[32]))).parts(),
            parts.subList(0, 3),
            List.of(parts.get(0), parts.get(1), parts.get(3)),
            List.of(parts.get(0), parts.get(0), parts.get(2), parts.get(3)),
            List.of(parts.get(0), anew(p), parts.get(2), parts.get(3)));
    for (List<Part> run : forged) {
      assertRejected(new Run(w.run().trace(), w.run().older(), run), roots, statement, proof);
    }
  }

  /// The last window, started from the initialisation.
  private static Part anew(RunPlan p) {
    return new PartCompiler(p.network())
        .window(
            2,
            1,
            new WindowStart.Public(p.network().initial(p.seed()).cells()),
            p.network().sampledRows(p.seed()));
  }

  private static RunPlan with(RunPlan p, List<Integer> spans, Digest seed) {
    return new RunPlan(
        p.network(),
        seed,
        p.start(),
        spans,
        p.release(),
        p.evaluations(),
        p.checkedData(),
        p.trace(),
        p.older());
  }

  private static void assertRejected(
      Run run, Map<String, byte[]> roots, byte[] publicBytes, byte[] proof) {
    assertThrows(
        ProofException.Rejected.class,
        () -> InsecureFixedProver.verify(run, roots, publicBytes, proof));
  }

  private static InsecureFixedProver prover(Run run, Assignment a) throws Exception {
    Map<String, Map<String, Cells>> older = new LinkedHashMap<>();
    run.older().forEach(x -> older.put(x.name(), a.content(x.name())));
    return new InsecureFixedProver(run, older, sha256("public"));
  }

  private static void assertRejected(Run run, Assignment a) throws Exception {
    InsecureFixedProver prover = prover(run, a);
    byte[] proof = prover.prove(a.witness(), sha256("attempt"));
    assertThrows(ProofException.Rejected.class, () -> prover.verify(proof));
  }
}
