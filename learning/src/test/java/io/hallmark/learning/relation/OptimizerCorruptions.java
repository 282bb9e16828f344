package io.hallmark.learning.relation;

import static io.hallmark.learning.relation.CellEdits.add;
import static io.hallmark.learning.relation.CellEdits.fraction;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.operator.ParameterTensor;
import io.hallmark.learning.program.AdamFormat;
import io.hallmark.learning.program.ClipFormat;
import io.hallmark.learning.program.TrainingProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Corruptions of AdamW, weight decay, clipping and squared error in the first training part of a
/// program of the published vectors. One list per operator.
final class OptimizerCorruptions {
  private final WholeRun run;
  private final WholeRun.Setup setup;
  private final TrainingProgram program;
  private final List<Corruption> out = new ArrayList<>();

  OptimizerCorruptions(WholeRun run, WholeRun.Setup setup) {
    this.run = run;
    this.setup = setup;
    this.program = setup.network().program();
  }

  List<Corruption> all() {
    for (ParameterTensor w : setup.network().tensors()) {
      program.adam().ifPresent(k -> adam(w.name(), k.format()));
      if (w.labels().size() > 1 && program.decay().isPresent()) {
        decay(w.name());
      }
    }
    program.adam().ifPresent(k -> adamRules(k.format()));
    if (program.target().isPresent()) {
      squaredError();
    }
    switch (program.clip()) {
      case ClipFormat.Value v -> valueClip(v.max());
      case ClipFormat.Norm n -> normClip(n);
      case ClipFormat.None _ -> {}
    }
    limbs();
    return out;
  }

  private void edited(String name, String constraint, Consumer<Assignment> edit) {
    out.add(new Corruption(name, constraint, edit));
  }

  private void trained(String name, String constraint, ReferenceTrainer liar) {
    edited(name, constraint, a -> liar.train(setup).into(a));
  }

  private void off(String column, long by, String constraint) {
    edited(
        column + " off by " + by,
        constraint,
        a -> add(a.own(0, column), 0, Goldilocks.fromSigned(by)));
  }

  /// `y + k/2^shift` with a remainder that is k smaller, so that the rounding still holds.
  private void fractionOf(String column, int shift, String constraint) {
    edited(
        column + " a fraction, its remainder fitted",
        constraint,
        a -> {
          if (a.has(0, column + ".r0")) {
            fraction(a, 0, column, shift);
            return;
          }
          long[] rest = new PlainEvaluator(run.run(), 0, a).values(column + ".rt");
          add(a.own(0, column), notZero(rest), fraction(1, shift));
        });
  }

  private static int notZero(long[] cells) {
    int at = 0;
    while (cells[at] == 0) {
      at++;
    }
    return at;
  }

  private void adam(String w, AdamFormat format) {
    if (format.isWide()) {
      edited(
          w + ": a gradient out of range",
          "LOOKUP " + w + ".g.s",
          a -> add(a.own(0, w + ".g.l0"), 0, 1));
    } else {
      off(w + ".g", 1, "LOOKUP " + w + ".g.rt");
      off(w + ".g", -1, "LOOKUP " + w + ".g.rt");
      fractionOf(w + ".g", format.gradShift(), "LOOKUP " + w + ".g.s");
    }
    off(w + ".root", 1, "LOOKUP " + w + ".root.r.s");
    off(w + ".root", -1, "LOOKUP " + w + ".root.c.s");
    edited(
        w + ": the second root 1 - S",
        "LOOKUP " + w + ".root.c.s",
        a -> {
          long[] root = a.own(0, w + ".root");
          root[0] = Goldilocks.sub(1, root[0]);
        });
    off(w + ".d", 1, "LOOKUP " + w + ".d.r.s");
    off(w + ".d", -1, "LOOKUP " + w + ".d.c.s");
    edited(
        w + ": a step a fraction, remainder and slack fitted",
        "LOOKUP " + w + ".d.s",
        a -> {
          PlainEvaluator values = new PlainEvaluator(run.run(), 0, a);
          int at = notZero(values.values(w + ".d.rem"));
          long den = values.values(format.isWide() ? w + ".den" : w + ".root")[at];
          add(a.own(0, w + ".d"), at, Goldilocks.inverse(Goldilocks.mul(2, den)));
          shiftLimb(a, w + ".d.r.l0", at, -1);
          shiftLimb(a, w + ".d.c.l0", at, 1);
        });
    off("out." + w, 1, end(w));
    off("out." + w + ".m", 1, "LOOKUP " + w + ".mend.rt");
    fractionOfState(w, "m", 14, false);
    off("out." + w + ".u", 1, "LOOKUP " + w + ".uend.rt");
    fractionOfState(w, "u", 14 - format.decayShift(), true);
    if (format.kernelBits() > 0) {
      off(w + ".hr", 1, "LOOKUP " + w + ".hr.rt");
      fractionOf(w + ".hr", format.kernelBits(), "LOOKUP " + w + ".hr.s");
    }
    if (format.decayShift() > 0) {
      off(w + ".uh", 1, "LOOKUP " + w + ".uh.rt");
      edited(
          w + ": a moment to decay that is a fraction",
          "LOOKUP " + w + ".uh.s",
          a -> add(a.own(0, w + ".uh"), 0, Goldilocks.HALF));
    }
  }

