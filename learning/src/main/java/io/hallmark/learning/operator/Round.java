package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.learning.fixedpoint.Rounding;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// ROUND: `y = rnd(N, s) = floor((N + 2^(s-1)) / 2^s)`, and `y = N` for `s = 0`.
///
/// The remainder `r = N + 2^(s-1) - 2^s·y` is cut into limbs; the low ones are committed, the last
/// is the affine `name.rt = 2^(-o_K)·(N + 2^(s-1) - 2^s·y - low limbs)`. Its lookup *is* the
/// equation: with every limb in range, y in b bits, `s + b ≤ 62` and `|N| < 2^62`, both sides are
/// integers below `2^62` and y, r are quotient and remainder. **The range of y must be checked by
/// another lookup:** without it `y = (N + 2^(s-1) - r)/2^s` in the field fits any r.
///
/// @param name name: limbs `name.r0`, …; lookup `name.rt`; equation `name.q` for s = 0
/// @param shift s
/// @param limb bits of a limb
public record Round(String name, int shift, int limb) {
  /// `rnd(n, s)` for `|n| < 2^62`.
  public long apply(long n) {
    return Rounding.rnd(n, shift);
  }

  /// The limbs of the remainder; only for s > 0.
  public Limbs limbs() {
    return new Limbs(name + ".r", shift, limb);
  }

  /// The columns of the low limbs, none for s = 0.
  public int[][] columns(CellRecorder recorder, int size) {
    return shift == 0 ? new int[0][] : limbs().columns(recorder, size);
  }

  /// The columns of all limbs, the last one too, which is never committed: a prover need not
  /// compute it anew from the sums N. None for s = 0.
  public int[][] allColumns(CellRecorder recorder, int size) {
    if (shift == 0) {
      return new int[0][];
    }
    int[][] low = limbs().columns(recorder, size);
    int[][] out = Arrays.copyOf(low, low.length + 1);
    out[low.length] = recorder.column(name + ".rt", size);
    return out;
  }

  /// Writes limbs of the remainder of `y = rnd(n, s)` to cell `at`.
  public void record(long n, long y, int[][] low, int at) {
    if (low.length > 0) {
      Limbs.write(n + (1L << (shift - 1)) - (y << shift), limb, low, at);
    }
  }

  /// Emits the constraint of the column y, which may be affine, and the sum of terms N.
  public void emit(PartBuilder b, String y, List<Column.Term> n) {
    emit(b, y, 0, n);
  }

  /// As above, for N with a constant of magnitude below 2^62.
  public void emit(PartBuilder b, String y, long constant, List<Column.Term> n) {
    List<String> at = b.at(y);
    List<Column.Term> terms = new ArrayList<>();
    if (shift == 0) {
      terms.add(new Column.Term(1, y));
      n.forEach(t -> terms.add(new Column.Term(Goldilocks.neg(t.coefficient()), t.source())));
      b.requireZero(b.affine(name + ".q", at, Goldilocks.fromSigned(-constant), terms));
      return;
    }
    Limbs limbs = limbs();
    List<Column.Term> low = limbs.emit(b, at);
    long v = limbs.topUnit();
    long vs = Goldilocks.mul(v, Goldilocks.pow(2, shift));
    n.forEach(t -> terms.add(new Column.Term(Goldilocks.mul(v, t.coefficient()), t.source())));
    terms.add(new Column.Term(Goldilocks.neg(vs), y));
    terms.addAll(low);
    long half =
        Goldilocks.mul(
            v, Goldilocks.add(Goldilocks.pow(2, shift - 1), Goldilocks.fromSigned(constant)));
    b.lookup(
        name + ".rt",
        List.of(b.affine(name + ".rt", at, half, terms)),
        TableSpec.range(limbs.topWidth()));
  }
}
