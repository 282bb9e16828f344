/// What we write, read by libraries of others.
@NullMarked
package io.hallmark.bench.conformance;

import org.jspecify.annotations.NullMarked;
