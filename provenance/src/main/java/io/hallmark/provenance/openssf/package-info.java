/// OpenSSF Model Signing v1.0: signatures over the files of a model, in the Sigstore bundle that
/// other tools read and write.
@NullMarked
package io.hallmark.provenance.openssf;

import org.jspecify.annotations.NullMarked;
