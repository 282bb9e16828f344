package io.hallmark.provenance.dataset;

/// Where a record stands: in the data set, and in the source that it came from. Known to the owner.
///
/// @param shard name of the shard
/// @param index number of the record in the shard, from 0
/// @param source name of the source
/// @param row row of the source, from 0 after its header
/// @param number row of the data set, through all sources
public record RecordPlace(String shard, int index, String source, long row, long number) {}
