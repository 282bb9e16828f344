/// What is entered in a transparency log: signed events about data sets, runs and certificates, and
/// what a log says when it is read as a whole.
@NullMarked
package io.hallmark.provenance.event;

import org.jspecify.annotations.NullMarked;
