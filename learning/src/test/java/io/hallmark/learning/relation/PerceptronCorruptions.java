package io.hallmark.learning.relation;

import static io.hallmark.learning.relation.CellEdits.add;
import static io.hallmark.learning.relation.CellEdits.fraction;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.relation.Liars.Reader.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Corruptions of the training parts of a sealed perceptron with one hidden layer, softmax, limb 8
/// and the windows of the published vectors: segments 0 and 1, segment 2. One list per operator.
final class PerceptronCorruptions {
  private final WholeRun.Setup setup;
  private final TrainingProgram program;
  private final boolean momentum;
  private final List<Corruption> out = new ArrayList<>();

  PerceptronCorruptions(WholeRun.Setup setup) {
    this.setup = setup;
    this.program = setup.network().program();
    this.momentum = program.kernels().isPresent();
  }

  List<Corruption> all() {
    recordGather();
    denseLayer();
    relu();
    softmaxLoss();
    labelTarget();
    rateFold();
    backwardSignal();
    windowStart();
    optimizer();
    return out;
  }

  /// The parts that read records, whatever the windows.
  List<Corruption> gathers() {
    recordGather();
    return out;
  }

  private void recordGather() {
    trained("two records exchanged", "LOOKUP d1.z.rt", new Liars.Reader(setup, Kind.EXCHANGED));
    trained("another record", "LOOKUP d1.z.rt", new Liars.Reader(setup, Kind.RECORD));
    trained("two steps exchanged", end("d1.w"), new Liars.Reader(setup, Kind.STEP));
    trained("another feature", end("d1.w"), new Liars.Reader(setup, Kind.FEATURE));
  }

  /// The constraint that closes a segment.
  private String end(String w) {
    return momentum ? "LOOKUP " + w + ".end.rt" : "LINEAR " + w + ".end.q";
  }

  private void denseLayer() {
    for (String d : List.of("d1", "d2")) {
      for (int by : new int[] {1, -1}) {
        trained(d + ".z off by " + by, "LOOKUP " + d + ".z.rt", new Liars.Off(setup, d + ".z", by));
      }
      edited(
          d + ".z a fraction, its low limb fitted",
          d.equals("d1") ? "LOOKUP d1.relu" : "LOOKUP exp",
          a -> fraction(a, 0, d + ".z", program.preActivationShift()));
      low(d + ".z.r0");
    }
  }

  private void low(String column) {
    edited(
        "a limb " + column + " out of range, the last fitted",
        "LOOKUP " + column,
        a -> add(a.own(0, column), 0, 1L << program.limb()));
  }

  private void relu() {
    edited("an activation of another z", "LOOKUP d1.relu", a -> add(a.own(0, "d1.a"), 4, 1));
    edited(
        "an activation that is not cut off",
        "LOOKUP d1.relu",
        a -> {
          int at = first(a.own(0, "d1.z"), z -> Goldilocks.toSigned(z) < 0);
          a.own(0, "d1.a")[at] = a.own(0, "d1.z")[at];
        });
    edited(
        "a sign 1 where z is not positive",
        "LOOKUP d1.relu",
        a -> a.own(0, "d1.u")[first(a.own(0, "d1.u"), u -> u == 0)] = 1);
    edited(
        "a sign 0 where z is positive",
        "LOOKUP d1.relu",
        a -> a.own(0, "d1.u")[first(a.own(0, "d1.u"), u -> u == 1)] = 0);
  }

  private static int first(long[] cells, java.util.function.LongPredicate which) {
    for (int i = 0; i < cells.length; i++) {
      if (which.test(cells[i])) {
        return i;
      }
    }
    throw new IllegalStateException("no such cell");
  }

  private void softmaxLoss() {
    edited("an exponential of another difference", "LOOKUP exp", a -> add(a.own(0, "exp"), 1, 1));
    edited(
        "two tops where there is one",
        "LOOKUP exp",
        a -> a.own(0, "top")[first(a.own(0, "top"), v -> v == 0)] = 1);
    trained("a maximum too high by 1", "LOOKUP top.s", new Liars.Off(setup, "max", 1));
    edited("a maximum a fraction", "LOOKUP max.s", a -> add(a.own(0, "max"), 1, Goldilocks.HALF));
    trained("a reciprocal + 1", "LOOKUP inv.r.s", new Liars.Off(setup, "inv", 1));
    trained("a reciprocal - 1", "LOOKUP inv.c.s", new Liars.Off(setup, "inv", -1));
    edited(
        "a reciprocal a fraction, remainder and slack fitted",
        "LOOKUP inv.s",
        a -> {
          int outputs = program.outputs();
          long[] exp = a.own(0, "exp");
          long sum = 0;
          for (int c = 0; c < outputs; c++) {
            sum += exp[outputs + c];
          }
          add(a.own(0, "inv"), 1, Goldilocks.neg(Goldilocks.inverse(sum)));
        });
    if (program.outputs() > 2) {
      low("inv.r.l0");
      low("inv.c.l0");
    }
    trained("a probability + 1", "LOOKUP p.rt", new Liars.Off(setup, "p", 1));
    trained("a probability - 1", "LOOKUP p.rt", new Liars.Off(setup, "p", -1));
    edited(
        "a probability a fraction",
        "LOOKUP p.s",
        a -> add(a.own(0, "p"), 2, fraction(2, program.rateShift())));
  }

