/// Tests of the exact trainer.
@NullMarked
package io.hallmark.learning.trace;

import org.jspecify.annotations.NullMarked;
