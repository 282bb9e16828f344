/// Canonical reader and writer of proof bytes.
@NullMarked
package io.hallmark.proof.wire;

import org.jspecify.annotations.NullMarked;
