package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.operator.DataLayout;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Corruptions of the runs that stand beside a training: data set, copy; and lies about published
/// numbers and multiplicities.
final class OtherRunsCorruptionTest {
  private static final SampleTable RECORDS = RelationVectors.samples("records");

  static List<Corruption> dataset(DatasetRange range) {
    int max = range.max().small(1);
    return List.of(
        new Corruption(
            "a feature above its own range, within the largest",
            "dataset: LOOKUP data.x.hi.s",
            a -> a.older("data", "x")[RECORDS.rows()] = max + 1L),
        new Corruption(
            "a feature below its range",
            "dataset: LOOKUP data.x.lo.s",
            a -> a.older("data", "x")[RECORDS.rows()] = Goldilocks.fromSigned(-33)),
        new Corruption(
            "a feature a fraction",
            "dataset: LOOKUP data.x.hi.s",
            a -> a.older("data", "x")[0] = Goldilocks.HALF),
        new Corruption("a label 2", "dataset: LOOKUP data.y", a -> a.older("data", "y")[0] = 2));
  }

  static List<Corruption> copy() {
    return List.of(
        new Corruption(
            "another feature", "copy: LINEAR copy.x.q", a -> a.older("copy", "x")[5] ^= 1),
        new Corruption(
            "another class", "copy: LINEAR copy.y.q", a -> a.older("copy", "y")[5] ^= 1));
  }

  static Run datasetRun() throws RunRefused {
    return DatasetRelation.run(
        LogisticVectorsTest.datasetRange(),
        RECORDS.rows(),
        RelationVectors.geometry("older"),
        RelationVectors.geometry("trace"));
  }

  static Run copyRun() {
    return DatasetRelation.copyRun(
        DataLayout.ofClasses(3, 2),
        RECORDS.rows(),
        RelationVectors.geometry("older"),
        RelationVectors.geometry("older"),
        RelationVectors.geometry("trace"));
  }

  /// The records, cut to the ranges of the data set run.
  static SampleTable fitting() {
    Cells max = LogisticVectorsTest.datasetRange().max();
    int n = RECORDS.rows();
    int[] x = new int[3 * n];
    Arrays.setAll(x, i -> Math.min(RECORDS.feature(i / n, i % n), max.small(i / n)));
    int[] y = new int[n];
    Arrays.setAll(y, RECORDS::label);
    return new SampleTable(3, x, y);
  }

  @Test
  void theDataSetRunCatchesEveryCorruption() throws Exception {
    DatasetRange range = LogisticVectorsTest.datasetRange();
    SampleTable fitting = fitting();
    assertCaught(
        datasetRun(),
        "dataset",
        DatasetRelation.witness(range, fitting),
        Map.of("data", DataColumns.cells(fitting, DataLayout.ofClasses(3, 2))),
        dataset(range));
  }

  @Test
  void theCopyRunCatchesEveryCorruption() throws Exception {
    Map<String, Cells> cells = DataColumns.cells(RECORDS, DataLayout.ofClasses(3, 2));
    assertCaught(
        copyRun(), "copy", List.of(Map.of()), Map.of("data", cells, "copy", cells), copy());
  }

  /// A copy equates tags and every limb of digests; an index the limbs, and has nothing else.
  @Test
  void copiesWithTagsAndIndicesCatchEveryCorruption() throws Exception {
    DataLayout layout = DataLayout.ofClasses(3, 2).withTags(List.of("t0", "f0.0", "f0.1"));
    int n = RECORDS.rows();
    Map<String, Cells> all = new LinkedHashMap<>(DataColumns.cells(RECORDS, layout));
    Map<String, Cells> limbs = new LinkedHashMap<>();
    for (String tag : layout.tags()) {
      long[] values = LongStream.range(0, n).map(r -> r * r + tag.length()).toArray();
      all.put(tag, Cells.ofSigned(values));
      if (tag.startsWith("f")) {
        limbs.put(tag, Cells.ofSigned(values));
      }
    }
    Geometry older = RelationVectors.geometry("older");
    Geometry trace = RelationVectors.geometry("trace");
    List<Corruption> corruptions = new ArrayList<>(copy());
    for (String tag : layout.tags()) {
      corruptions.add(
          new Corruption(
              "another " + tag,
              "copy: LINEAR copy." + tag + ".q",
              a -> a.older("copy", tag)[n - 1] ^= 1));
    }
    assertCaught(
        DatasetRelation.copyRun(layout, n, older, older, trace),
        "copy",
        List.of(Map.of()),
        Map.of("data", all, "copy", all),
        corruptions);
    assertCaught(
        DatasetRelation.indexRun(layout, List.of("f0.0", "f0.1"), n, older, older, trace),
        "copy",
        List.of(Map.of()),
        Map.of("data", all, "copy", limbs),
        corruptions.subList(3, 5));
  }

