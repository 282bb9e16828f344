package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.JsonObject;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.ProofException;
import io.hallmark.proof.argument.InsecureFixedProver;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunBytes;
import io.hallmark.proof.relation.RunDigests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Runs whose training part is committed in shards: the same cells, gathered from several
/// commitments.
final class ShardRunTest {
  private static final byte[] PUBLIC = {9};
  private static final byte[] ATTEMPT = new byte[32];

  /// A run over shards of so many records.
  private record ShardedRun(RunPlan plan, Run run, Map<String, Map<String, Cells>> older) {
    static ShardedRun of(WholeRun w, WholeRun.Setup s, List<Integer> shards) throws Exception {
      Map<String, Map<String, Cells>> older = new LinkedHashMap<>();
      Map<String, Geometry> geometries = new LinkedHashMap<>(w.plan().older());
      geometries.remove(RunPlan.DATA);
      int first = 0;
      for (int k = 0; k < shards.size(); k++) {
        String name = RunPlan.training(shards.size()).get(k);
        older.put(
            name,
            DataColumns.cells(
                piece(s.train(), first, shards.get(k)), s.network().layout(s.train().groups())));
        geometries.put(name, RelationVectors.geometry("older"));
        first += shards.get(k);
      }
      w.older()
          .forEach((name, cells) -> {
            if (!name.equals(RunPlan.DATA)) {
              older.put(name, cells);
            }
          });
      RunPlan p = w.plan();
      RunPlan plan =
          new RunPlan(
              p.network(),
              p.seed(),
              p.start(),
              p.spans(),
              p.release(),
              p.evaluations(),
              List.of(),
              p.trace(),
              geometries,
              Map.of(),
              shards);
      return new ShardedRun(plan, RunCompiler.compile(plan), older);
    }

    /// The cells of a run of one commitment, without what checks its ranges.
    Assignment assignment(List<Map<String, Cells>> witness) {
      Assignment a = new Assignment(witness.subList(0, run.parts().size()), older);
      PlainEvaluator.fitMultiplicities(run, a);
      return a;
    }
  }

