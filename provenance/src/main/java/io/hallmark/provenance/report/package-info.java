/// A verdict as a page: what is proven, declared, disclosed and missing, with pictures of the run.
@NullMarked
package io.hallmark.provenance.report;

import org.jspecify.annotations.NullMarked;