  private static void assertCaught(
      Run run,
      String kind,
      List<Map<String, Cells>> witness,
      Map<String, Map<String, Cells>> older,
      List<Corruption> corruptions) {
    Assignment honest = new Assignment(witness, older);
    PlainEvaluator.fitMultiplicities(run, honest);
    assertEquals(Set.of(), PlainEvaluator.violatedEverywhere(run, honest));
    Set<String> missing = new TreeSet<>();
    PlainEvaluator.names(run.parts().getFirst()).forEach(n -> missing.add(kind + ": " + n));
    List<String> escaped = new ArrayList<>();
    for (Corruption c : corruptions) {
      Assignment a = new Assignment(witness, older);
      c.apply().accept(a);
      PlainEvaluator.fitMultiplicities(run, a);
      Set<String> violated = PlainEvaluator.violatedEverywhere(run, a);
      if (!violated.contains("0" + c.expected().substring(kind.length()))) {
        escaped.add(c + ": " + violated);
      }
      missing.remove(c.expected());
    }
    assertEquals(List.of(), escaped);
    assertEquals(Set.of(), missing);
  }

  @Test
  void aFalseCountIsCaught() throws Exception {
    for (int d : new int[] {-1, 1}) {
      WholeRun w = WholeRun.of(oneWrong(), true, null, false, d);
      assertEquals(
          Set.of("3: PRODUCT correct"), PlainEvaluator.violatedEverywhere(w.run(), w.assignment()));
    }
  }

  /// The published setup predicts every record correctly; one wrong record leaves room for a count
  /// that is too high.
  static WholeRun.Setup oneWrong() {
    WholeRun.Setup s = Logistic.setup();
    SampleTable t = s.test();
    int[] x = new int[3 * t.rows()];
    for (int i = 0; i < x.length; i++) {
      x[i] = t.feature(i / t.rows(), i % t.rows());
    }
    int[] y = new int[t.rows()];
    Arrays.setAll(y, r -> r == 0 ? 1 - t.label(r) : t.label(r));
    return new WholeRun.Setup(
        s.network(), s.seed(), s.train(), new SampleTable(3, x, y), s.spans());
  }

  @Test
  void aReleasedWeightThatIsNotTheTrainedOneIsCaught() throws Exception {
    WholeRun honest = WholeRun.of(Logistic.setup(), false, null, false);
    RunPlan p = honest.plan();
    for (int j = 0; j < 2; j++) {
      long[][] values = {honest.served().weights().values(0), honest.served().weights().values(1)};
      values[j][0]++;
      var forged = new io.hallmark.learning.model.ModelSnapshot(p.network().tensors(), values);
      Run run =
          RunCompiler.compile(
              new RunPlan(
                  p.network(),
                  p.seed(),
                  p.start(),
                  p.spans(),
                  new RunPlan.Release.Released(forged),
                  p.evaluations(),
                  p.checkedData(),
                  p.trace(),
                  p.older()));
      Assignment a = new Assignment(honest.witness(), honest.older());
      PlainEvaluator.fitMultiplicities(run, a);
      String tensor = p.network().tensors().get(j).name();
      assertTrue(
          PlainEvaluator.violatedEverywhere(run, a).contains("2: LOOKUP served." + tensor + ".rt"));
    }
  }

  @Test
  void aFalseMultiplicityIsCaught() throws Exception {
    WholeRun w = WholeRun.of(Logistic.setup(), true, null, true);
    for (int k = 0; k < w.run().parts().size(); k++) {
      for (var table : w.run().parts().get(k).tables()) {
        Assignment a = w.assignment();
        long[] m = a.own(k, table.multiplicity());
        m[1] = Goldilocks.add(m[1], 1);
        assertEquals(
            Set.of(k + ": MULTIPLICITY " + table.name()),
            PlainEvaluator.violatedEverywhere(w.run(), a));
      }
    }
  }
}
