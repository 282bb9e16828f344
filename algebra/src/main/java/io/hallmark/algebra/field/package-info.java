/// The base field F, its quadratic extension E, and arrays of E.
@NullMarked
package io.hallmark.algebra.field;

import org.jspecify.annotations.NullMarked;
