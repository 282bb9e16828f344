package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.field.Goldilocks;
import io.hallmark.algebra.simd.Factor;
import io.hallmark.algebra.simd.FractionKernels;
import io.hallmark.algebra.simd.Kernels;
import io.hallmark.proof.commitment.Cells;
import io.hallmark.proof.relation.ColumnValues;
import io.hallmark.proof.relation.PartIndex;
import io.hallmark.proof.relation.Strip;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The leaves of the lookup tree of a part, read from its columns block by block; never stored.
///
/// All denominators are divided by beta_1: a lookup of one column is `1/(c - x)`, where only the
/// coefficient of 1 depends on the integer x; a trivial fraction is `0/beta_1^(-1)`.
///
/// - **Threads:** immutable once built; every thread brings its own scratch.
final class LookupLeaves implements FractionLayer {
  /// What a range holds.
  enum Kind {
    /// Trivial fractions: all numerators are 0.
    TRIVIAL,
    /// Lookups of one column of narrow integers, all with the same constant.
    NARROW,
    /// Lookups: all numerators are 1.
    LOOKUPS,
    /// Anything.
    MIXED
  }

  /// The leaves of one lookup or lookup table.
  ///
  /// @param constant `(alpha - tag)/beta_1`
  /// @param factors `-beta_k/beta_1` of the columns from the second on
  private record Leaves(
      Strip strip,
      PaddedBox box,
      Ext constant,
      LeafColumn first,
      List<LeafColumn> others,
      List<Factor> factors,
      @Nullable Cells multiplicities) {
    int from() {
      return Math.toIntExact(strip.offset());
    }

    int end() {
      return Math.toIntExact(strip.offset() + (1L << strip.variables()));
    }

    boolean isNarrow() {
      return strip.isLookup()
          && others.isEmpty()
          && first instanceof LeafColumn.Small small
          && small.isNarrow();
    }
  }

  private final List<Leaves> strips = new ArrayList<>();
  private final int depth;
  private final Ext trivial;
  private final Supplier<FractionKernels> kernels;
  private final Kind[] kinds; // of whole blocks

  /// @param kernels asked again and again: better ones may come up during the work
  LookupLeaves(
      PartIndex part,
      ColumnValues values,
      LookupChallenges challenges,
      Supplier<FractionKernels> kernels) {
    this.depth = part.lookupDepth();
    this.trivial = challenges.betas().get(0).inverse();
    this.kernels = kernels;
    for (Strip strip : part.strips()) {
      LeafColumn first = null;
      List<LeafColumn> others = new ArrayList<>();
      List<Factor> factors = new ArrayList<>();
      for (int k = 0; k < strip.columns().size(); k++) {
        LeafColumn column = LeafColumn.of(part, strip.columns().get(k), strip.labels(), values);
        if (first == null) {
          first = column;
        } else {
          others.add(column);
          factors.add(new Factor(challenges.betas().get(k).times(trivial).negate()));
        }
      }
      if (first == null) {
        throw new IllegalArgumentException("a lookup of no column");
      }
      Cells multiplicities = null;
      if (!strip.isLookup()) {
        int m = strip.multiplicity();
        multiplicities =
            LabelTable.of(part, m, values.of(m)).reordered(strip.labels()).values().cells();
      }
      Ext constant = challenges.alpha().minus(Ext.of(strip.tag())).times(trivial);
      PaddedBox box = new PaddedBox(part, strip.labels());
      strips.add(new Leaves(strip, box, constant, first, others, factors, multiplicities));
    }
    int n = FractionKernels.BLOCK;
    kinds = new Kind[(int) ((1L << depth) / n)];
    for (int k = 0; k < kinds.length; k++) {
      kinds[k] = examine((long) k * n, n);
    }
  }

  /// Depth L of the tree; there are 2^L leaves.
  int depth() {
    return depth;
  }

  /// The kernels for the next piece of work on the tree.
  FractionKernels kernels() {
    return kernels.get();
  }

  /// The denominator of a trivial fraction.
  Ext trivial() {
    return trivial;
  }

  @Override
  public boolean isLive(long from, int n) {
    return kind(from, n) != Kind.TRIVIAL;
  }

  /// What a range holds.
  Kind kind(long from, int n) {
    return n == FractionKernels.BLOCK ? kinds[(int) (from / n)] : examine(from, n);
  }

