/// What a log can be refused for.
@NullMarked
package io.hallmark.tlog;

import org.jspecify.annotations.NullMarked;
