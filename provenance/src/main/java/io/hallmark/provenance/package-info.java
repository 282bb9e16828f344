/// The failures that every statement shares: a stranger's bytes, the opening ledger, the sources.
@NullMarked
package io.hallmark.provenance;

import org.jspecify.annotations.NullMarked;
