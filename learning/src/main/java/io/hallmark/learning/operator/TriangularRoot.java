package io.hallmark.learning.operator;

import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.proof.relation.Column;
import java.util.ArrayList;
import java.util.List;

/// ROOT: `S = troot(U)`, the only `S ≥ 1` with `S(S-1)/2 ≤ U < S(S+1)/2`; about `√(2U)`, and 1 for
/// `U = 0`, so that a denominator is never zero.
///
/// With `rem = U + S/2 - S²/2` the checks of [Remainder] modulo S make S an integer in `[1,
/// 2^(w+1))` and, with `w ≤ 30`, `S² < 2^62`: the equation holds over the integers and names one S.
/// Wider remainders would admit a second root near `√(2p)`; a floor of the square root would need a
/// check of its own, because the slack of its remainder leaves the parity of the root open.
///
/// @param name column of the root
/// @param width w, at most 30
/// @param limb bits of a limb
public record TriangularRoot(String name, int width, int limb) {
  private static final int MAX_WIDTH = 30;

  /// @throws IllegalArgumentException if remainders are wider than 30 bits
  public TriangularRoot {
    if (width > MAX_WIDTH) {
      throw new IllegalArgumentException("a root with remainders of " + width + " bits");
    }
  }

  /// The check of the remainder.
  public Remainder remainder() {
    return new Remainder(name, width, limb);
  }

  /// `troot(u)`.
  ///
  /// @param u an integer in `[0, 2^61)`
  public static long of(long u) {
    return of(u, 1L << ((66 - Long.numberOfLeadingZeros(2 * u | 1)) / 2));
  }

  /// `troot(u)`, sooner if something near it is known.
  ///
  /// @param u an integer in `[0, 2^61)`
  /// @param near an integer in `[1, 2^31]`
  public static long of(long u, long near) {
    long r = floorRoot(2 * u, near);
    return r * (r + 1) / 2 <= u ? r + 1 : r;
  }

  /// `floor(√n)` by Newton's method, which is above the root after one step from anywhere.
  private static long floorRoot(long n, long near) {
    if (n < 2) {
      return n;
    }
    long x = (near + n / near) >> 1;
    for (long next = (x + n / x) >> 1; next < x; next = (x + n / x) >> 1) {
      x = next;
    }
    return x;
  }

  /// `u - S(S-1)/2`.
  public static long remainder(long u, long root) {
    return u - root * (root - 1) / 2;
  }

  /// Commits the root and emits what defines it.
  ///
  /// @param u terms of U
  /// @return the column of the root
  public String emit(PartBuilder b, List<String> at, List<Column.Term> u) {
    String root = b.committed(name, at);
    String square = b.product(name + ".a", at, root, root);
    List<Column.Term> terms = new ArrayList<>(u);
    terms.add(new Column.Term(Goldilocks.HALF, root));
    terms.add(new Column.Term(Goldilocks.neg(Goldilocks.HALF), square));
    String rem = b.affine(name + ".rem", at, 0, terms);
    remainder().emit(b, rem, List.of(PartBuilder.term(1, root)));
    return root;
  }
}
