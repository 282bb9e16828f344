package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.Claim;
import io.hallmark.proof.relation.LinearForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One equation of a part, `forms on cells + pads of zk = value`. It enters the joint opening if it
/// is claimed.
///
/// @param name the name under which it is claimed; null as long as it is not
/// @param qualifier which of several, or empty
/// @param forms product forms on columns that are cells, and on product columns until their stage
/// @param pads coefficients on the elements of `zk`; its constant is 0
/// @param value public value
record PartClaim(
    @Nullable Claim name, String qualifier, List<LinearForm.Term> forms, Affine pads, Ext value) {

  /// The same equation, claimed.
  PartClaim named(Claim claim, String which) {
    return new PartClaim(claim, which, forms, pads, value);
  }
}
