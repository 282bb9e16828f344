/// The Merkle tree of RFC 6962 with its proofs of inclusion and consistency.
@NullMarked
package io.hallmark.tlog.merkle;

import org.jspecify.annotations.NullMarked;