  private String end(String w) {
    boolean decays = program.decay().isPresent() && w.endsWith(".w");
    return decays ? "LOOKUP " + w + ".dec.rt" : "LINEAR " + w + ".end.q";
  }

  private void fractionOfState(String w, String state, int shift, boolean unsigned) {
    String column = "out." + w + "." + state;
    edited(
        column + " a fraction",
        "LOOKUP " + column + ".s",
        a -> add(a.own(0, column), 0, fraction(unsigned ? 3 : 1, Math.max(1, shift))));
  }

  private void shiftLimb(Assignment a, String limb, int at, int by) {
    if (a.has(0, limb)) {
      long mask = (1L << program.limb()) - 1;
      a.own(0, limb)[at] = (a.own(0, limb)[at] + by) & mask;
    }
  }

  private void adamRules(AdamFormat format) {
    String step = "LOOKUP d1.w.d.r.s";
    trained("the rate of an earlier step", step, new Liars.AdamStep(setup, false));
    if (format.isWide()) {
      trained("eps of an earlier step", step, new Liars.AdamStep(setup, true));
    }
    if (program.segments() > 1 && setup.spans().getFirst() > 1) {
      trained("a first moment forgotten", "LOOKUP d1.w.mend.rt", new Liars.State(setup, 1, true));
      trained(
          "a second moment a little too large",
          format.decayShift() > 0 ? "LOOKUP d1.w.uh.rt" : "LOOKUP d1.w.uend.rt",
          new Liars.SecondMoment(setup, 1, 1L << format.decayShift()));
      trained(
          "a second moment forged",
          "LOOKUP d1.w.root.r.s",
          new Liars.SecondMoment(setup, 1, 1 << 12));
    }
  }

  private void decay(String w) {
    trained("no decay", "LOOKUP d1.w.dec.rt", new Liars.Decay(setup, 0));
    trained("all decays", "LOOKUP d1.w.dec.rt", new Liars.Decay(setup, 1 << 24));
    off("out." + w, 1, "LOOKUP " + w + ".dec.rt");
    edited(
        w + " decayed to a fraction",
        "LOOKUP out." + w + ".s",
        a -> add(a.own(0, "out." + w), 0, Goldilocks.HALF));
    edited(
        w + " a fraction before it decays",
        "LOOKUP pre." + w + ".s",
        a -> add(a.own(0, "pre." + w), 0, Goldilocks.HALF));
    off(
        "pre." + w,
        1,
        program.kernelBits() > 0 ? "LOOKUP " + w + ".end.rt" : "LINEAR " + w + ".end.q");
  }

