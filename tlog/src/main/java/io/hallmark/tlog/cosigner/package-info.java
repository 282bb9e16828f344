/// Cosigners, whom C2SP calls witnesses (c2sp.org/tlog-witness), and a log that asks them.
@NullMarked
package io.hallmark.tlog.cosigner;

import org.jspecify.annotations.NullMarked;
