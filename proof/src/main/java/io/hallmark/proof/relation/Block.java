package io.hallmark.proof.relation;

import io.hallmark.proof.commitment.BlockLayout;

/// The rows of one part or of one older commitment, inside its group.
///
/// @param isOlder whether the block is an older commitment
/// @param number number of the part or of the older commitment
/// @param group number of the group
/// @param layout where its columns stand
/// @param baseRow first row in the numbering of the group, a multiple of the rows of the block
public record Block(boolean isOlder, int number, int group, BlockLayout layout, long baseRow) {}
