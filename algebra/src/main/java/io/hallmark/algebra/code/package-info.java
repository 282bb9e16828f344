/// Evaluation domains, number-theoretic transforms and Reed-Solomon encoding.
@NullMarked
package io.hallmark.algebra.code;

import org.jspecify.annotations.NullMarked;
