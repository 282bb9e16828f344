/// Keys, signed envelopes, certificates of authorities and the verifier's trust in them.
@NullMarked
package io.hallmark.provenance.authority;

import org.jspecify.annotations.NullMarked;
