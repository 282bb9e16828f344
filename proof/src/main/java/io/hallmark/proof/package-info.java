/// Proof protocols, ignorant of machine learning: checks, claims and the failures of a
/// verification.
@NullMarked
package io.hallmark.proof;

import org.jspecify.annotations.NullMarked;
