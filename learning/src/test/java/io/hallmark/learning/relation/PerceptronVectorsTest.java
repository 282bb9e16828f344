package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.document.JsonObject;
import io.hallmark.learning.operator.CorrectCount;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.program.MomentumKernels;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunBytes;
import io.hallmark.proof.relation.RunDigests;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The published vectors of perceptrons: public integers, every cell, every part, all runs.
final class PerceptronVectorsTest {
  static final List<String> NAMES = Perceptron.NAMES;
  private static final HexFormat HEX = HexFormat.of();

  @ParameterizedTest
  @FieldSource("NAMES")
  void thePublicIntegersAreThePublishedOnes(String name) {
    WholeRun.Setup s = Perceptron.setup(name);
    TrainingProgram p = s.network().program();
    JsonObject v = RelationVectors.perceptron(name);
    assertEquals(RelationVectors.string(v, "programDigest"), p.digest().hex());
    assertArrayEquals(RelationVectors.longs(RelationVectors.value(v, "eta")), p.etas(1, p.steps()));
    assertEquals(
        Cells.ofInts(RelationVectors.ints(RelationVectors.value(v, "rows"))),
        s.network().sampledRows(s.seed()));
  }

  @Test
  void theKernelsAreThePublishedOnes() {
    JsonObject v = RelationVectors.object(RelationVectors.perceptron("momentum"), "kernels");
    TrainingProgram p = Perceptron.setup("momentum").network().program();
    MomentumKernels k = p.kernels().orElseThrow();
    assertEquals(2, k.segment());
    for (int n = 0; n <= 2; n++) {
      assertEquals(RelationVectors.longs(RelationVectors.value(v, "C"))[n], k.moved(n));
      assertEquals(RelationVectors.longs(RelationVectors.value(v, "D"))[n], k.carried(n));
      assertEquals(RelationVectors.longs(RelationVectors.value(v, "E"))[n], k.left(n));
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void everyCellOfTheTrainerIsThePublishedOne(String name) throws Exception {
    WholeRun w = WholeRun.of(Perceptron.setup(name), true, null, true);
    JsonObject v = RelationVectors.perceptron(name);
    List<JsonObject> expected = RelationVectors.objects(v, "cells");
    assertEquals(expected.size(), w.witness().size());
    for (int k = 0; k < expected.size(); k++) {
      JsonObject columns = RelationVectors.object(expected.get(k), "columns");
      Map<String, Cells> cells = Assignment.committed(w.witness().get(k));
      assertEquals(columns.members().keySet(), new TreeSet<>(cells.keySet()));
      columns
          .members()
          .forEach((column, values) ->
              assertEquals(
                  Cells.ofSigned(RelationVectors.longs(values)), cells.get(column), column));
    }
    JsonObject served = RelationVectors.object(v, "served");
    for (int j = 0; j < 4; j++) {
      String tensor = w.served().weights().tensors().get(j).name();
      assertArrayEquals(
          RelationVectors.longs(RelationVectors.value(served, tensor)),
          w.served().weights().values(j));
    }
    assertEquals(
        RelationVectors.integer(v, "count"),
        ((CorrectCount) w.plan().evaluations().getFirst().metric()).count());
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void theSealedRunIsThePublishedOne(String name) throws Exception {
    assertPublished(name, "sealed", WholeRun.of(Perceptron.setup(name), true, null, true));
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void theReleasedRunIsThePublishedOne(String name) throws Exception {
    assertPublished(name, "released", WholeRun.of(Perceptron.setup(name), false, null, false));
  }

  @Test
  void theRunOfAChildIsThePublishedOne() throws Exception {
    assertPublished("mlp", "child", child());
  }

  static WholeRun child() throws Exception {
    WholeRun.Setup s = Perceptron.setup("mlp");
    WholeRun parent = WholeRun.of(s, true, null, true);
    return WholeRun.of(s, true, parent.served().weights(), false);
  }

  @Test
  void theRunOfACopyIsThePublishedOne() throws Exception {
    assertPublished("mlp", "copy", copyRun());
  }

  static Run copyRun() {
    return DatasetRelation.copyRun(
        DataLayout.ofClasses(3, 3),
        12,
        RelationVectors.geometry("older"),
        RelationVectors.geometry("older"),
        RelationVectors.geometry("trace"));
  }

  @Test
  void theRunOfADataSetIsThePublishedOne() throws Exception {
    assertPublished("mlp", "dataset", datasetRun());
  }

  static Run datasetRun() throws RunRefused {
    return DatasetRelation.run(
        datasetRange(), 12, RelationVectors.geometry("older"), RelationVectors.geometry("trace"));
  }

  static DatasetRange datasetRange() {
    JsonObject v = RelationVectors.perceptron("mlp");
    int[] max = RelationVectors.ints(RelationVectors.value(v, "datasetMax"));
    return new DatasetRange(Cells.ofInts(-32, -32, -32), Cells.ofInts(max), 8, 3);
  }

  private static void assertPublished(String program, String name, WholeRun w) throws Exception {
    assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(w.run(), w.assignment()));
    assertPublished(program, name, w.run());
  }

  private static void assertPublished(String program, String name, Run run) throws Exception {
    JsonObject expected = RelationVectors.run(RelationVectors.perceptron(program), name);
    List<JsonObject> parts = RelationVectors.objects(expected, "parts");
    assertEquals(parts.size(), run.parts().size());
    RunDigests digests = RunBytes.digests(run);
    for (int k = 0; k < parts.size(); k++) {
      JsonObject part = parts.get(k);
      PartIndex index = PartIndex.of(run.parts().get(k));
      assertEquals(
          RelationVectors.string(part, "digest"),
          HEX.formatHex(digests.part(k)),
          program + "-" + name + ", part " + k);
      assertEquals(RelationVectors.integer(part, "pads"), index.pads());
      assertEquals(RelationVectors.integer(part, "triples"), index.triples());
    }
    assertEquals(RelationVectors.string(expected, "runDigest"), HEX.formatHex(digests.run()));
    assertArrayEquals(RelationVectors.file(program + "-" + name + ".run"), RunBytes.run(run));
  }
}
