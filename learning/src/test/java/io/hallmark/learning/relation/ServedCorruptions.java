package io.hallmark.learning.relation;

import static io.hallmark.learning.relation.CellEdits.add;
import static io.hallmark.learning.relation.CellEdits.fraction;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Corruptions of the parts behind the training of a sealed perceptron: export, evaluation, data
/// set.
final class ServedCorruptions {
  private final WholeRun.Setup setup;
  private final TrainingProgram program;
  private final int export;
  private final int evaluation;
  private final int outputs;
  private final List<Corruption> out = new ArrayList<>();

  ServedCorruptions(WholeRun.Setup setup) {
    this.setup = setup;
    this.program = setup.network().program();
    this.export = setup.spans().size();
    this.evaluation = export + 1;
    this.outputs = program.outputs();
  }

  List<Corruption> all() {
    for (ParameterTensor w : setup.network().tensors()) {
      export(w.name());
    }
    layers();
    bestClass();
    correct();
    datasetRange();
    return out;
  }

  private void export(String w) {
    String served = "served." + w;
    long mask = (1L << program.limb()) - 1;
    for (int by : new int[] {1, -1}) {
      edited(
          served + " off by " + by,
          "export: LOOKUP " + served + ".rt",
          a -> {
            long[] cells = a.older("released", w);
            add(cells, 0, Goldilocks.fromSigned(by));
            long value = Goldilocks.toSigned(cells[0]) + (1L << (program.exportBits() - 1));
            a.own(export, served + ".l0")[0] = value & mask;
          });
    }
    int shift = program.weightFraction() - program.exportFraction();
    edited(
        served + " a fraction",
        "export: LOOKUP " + served + ".s",
        a -> add(a.older("released", w), 0, fraction(1, shift)));
    low("export", export, served + ".l0");
  }

  private void low(String kind, int part, String column) {
    edited(
        "a limb " + column + " out of range, the last fitted",
        kind + ": LOOKUP " + column,
        a -> add(a.own(part, column), 0, 1L << program.limb()));
  }

  private void layers() {
    for (String d : List.of("d1", "d2")) {
      edited(
          d + ".z + 1",
          "evaluation: LOOKUP " + d + ".z.rt",
          a -> add(a.own(evaluation, d + ".z"), 2, 1));
      edited(
          d + ".z a fraction, its low limb fitted",
          d.equals("d1") ? "evaluation: LOOKUP d1.act" : "evaluation: LOOKUP z.s",
          a -> fraction(a, evaluation, d + ".z", program.exportFraction()));
      low("evaluation", evaluation, d + ".z.r0");
    }
    edited(
        "an activation of another z",
        "evaluation: LOOKUP d1.act",
        a -> add(a.own(evaluation, "d1.a"), 3, 1));
  }

  private void bestClass() {
    edited("another class", "evaluation: PRODUCT best", a -> predict(a, second(a)));
    edited(
        "the second-best class with its own key",
        "evaluation: LOOKUP gap.s",
        a -> {
          int c = second(a);
          long before = key(a, predicted(a));
          predict(a, c);
          move(a, key(a, c) - before);
        });
    edited("best + 1", "evaluation: PRODUCT best", a -> move(a, 1));
    edited("two classes", "evaluation: LINEAR h.one", a -> a.own(evaluation, "h")[second(a)] = 1);
    edited("no class", "evaluation: LINEAR h.one", a -> a.own(evaluation, "h")[predicted(a)] = 0);
    edited(
        "classes 2 and -1",
        "evaluation: LOOKUP h",
        a -> {
          int c = second(a);
          a.own(evaluation, "h")[predicted(a)] = 2;
          a.own(evaluation, "h")[c] = Goldilocks.fromSigned(-1);
        });
    low("evaluation", evaluation, "gap.l0");
  }

  /// The predicted class of record 0.
  private int predicted(Assignment a) {
    int c = 0;
    while (a.own(evaluation, "h")[c] != 1) {
      c++;
    }
    return c;
  }

  private int second(Assignment a) {
    int first = predicted(a);
    int best = first == 0 ? 1 : 0;
    for (int c = 0; c < outputs; c++) {
      best = c != first && key(a, c) > key(a, best) ? c : best;
    }
    return best;
  }

  private long key(Assignment a, int c) {
    int bits = outputs == 2 ? 1 : 2;
    return (Goldilocks.toSigned(a.own(evaluation, "d2.z")[c]) << bits) + outputs - 1 - c;
  }

  private void predict(Assignment a, int c) {
    for (int k = 0; k < outputs; k++) {
      a.own(evaluation, "h")[k] = k == c ? 1 : 0;
    }
  }

  /// Moves best of record 0 and follows with the low limbs of its gaps.
  private void move(Assignment a, long by) {
    add(a.own(evaluation, "best"), 0, Goldilocks.fromSigned(by));
    for (int c = 0; c < outputs; c++) {
      long[] low = a.own(evaluation, "gap.l0");
      low[c] = (low[c] + by) & ((1L << program.limb()) - 1);
    }
  }

  private void correct() {
    edited(
        "a record of another class in the evaluated part",
        "evaluation: PRODUCT correct",
        a -> {
          long[] y = a.older("test", "y");
          if (outputs == 2) {
            y[0] = 1 - y[0];
            return;
          }
          int rows = setup.test().rows();
          int label = setup.test().label(0);
          int other = label == predicted(a) ? second(a) : predicted(a);
          y[label * rows] = 0;
          y[other * rows] = 1;
        });
  }

  private void datasetRange() {
    edited(
        "a feature above its range",
        "dataset: LOOKUP data.x.lo.s",
        a -> a.older("data", "x")[0] = program.features().max() + 1L);
    edited(
        "a feature below its range",
        "dataset: LOOKUP data.x.lo.s",
        a -> a.older("data", "x")[0] = Goldilocks.fromSigned(program.features().min() - 1));
    edited("a label 2", "dataset: LOOKUP data.y", a -> a.older("data", "y")[0] = 2);
    edited(
        "a label -1",
        "dataset: LOOKUP data.y",
        a -> a.older("data", "y")[0] = Goldilocks.fromSigned(-1));
    if (outputs > 2) {
      int rows = setup.train().rows();
      int label = setup.train().label(0);
      int other = (label + 1) % outputs;
      edited(
          "two classes of a record",
          "dataset: LINEAR data.y.one",
          a -> a.older("data", "y")[other * rows] = 1);
      edited(
          "no class of a record",
          "dataset: LINEAR data.y.one",
          a -> a.older("data", "y")[label * rows] = 0);
      edited(
          "half of two classes",
          "dataset: LOOKUP data.y",
          a -> {
            a.older("data", "y")[label * rows] = Goldilocks.HALF;
            a.older("data", "y")[other * rows] = Goldilocks.HALF;
          });
    }
  }

  private void edited(String name, String expected, Consumer<Assignment> edit) {
    out.add(new Corruption(name, expected, edit));
  }
}
