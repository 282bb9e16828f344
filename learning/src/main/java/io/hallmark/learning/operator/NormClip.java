package io.hallmark.learning.operator;

import io.hallmark.learning.program.ClipFactors;
import io.hallmark.learning.program.ClipFormat;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Clipping by the global norm of the gradient, without a cell per parameter: `‖XᵀdZ‖² = Σ_(b,b')
/// (XXᵀ)[b,b']·(dZdZᵀ)[b,b']`. Per layer, rounded so that both stay within wk signed bits,
///
/// - `kx = rnd(Σ_i x·x + 2^(2fx), sx)` (the constant is the input of the bias), `kz = rnd(Σ_o
///   dz·dz, sz)`, `n2 = Σ kx·kz`;
///
/// then per step, with the public Cc and Θ of [ClipFactors]:
///
/// - `norm = Σ_l 2^(s_l-s0)·n2`, `keep = [norm < Θ]`, `root = troot((1-keep)·norm)`;
/// - `fac = floor((1-keep)·Cc / root)`, `factor = fac + 2^14·keep`, `dn = rnd(dz·factor, 14)`,
///   which takes the place of dz in the gradient and is dz itself where keep = 1.
///
/// keep is pinned because `Θ - 1 - norm` (keep = 1) or `norm - Θ` (keep = 0) is not negative; a
/// norm made negative by rounding keeps the signals.
///
/// @param layers the layers
/// @param clip the formats
/// @param factors Cc and Θ
/// @param normBits bits of every distance between norm and threshold
/// @param bs signed bits of a signal
/// @param fg scale of a signal
public record NormClip(
    List<DenseLayer> layers,
    ClipFormat.Norm clip,
    ClipFactors factors,
    int normBits,
    int bs,
    int fg) {
  static final String KEEP = "keep";
  static final String FACTOR = "fac";
  private static final List<String> AT = List.of("g", "t");

  /// Copies the list.
  public NormClip {
    layers = List.copyOf(layers);
  }

  private int limb() {
    return layers.getFirst().limb();
  }

  private long constant() {
    return 1L << (2 * layers.getFirst().fx());
  }

  Round inputRound(int l) {
    return new Round(layers.get(l).name() + ".kx", clip.actShift().get(l), limb());
  }

  Round signalRound(int l) {
    return new Round(layers.get(l).name() + ".kz", clip.signalShift().get(l), limb());
  }

  Range gramRange(Round round) {
    return Range.signed(round.name(), clip.gramBits(), limb());
  }

  Range keepRange() {
    return new Range(KEEP, 0, normBits, limb());
  }

  TriangularRoot root() {
    return new TriangularRoot("root", clip.rootBits(), limb());
  }

  Remainder quotient() {
    return new Remainder(FACTOR, clip.rootBits() + 1, limb());
  }

  Range factorRange() {
    return new Range(FACTOR, 0, ClipFactors.FACTOR_BITS, limb());
  }

  SignalFormat scaled(int l) {
    String name = layers.get(l).name() + ".dn";
    return new SignalFormat(
        name, name, ClipFactors.FACTOR_BITS, bs, fg, limb(), java.util.Optional.empty());
  }

  /// `Σ_i x[b,i]·x[b2,i] + 2^(2fx)`, to be rounded to kx.
  public long inputs(int[] x, int width, int b, int b2) {
    return inner(x, width, b, b2) + constant();
  }

  /// `Σ_o dz[b,o]·dz[b2,o]`, to be rounded to kz.
  public long signals(int[] dz, int width, int b, int b2) {
    return inner(dz, width, b, b2);
  }

  private static long inner(int[] v, int width, int b, int b2) {
    long sum = 0;
    for (int i = 0; i < width; i++) {
      sum += (long) v[b * width + i] * v[b2 * width + i];
    }
    return sum;
  }

  /// `2^(s_l - s0)`.
  public long weight(int l) {
    return 1L << (clip.shift(l) - clip.leastShift());
  }

  /// `Θ - 1 - norm` where signals are kept, else `norm - Θ`.
  public static long distance(boolean keep, long threshold, long norm) {
    return keep ? threshold - 1 - norm : norm - threshold;
  }

  /// Columns in a recorder.
  ///
  /// @param samples records of a batch
  /// @param steps number of steps
  public NormClipTape tape(CellRecorder recorder, int samples, int steps) {
    return new NormClipTape(this, recorder, samples, steps);
  }

  /// Emits the scaled signals.
  ///
  /// @param inputs column of the inputs of every layer
  /// @param signals column of the signals of every layer
  /// @return the columns that take the place of the signals
  public List<String> emit(
      PartBuilder b, List<String> inputs, List<String> signals, StepWindow window) {
    List<Column.Term> terms = new ArrayList<>();
    for (int l = 0; l < layers.size(); l++) {
      terms.add(PartBuilder.term(weight(l), emitNorm(b, l, inputs.get(l), signals.get(l))));
    }
    String factor = emitFactor(b, b.affine("norm", AT, 0, terms), window);
    return IntStream.range(0, layers.size())
        .mapToObj(l -> {
          SignalFormat format = scaled(l);
          List<String> at = b.at(signals.get(l));
          b.committed(format.name(), at);
          String a = b.product(format.name() + ".a", at, signals.get(l), factor);
          return format.emit(b, List.of(new Column.Term(1, a)));
        })
        .toList();
  }

  /// The square of the norm of the gradient of a layer.
  private String emitNorm(PartBuilder b, int l, String x, String dz) {
    String d = layers.get(l).name();
    String kx = emitGram(b, inputRound(l), x, b.rename(d + ".x2", x, "b", "b2"), constant());
    String kz = emitGram(b, signalRound(l), dz, b.rename(d + ".z2", dz, "b", "b2"), 0);
    return b.product(d + ".n2", AT, kx, kz);
  }

  private String emitGram(PartBuilder b, Round round, String v, String other, long constant) {
    List<String> at = b.full("g", "t", "b", "b2");
    String k = b.committed(round.name(), at);
    String a = b.product(k + ".a", at, v, other);
    round.emit(b, k, constant, List.of(new Column.Term(1, a)));
    gramRange(round).emit(b, k);
    return k;
  }

  private String emitFactor(PartBuilder b, String norm, StepWindow window) {
    String bound = b.constant("clip.c", AT, window.perStep(factors::bound));
    String threshold = b.constant("clip.t", AT, window.perStep(factors::threshold));
    String keep = b.committed(KEEP, AT);
    b.lookup(KEEP, List.of(keep), TableSpec.range(1));
    String cut = b.affine("cut", AT, 1, List.of(PartBuilder.term(-1, keep)));
    String large = b.product("norm.c", AT, cut, norm);
    String kept = b.product("keep.t", AT, keep, threshold);
    String distance =
        b.affine(
            "keep.n",
            AT,
            0,
            List.of(
                PartBuilder.term(-1, keep),
                PartBuilder.term(-1, threshold),
                PartBuilder.term(2, kept),
                PartBuilder.term(-1, norm),
                PartBuilder.term(2, large)));
    keepRange().emit(b, distance);
    String root = root().emit(b, AT, List.of(new Column.Term(1, large)));
    String factor = b.committed(FACTOR, AT);
    String top = b.product("cut.c", AT, cut, bound);
    String bottom = b.product("fac.a", AT, root, factor);
    String rem =
        b.affine("fac.rem", AT, 0, List.of(PartBuilder.term(1, top), PartBuilder.term(-1, bottom)));
    quotient().emit(b, rem, List.of(PartBuilder.term(1, root)));
    factorRange().emit(b, factor);
    long one = 1L << ClipFactors.FACTOR_BITS;
    return b.affine(
        "factor", AT, 0, List.of(PartBuilder.term(1, factor), PartBuilder.term(one, keep)));
  }
}
