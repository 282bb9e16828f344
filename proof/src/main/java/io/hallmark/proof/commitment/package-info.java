/// Geometries, block layouts, committed rows and their descriptors.
@NullMarked
package io.hallmark.proof.commitment;

import org.jspecify.annotations.NullMarked;
