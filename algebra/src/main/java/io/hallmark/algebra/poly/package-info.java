/// Tables on {0,1}^n, closed forms over them, and univariate polynomials by coefficients.
@NullMarked
package io.hallmark.algebra.poly;

import org.jspecify.annotations.NullMarked;
