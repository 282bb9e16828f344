/// The compiler: from a training program and public choices to a run, and from a trace to the
/// witness of that run.
@NullMarked
package io.hallmark.learning.relation;

import org.jspecify.annotations.NullMarked;