  private void squaredError() {
    String last = "d" + program.layers().size();
    if (program.adam().isEmpty()) {
      edited("another target", "LOOKUP dl.rt", a -> add(a.older("data", "y"), record(), 12));
      off("dl", 1, "LOOKUP dl.rt");
    }
    edited(
        "an output a fraction, its remainder fitted",
        "LOOKUP z.s",
        a -> fraction(a, 0, last + ".z", program.preActivationShift()));
  }

  /// The first record that the first step reads.
  private int record() {
    return setup.network().sampledRows(setup.seed()).small(0);
  }

  private void valueClip(int max) {
    if (program.adam().isEmpty()) {
      edited("a signal that is not clipped", "LOOKUP dl.clip", a -> copyLarge(a, "dl", max));
      off("dl.c", 1, "LOOKUP dl.clip");
    }
    edited(
        "a hidden signal that is clipped elsewhere",
        "LOOKUP d1.clip",
        a -> add(a.own(0, "d1.da.c"), 0, 1));
  }

  private static void copyLarge(Assignment a, String signal, int max) {
    long[] cells = a.own(0, signal);
    int at = 0;
    while (Math.abs(Goldilocks.toSigned(cells[at])) <= max) {
      at++;
    }
    a.own(0, signal + ".c")[at] = cells[at];
  }

  private void normClip(ClipFormat.Norm n) {
    for (int l = 0; l < program.layers().size(); l++) {
      String d = "d" + (l + 1);
      gram(d + ".kx", n.actShift().get(l));
      gram(d + ".kz", n.signalShift().get(l));
      off(d + ".dn", 1, "LOOKUP " + d + ".dn.rt");
      off(d + ".dn", -1, "LOOKUP " + d + ".dn.rt");
      fractionOf(d + ".dn", 14, "LOOKUP " + d + ".dn.s");
    }
    edited("keep 2", "LOOKUP keep", a -> a.own(0, "keep")[0] = 2);
    edited("keep one half", "LOOKUP keep", a -> a.own(0, "keep")[0] = Goldilocks.HALF);
    edited(
        "signals kept although the norm is large, or cut although it is not",
        "LOOKUP keep.s",
        a -> a.own(0, "keep")[0] ^= 1);
    off("root", 1, "LOOKUP root.r.s");
    edited(
        "a root too small",
        "LOOKUP root.c.s",
        a -> add(a.own(0, "root"), cut(a), Goldilocks.fromSigned(-1)));
    off("fac", 1, "LOOKUP fac.r.s");
    off("fac", -1, "LOOKUP fac.c.s");
    edited(
        "a factor a fraction, remainder and slack fitted",
        "LOOKUP fac.s",
        a -> {
          PlainEvaluator values = new PlainEvaluator(run.run(), 0, a);
          int at = notZero(values.values("fac.rem"));
          add(a.own(0, "fac"), at, Goldilocks.inverse(values.values("root")[at]));
          shiftLimb(a, "fac.r.l0", at, -1);
          shiftLimb(a, "fac.c.l0", at, 1);
        });
  }

  /// A step whose signals are scaled down.
  private static int cut(Assignment a) {
    long[] keep = a.own(0, "keep");
    int at = 0;
    while (keep[at] == 1) {
      at++;
    }
    return at;
  }

  private void gram(String k, int shift) {
    off(k, 1, shift == 0 ? "LINEAR " + k + ".q" : "LOOKUP " + k + ".rt");
    off(k, -1, shift == 0 ? "LINEAR " + k + ".q" : "LOOKUP " + k + ".rt");
    edited(
        k + " a fraction",
        "LOOKUP " + k + ".s",
        a -> add(a.own(0, k), 0, shift == 0 ? Goldilocks.HALF : fraction(1, shift)));
  }

  /// Every committed limb, out of its range.
  private void limbs() {
    run.run().parts().getFirst().lookups().stream()
        .filter(l -> run.witness().getFirst().containsKey(l.name()))
        .filter(l -> l.name().matches(".*\\.[rl][0-9]+"))
        .forEach(l ->
            edited(
                "a limb " + l.name() + " out of range",
                "LOOKUP " + l.name(),
                a -> add(a.own(0, l.name()), 0, 1L << program.limb())));
  }
}
