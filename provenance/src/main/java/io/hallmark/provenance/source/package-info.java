/// Records in files of other people's formats, read strictly and as streams into rows of texts.
/// What a row means is not known here.
@NullMarked
package io.hallmark.provenance.source;

import org.jspecify.annotations.NullMarked;
