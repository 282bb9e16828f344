/// The trust file of a verifier.
@NullMarked
package io.hallmark.cli.trust;

import org.jspecify.annotations.NullMarked;
