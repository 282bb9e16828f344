/// The soundness budget: every error source of a run, in bits.
@NullMarked
package io.hallmark.proof.security;

import org.jspecify.annotations.NullMarked;
