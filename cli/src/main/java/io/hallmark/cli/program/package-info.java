/// Training programs: made, planned and checked.
@NullMarked
package io.hallmark.cli.program;

import org.jspecify.annotations.NullMarked;
