/// Commands about policies, lists and fingerprints.
@NullMarked
package io.hallmark.cli.policy;

import org.jspecify.annotations.NullMarked;
