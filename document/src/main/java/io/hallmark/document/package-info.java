/// Canonical documents and what every program that writes them needs: RFC 8785 with integers and
/// strings only, tagged digests, exact decimals, files that are whole or absent, progress.
@NullMarked
package io.hallmark.document;

import org.jspecify.annotations.NullMarked;
