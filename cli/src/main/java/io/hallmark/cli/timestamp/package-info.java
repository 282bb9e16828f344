/// `hallmark timestamp`: requests, and an authority for tests.
@NullMarked
package io.hallmark.cli.timestamp;

import org.jspecify.annotations.NullMarked;
