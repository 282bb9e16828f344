/// Sigstore bundles: a signed envelope with what else its verification needs, as other tools read
/// it.
@NullMarked
package io.hallmark.provenance.sigstore;

import org.jspecify.annotations.NullMarked;
