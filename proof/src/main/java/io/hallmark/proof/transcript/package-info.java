/// The prover's and the verifier's end of the Fiat-Shamir transcript.
@NullMarked
package io.hallmark.proof.transcript;

import org.jspecify.annotations.NullMarked;
