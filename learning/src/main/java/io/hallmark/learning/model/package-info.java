/// Parameters of a model at a segment boundary, and the columns that hold them.
@NullMarked
package io.hallmark.learning.model;

import org.jspecify.annotations.NullMarked;
