/// The tiles and entry bundles in which a log is published (c2sp.org/tlog-tiles).
@NullMarked
package io.hallmark.tlog.tile;

import org.jspecify.annotations.NullMarked;
