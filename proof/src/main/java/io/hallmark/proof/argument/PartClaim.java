package io.hallmark.proof.argument;

import io.hallmark.algebra.field.Ext;
import io.hallmark.proof.Claim;
import io.hallmark.proof.relation.LinearForm;
import java.util.List;

/// One claim of a part, ready for the joint opening: `forms on cells + pads of zk = value`.
///
/// @param name which equation of the protocol it is
/// @param qualifier which of several, or empty
/// @param forms product forms on columns that are cells, and on product columns until their stage
/// @param pads coefficients on the elements of `zk`; its constant is 0
/// @param value public value
record PartClaim(
    Claim name, String qualifier, List<LinearForm.Term> forms, Affine pads, Ext value) {}
