package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.relation.Phi;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the challenge `lookup` gives.
///
/// @param alpha where all denominators are taken
/// @param betas weights of the columns of a tuple
/// @param points per label of the part the vector of the point that fingerprints bind it to, or
///   null
@SuppressWarnings("ArrayRecordComponent") // passed on at once, compared by nobody
record LookupChallenges(Ext alpha, List<Ext> betas, @Nullable Phi[] points) {}
