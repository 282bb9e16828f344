/// The training program: the document, its rules, and the public integers that follow from it.
@NullMarked
package io.hallmark.learning.program;

import org.jspecify.annotations.NullMarked;
