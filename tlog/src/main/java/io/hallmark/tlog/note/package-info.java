/// Signed notes (c2sp.org/signed-note) and their keys.
@NullMarked
package io.hallmark.tlog.note;

import org.jspecify.annotations.NullMarked;
