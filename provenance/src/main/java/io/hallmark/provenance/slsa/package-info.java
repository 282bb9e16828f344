/// SLSA provenance: a training run as a build, as other tools read it.
@NullMarked
package io.hallmark.provenance.slsa;

import org.jspecify.annotations.NullMarked;
