package io.hallmark.proof.relation;

/// The leaves of one lookup or lookup table in the fraction tree.
///
/// @param isLookup whether these are lookup entries with numerator 1; otherwise entries of a lookup
///   table, with numerator minus the multiplicity
/// @param item number of the lookup or lookup table in declared order
/// @param labels its labels, first most significant
/// @param columns its columns, in order
/// @param multiplicity the multiplicity column of a lookup table, or -1
/// @param tag number of the lookup table in declared order, from 1
/// @param variables v, the padded size is `2^v`
/// @param offset index of its first leaf, a multiple of the padded size
public record Strip(
    boolean isLookup,
    int item,
    Ids labels,
    Ids columns,
    int multiplicity,
    int tag,
    int variables,
    long offset) {}