  private void labelTarget() {
    trained("another class", "LOOKUP dl.rt", new Liars.Reader(setup, Kind.CLASS));
  }

  private void rateFold() {
    long eta = setup.network().etas().element(3);
    boolean constant = eta == setup.network().etas().element(0);
    if (!constant) {
      trained("the rate of an earlier segment", "LOOKUP dl.rt", new Liars.Rate(setup, 0, 0));
    }
    trained("a rate 10 units too high", "LOOKUP dl.rt", new Liars.Rate(setup, 3, 10));
    trained("a rate 10 units too low", "LOOKUP dl.rt", new Liars.Rate(setup, 3, -10));
    trained("a step skipped", "LOOKUP dl.rt", new Liars.Rate(setup, 3, -eta));
    trained("dl rounded down", "LOOKUP dl.rt", new Liars.Down(setup, "dl"));
    trained("dl + 1", "LOOKUP dl.rt", new Liars.Off(setup, "dl", 1));
    edited(
        "dl a fraction within its remainder",
        "LOOKUP dl.s",
        a -> add(a.own(0, "dl"), 6, fraction(-1, program.rateShift())));
  }

  private void backwardSignal() {
    trained("da + 1", "LOOKUP d1.da.rt", new Liars.Off(setup, "d1.da", 1));
    trained("da - 1", "LOOKUP d1.da.rt", new Liars.Off(setup, "d1.da", -1));
    trained("da rounded down", "LOOKUP d1.da.rt", new Liars.Down(setup, "d1.da"));
    trained("weights of the step before", "LOOKUP d1.da.rt", new Liars.OldWeights(setup));
    edited(
        "da a fraction, its low limb fitted",
        "LOOKUP d1.da.s",
        a -> fraction(a, 0, "d1.da", program.preActivationShift()));
    low("d1.da.r0");
  }

  private void windowStart() {
    trained("other initial weights", end("d1.w"), new Liars.Start(setup, 0, false));
    for (int segment : new int[] {1, 2}) {
      trained(
          "segment " + segment + " starts elsewhere",
          end("d1.w"),
          new Liars.Start(setup, segment, false));
      trained(
          "segment " + segment + " starts anew",
          "LOOKUP d1.z.rt",
          new Liars.Start(setup, segment, true));
      if (momentum) {
        trained(
            "segment " + segment + " starts with another momentum",
            end("d1.w"),
            new Liars.State(setup, segment, false));
        trained(
            "segment " + segment + " forgets the momentum",
            "LOOKUP d1.w.vend.rt",
            new Liars.State(setup, segment, true));
      }
    }
    if (momentum) {
      trained("a momentum at the start", end("d1.w"), new Liars.State(setup, 0, false));
    }
  }

  private void optimizer() {
    for (ParameterTensor w : setup.network().tensors()) {
      boundary("out." + w.name(), end(w.name()));
      if (momentum) {
        boundary("out." + w.name() + ".v", "LOOKUP " + w.name() + ".vend.rt");
      }
    }
    if (momentum) {
      trained("no memory", "LOOKUP d1.w.vend.rt", new Liars.Forgetful(setup));
      trained("another kernel", end("d1.w"), new Liars.OtherFactor(setup));
      trained("another kernel, seen forward", "LOOKUP d1.z.rt", new Liars.OtherFactor(setup));
      trained("weights rounded down", end("d2.w"), new Liars.Down(setup, "d2.w.end"));
      trained("momentum rounded down", "LOOKUP d2.w.vend.rt", new Liars.Down(setup, "d2.w.vend"));
    }
  }

  private void boundary(String column, String end) {
    int bw = program.weightBits();
    edited(column + " + 1", end, a -> CellEdits.follow(a, 0, column, 0, 1, bw, program.limb()));
    edited(
        column + " - 1 at the end of a window",
        end,
        a -> CellEdits.follow(a, 0, column, a.own(0, column).length - 1, -1, bw, program.limb()));
    edited(
        column + " a fraction",
        "LOOKUP " + column + ".s",
        a -> add(a.own(0, column), 0, Goldilocks.HALF));
    edited(
        column + " out of range, its low limb fitted",
        "LOOKUP " + column + ".s",
        a -> add(a.own(0, column), 0, 1L << bw));
    low(column + ".l0");
  }

  private void trained(String name, String expected, ReferenceTrainer liar) {
    out.add(new Corruption(name, "window: " + expected, liar.train(setup)::into));
  }

  private void edited(String name, String expected, Consumer<Assignment> edit) {
    out.add(new Corruption(name, "window: " + expected, edit));
  }
}
