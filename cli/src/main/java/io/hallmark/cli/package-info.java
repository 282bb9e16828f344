/// The command line. Thin: every command parses its arguments, calls one class of a lower floor and
/// prints; nothing is decided here.
@NullMarked
package io.hallmark.cli;

import org.jspecify.annotations.NullMarked;
