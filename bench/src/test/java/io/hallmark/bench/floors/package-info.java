/// The floors of the architecture, checked on the compiled classes of every module.
@NullMarked
package io.hallmark.bench.floors;

import org.jspecify.annotations.NullMarked;
