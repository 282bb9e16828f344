/// Bulk kernels behind one seam, chosen once; every implementation gives the same bits.
@NullMarked
package io.hallmark.algebra.simd;

import org.jspecify.annotations.NullMarked;
