package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.algebra.field.ExtArray;
import io.hallmark.algebra.simd.FractionKernels;
import java.util.Arrays;

/// A layer whose live blocks are stored. Trivial blocks share one block of constants, which must be
/// filled with [#use] before the layer is read.
final class StoredLayer implements FractionLayer {
  private final FractionStore store;
  private final int[] addresses;
  private final Ext trivial;

  /// @param addresses where every block begins, or [FractionStore#TRIVIAL]
  /// @param trivial the denominator of a trivial fraction
  StoredLayer(FractionStore store, int[] addresses, Ext trivial) {
    this.store = store;
    this.addresses = addresses.clone();
    this.trivial = trivial;
  }

  /// Makes the trivial blocks those of this layer.
  void use() {
    Arrays.fill(store.p.a0(), FractionStore.TRIVIAL, FractionKernels.BLOCK, 0);
    Arrays.fill(store.p.a1(), FractionStore.TRIVIAL, FractionKernels.BLOCK, 0);
    FractionStore.fill(store.q, FractionStore.TRIVIAL, trivial);
  }

  /// Where a range begins.
  int address(long from) {
    return addresses[(int) (from / FractionKernels.BLOCK)] + (int) (from % FractionKernels.BLOCK);
  }

  @Override
  public boolean isLive(long from, int n) {
    return addresses[(int) (from / FractionKernels.BLOCK)] != FractionStore.TRIVIAL;
  }

  @Override
  public int place(long from, int n, FractionScratch scratch, int slot) {
    return address(from);
  }

  @Override
  public ExtArray numerators(FractionScratch scratch) {
    return store.p;
  }

  @Override
  public ExtArray denominators(FractionScratch scratch) {
    return store.q;
  }
}
