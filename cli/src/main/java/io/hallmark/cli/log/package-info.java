/// Commands about transparency logs.
@NullMarked
package io.hallmark.cli.log;

import org.jspecify.annotations.NullMarked;
