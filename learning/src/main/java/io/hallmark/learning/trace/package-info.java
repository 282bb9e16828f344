/// The exact trainer and what it remembers of a training.
@NullMarked
package io.hallmark.learning.trace;

import org.jspecify.annotations.NullMarked;
