package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.relation.RunIndex;
import io.hallmark.proof.wire.ElementStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The masks of the joint opening, drawn with the trace: per group `g_g` of length K_g, then s and
/// gs of length `(2·kappa + 1) + t_0`, from the stream (seed, 3, 0) by coefficient.
///
/// - **Threads:** immutable, [#erase] aside. Secret.
final class Masks {
  private static final int PURPOSE = 3;

  private final List<ExtArray> rows = new ArrayList<>();
  private final ExtArray s;
  private final ExtArray gs;
  private final int kappa;

  Masks(RunIndex run, byte[] seed) {
    ElementStream stream = new ElementStream(seed, PURPOSE, 0);
    run.groups().forEach(g -> rows.add(draw(stream, (int) g.geometry().degreeBound())));
    kappa = run.kappa();
    Geometry trace = run.groups().getFirst().geometry();
    int length = 2 * kappa + 1 + (int) trace.queries();
    s = draw(stream, length);
    gs = draw(stream, length);
    stream.erase();
  }

  /// The next elements of a stream, two words each.
  static ExtArray draw(ElementStream stream, int length) {
    ExtArray out = new ExtArray(length);
    for (int i = 0; i < length; i++) {
      out.a0()[i] = stream.next();
      out.a1()[i] = stream.next();
    }
    return out;
  }

  /// g of a group.
  ExtArray row(int group) {
    return rows.get(group);
  }

  /// s by coefficient: `s_0, s_(1,1), s_(1,2), …, s_(kappa,2)`, slack.
  ExtArray s() {
    return s;
  }

  /// gs.
  ExtArray gs() {
    return gs;
  }

  /// The sum of `s(X) = s_0 + sum_i (s_(i,1)·X_i + s_(i,2)·X_i²)` over the cube.
  Ext sum() {
    return rest(0, s.get(0), kappa);
  }

  /// c_0 and c_2 of the round polynomial of s in the variable after the bound ones.
  ExtArray round(Ext[] bound) {
    Ext known = s.get(0);
    for (int i = 0; i < bound.length; i++) {
      Ext square = bound[i].times(bound[i]);
      known = known.plus(s.get(2 * i + 1).times(bound[i])).plus(s.get(2 * i + 2).times(square));
    }
    int left = kappa - bound.length - 1;
    Ext c2 = s.get(2 * bound.length + 2).times(1L << left);
    return ExtArray.of(rest(bound.length + 1, known, left), c2);
  }

  /// `sum over the last variables of known + sum of s_(i,1)·X_i + s_(i,2)·X_i²`, i from `first`.
  private Ext rest(int first, Ext known, int variables) {
    Ext sum = known.times(1L << variables);
    for (int i = first; i < kappa; i++) {
      sum = sum.plus(s.get(2 * i + 1).plus(s.get(2 * i + 2)).times(1L << (variables - 1)));
    }
    return sum;
  }

  /// Overwrites everything.
  void erase() {
    rows.forEach(Masks::erase);
    erase(s);
    erase(gs);
  }

  private static void erase(ExtArray array) {
    Arrays.fill(array.a0(), 0);
    Arrays.fill(array.a1(), 0);
  }
}
