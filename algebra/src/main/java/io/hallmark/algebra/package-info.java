/// Placeholder.
@NullMarked
package io.hallmark.algebra;

import org.jspecify.annotations.NullMarked;
