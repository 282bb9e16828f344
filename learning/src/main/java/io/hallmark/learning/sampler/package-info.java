/// Which record is used when: the seed of a run, and the order of the records that follows from it.
@NullMarked
package io.hallmark.learning.sampler;

import org.jspecify.annotations.NullMarked;
