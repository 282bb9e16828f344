/// Tests of the compiler and the trainer.
@NullMarked
package io.hallmark.learning.relation;

import org.jspecify.annotations.NullMarked;
