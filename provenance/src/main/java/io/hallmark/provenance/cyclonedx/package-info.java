/// CycloneDX bills of materials: a certificate as other tools read it.
@NullMarked
package io.hallmark.provenance.cyclonedx;

import org.jspecify.annotations.NullMarked;
