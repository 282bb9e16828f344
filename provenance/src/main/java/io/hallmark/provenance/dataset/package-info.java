/// Data sets: sources, schema, records, commitment, manifest, opening and its credits.
@NullMarked
package io.hallmark.provenance.dataset;

import org.jspecify.annotations.NullMarked;
