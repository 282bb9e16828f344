/// Certificates: the container, the model file, and what a verification says.
@NullMarked
package io.hallmark.provenance.certificate;

import org.jspecify.annotations.NullMarked;
