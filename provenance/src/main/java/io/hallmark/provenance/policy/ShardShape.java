package io.hallmark.provenance.policy;

/// The public shape of a shard.
///
/// @param part part of the data set, such as `train`
/// @param rows records, at least 1
public record ShardShape(String part, int rows) {}
