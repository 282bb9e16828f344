/// Training runs: what was intended, what is stated, and its proof.
@NullMarked
package io.hallmark.provenance.training;

import org.jspecify.annotations.NullMarked;
