package io.hallmark.learning.relation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hallmark.document.Digest;
import io.hallmark.learning.model.ModelSnapshot;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.model.ServedFormat;
import io.hallmark.learning.operator.AtLeast;
import io.hallmark.learning.operator.ConfusionCounts;
import io.hallmark.learning.operator.CorrectCount;
import io.hallmark.learning.operator.DatasetRange;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.operator.SquaredErrorSum;
import io.hallmark.learning.operator.TrainingStopped;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.RunPlan.CheckedData;
import io.hallmark.learning.relation.RunPlan.EvaluatedRows;
import io.hallmark.learning.relation.RunPlan.Release;
import io.hallmark.learning.relation.RunPlan.StartFrom;
import io.hallmark.learning.trace.ExactTrainer;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Geometry;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the compiler refuses, and how a training stops.
final class RefusalTest {
  private static final Geometry OLDER = RelationVectors.geometry("older");
  private static final Network NETWORK = Logistic.network();

  /// A plan with one choice changed.
  private static final class Plan {
    Network network = NETWORK;
    StartFrom start = StartFrom.INITIALISATION;
    List<Integer> spans = List.of(2, 1);
    Release release = new Release.Sealed();
    List<EvaluatedRows> evaluations =
        List.of(new EvaluatedRows("test", 7, 0, 0, 7, new CorrectCount(7)));
    List<CheckedData> checked = List.of();
    Map<String, Geometry> older =
        new HashMap<>(Map.of("data", OLDER, "test", OLDER, "released", OLDER));

    RunPlan plan() {
      return new RunPlan(
          network,
          Logistic.seed(),
          start,
          spans,
          release,
          evaluations,
          checked,
          RelationVectors.geometry("trace"),
          older);
    }

    void assertRefused(String reason) {
      RunRefused e = assertThrows(RunRefused.class, () -> RunCompiler.compile(plan()));
      assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
    }
  }

  @Test
  void thePlanItselfIsAccepted() throws Exception {
    assertEquals(4, RunCompiler.compile(new Plan().plan()).parts().size());
  }

  @Test
  void windowsMustCoverTheProgram() {
    Plan p = new Plan();
    p.spans = List.of(2);
    p.assertRefused("cover 2 segments");
    p.spans = List.of(2, 2);
    p.assertRefused("cover 4 segments");
    p.spans = List.of(3, 0);
    p.assertRefused("a training part of 0 segments");
    p.spans = List.of(4, -1);
    p.assertRefused("a training part of -1 segments");
    p.spans = List.of();
    p.assertRefused("cover 0 segments");
  }

  @Test
  void aLongTrainingIsRefusedBeforeItsOrderIsComputed() throws Exception {
    Plan p = new Plan();
    p.network = longTraining(4096);
    p.spans = List.of(1);
    p.assertRefused("4096 steps of 1048576 records, at most 67108864");
    p.network = longTraining(8);
    p.spans = Collections.nCopies(512, 1); // parts that fit, but too many
    p.assertRefused("4096 steps of 1048576 records, at most 268435456");
  }

