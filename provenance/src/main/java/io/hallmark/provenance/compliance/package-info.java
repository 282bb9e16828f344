/// Proofs that a committed data set keeps a policy: statement, prover, verifier.
@NullMarked
package io.hallmark.provenance.compliance;

import org.jspecify.annotations.NullMarked;
