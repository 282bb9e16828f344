/// What the tests of this module share.
@NullMarked
package io.hallmark.algebra;

import org.jspecify.annotations.NullMarked;
