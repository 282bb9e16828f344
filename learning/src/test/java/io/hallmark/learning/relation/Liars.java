package io.hallmark.learning.relation;

import java.math.BigInteger;

/// Trainers of perceptrons that break one rule.
final class Liars {
  private Liars() {}

  /// Starts a segment elsewhere: one weight off by one, or again from the initial weights.
  static final class Start extends ReferenceTrainer {
    private final WholeRun.Setup setup;
    private final int segment;
    private final boolean restart;

    Start(WholeRun.Setup setup, int segment, boolean restart) {
      super(setup);
      this.setup = setup;
      this.segment = segment;
      this.restart = restart;
    }

    @Override
    BigInteger[][] start(int number, BigInteger[][] carried) {
      return number != segment ? carried : restart ? initial(setup) : bumped(carried);
    }
  }

  /// Starts a segment with another momentum: one entry off by one, or none at all.
  static final class State extends ReferenceTrainer {
    private final int segment;
    private final boolean forget;

    State(WholeRun.Setup setup, int segment, boolean forget) {
      super(setup);
      this.segment = segment;
      this.forget = forget;
    }

    @Override
    BigInteger[][] startState(int number, BigInteger[][] carried) {
      return number != segment ? carried : forget ? zeros(carried) : bumped(carried);
    }
  }

  /// Starts a segment with other second moments: one entry off by so much.
  static final class SecondMoment extends ReferenceTrainer {
    private final int segment;
    private final long by;

    SecondMoment(WholeRun.Setup setup, int segment, long by) {
      super(setup);
      this.segment = segment;
      this.by = by;
    }

    @Override
    BigInteger[][] startSecond(int number, BigInteger[][] carried) {
      if (number != segment) {
        return carried;
      }
      BigInteger[][] out = carried.clone();
      out[0] = carried[0].clone();
      out[0][0] = carried[0][0].add(BigInteger.valueOf(by));
      return out;
    }
  }

  /// Takes the rate, or eps, of another step of AdamW.
  static final class AdamStep extends ReferenceTrainer {
    private final boolean eps;

    AdamStep(WholeRun.Setup setup, boolean eps) {
      super(setup);
      this.eps = eps;
    }

    @Override
    ReferenceAdam adamRules() {
      boolean other = eps;
      return new ReferenceAdam(this) {
        @Override
        BigInteger moved(int step, int n) {
          return super.moved(other ? step : Math.max(0, step - 2), n);
        }

        @Override
        BigInteger eps(int step) {
          return super.eps(other ? Math.max(0, step - 2) : step);
        }
      };
    }
  }

  /// Decays by another factor.
  static final class Decay extends ReferenceTrainer {
    private final long factor;

    Decay(WholeRun.Setup setup, long factor) {
      super(setup);
      this.factor = factor;
    }

    @Override
    BigInteger decay(int segment) {
      return BigInteger.valueOf(factor);
    }
  }

  private static BigInteger[][] bumped(BigInteger[][] w) {
    BigInteger[][] out = w.clone();
    out[0] = w[0].clone();
    out[0][0] = w[0][0].add(BigInteger.ONE);
    return out;
  }

  /// A momentum that keeps nothing.
  static final class Forgetful extends ReferenceTrainer {
    Forgetful(WholeRun.Setup setup) {
      super(setup);
    }

    @Override
    BigInteger kernel(int n, boolean state) {
      return state || n == 0 ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(program.kernelBits());
    }

    @Override
    BigInteger remaining(int n) {
      return n > 0 ? BigInteger.ZERO : super.remaining(0);
    }
  }

  /// A kernel C one unit too high.
  static final class OtherFactor extends ReferenceTrainer {
    OtherFactor(WholeRun.Setup setup) {
      super(setup);
    }

    @Override
    BigInteger kernel(int n, boolean state) {
      return state || n == 0 ? super.kernel(n, state) : super.kernel(n, false).add(BigInteger.ONE);
    }
  }