  private static SampleTable piece(SampleTable t, int first, int rows) {
    int[] x = new int[t.features() * rows];
    int[] y = new int[rows];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < t.features(); i++) {
        x[i * rows + r] = t.feature(i, first + r);
      }
      y[r] = t.label(first + r);
    }
    return new SampleTable(t.features(), x, y);
  }

  private static WholeRun honest(WholeRun.Setup s) throws Exception {
    return WholeRun.of(s, false, null, false);
  }

  /// The published run of three shards.
  @Test
  void theRunOfThreeShardsIsThePublishedOne() throws Exception {
    WholeRun w = honest(Logistic.setup());
    ShardedRun run = ShardedRun.of(w, Logistic.setup(), List.of(5, 4, 3));
    JsonObject expected = RelationVectors.run("shards");
    assertEquals(
        RelationVectors.string(expected, "runDigest"), hex(RunBytes.digests(run.run()).run()));
    assertArrayEquals(RelationVectors.file("logistic-shards.run"), RunBytes.run(run.run()));
    InsecureFixedProver prover =
        new InsecureFixedProver(run.run(), run.older(), sha256("logistic-shards"));
    for (JsonObject x : RelationVectors.objects(expected, "older")) {
      var commitment =
          Objects.requireNonNull(prover.older().get(RelationVectors.string(x, "name")));
      assertEquals(RelationVectors.string(x, "root"), hex(commitment.root()));
      assertEquals(RelationVectors.string(x, "descriptor"), hex(commitment.descriptor()));
    }
    RunDigests digests = RunBytes.digests(run.run());
    List<JsonObject> parts = RelationVectors.objects(expected, "parts");
    for (int k = 0; k < parts.size(); k++) {
      assertEquals(RelationVectors.string(parts.get(k), "digest"), hex(digests.part(k)));
    }
    byte[] published = RelationVectors.file("logistic-shards.proof");
    InsecureFixedProver.verify(run.run(), prover.roots(), sha256("logistic-shards"), published);
    assertArrayEquals(
        published, prover.prove(prover.filled(w.witness()), sha256("seedlogistic-shards")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mlp", "two", "momentum", "wide"})
  void shardsAreProvenWithTheCellsOfOneCommitment(String program) throws Exception {
    WholeRun.Setup s = Perceptron.setup(program);
    WholeRun w = honest(s);
    int rows = s.train().rows();
    ShardedRun run = ShardedRun.of(w, s, List.of(1, rows - 3, 2));
    Assignment a = run.assignment(w.witness());
    assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(run.run(), a));
    InsecureFixedProver prover = new InsecureFixedProver(run.run(), run.older(), PUBLIC);
    byte[] proof = prover.prove(a.witness(), ATTEMPT);
    InsecureFixedProver.verify(run.run(), prover.roots(), PUBLIC, proof);
  }

  /// A trainer with the cells of the true shards, and commitments in another order, or one of other
  /// records: the first layer sees it, and so does the verifier.
  @Test
  void exchangedForeignAndRepeatedShardsAreRejected() throws Exception {
    WholeRun.Setup s = Logistic.setup();
    WholeRun w = honest(s);
    ShardedRun run = ShardedRun.of(w, s, List.of(4, 4, 4));
    Map<String, Cells> first = cells(run, "data0");
    Map<String, Cells> second = cells(run, "data1");
    SampleTable foreign = piece(s.test(), 0, 4);
    List<Map<String, Map<String, Cells>>> lies =
        List.of(
            Map.of("data0", second, "data1", first),
            Map.of("data1", DataColumns.cells(foreign, s.network().layout(0))),
            Map.of("data1", first));
    for (Map<String, Map<String, Cells>> lie : lies) {
      Map<String, Map<String, Cells>> older = new LinkedHashMap<>(run.older());
      older.putAll(lie);
      ShardedRun lying = new ShardedRun(run.plan(), run.run(), older);
      Assignment a = lying.assignment(w.witness());
      Set<String> violated = PlainEvaluator.violatedEverywhere(run.run(), a);
      assertTrue(
          violated.stream().anyMatch(v -> v.contains("LOOKUP d1.z.rt")), violated.toString());
      assertRejected(run.run(), older, a);
    }
  }

  /// A record of another shard at the same place within it.
  @Test
  void aRecordOfAnotherShardIsRejected() throws Exception {
    WholeRun.Setup s = Logistic.setup();
    ReferenceTrainer liar =
        new ReferenceTrainer(s) {
          @Override
          int row(int step, int b) {
            int own = super.row(step, b);
            return step == 1 && b == 0 ? (own + 4) % 12 : own;
          }
        };
    WholeRun w = WholeRun.following(s, liar);
    ShardedRun run = ShardedRun.of(w, s, List.of(4, 4, 4));
    Assignment a = run.assignment(w.witness());
    Set<String> violated = PlainEvaluator.violatedEverywhere(run.run(), a);
    assertFalse(violated.isEmpty());
    assertTrue(violated.stream().allMatch(v -> v.startsWith("0: ")), violated.toString());
    assertRejected(run.run(), run.older(), a);
  }

  /// A true proof is about these shards in this order.
  @Test
  void aProofIsRejectedForOtherShards() throws Exception {
    WholeRun.Setup s = Logistic.setup();
    WholeRun w = honest(s);
    ShardedRun run = ShardedRun.of(w, s, List.of(4, 4, 4));
    InsecureFixedProver prover = new InsecureFixedProver(run.run(), run.older(), PUBLIC);
    byte[] proof = prover.prove(run.assignment(w.witness()).witness(), ATTEMPT);
    Map<String, byte[]> roots = prover.roots();
    InsecureFixedProver.verify(run.run(), roots, PUBLIC, proof);
    Map<String, byte[]> exchanged = new LinkedHashMap<>(roots);
    exchanged.put("data0", root(roots, "data1"));
    exchanged.put("data1", root(roots, "data0"));
    Map<String, byte[]> repeated = new LinkedHashMap<>(roots);
    repeated.put("data1", root(roots, "data0"));
    for (Map<String, byte[]> other : List.of(exchanged, repeated)) {
      assertThrows(
          ProofException.Rejected.class,
          () -> InsecureFixedProver.verify(run.run(), other, PUBLIC, proof));
    }
    Run cut = ShardedRun.of(w, s, List.of(4, 5, 3)).run();
    assertThrows(
        ProofException.Rejected.class, () -> InsecureFixedProver.verify(cut, roots, PUBLIC, proof));
  }

  @Test
  void aDroppedOrEmptyShardIsRefused() {
    WholeRun.Setup s = Logistic.setup();
    for (List<Integer> shards : List.of(List.of(4, 4), List.of(4, 4, 5), List.of(12, 0))) {
      RunPlan plan =
          new RunPlan(
              s.network(),
              s.seed(),
              RunPlan.StartFrom.INITIALISATION,
              s.spans(),
              new RunPlan.Release.Sealed(),
              List.of(),
              List.of(),
              RelationVectors.geometry("trace"),
              geometries(shards.size()),
              Map.of(),
              shards);
      RunRefused e = assertThrows(RunRefused.class, () -> RunCompiler.compile(plan));
      assertTrue(String.valueOf(e.getMessage()).contains("records"), e.getMessage());
    }
  }

  private static Map<String, Geometry> geometries(int shards) {
    Map<String, Geometry> out = new LinkedHashMap<>();
    List<String> names = new ArrayList<>(RunPlan.training(shards));
    names.add(RunPlan.RELEASED);
    names.forEach(name -> out.put(name, RelationVectors.geometry("older")));
    return out;
  }

  private static void assertRejected(Run run, Map<String, Map<String, Cells>> older, Assignment a)
      throws Exception {
    InsecureFixedProver prover = new InsecureFixedProver(run, older, PUBLIC);
    byte[] proof = prover.prove(a.witness(), ATTEMPT);
    assertThrows(ProofException.Rejected.class, () -> prover.verify(proof));
  }

  private static Map<String, Cells> cells(ShardedRun run, String name) {
    return run.older().getOrDefault(name, Map.of());
  }

  private static byte[] root(Map<String, byte[]> roots, String name) {
    return roots.getOrDefault(name, new byte[0]);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
  }
}
