/// The argument that proves a run in zero knowledge: parts, joint opening, prover and verifier.
@NullMarked
package io.hallmark.proof.argument;

import org.jspecify.annotations.NullMarked;
