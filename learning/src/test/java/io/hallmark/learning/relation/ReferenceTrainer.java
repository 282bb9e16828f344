package io.hallmark.learning.relation;

import io.hallmark.document.Rational;
import io.hallmark.learning.fixedpoint.FunctionTables;
import io.hallmark.learning.model.Network;
import io.hallmark.learning.program.LayerFormat;
import io.hallmark.learning.program.LossKind;
import io.hallmark.learning.program.TrainingProgram;
import io.hallmark.learning.trace.SampleTable;
import io.hallmark.proof.commitment.Cells;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A second trainer, slow and written from the definitions with unbounded integers. A liar
/// overrides one rule and follows all others, so its cells are consistent with its lie; it does not
/// stop at a range. Layers and steps are counted from 0.
class ReferenceTrainer {
  private static final BigInteger MODULUS =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE.shiftLeft(32)).add(BigInteger.ONE);
  final Network network;
  final TrainingProgram program;
  private final SampleTable samples;
  private final Cells rows;
  private final int[] table;
  private final boolean isLiar;
  private final Optional<ReferenceAdam> adam;
  private final ReferenceClip clip;
  private Map<String, TreeMap<int[], BigInteger>> cells = new LinkedHashMap<>();
  private int firstSegment;

  /// A value left its range.
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop(String message) {
      super(message);
    }
  }

  ReferenceTrainer(WholeRun.Setup setup) {
    this.network = setup.network();
    this.program = network.program();
    this.samples = setup.train();
    this.rows = network.sampledRows(setup.seed());
    this.isLiar = getClass() != ReferenceTrainer.class;
    int fx = program.inputFraction();
    int bz = program.activationBits();
    this.table =
        switch (program.loss()) {
          case SIGMOID -> FunctionTables.sigmoid(fx, program.probFraction(), bz);
          case SOFTMAX -> FunctionTables.exponential(fx, program.expFraction(), bz);
          case SQUARED -> new int[0];
        };
    this.adam = program.adam().isPresent() ? Optional.of(adamRules()) : Optional.empty();
    this.clip = new ReferenceClip(this);
  }

  // ---- the rules

  int row(int step, int b) {
    return rows.small(step * program.batch() + b);
  }

  BigInteger eta(int step) {
    return BigInteger.valueOf(network.etas().element(step));
  }

  int feature(int step, int i, int row) {
    return samples.feature(i, row);
  }

  int label(int step, int row) {
    return samples.label(row);
  }

  /// Weights and biases at the start of a segment.
  BigInteger[][] start(int segment, BigInteger[][] carried) {
    return carried;
  }

  /// Momentum, or first moments of AdamW, at the start of a segment.
  BigInteger[][] startState(int segment, BigInteger[][] carried) {
    return carried;
  }

  /// Second moments of AdamW at the start of a segment.
  BigInteger[][] startSecond(int segment, BigInteger[][] carried) {
    return carried;
  }

  /// The rules of AdamW; asked for once.
  ReferenceAdam adamRules() {
    return new ReferenceAdam(this);
  }

  BigInteger round(String name, BigInteger n, int shift) {
    return shift == 0
        ? n
        : n.add(BigInteger.ONE.shiftLeft(shift - 1)).shiftRight(shift); // toward minus infinity
  }

  BigInteger preActivation(int step, int layer, int b, int o, BigInteger z) {
    return z;
  }

  BigInteger activation(int step, int b, int o, BigInteger z) {
    return z.max(BigInteger.ZERO);
  }

  int sign(int step, int b, int o, BigInteger z) {
    return z.signum() > 0 ? 1 : 0;
  }

  BigInteger maximum(int step, int b, BigInteger m) {
    return m;
  }

  BigInteger reciprocal(int step, int b, BigInteger r) {
    return r;
  }

  BigInteger probability(int step, int b, int o, BigInteger p) {
    return p;
  }

  BigInteger signal(int step, int b, int o, BigInteger dl) {
    return dl;
  }

  BigInteger hiddenSignal(int step, int layer, int b, int o, BigInteger da) {
    return da;
  }

  int target(int step, int o, int row) {
    return samples.target(o, row);
  }

  /// `nearest(2^24·(1 - Π (1 - rate_T·wd)))`.
  BigInteger decay(int segment) {
    Rational left = Rational.ONE;
    for (int t = 1; t <= program.segment(); t++) {
      Rational rate = rate(segment * program.segment() + t - 1);
      left = left.times(Rational.ONE.minus(rate.times(weightDecay())));
    }
    return Rational.ONE.minus(left).timesPowerOfTwo(24).nearest();
  }

  /// The rate of a step.
  final Rational rate(int step) {
    return program.schedule().at(step + 1, program.steps());
  }

  private Rational weightDecay() {
    var optimizer = RelationVectors.object(program.document(), "optimizer");
    return optimizer.find("weight_decay").isPresent()
        ? Rational.parse(RelationVectors.string(optimizer, "weight_decay"))
        : Rational.ZERO;
  }

  /// The step whose weights carry signals back.
  int backwardStep(int step) {
    return step;
  }

  /// `nearest(2^q·(1 - mu^n)/(1 - mu))`, times mu for the carried state.
  BigInteger kernel(int n, boolean state) {
    Rational mu = mu();
    Rational sum = Rational.ONE.minus(power(mu, n)).dividedBy(Rational.ONE.minus(mu));
    return (state ? sum.times(mu) : sum).timesPowerOfTwo(program.kernelBits()).nearest();
  }

  /// `nearest(2^S·mu^n)`.
  BigInteger remaining(int n) {
    return power(mu(), n).timesPowerOfTwo(program.rateShift()).nearest();
  }

  private Rational mu() {
    var optimizer = RelationVectors.object(program.document(), "optimizer");
    return Rational.parse(RelationVectors.string(optimizer, "mu"));
  }

  static Rational power(Rational mu, int n) {
    Rational out = Rational.ONE;
    for (int i = 0; i < n; i++) {
      out = out.times(mu);
    }
    return out;
  }

  // ---- the training

  /// Cells of every window and the final weights.
  @SuppressWarnings("ArrayRecordComponent") // lives for one comparison, never compared itself
  record Result(List<Map<String, List<BigInteger>>> windows, BigInteger[][] weights) {
    /// Writes the cells over those of an assignment.
    void into(Assignment a) {
      for (int k = 0; k < windows.size(); k++) {
        int part = k;
        windows
            .get(k)
            .forEach((name, values) ->
                a.put(
                    part,
                    name,
                    values.stream().mapToLong(v -> v.mod(MODULUS).longValue()).toArray()));
      }
    }
  }

  Result train(WholeRun.Setup setup) {
    return train(setup.spans(), initial(setup));
  }

  static BigInteger[][] initial(WholeRun.Setup setup) {
    var start = setup.network().initial(setup.seed());
    BigInteger[][] out = new BigInteger[start.tensors().size()][];
    for (int j = 0; j < out.length; j++) {
      out[j] =
          Arrays.stream(start.values(j)).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
    }
    return out;
  }

  Result train(List<Integer> spans, BigInteger[][] initial) {
    List<Map<String, List<BigInteger>>> windows = new ArrayList<>();
    BigInteger[][] w = initial;
    List<BigInteger[][]> states = List.of(zeros(initial), zeros(initial));
    int segment = 0;
    for (int span : spans) {
      cells = new LinkedHashMap<>();
      firstSegment = segment;
      for (int g = 0; g < span; g++) {
        BigInteger[][][] end =
            segment(
                segment,
                start(segment, w),
                List.of(startState(segment, states.get(0)), startSecond(segment, states.get(1))));
        w = end[0];
        states = List.of(end[1], end[2]);
        segment++;
      }
      Map<String, List<BigInteger>> window = new LinkedHashMap<>();
      cells.forEach((name, values) -> window.put(name, List.copyOf(values.values())));
      windows.add(window);
    }
    return new Result(windows, w);
  }

  static BigInteger[][] zeros(BigInteger[][] like) {
    BigInteger[][] out = new BigInteger[like.length][];
    for (int j = 0; j < out.length; j++) {
      out[j] = new BigInteger[like[j].length];
      Arrays.fill(out[j], BigInteger.ZERO);
    }
    return out;
  }

  private BigInteger[][][] segment(int segment, BigInteger[][] start, List<BigInteger[][]> states) {
    int p = program.segment();
    List<BigInteger[][]> gradients = new ArrayList<>();
    List<BigInteger[][]> moves = new ArrayList<>();
    for (int t = 0; t < p; t++) {
      int step = segment * p + t;
      BigInteger[][] w = effective(t, start, states.get(0), moves);
      int back = backwardStep(step) - segment * p;
      BigInteger[][] carrying = back == t ? w : effective(back, start, states.get(0), moves);
      BigInteger[][] gradient = step(step, w, carrying);
      moves.add(adam.isPresent() ? adam.get().step(step, gradient, gradients, states) : gradient);
      if (adam.isEmpty()) {
        gradients.add(gradient);
      }
    }
    BigInteger[][] end = effective(p, start, states.get(0), moves);
    BigInteger[][][] next = {zeros(start), zeros(start)};
    for (int j = 0; j < end.length; j++) {
      String name = network.tensors().get(j).name();
      for (int i = 0; i < end[j].length; i++) {
        int[] key = weightKey(segment, j, i);
        end[j][i] = boundary(segment, j, end[j][i], key);
        if (program.kernels().isPresent()) {
          BigInteger sum = remaining(p).multiply(states.get(0)[j][i]);
          for (int u = 0; u < p; u++) {
            sum = sum.add(remaining(p - 1 - u).multiply(gradients.get(u)[j][i]));
          }
          next[0][j][i] = round(name + ".vend", sum, program.rateShift());
          put("out." + name + ".v", next[0][j][i], key);
          remainder(name + ".vend", sum, next[0][j][i], program.rateShift(), key);
          signed("out." + name + ".v", next[0][j][i], program.weightBits(), key);
        }
        if (adam.isPresent()) {
          adam.get().boundary(name, j, i, key, gradients, states, next);
        }
      }
    }
    return new BigInteger[][][] {end, next[0], next[1]};
  }

  /// Rounds, decays and checks a weight at the end of a segment.
  private BigInteger boundary(int segment, int j, BigInteger acc, int[] key) {
    String name = network.tensors().get(j).name();
    boolean decays = j % 2 == 0 && weightDecay().signum() != 0;
    BigInteger w = round(name + ".end", acc, program.kernelBits());
    remainder(name + ".end", acc, w, program.kernelBits(), key);
    if (decays) {
      put("pre." + name, w, key);
      signed("pre." + name, w, program.weightBits(), key);
      BigInteger n = decay(segment).multiply(w);
      BigInteger lost = round(name + ".dec", n, 24);
      remainder(name + ".dec", n, lost, 24, key);
      w = w.subtract(lost);
    }
    put("out." + name, w, key);
    signed("out." + name, w, program.weightBits(), key);
    return w;
  }

  private BigInteger[][] effective(
      int t, BigInteger[][] start, BigInteger[][] state, List<BigInteger[][]> gradients) {
    boolean momentum = program.kernels().isPresent();
    BigInteger[][] out = zeros(start);
    for (int j = 0; j < out.length; j++) {
      for (int i = 0; i < out[j].length; i++) {
        BigInteger w = start[j][i].shiftLeft(program.kernelBits());
        for (int u = 0; u < t; u++) {
          BigInteger g = gradients.get(u)[j][i];
          w = w.subtract(momentum ? kernel(t - u, false).multiply(g) : g);
        }
        out[j][i] = momentum ? w.subtract(kernel(t, true).multiply(state[j][i])) : w;
      }
    }
    return out;
  }

  /// The gradients of a step.
  private BigInteger[][] step(int step, BigInteger[][] w, BigInteger[][] back) {
    int layers = program.layers().size();
    int batch = program.batch();
    BigInteger[][][] inputs = new BigInteger[layers][batch][];
    int[][][] signs = new int[layers][batch][];
    BigInteger[][] z = new BigInteger[batch][];
    for (int b = 0; b < batch; b++) {
      inputs[0][b] = new BigInteger[program.features().count()];
      for (int i = 0; i < inputs[0][b].length; i++) {
        inputs[0][b][i] = BigInteger.valueOf(feature(step, i, row(step, b)));
      }
    }
    for (int l = 0; l < layers; l++) {
      for (int b = 0; b < batch; b++) {
        z[b] = forward(step, l, b, inputs[l][b], w);
      }
      for (int b = 0; b < batch && l < layers - 1; b++) {
        inputs[l + 1][b] = activate(step, l, b, z[b], signs);
      }
    }
    BigInteger[][][] signals = new BigInteger[layers][batch][];
    BigInteger[][] p = new BigInteger[batch][];
    for (int b = 0; b < batch; b++) {
      p[b] =
          switch (program.loss()) {
            case SIGMOID -> sigmoid(step, b, z[b]);
            case SOFTMAX -> softmax(step, b, z[b]);
            case SQUARED -> outputs(step, b, z[b]);
          };
    }
    for (int b = 0; b < batch; b++) {
      signals[layers - 1][b] = fold(step, b, p[b]);
    }
    for (int l = layers - 2; l >= 0; l--) {
      for (int b = 0; b < batch; b++) {
        signals[l][b] = backward(step, l, b, signals[l + 1][b], back[2 * l + 2]);
        for (int o = 0; o < signals[l][b].length; o++) {
          signals[l][b][o] = signals[l][b][o].multiply(BigInteger.valueOf(signs[l][b][o]));
        }
      }
    }
    clip.scale(step, inputs, signals);
    BigInteger[][] gradients = zeros(w);
    for (int l = 0; l < layers; l++) {
      int out = layer(l).outputs();
      for (int b = 0; b < batch; b++) {
        for (int o = 0; o < out; o++) {
          BigInteger dz = signals[l][b][o];
          for (int i = 0; i < inputs[l][b].length; i++) {
            int at = i * out + o;
            gradients[2 * l][at] = gradients[2 * l][at].add(inputs[l][b][i].multiply(dz));
          }
          gradients[2 * l + 1][o] =
              gradients[2 * l + 1][o].add(dz.shiftLeft(program.inputFraction()));
        }
      }
    }
    return gradients;
  }

  private LayerFormat layer(int l) {
    return program.layers().get(l);
  }

  private static String d(int l) {
    return "d" + (l + 1);
  }

  private BigInteger[] forward(int step, int l, int b, BigInteger[] x, BigInteger[][] w) {
    int out = layer(l).outputs();
    BigInteger[] z = new BigInteger[out];
    for (int o = 0; o < out; o++) {
      BigInteger acc = w[2 * l + 1][o].shiftLeft(program.inputFraction());
      for (int i = 0; i < x.length; i++) {
        acc = acc.add(w[2 * l][i * out + o].multiply(x[i]));
      }
      int[] key = signalKey(step, b, l, o);
      String name = d(l) + ".z";
      z[o] = preActivation(step, l, b, o, round(name, acc, program.preActivationShift()));
      put(name, z[o], key);
      remainder(name, acc, z[o], program.preActivationShift(), key);
    }
    return z;
  }

  private BigInteger[] activate(int step, int l, int b, BigInteger[] z, int[][][] signs) {
    BigInteger[] a = new BigInteger[z.length];
    signs[l][b] = new int[z.length];
    for (int o = 0; o < z.length; o++) {
      int[] key = signalKey(step, b, l, o);
      if (z[o].compareTo(BigInteger.ONE.shiftLeft(program.activationBits() - 1).negate()) < 0) {
        stop(d(l) + ".z", z[o]);
      }
      if (z[o].compareTo(BigInteger.ONE.shiftLeft(layer(l).activationBits())) >= 0) {
        stop(d(l) + ".a", z[o]);
      }
      a[o] = activation(step, b, o, z[o]);
      signs[l][b][o] = sign(step, b, o, z[o]);
      put(d(l) + ".a", a[o], key);
      put(d(l) + ".u", BigInteger.valueOf(signs[l][b][o]), key);
    }
    return a;
  }

  private BigInteger[] sigmoid(int step, int b, BigInteger[] z) {
    String name = d(program.layers().size() - 1) + ".z";
    BigInteger half = BigInteger.ONE.shiftLeft(program.activationBits() - 1);
    range(name, z[0], half.negate(), program.activationBits());
    BigInteger p = BigInteger.valueOf(table[z[0].add(half).intValueExact()]);
    p = probability(step, b, 0, p);
    put("p", p, outputKey(step, b, 0));
    return new BigInteger[] {p};
  }

  private BigInteger[] outputs(int step, int b, BigInteger[] z) {
    String name = d(program.layers().size() - 1) + ".z";
    BigInteger half = BigInteger.ONE.shiftLeft(program.activationBits() - 1);
    for (int o = 0; o < z.length; o++) {
      range(name, z[o], half.negate(), program.activationBits());
      low("z.l", z[o].add(half), program.activationBits(), outputKey(step, b, o));
    }
    return z;
  }

  private BigInteger[] softmax(int step, int b, BigInteger[] z) {
    int bz = program.activationBits();
    int[] row = rowKey(step, b);
    BigInteger m = maximum(step, b, Arrays.stream(z).max(Comparator.naturalOrder()).orElseThrow());
    put("max", m, row);
    signed("max", m, bz, row);
    BigInteger[] e = new BigInteger[z.length];
    BigInteger sum = BigInteger.ZERO;
    int tops = 0;
    for (int o = 0; o < z.length; o++) {
      BigInteger d = m.subtract(z[o]);
      range("exp.d", d, BigInteger.ZERO, bz);
      e[o] = BigInteger.valueOf(table[d.intValueExact()]);
      put("exp", e[o], outputKey(step, b, o));
      put("top", d.signum() == 0 ? BigInteger.ONE : BigInteger.ZERO, outputKey(step, b, o));
      tops += d.signum() == 0 ? 1 : 0;
      sum = sum.add(e[o]);
    }
    range("top", BigInteger.valueOf(tops - 1L), BigInteger.ZERO, program.limb());
    int shift = program.rateShift();
    BigInteger one = BigInteger.ONE.shiftLeft(program.probFraction() + shift);
    BigInteger r = reciprocal(step, b, one.divide(sum));
    put("inv", r, row);
    BigInteger rest = one.subtract(r.multiply(sum));
    int width = program.expFraction() + BigInteger.valueOf(z.length - 1L).bitLength(); // bits(C)
    bounded("inv.r", rest, BigInteger.ZERO, width, row);
    bounded("inv.c", sum.subtract(BigInteger.ONE).subtract(rest), BigInteger.ZERO, width, row);
    bounded("inv", r, BigInteger.ONE, shift, row);
    BigInteger[] p = new BigInteger[z.length];
    for (int o = 0; o < z.length; o++) {
      int[] key = outputKey(step, b, o);
      BigInteger n = r.multiply(e[o]);
      p[o] = probability(step, b, o, round("p", n, shift));
      put("p", p[o], key);
      remainder("p", n, p[o], shift, key);
      bounded("p", p[o], BigInteger.ZERO, shift, key);
    }
    return p;
  }

  private BigInteger[] fold(int step, int b, BigInteger[] p) {
    BigInteger[] dl = new BigInteger[p.length];
    for (int o = 0; o < p.length; o++) {
      BigInteger err = p[o].subtract(expected(step, b, o, p.length));
      if (adam.isPresent()) {
        dl[o] = err;
        continue;
      }
      BigInteger n = eta(step).multiply(err);
      int[] key = outputKey(step, b, o);
      BigInteger d = signal(step, b, o, round("dl", n, program.rateShift()));
      put("dl", d, key);
      remainder("dl", n, d, program.rateShift(), key);
      dl[o] = clip.bounded("dl", d, key);
    }
    return dl;
  }

  private BigInteger expected(int step, int b, int o, int outputs) {
    int row = row(step, b);
    if (program.loss() == LossKind.SQUARED) {
      return BigInteger.valueOf(target(step, o, row));
    }
    int label = label(step, row);
    long target = outputs == 1 ? label : label == o ? 1 : 0;
    return BigInteger.valueOf(target).shiftLeft(program.probFraction());
  }

  private BigInteger[] backward(int step, int l, int b, BigInteger[] next, BigInteger[] w) {
    BigInteger[] da = new BigInteger[layer(l).outputs()];
    for (int i = 0; i < da.length; i++) {
      BigInteger acc = BigInteger.ZERO;
      for (int o = 0; o < next.length; o++) {
        acc = acc.add(next[o].multiply(w[i * next.length + o]));
      }
      int[] key = signalKey(step, b, l, i);
      String name = d(l) + ".da";
      da[i] = hiddenSignal(step, l, b, i, round(name, acc, program.preActivationShift()));
      put(name, da[i], key);
      remainder(name, acc, da[i], program.preActivationShift(), key);
      da[i] = clip.bounded(name, da[i], key);
    }
    return da;
  }

  // ---- cells in box order: sorted by the indices of their labels

  int[] rowKey(int step, int b) {
    int p = program.segment();
    return new int[] {step / p - firstSegment, step % p, b};
  }

  private int[] outputKey(int step, int b, int o) {
    int[] row = rowKey(step, b);
    return new int[] {row[0], row[1], b, o};
  }

  /// g, t, high, b, low.
  int[] signalKey(int step, int b, int l, int o) {
    int[] row = rowKey(step, b);
    int low = l == program.layers().size() - 1 ? layer(l).outputs() : low(layer(l).outputs());
    return new int[] {row[0], row[1], o / low, b, o % low};
  }

  /// g, high in, high out, low in, low out.
  private int[] weightKey(int segment, int j, int i) {
    int g = segment - firstSegment;
    LayerFormat f = layer(j / 2);
    boolean last = j / 2 == program.layers().size() - 1;
    int low = last ? f.outputs() : low(f.outputs());
    if (j % 2 == 1) {
      return new int[] {g, i / low, i % low};
    }
    int in = i / f.outputs();
    int out = i % f.outputs();
    int lowIn = low(f.inputs());
    return new int[] {g, in / lowIn, out / low, in % lowIn, out % low};
  }

  /// g, t, high in, high out, low in, low out.
  int[] stepWeightKey(int step, int j, int i) {
    int p = program.segment();
    int[] weight = weightKey(step / p, j, i);
    int[] out = new int[weight.length + 1];
    out[0] = weight[0];
    out[1] = step % p;
    System.arraycopy(weight, 1, out, 2, weight.length - 1);
    return out;
  }

  private static int low(int extent) {
    int k = Integer.numberOfTrailingZeros(extent);
    int h = extent >> k;
    int bits = BigInteger.valueOf(extent - 1L).bitLength();
    return h > 1 && k >= 4 && 10L * extent < 9L * (1L << bits) ? 1 << k : extent;
  }

  void put(String column, BigInteger value, int[] key) {
    BigInteger before =
        cells.computeIfAbsent(column, c -> new TreeMap<>(Arrays::compare)).put(key, value);
    if (before != null) {
      throw new IllegalStateException(column + " twice");
    }
  }

  void signed(String name, BigInteger value, int width, int[] key) {
    bounded(name, value, BigInteger.ONE.shiftLeft(width - 1).negate(), width, key);
  }

  void bounded(String name, BigInteger value, BigInteger min, int width, int[] key) {
    range(name, value, min, width);
    low(name + ".l", value.subtract(min), width, key);
  }

  void range(String name, BigInteger value, BigInteger min, int width) {
    if (value.subtract(min).signum() < 0 || value.subtract(min).bitLength() > width) {
      stop(name, value);
    }
  }

  private void stop(String name, BigInteger value) {
    if (!isLiar) {
      throw new Stop(name + " " + value);
    }
  }

  void remainder(String name, BigInteger n, BigInteger y, int shift, int[] key) {
    if (shift > 0) {
      BigInteger half = BigInteger.ONE.shiftLeft(shift - 1);
      low(name + ".r", n.add(half).subtract(y.shiftLeft(shift)), shift, key);
    }
  }

  void low(String prefix, BigInteger value, int width, int[] key) {
    BigInteger mask = BigInteger.ONE.shiftLeft(program.limb()).subtract(BigInteger.ONE);
    for (int k = 0; (k + 1) * program.limb() < width; k++) {
      put(prefix + k, value.shiftRight(k * program.limb()).and(mask), key);
    }
  }
}
