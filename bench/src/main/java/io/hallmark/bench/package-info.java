/// Measurements of the kernels with JMH. Every benchmark checks its result in every invocation, and
/// a test runs every body once. Figures are nanoseconds per element.
@NullMarked
package io.hallmark.bench;

import org.jspecify.annotations.NullMarked;
