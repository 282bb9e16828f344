/// RFC 3161 timestamps, read and made with Bouncy Castle.
@NullMarked
package io.hallmark.provenance.timestamp;

import org.jspecify.annotations.NullMarked;
