/// Data policies and their relations: documents, rules with their constraints beside their plain
/// meaning, lists and fingerprints.
@NullMarked
package io.hallmark.provenance.policy;

import org.jspecify.annotations.NullMarked;
