/// One class per operation of a training program: its exact integer semantics and its constraints
/// side by side.
@NullMarked
package io.hallmark.learning.operator;

import org.jspecify.annotations.NullMarked;
