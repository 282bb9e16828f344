package io.hallmark.proof.security;

import io.hallmark.proof.commitment.Geometry;
import java.util.List;

/// The expected byte length of a proof. Only the number of siblings in the openings is random; all
/// nonces are counted, so every bit of grinding must be positive.
public final class ProofSize {
  private ProofSize() {}

  /// Expected digests of an opening of t random distinct leaves among n = 2^nu: `sum over heights k
  /// of (n/2^k)(u_k - u_(k+1))`, `u_k = C(n-2^k, t)/C(n, t)`.
  public static double siblings(long n, long queries) {
    double sum = 0;
    for (long w = 1; w < n; w *= 2) {
      sum += (double) n / w * (untouched(n, w, queries) - untouched(n, 2 * w, queries));
    }
    return sum;
  }

  /// Probability that none of t distinct positions among n falls into w given ones.
  private static double untouched(long n, long w, long queries) {
    double u = 1;
    for (long i = 0; i < queries && u > 0; i++) {
      u *= Math.max(0, (double) (n - w - i) / (n - i));
    }
    return u;
  }

  /// Expected bytes of the whole proof.
  ///
  /// @param parts one per part
  /// @param kappa row variables
  /// @param groups the groups, the trace's first; those with levels use tail 2
  public static double expected(List<PartShape> parts, int kappa, List<GroupShape> groups) {
    long messages = parts.stream().mapToLong(PartShape::messageBytes).sum();
    return 40 + messages + opening(kappa, groups);
  }

  /// Expected bytes of the joint opening.
  static double opening(int kappa, List<GroupShape> groups) {
    long maskLength = 2L * kappa + 1 + groups.getFirst().geometry().queries();
    double bytes = 16.0 * (2 + 2L * kappa + maskLength) + 8 * (kappa + 2);
    for (int k = 0; k < groups.size(); k++) {
      GroupShape group = groups.get(k);
      Geometry g = group.geometry();
      long t = g.queries();
      int trees = group.liveRows().size() + (k > 0 ? 1 : 0);
      long rows = group.liveRows().stream().mapToLong(Long::longValue).sum();
      bytes += 8.0 * t * rows + trees * (32.0 * t + 32 * siblings(g.domainSize(), t));
      bytes += k > 0 ? 16.0 * t + 32 : 48.0 * t;
      bytes += tail(g, group.levels());
    }
    return bytes;
  }

  /// Expected bytes of the tail of a group: the folded row in clear, or its levels. The tails of a
  /// run differ in nothing else.
  ///
  /// @param levels the levels, none in tail 1
  public static double tail(Geometry g, List<LevelShape> levels) {
    if (levels.isEmpty()) {
      return 16.0 * g.degreeBound();
    }
    double bytes = 16;
    for (int i = 0; i < levels.size(); i++) {
      LevelShape x = levels.get(i);
      long rows = i == 0 ? g.degreeBound() >> x.low() : 1L << x.fold();
      bytes += 40 + 40.0 * x.fold() + 16.0 * x.queries() * rows;
      bytes += 32 * siblings(1L << x.nu(), x.queries());
    }
    return bytes + 16.0 * (1L << levels.getLast().low());
  }
}
