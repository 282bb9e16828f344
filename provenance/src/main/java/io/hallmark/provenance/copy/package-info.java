/// Certificates that a data set holds the same records as another: renewals and copies.
@NullMarked
package io.hallmark.provenance.copy;

import org.jspecify.annotations.NullMarked;
