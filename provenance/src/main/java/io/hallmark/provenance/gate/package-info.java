/// The buyer's gate: what a certificate must be to be taken, beyond being accepted.
@NullMarked
package io.hallmark.provenance.gate;

import org.jspecify.annotations.NullMarked;
