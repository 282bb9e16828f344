/// Checkpoints, cosignatures, trust policies and proof files of logs (c2sp.org).
@NullMarked
package io.hallmark.tlog.checkpoint;

import org.jspecify.annotations.NullMarked;
