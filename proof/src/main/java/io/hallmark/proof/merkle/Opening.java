package io.hallmark.proof.merkle;

/// The leaves of a tree at several positions, with what leads to the root. The arrays are not
/// copied.
///
/// @param values values of the leaves, position after position
/// @param salts their salts, empty if the leaves have none
/// @param siblings digests, in the order of [MerkleTree#siblings]
@SuppressWarnings("ArrayRecordComponent") // a message on its way, compared by nobody
public record Opening(long[] values, byte[] salts, byte[] siblings) {}
