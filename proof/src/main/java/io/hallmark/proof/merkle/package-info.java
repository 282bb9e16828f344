/// Salted hash trees and their openings at several positions.
@NullMarked
package io.hallmark.proof.merkle;

import org.jspecify.annotations.NullMarked;
