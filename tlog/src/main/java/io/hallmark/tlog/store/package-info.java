/// A log in a folder: durable appending, checking, serving, watching.
@NullMarked
package io.hallmark.tlog.store;

import org.jspecify.annotations.NullMarked;
