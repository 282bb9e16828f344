/// Placeholder.
@NullMarked
package io.hallmark.learning;

import org.jspecify.annotations.NullMarked;
