package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.commitment.Label;
import io.hallmark.proof.relation.Column;
import java.util.List;

/// Softmax of C ≥ 2 outputs: with the maximum M of z, `E[c] = EXP(M - z[c])`, `R = floor(2^(fp+S) /
/// Σ E)`, `p[c] = rnd(E[c]·R, S)`.
///
/// Why it has one solution: M has bz signed bits and every `M - z[c]` is in the table EXP, which
/// also gives `[M = z[c]]`; at least one of these is 1, so M is the maximum, and no index is
/// chosen, so ties do not matter. M and the differences bound z, which is the range check that its
/// rounding needs: without the check of M, z and M of a row can be moved together by a fraction. R
/// is a floor division: remainder and slack in range make `0 ≤ 2^(fp+S) - R·Σ E < Σ E` integers.
///
/// @param layer the layer whose output z is
/// @param bz signed bits of M, bits of `M - z`
/// @param fp scale of p
/// @param fe scale of E
/// @param shift S
/// @param table EXP for `0 .. 2^bz - 1`
public record SoftmaxLoss(DenseLayer layer, int bz, int fp, int fe, int shift, Cells table)
    implements Loss {
  private static final String MAX = "max";
  private static final String EXP = "exp";
  private static final String TOP = "top";
  private static final String RECIPROCAL = "inv";

  /// Bits of remainder and slack of the reciprocal.
  private int width() {
    return fe + Label.bits(layer.outputs());
  }

  private Range max() {
    return Range.signed(MAX, bz, layer.limb());
  }

  private Range differences() {
    return new Range(EXP + ".d", 0, bz, layer.limb());
  }

  private Range ties() {
    return new Range(TOP, 0, layer.limb(), layer.limb());
  }

  private Range remainder() {
    return new Range(RECIPROCAL + ".r", 0, width(), layer.limb());
  }

  private Range slack() {
    return new Range(RECIPROCAL + ".c", 0, width(), layer.limb());
  }

  private Range reciprocals() {
    return new Range(RECIPROCAL, 1, shift, layer.limb());
  }

  private Round rounding() {
    return new Round(PROBABILITY, shift, layer.limb());
  }

  private Range probabilities() {
    return new Range(PROBABILITY, 0, shift, layer.limb());
  }

  private DeclaredRange declared(Range range, String key, int scale) {
    return new DeclaredRange(range, range.name(), key, scale);
  }

  /// `EXP(d)` for d in `[0, 2^bz)`.
  public int exponential(int d) {
    return table.small(d);
  }

  /// `floor(2^(fp+S) / sum)`.
  public long reciprocal(long sum) {
    return (1L << (fp + shift)) / sum;
  }

  /// `rnd(E·R, S)`.
  public long probability(long e, long reciprocal) {
    return rounding().apply(e * reciprocal);
  }

  @Override
  public Tape tape(CellRecorder recorder, int samples) {
    return new Recording(recorder, samples);
  }

  private final class Recording implements Tape {
    private final int outputs = layer.outputs();
    private final int[] exponentials = new int[1 << bz];
    private final List<Integer> rows;
    private final List<Integer> cells;
    private final DeclaredRange maxRange = declared(max(), "act_bits", layer.fx());
    private final DeclaredRange differenceRange = declared(differences(), "act_bits", layer.fx());
    private final DeclaredRange tieRange = declared(ties(), "limb", 0);
    private final DeclaredRange remainderRange = declared(remainder(), "exp_frac", fe);
    private final DeclaredRange slackRange = declared(slack(), "exp_frac", fe);
    private final DeclaredRange reciprocalRange = declared(reciprocals(), "limb", shift);
    private final DeclaredRange probabilityRange = declared(probabilities(), "limb", fp);
    private final Round rounding = rounding();
    private final int[] max;
    private final int[][] maxLow;
    private final int[] exp;
    private final int[] top;
    private final int[][] tieLow;
    private final int[] inv;
    private final int[][] remainderLow;
    private final int[][] slackLow;
    private final int[][] reciprocalLow;
    private final int[] probability;
    private final int[][] roundLow;
    private final int[][] probabilityLow;

    Recording(CellRecorder recorder, int samples) {
      int n = samples * outputs;
      this.rows = List.of(samples);
      this.cells = List.of(samples, outputs);
      this.max = recorder.column(MAX, samples);
      this.maxLow = max().limbs().columns(recorder, samples);
      this.exp = recorder.column(EXP, n);
      this.top = recorder.column(TOP, n);
      this.tieLow = ties().limbs().columns(recorder, samples);
      this.inv = recorder.column(RECIPROCAL, samples);
      this.remainderLow = remainder().limbs().columns(recorder, samples);
      this.slackLow = slack().limbs().columns(recorder, samples);
      this.reciprocalLow = reciprocals().limbs().columns(recorder, samples);
      this.probability = recorder.column(PROBABILITY, n);
      this.roundLow = rounding.columns(recorder, n);
      this.probabilityLow = probabilities().limbs().columns(recorder, n);
      for (int d = 0; d < exponentials.length; d++) {
        exponentials[d] = exponential(d);
      }
    }

    @Override
    public void record(long[] z, int row, int sample, int step, int segment, int[] p)
        throws TrainingStopped {
      int first = row * outputs;
      int at = sample * outputs;
      long m = z[first];
      for (int c = 1; c < outputs; c++) {
        m = Math.max(m, z[first + c]);
      }
      maxRange.require(m, step, segment, rows, row);
      max[sample] = (int) m;
      maxRange.range().record(m, maxLow, sample);
      long sum = 0;
      int ties = -1;
      for (int c = 0; c < outputs; c++) {
        long d = m - z[first + c];
        differenceRange.require(d, step, segment, cells, first + c);
        exp[at + c] = exponentials[(int) d];
        top[at + c] = d == 0 ? 1 : 0;
        sum += exp[at + c];
        ties += top[at + c];
      }
      tieRange.require(ties, step, segment, rows, row);
      tieRange.range().record(ties, tieLow, sample);
      long r = reciprocal(sum, row, sample, step, segment);
      for (int c = 0; c < outputs; c++) {
        long n = exp[at + c] * r;
        long v = rounding.apply(n);
        probabilityRange.require(v, step, segment, cells, first + c);
        rounding.record(n, v, roundLow, at + c);
        probabilityRange.range().record(v, probabilityLow, at + c);
        probability[at + c] = (int) v;
        p[first + c] = (int) v;
      }
    }

    private long reciprocal(long sum, int row, int sample, int step, int segment)
        throws TrainingStopped {
      long r = SoftmaxLoss.this.reciprocal(sum);
      long rest = (1L << (fp + shift)) - r * sum;
      remainderRange.require(rest, step, segment, rows, row);
      slackRange.require(sum - 1 - rest, step, segment, rows, row);
      reciprocalRange.require(r, step, segment, rows, row);
      remainderRange.range().record(rest, remainderLow, sample);
      slackRange.range().record(sum - 1 - rest, slackLow, sample);
      reciprocalRange.range().record(r, reciprocalLow, sample);
      inv[sample] = (int) r;
      return r;
    }
  }

  @Override
  public String emit(PartBuilder b, String z) {
    List<String> at = b.at(z);
    List<String> rows = at.stream().filter(l -> !l.equals(layer.out())).toList();
    String exp = emitExponentials(b, z, at, rows);
    String inv = emitReciprocal(b, b.sum("sum", exp, layer.out()), rows);
    String p = b.committed(PROBABILITY, at);
    String a = b.product(PROBABILITY + ".a", at, inv, exp);
    rounding().emit(b, p, List.of(new Column.Term(1, a)));
    probabilities().emit(b, p);
    return p;
  }

  private String emitExponentials(PartBuilder b, String z, List<String> at, List<String> rows) {
    String m = b.committed(MAX, rows);
    max().emit(b, m);
    String exp = b.committed(EXP, at);
    String top = b.committed(TOP, at);
    String spread = b.broadcast(MAX + ".c", m, layer.out());
    String d =
        b.affine(EXP + ".d", at, 0, List.of(PartBuilder.term(1, spread), PartBuilder.term(-1, z)));
    b.lookup(EXP, List.of(d, exp, top), lookedUp());
    String count = b.sum(TOP + ".sum", top, layer.out());
    long minusOne = Goldilocks.fromSigned(-1);
    ties().emit(b, b.affine(TOP + ".n", rows, minusOne, List.of(PartBuilder.term(1, count))));
    return exp;
  }

  private String emitReciprocal(PartBuilder b, String sum, List<String> rows) {
    String inv = b.committed(RECIPROCAL, rows);
    String a = b.product(RECIPROCAL + ".a", rows, inv, sum);
    String rest =
        b.affine(RECIPROCAL + ".rem", rows, 1L << (fp + shift), List.of(PartBuilder.term(-1, a)));
    remainder().emit(b, rest);
    String spare =
        b.affine(
            RECIPROCAL + ".u",
            rows,
            Goldilocks.fromSigned(-1),
            List.of(PartBuilder.term(1, sum), PartBuilder.term(-1, rest)));
    slack().emit(b, spare);
    reciprocals().emit(b, inv);
    return inv;
  }

  private TableSpec lookedUp() {
    int[] isZero = new int[1 << bz];
    isZero[0] = 1;
    return new TableSpec(EXP, 0, isZero.length, List.of(table, Cells.ofInts(isZero)));
  }
}
