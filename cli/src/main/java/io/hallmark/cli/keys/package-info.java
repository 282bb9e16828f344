/// Keys of authorities and trainers.
@NullMarked
package io.hallmark.cli.keys;

import org.jspecify.annotations.NullMarked;
