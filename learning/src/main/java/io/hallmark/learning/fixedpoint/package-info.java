/// Integers that stand for real numbers: rounding, function tables, random words. Nothing here uses
/// floating point.
@NullMarked
package io.hallmark.learning.fixedpoint;

import org.jspecify.annotations.NullMarked;
