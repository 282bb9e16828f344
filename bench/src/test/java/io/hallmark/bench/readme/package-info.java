/// The README does what it says.
@NullMarked
package io.hallmark.bench.readme;

import org.jspecify.annotations.NullMarked;