  /// Rounds one kind of value down.
  static final class Down extends ReferenceTrainer {
    private final String name;

    Down(WholeRun.Setup setup, String name) {
      super(setup);
      this.name = name;
    }

    @Override
    BigInteger round(String what, BigInteger n, int shift) {
      return what.equals(name) ? n.shiftRight(shift) : super.round(what, n, shift);
    }
  }

  /// Uses another rate in step 3.
  static final class Rate extends ReferenceTrainer {
    private final int from;
    private final BigInteger off;

    Rate(WholeRun.Setup setup, int from, long off) {
      super(setup);
      this.from = from;
      this.off = BigInteger.valueOf(off);
    }

    @Override
    BigInteger eta(int step) {
      return step == 3 ? super.eta(from).add(off) : super.eta(step);
    }
  }

  /// Reads other records or features in step 2.
  static final class Reader extends ReferenceTrainer {
    /// What it reads.
    enum Kind {
      /// The records of a batch in another order.
      EXCHANGED,
      /// Another record.
      RECORD,
      /// Steps 0 and 2 exchanged.
      STEP,
      /// The features of a record turned by one.
      FEATURE,
      /// Another class.
      CLASS
    }

    private final Kind kind;

    Reader(WholeRun.Setup setup, Kind kind) {
      super(setup);
      this.kind = kind;
    }

    @Override
    int row(int step, int b) {
      return switch (kind) {
        case EXCHANGED -> super.row(step, step == lied() && b < 2 ? 1 - b : b);
        case RECORD ->
            step == lied() && b == 0
                ? (super.row(step, 0) + 1) % program.trainRows()
                : super.row(step, b);
        case STEP -> super.row(step == 0 ? lied() : step == lied() ? 0 : step, b);
        default -> super.row(step, b);
      };
    }

    private int lied() {
      return Math.min(2, program.steps() - 1);
    }

    @Override
    int feature(int step, int i, int row) {
      int by = kind == Kind.FEATURE && step == lied() ? 1 : 0;
      return super.feature(step, (i + by) % program.features().count(), row);
    }

    @Override
    int label(int step, int row) {
      int by = kind == Kind.CLASS && step == 2 && row == row(2, 0) ? 1 : 0;
      return (super.label(step, row) + by) % program.classes();
    }
  }

  /// Adds a number to one value of step 3, sample 1.
  static final class Off extends ReferenceTrainer {
    private final String what;
    private final BigInteger by;

    Off(WholeRun.Setup setup, String what, int by) {
      super(setup);
      this.what = what;
      this.by = BigInteger.valueOf(by);
    }

    private BigInteger off(String name, int step, int b, int o, BigInteger value) {
      return name.equals(what) && step == 3 && b == 1 && o == 0 ? value.add(by) : value;
    }

    @Override
    BigInteger preActivation(int step, int layer, int b, int o, BigInteger z) {
      return off("d" + (layer + 1) + ".z", step, b, o, z);
    }

    @Override
    BigInteger maximum(int step, int b, BigInteger m) {
      return off("max", step, b, 0, m);
    }

    @Override
    BigInteger reciprocal(int step, int b, BigInteger r) {
      return off("inv", step, b, 0, r);
    }

    @Override
    BigInteger probability(int step, int b, int o, BigInteger p) {
      return off("p", step, b, o, p);
    }

    @Override
    BigInteger signal(int step, int b, int o, BigInteger dl) {
      return off("dl", step, b, o, dl);
    }

    @Override
    BigInteger hiddenSignal(int step, int layer, int b, int o, BigInteger da) {
      return off("d" + (layer + 1) + ".da", step, b, o, da);
    }
  }

  /// Carries signals back with the weights of the step before.
  static final class OldWeights extends ReferenceTrainer {
    OldWeights(WholeRun.Setup setup) {
      super(setup);
    }

    @Override
    int backwardStep(int step) {
      return step == 3 ? 2 : step;
    }
  }
}
