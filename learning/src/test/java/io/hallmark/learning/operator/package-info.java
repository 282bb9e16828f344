/// Tests of single operators.
@NullMarked
package io.hallmark.learning.operator;

import org.jspecify.annotations.NullMarked;
