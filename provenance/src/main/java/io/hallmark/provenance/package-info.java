/// Placeholder.
@NullMarked
package io.hallmark.provenance;

import org.jspecify.annotations.NullMarked;
