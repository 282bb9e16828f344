/// The relation language: labels, columns, constraints, lookups, parts and runs.
@NullMarked
package io.hallmark.proof.relation;

import org.jspecify.annotations.NullMarked;
