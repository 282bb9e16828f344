package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hallmark.document.JsonObject;
import io.hallmark.learning.operator.CorrectCount;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Run;
import io.hallmark.proof.relation.RunBytes;
import io.hallmark.proof.relation.RunDigests;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The published vectors of a logistic regression: every cell, every part and the five runs.
final class LogisticVectorsTest {
  private static final HexFormat HEX = HexFormat.of();

  @Test
  void everyCellOfTheTrainerIsThePublishedOne() throws Exception {
    WholeRun w = WholeRun.of(Logistic.setup(), true, null, true);
    List<JsonObject> expected = RelationVectors.objects(RelationVectors.root(), "cells");
    assertEquals(expected.size(), w.witness().size());
    for (int k = 0; k < expected.size(); k++) {
      JsonObject columns = RelationVectors.object(expected.get(k), "columns");
      Map<String, Cells> cells = Assignment.committed(w.witness().get(k));
      assertEquals(columns.members().keySet(), new java.util.TreeSet<>(cells.keySet()));
      columns
          .members()
          .forEach((name, values) ->
              assertEquals(Cells.ofSigned(RelationVectors.longs(values)), cells.get(name), name));
    }
    JsonObject served = RelationVectors.object(RelationVectors.root(), "served");
    for (int j = 0; j < 2; j++) {
      long[] values =
          RelationVectors.longs(
              RelationVectors.value(served, w.served().weights().tensors().get(j).name()));
      assertArrayEquals(values, w.served().weights().values(j));
    }
    assertEquals(
        RelationVectors.integer(RelationVectors.root(), "count"),
        ((CorrectCount) w.plan().evaluations().getFirst().metric()).count());
  }

  @Test
  void theSealedRunIsThePublishedOne() throws Exception {
    assertPublished("sealed", WholeRun.of(Logistic.setup(), true, null, true));
  }

  @Test
  void theReleasedRunIsThePublishedOne() throws Exception {
    assertPublished("released", WholeRun.of(Logistic.setup(), false, null, false));
  }

  @Test
  void theRunOfAChildIsThePublishedOne() throws Exception {
    WholeRun parent = WholeRun.of(Logistic.setup(), true, null, true);
    assertPublished("child", WholeRun.of(Logistic.setup(), true, parent.served().weights(), false));
  }

  @Test
  void theRunOfACopyIsThePublishedOne() throws Exception {
    assertPublished(
        "copy",
        DatasetRelation.copyRun(
            DataLayout.ofClasses(3, 2),
            12,
            RelationVectors.geometry("older"),
            RelationVectors.geometry("older"),
            RelationVectors.geometry("trace")));
  }

  @Test
  void theRunOfADataSetIsThePublishedOne() throws Exception {
    assertPublished(
        "dataset",
        DatasetRelation.run(
            datasetRange(),
            12,
            RelationVectors.geometry("older"),
            RelationVectors.geometry("trace")));
  }

  static DatasetRange datasetRange() {
    return new DatasetRange(
        Cells.ofInts(-32, -32, -32), Cells.ofInts(RelationVectors.ints("datasetMax")), 8);
  }

  private static void assertPublished(String name, WholeRun w) throws Exception {
    assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(w.run(), w.assignment()));
    assertPublished(name, w.run());
  }

  private static void assertPublished(String name, Run run) throws Exception {
    JsonObject expected = RelationVectors.run(name);
    List<JsonObject> parts = RelationVectors.objects(expected, "parts");
    assertEquals(
        RelationVectors.objects(expected, "older").stream()
            .map(o -> RelationVectors.string(o, "name"))
            .toList(),
        run.older().stream().map(Run.OlderCommitment::name).toList());
    RunDigests digests = RunBytes.digests(run);
    for (int k = 0; k < parts.size(); k++) {
      JsonObject part = parts.get(k);
      PartIndex index = PartIndex.of(run.parts().get(k));
      assertEquals(RelationVectors.integer(part, "pads"), index.pads());
      assertEquals(RelationVectors.integer(part, "triples"), index.triples());
      assertEquals(
          RelationVectors.string(part, "digest"),
          HEX.formatHex(digests.part(k)),
          name + ", part " + k);
    }
    assertEquals(RelationVectors.string(expected, "runDigest"), HEX.formatHex(digests.run()));
    assertArrayEquals(RelationVectors.file("logistic-" + name + ".run"), RunBytes.run(run));
  }
}
