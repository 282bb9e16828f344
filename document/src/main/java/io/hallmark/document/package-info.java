/// Placeholder.
@NullMarked
package io.hallmark.document;

import org.jspecify.annotations.NullMarked;
