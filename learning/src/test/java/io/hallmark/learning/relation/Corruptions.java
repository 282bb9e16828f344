package io.hallmark.learning.relation;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.program.TrainingProgram;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Corruptions of a sealed logistic run with the parts window 0 (segments 0, 1), window 1 (segment
/// 2), export, evaluation, data set: one list per operator.
final class Corruptions {
  /// Kinds of the parts of the run.
  static final List<String> KINDS = List.of("window", "window", "export", "evaluation", "dataset");

  private static final int EXPORT = 2;
  private static final int EVALUATION = 3;
  private final WholeRun.Setup setup;
  private final TrainingProgram program;

  Corruptions(WholeRun.Setup setup) {
    this.setup = setup;
    this.program = setup.network().program();
  }

  List<Corruption> all() {
    return Stream.of(
            recordGather(),
            denseLayer(),
            sigmoidLoss(),
            rateFold(),
            windowStart(),
            exactSgd(),
            export(),
            evaluation(),
            datasetRange())
        .flatMap(List::stream)
        .toList();
  }

  // ---- operators of a training part

  List<Corruption> recordGather() {
    return List.of(
        trained(
            "two records of a batch exchanged",
            "window: LOOKUP d1.z.rt",
            new ReferenceTrainer(setup) {
              @Override
              int row(int step, int b) {
                return step == 2 && b < 2 ? super.row(step, 1 - b) : super.row(step, b);
              }
            }),
        trained(
            "another record",
            "window: LOOKUP d1.z.rt",
            new ReferenceTrainer(setup) {
              @Override
              int row(int step, int b) {
                return step == 2 && b == 0
                    ? (super.row(2, 0) + 1) % program.trainRows()
                    : super.row(step, b);
              }
            }),
        trained(
            "two steps exchanged",
            "window: LINEAR d1.w.end.q",
            new ReferenceTrainer(setup) {
              @Override
              int row(int step, int b) {
                return super.row(step == 0 ? 2 : step == 2 ? 0 : step, b);
              }
            }),
        trained(
            "another feature in one step",
            "window: LINEAR d1.w.end.q",
            new ReferenceTrainer(setup) {
              @Override
              int feature(int step, int i, int row) {
                return step == 2
                    ? super.feature(step, (i + 1) % 3, row)
                    : super.feature(step, i, row);
              }
            }));
  }

  List<Corruption> denseLayer() {
    return List.of(
        trained("a pre-activation + 1", "window: LOOKUP d1.z.rt", new Shifted(setup, 1)),
        trained("a pre-activation - 1", "window: LOOKUP d1.z.rt", new Shifted(setup, -1)),
        new Corruption(
            "a pre-activation a fraction, its low limb fitted",
            "window: LOOKUP sigmoid",
            a -> fraction(a, 0, "d1.z", program.weightFraction())),
        new Corruption(
            "a low limb of a remainder out of range, the last fitted",
            "window: LOOKUP d1.z.r0",
            a -> add(a.own(0, "d1.z.r0"), 3, 1L << program.limb())));
  }

  private static final class Shifted extends ReferenceTrainer {
    private final int by;

    Shifted(WholeRun.Setup setup, int by) {
      super(setup);
      this.by = by;
    }

    @Override
    BigInteger preActivation(int step, int layer, int b, int o, BigInteger z) {
      return step == 3 && b == 1 ? z.add(BigInteger.valueOf(by)) : z;
    }
  }

  List<Corruption> sigmoidLoss() {
    return List.of(
        new Corruption(
            "the probability of another pre-activation",
            "window: LOOKUP sigmoid",
            a -> add(a.own(0, "p"), 4, 1)),
        trained(
            "another class",
            "window: LOOKUP dl.rt",
            new ReferenceTrainer(setup) {
              @Override
              int label(int step, int row) {
                return step == 2 && row == row(2, 0)
                    ? 1 - super.label(step, row)
                    : super.label(step, row);
              }
            }));
  }

  List<Corruption> rateFold() {
    return List.of(
        trained("the rate of an earlier segment", "window: LOOKUP dl.rt", new Rate(setup, 0, 0)),
        trained("a rate 10 units too high", "window: LOOKUP dl.rt", new Rate(setup, 3, 10)),
        trained("a rate 10 units too low", "window: LOOKUP dl.rt", new Rate(setup, 3, -10)),
        trained("a step skipped", "window: LOOKUP dl.rt", new Rate(setup, 3, -154)),
        trained(
            "rounded down",
            "window: LOOKUP dl.rt",
            new ReferenceTrainer(setup) {
              @Override
              BigInteger round(String name, BigInteger n, int shift) {
                return name.equals("dl") ? n.shiftRight(shift) : super.round(name, n, shift);
              }
            }),
        new Corruption(
            "a signal a fraction within its remainder",
            "window: LOOKUP dl.s",
            a -> {
              long unit = Goldilocks.inverse(1L << program.rateShift());
              add(a.own(0, "dl"), 6, Goldilocks.neg(unit));
            }));
  }

  private static final class Rate extends ReferenceTrainer {
    private final int from;
    private final int off;

    Rate(WholeRun.Setup setup, int from, int off) {
      super(setup);
      this.from = from;
      this.off = off;
    }

    @Override
    BigInteger eta(int step) {
      return step == 3 ? super.eta(from).add(BigInteger.valueOf(off)) : super.eta(step);
    }
  }

  List<Corruption> windowStart() {
    return List.of(
        trained("other initial weights", "window: LINEAR d1.w.end.q", new Start(setup, 0, false)),
        trained(
            "a segment starts elsewhere than the one before ended",
            "window: LINEAR d1.w.end.q",
            new Start(setup, 1, false)),
        trained(
            "a segment restarts from the initial weights",
            "window: LOOKUP d1.z.rt",
            new Start(setup, 1, true)),
        trained(
            "the next part starts elsewhere",
            "window: LINEAR d1.w.end.q",
            new Start(setup, 2, false)),
        trained(
            "the next part restarts from the initial weights",
            "window: LOOKUP d1.z.rt",
            new Start(setup, 2, true)));
  }

  private static final class Start extends ReferenceTrainer {
    private final int segment;
    private final boolean restart;

    Start(WholeRun.Setup setup, int segment, boolean restart) {
      super(setup);
      this.segment = segment;
      this.restart = restart;
    }

    @Override
    BigInteger[][] start(int number, BigInteger[][] carried) {
      if (number != segment) {
        return carried;
      }
      BigInteger[][] out = restart ? zeros(carried) : carried.clone();
      out[0] = out[0].clone();
      out[0][0] = restart ? out[0][0] : out[0][0].add(BigInteger.ONE);
      return out;
    }
  }

  List<Corruption> exactSgd() {
    List<Corruption> out = new ArrayList<>();
    for (String w : List.of("d1.w", "d1.b")) {
      String column = "out." + w;
      out.add(
          new Corruption(
              column + " + 1 at the end of a segment",
              "window: LINEAR " + w + ".end.q",
              a -> follow(a, column, 0, 1)));
      out.add(
          new Corruption(
              column + " + 1 at the end of a window",
              "window: LINEAR " + w + ".end.q",
              a -> follow(a, column, a.own(0, column).length - 1, 1)));
      out.add(
          new Corruption(
              column + " a fraction",
              "window: LOOKUP " + column + ".s",
              a -> add(a.own(0, column), 0, Goldilocks.HALF)));
      out.add(
          new Corruption(
              column + " out of range, its low limb fitted",
              "window: LOOKUP " + column + ".s",
              a -> add(a.own(0, column), 0, 1L << program.weightBits())));
      out.add(
          new Corruption(
              "a low limb of " + column + " out of range, the last fitted",
              "window: LOOKUP " + column + ".l0",
              a -> add(a.own(0, column + ".l0"), 0, 1L << program.limb())));
    }
    return out;
  }

  // ---- export, evaluation, data set

  List<Corruption> export() {
    List<Corruption> out = new ArrayList<>();
    for (String w : List.of("d1.w", "d1.b")) {
      String served = "served." + w;
      for (int d : new int[] {1, -1}) {
        out.add(
            new Corruption(
                served + " " + d,
                "export: LOOKUP " + served + ".rt",
                a -> {
                  long[] cells = a.older("released", w);
                  add(cells, 0, Goldilocks.fromSigned(d));
                  long low =
                      (cells[0] + (1L << (program.exportBits() - 1)))
                          & ((1L << program.limb()) - 1);
                  a.own(EXPORT, served + ".l0")[0] = low;
                }));
      }
      out.add(
          new Corruption(
              served + " a fraction",
              "export: LOOKUP " + served + ".s",
              a ->
                  add(
                      a.older("released", w),
                      0,
                      Goldilocks.inverse(
                          1L << (program.weightFraction() - program.exportFraction())))));
      out.add(
          new Corruption(
              "a low limb of " + served + " out of range, the last fitted",
              "export: LOOKUP " + served + ".l0",
              a -> add(a.own(EXPORT, served + ".l0"), 0, 1L << program.limb())));
    }
    return out;
  }

  List<Corruption> evaluation() {
    return List.of(
        new Corruption(
            "a pre-activation + 1",
            "evaluation: LOOKUP d1.z.rt",
            a -> add(a.own(EVALUATION, "d1.z"), 2, 1)),
        new Corruption(
            "a pre-activation a fraction, its low limb fitted",
            "evaluation: LOOKUP sign",
            a -> fraction(a, EVALUATION, "d1.z", program.exportFraction())),
        new Corruption(
            "a low limb of a remainder out of range, the last fitted",
            "evaluation: LOOKUP d1.z.r0",
            a -> add(a.own(EVALUATION, "d1.z.r0"), 2, 1L << program.limb())),
        new Corruption(
            "a prediction of the other class",
            "evaluation: LOOKUP sign",
            a -> flip(a.own(EVALUATION, "u"), 0)),
        new Corruption(
            "a record of the other class in the evaluated part",
            "evaluation: PRODUCT correct",
            a -> flip(a.older("test", "y"), 0)));
  }

  List<Corruption> datasetRange() {
    return List.of(
        new Corruption(
            "a feature above its range",
            "dataset: LOOKUP data.x.lo.s",
            a -> a.older("data", "x")[0] = program.features().max() + 1L),
        new Corruption(
            "a feature below its range",
            "dataset: LOOKUP data.x.lo.s",
            a -> a.older("data", "x")[0] = Goldilocks.fromSigned(program.features().min() - 1)),
        new Corruption(
            "a feature a fraction",
            "dataset: LOOKUP data.x.lo.s",
            a -> a.older("data", "x")[0] = Goldilocks.HALF),
        new Corruption("a label 2", "dataset: LOOKUP data.y", a -> a.older("data", "y")[0] = 2),
        new Corruption(
            "a label -1",
            "dataset: LOOKUP data.y",
            a -> a.older("data", "y")[0] = Goldilocks.fromSigned(-1)),
        new Corruption(
            "a label one half",
            "dataset: LOOKUP data.y",
            a -> a.older("data", "y")[0] = Goldilocks.HALF));
  }

  // ---- ways to alter cells

  private Corruption trained(String name, String expected, ReferenceTrainer liar) {
    ReferenceTrainer.Result lie = liar.train(setup);
    return new Corruption(name, expected, lie::into);
  }

  private static void add(long[] cells, int at, long element) {
    cells[at] = Goldilocks.add(cells[at], element);
  }

  private static void flip(long[] cells, int at) {
    cells[at] = 1 - cells[at];
  }

  /// Adds to a cell of a boundary and follows with its low limb.
  private void follow(Assignment a, String column, int at, int by) {
    add(a.own(0, column), at, Goldilocks.fromSigned(by));
    long value = Goldilocks.toSigned(a.own(0, column)[at]) + (1L << (program.weightBits() - 1));
    a.own(0, column + ".l0")[at] = value & ((1L << program.limb()) - 1);
  }

  /// `y + 2^-s` and low limb - 1, at a cell whose low limb is not zero: the equation still holds.
  private static void fraction(Assignment a, int part, String column, int shift) {
    long[] low = a.own(part, column + ".r0");
    int at = 0;
    while (low[at] == 0) {
      at++;
    }
    low[at]--;
    add(a.own(part, column), at, Goldilocks.inverse(1L << shift));
  }
}
