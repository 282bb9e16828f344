package io.hallmark.algebra.simd;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of this machine. Loaded only where the module `jdk.incubator.vector` is present.
final class VectorLanes {
  /// The widest vectors of 64-bit lanes that the machine has.
  static final VectorSpecies<Long> SPECIES = LongVector.SPECIES_PREFERRED;

  /// As many lanes of 32 bits.
  static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, VectorShape.forBitSize(SPECIES.vectorBitSize() / 2));

  /// Lanes of [#SPECIES].
  static final int COUNT = SPECIES.length();

  private VectorLanes() {}
}
