/// Placeholder.
@NullMarked
package io.hallmark.cli;

import org.jspecify.annotations.NullMarked;
