/// Data sets: fit, commit, verify, recheck, certify.
@NullMarked
package io.hallmark.cli.dataset;

import org.jspecify.annotations.NullMarked;