  private Kind examine(long from, int n) {
    int lookups = 0;
    int entries = 0;
    int overlapping = 0;
    boolean narrow = true;
    for (int k = firstStrip(from); k < strips.size() && strips.get(k).from() < from + n; k++) {
      Leaves leaves = strips.get(k);
      int low = (int) Math.max(from, leaves.from());
      int high = (int) Math.min(from + n, leaves.end());
      int live = leaves.box.live(low - leaves.from(), high - low);
      if (leaves.strip.isLookup()) {
        lookups += live;
      } else {
        entries += live;
      }
      overlapping++;
      narrow &= leaves.isNarrow();
    }
    if (lookups < n) {
      return lookups + entries == 0 ? Kind.TRIVIAL : Kind.MIXED;
    }
    return overlapping == 1 && narrow ? Kind.NARROW : Kind.LOOKUPS;
  }

  /// Reads a range of narrow integers.
  ///
  /// @param to where the integers go, from `at` on
  /// @return c of the fractions `1/(c - x)`
  Ext narrow(long from, int n, int[] to, int at) {
    Leaves leaves = strips.get(firstStrip(from));
    Cells cells = ((LeafColumn.Small) leaves.first).cells();
    int start = (int) from - leaves.from();
    leaves.box.runs(
        start, n, (box, padded, count) -> cells.copySmall(box, to, at + padded - start, count));
    return leaves.constant;
  }

  @Override
  public int place(long from, int n, FractionScratch scratch, int slot) {
    int at = FractionScratch.slot(slot);
    read(from, n, scratch, at);
    return at;
  }

  @Override
  public ExtArray numerators(FractionScratch scratch) {
    return scratch.p;
  }

  @Override
  public ExtArray denominators(FractionScratch scratch) {
    return scratch.q;
  }

  private void read(long from, int n, FractionScratch scratch, int at) {
    fill(scratch.p, Ext.ZERO, at, n);
    fill(scratch.q, trivial, at, n);
    for (int k = firstStrip(from); k < strips.size() && strips.get(k).from() < from + n; k++) {
      Leaves leaves = strips.get(k);
      int low = (int) Math.max(from, leaves.from());
      int high = (int) Math.min(from + n, leaves.end());
      int shift = at + leaves.from() - (int) from;
      leaves.box.runs(
          low - leaves.from(),
          high - low,
          (box, padded, count) -> read(leaves, box, count, scratch, padded + shift));
    }
  }

  private void read(Leaves leaves, int box, int count, FractionScratch scratch, int at) {
    int temporary = FractionScratch.slot(4);
    ExtArray q = scratch.q;
    switch (leaves.first) {
      case LeafColumn.Small x -> {
        x.cells().copySmall(box, scratch.ints, temporary, count);
        kernels().subtractFrom(leaves.constant, scratch.ints, temporary, q, at, count);
      }
      case LeafColumn.Base x -> {
        fill(q, leaves.constant, at, count);
        for (int i = 0; i < count; i++) {
          q.a0()[at + i] = Goldilocks.sub(q.a0()[at + i], x.cells().element(box + i));
        }
      }
      case LeafColumn.Extension x -> {
        for (int i = 0; i < count; i++) {
          q.set(at + i, leaves.constant.minus(x.values().get(box + i)));
        }
      }
    }
    for (int k = 0; k < leaves.others.size(); k++) {
      Factor factor = leaves.factors.get(k);
      switch (leaves.others.get(k)) {
        case LeafColumn.Small x -> {
          x.cells().copySmall(box, scratch.ints, temporary, count);
          kernels().addScaled(q, at, factor, scratch.ints, temporary, count);
        }
        case LeafColumn.Base x -> {
          long[] elements = new long[count];
          x.cells().copyElements(box, elements, 0, count);
          Kernels.chosen().addScaled(q, at, factor.value(), elements, 0, count);
        }
        case LeafColumn.Extension x -> kernels().addScaled(q, at, factor, x.values(), box, count);
      }
    }
    Cells m = leaves.multiplicities;
    if (m == null) {
      fill(scratch.p, Ext.ONE, at, count);
    } else {
      for (int i = 0; i < count; i++) {
        scratch.p.a0()[at + i] = Goldilocks.neg(m.element(box + i));
        scratch.p.a1()[at + i] = 0;
      }
    }
  }

  private static void fill(ExtArray to, Ext value, int at, int n) {
    java.util.Arrays.fill(to.a0(), at, at + n, value.a0());
    java.util.Arrays.fill(to.a1(), at, at + n, value.a1());
  }

  /// The first strip that ends after an index, or their number.
  private int firstStrip(long index) {
    int low = 0;
    int high = strips.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (strips.get(middle).end() > index) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