  private static Network longTraining(int segment) throws Exception {
    String program =
        RelationVectors.string(RelationVectors.root(), "program")
            .replace("\"batch\":3", "\"batch\":1048576")
            .replace("\"steps\":6", "\"steps\":4096")
            .replace("\"segment\":2", "\"segment\":" + segment);
    return Network.of(TrainingProgram.read(program.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void anEvaluationMustLieInItsPart() {
    Plan p = new Plan();
    p.evaluations = List.of(new EvaluatedRows("test", 7, 0, 0, 8, new CorrectCount(7)));
    p.assertRefused("evaluated records 0 to 8 of 7");
    p.evaluations = List.of(new EvaluatedRows("test", 7, 0, 3, 3, new CorrectCount(0)));
    p.assertRefused("evaluated records 3 to 3");
    p.evaluations = List.of(new EvaluatedRows("test", 7, 0, -1, 3, new CorrectCount(0)));
    p.assertRefused("evaluated records -1");
    p.evaluations = List.of(new EvaluatedRows("test", 7, 0, 0, 7, new CorrectCount(8)));
    p.assertRefused("count 8 of 7");
    p.evaluations = List.of(new EvaluatedRows("test", 7, 0, 0, 7, new CorrectCount(-1)));
    p.assertRefused("count -1 of 7");
    p.evaluations = List.of(new EvaluatedRows("test", 7, 0, 0, 7, new AtLeast(8, 7, 8)));
    p.assertRefused("count 8 of 7");
    p.evaluations = List.of(new EvaluatedRows("test", 7, 0, 0, 7, new AtLeast(5, 6, 8)));
    p.assertRefused("a threshold of other records");
    p.evaluations =
        List.of(new EvaluatedRows("test", 7, 0, 0, 7, new ConfusionCounts(0, List.of(7, 0, 0))));
    p.assertRefused("3 counts, not 4");
    p.evaluations =
        List.of(
            new EvaluatedRows("test", 7, 0, 0, 7, new ConfusionCounts(0, List.of(8, -1, 0, 0))));
    p.assertRefused("count 8 of 7");
    p.evaluations =
        List.of(
            new EvaluatedRows(
                "test", 7, 0, 0, 7, new ConfusionCounts(2, List.of(7, 0, 0, 0, 0, 0, 0, 0))));
    p.assertRefused("2 groups");
    p.evaluations = List.of(new EvaluatedRows("test", 7, 0, 0, 7, new SquaredErrorSum(1)));
    p.assertRefused("a metric of another task");
    p.evaluations =
        List.of(
            new EvaluatedRows("test", 7, 0, 0, 7, new CorrectCount(7)),
            new EvaluatedRows("test", 7, 2, 0, 7, new CorrectCount(7)));
    p.assertRefused("test has two numbers of groups");
    p.evaluations = List.of(new EvaluatedRows("data", 11, 0, 0, 7, new CorrectCount(7)));
    p.assertRefused("data has 12 and 11 records");
    p.evaluations = List.of(new EvaluatedRows("parent", 7, 0, 0, 7, new CorrectCount(7)));
    p.assertRefused("a data part called parent");
  }

  @Test
  void aReleasedWeightMustFit() {
    Plan p = new Plan();
    p.older.remove("released");
    long[] w = {8191, 0, -8192};
    p.release = new Release.Released(new ModelSnapshot(NETWORK.tensors(), w, new long[] {8192}));
    p.assertRefused("a released weight of d1.b is out of range: 8192");
  }

  @Test
  void everyCommitmentHasAGeometryAndNoOther() {
    Plan p = new Plan();
    p.older.remove("test");
    p.assertRefused("geometries");
    p.older.put("test", OLDER);
    p.older.put("parent", OLDER);
    p.assertRefused("geometries");
  }

  @Test
  void aParentMustFitTheWeights() throws Exception {
    Plan p = new Plan();
    p.older.put("parent", OLDER);
    p.start = new StartFrom.SealedParent(NETWORK.tensors(), new ServedFormat(15, 8));
    int shift = NETWORK.program().weightFraction() - 8;
    p.assertRefused("parent weights of 15 bits, shifted by " + shift + ", exceed weight_bits 16");
    p.start = new StartFrom.SealedParent(NETWORK.tensors(), new ServedFormat(15, 40));
    p.assertRefused("parent weights have 40 fraction bits, weight_frac is");
    ModelSnapshot zero = ModelSnapshot.zero(NETWORK.tensors());
    p.start = new StartFrom.ReleasedParent(zero, new ServedFormat(15, 40));
    p.assertRefused("parent weights have 40 fraction bits, weight_frac is");
  }

  @Test
  void thePublicWeightsOfAParentAreOfThisModelAndInTheParentsFormat() {
    Plan p = new Plan();
    ServedFormat own = ServedFormat.of(NETWORK.program());
    List<ParameterTensor> tensors = NETWORK.tensors();
    p.start = new StartFrom.ReleasedParent(ModelSnapshot.zero(tensors.subList(0, 1)), own);
    p.assertRefused("parent weights of another model");
    p.older.put("parent", OLDER);
    p.start = new StartFrom.SealedParent(tensors.subList(0, 1), own);
    p.assertRefused("parent weights of another model");
    long[][] values = tensors.stream().map(w -> new long[w.size()]).toArray(long[][]::new);
    values[0][1] = 1L << (own.bits() - 1);
    p.start = new StartFrom.ReleasedParent(new ModelSnapshot(tensors, values), own);
    p.assertRefused("a parent weight of d1.w is out of range: " + values[0][1]);
  }

  @Test
  void aDataSetMustFitTheProgram() {
    Plan p = new Plan();
    p.checked =
        List.of(
            new CheckedData(
                "data",
                12,
                new DatasetRange(Cells.ofInts(-32, -32, -32), Cells.ofInts(31, 32, 31), 8)));
    p.assertRefused("feature 1 has the range -32 to 32");
    p.checked =
        List.of(
            new CheckedData("data", 12, new DatasetRange(Cells.ofInts(-32), Cells.ofInts(31), 8)));
    p.assertRefused("1 ranges for 3 features");
    Cells min = Cells.ofInts(-32, -32, -32);
    p.checked = List.of(new CheckedData("data", 12, new DatasetRange(min, all(31), 8, 3)));
    p.assertRefused("3 classes, the program has 2");
  }

  private static Cells all(int value) {
    return Cells.ofInts(value, value, value);
  }

  @Test
  void anOverflowStopsTheTrainingAndNamesThePlace() throws Exception {
    String program =
        RelationVectors.string(RelationVectors.root(), "program")
            .replace("\"signal_bits\":8", "\"signal_bits\":6");
    Network narrow = Network.of(TrainingProgram.read(program.getBytes(StandardCharsets.US_ASCII)));
    TrainingStopped stop =
        assertThrows(
            TrainingStopped.class,
            () ->
                ExactTrainer.train(
                    narrow,
                    RelationVectors.samples("records"),
                    Logistic.seed(),
                    narrow.initial(Logistic.seed()),
                    n -> {}));
    assertEquals(
        "dl, step 1 (segment 0), entry [0, 0]: 32, which is 0.125, is outside its declared range of"
            + " -32 to 31 at 2^8; give it more room: signal_bits 7, or lower rate",
        stop.getMessage());
  }

  @Test
  void theTrainerRefusesRecordsThatAreNotTheProgramsOwn() {
    Digest seed = Logistic.seed();
    for (SampleTable bad :
        List.of(
            RelationVectors.samples("evaluated"),
            changed(new int[] {0, 32}),
            changed(new int[] {36, 2}))) {
      assertThrows(
          IllegalArgumentException.class,
          () -> ExactTrainer.train(NETWORK, bad, seed, NETWORK.initial(seed), n -> {}));
    }
  }

  private static SampleTable changed(int[] atAndValue) {
    SampleTable t = RelationVectors.samples("records");
    int[] x = new int[36];
    int[] y = new int[12];
    for (int i = 0; i < 36; i++) {
      x[i] = t.feature(i / 12, i % 12);
    }
    java.util.Arrays.setAll(y, t::label);
    if (atAndValue[0] < 36) {
      x[atAndValue[0]] = atAndValue[1];
    } else {
      y[atAndValue[0] - 36] = atAndValue[1];
    }
    return new SampleTable(3, x, y);
  }
}
