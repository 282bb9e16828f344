/// Test access to the prover and the verifier without the floor.
@NullMarked
package io.hallmark.proof.argument;

import org.jspecify.annotations.NullMarked;
