/// Placeholder.
@NullMarked
package io.hallmark.bench;

import org.jspecify.annotations.NullMarked;
