package io.hallmark.provenance.dataset;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import java.util.Collections;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Which rows of the sources the records of a shard are: of one source, the rows of the shard's
/// part from `begin` to before `end`, without those that were withdrawn. Known to the owner only.
///
/// @param source number of the source, from 0
/// @param begin first row of the source, counted from 0 after its header
/// @param end the row after the last one
/// @param without rows between them that the shard does not hold, ascending
/// @param salts name of the shard whose salts its records have: its own, or that of the shard from
///   which records were withdrawn
record ShardRows(int source, long begin, long end, List<Long> without, String salts) {
  /// Copies the list.
  ShardRows {
    without = List.copyOf(without);
  }

  /// Whether the shard holds a row of its source that belongs to its part.
  boolean holds(long row) {
    return row >= begin && row < end && Collections.binarySearch(without, row) < 0;
  }

  /// The rows of the source that the shard holds, in the order of its records.
  ///
  /// @param isOfPart whether a row of the source belongs to the part of the shard
  long[] rows(LongPredicate isOfPart) {
    return LongStream.range(begin, end).filter(r -> isOfPart.test(r) && holds(r)).toArray();
  }

  /// The same without some more rows.
  ShardRows without(List<Long> more) {
    List<Long> all = Stream.concat(without.stream(), more.stream()).sorted().distinct().toList();
    return new ShardRows(source, begin, end, all, salts);
  }

  static ShardRows parse(JsonReader reader) throws DocumentException.Malformed {
    List<Long> without = reader.integers("without");
    for (int i = 1; i < without.size(); i++) {
      if (without.get(i - 1) >= without.get(i)) {
        throw reader.mismatch("without", "ascending rows");
      }
    }
    long begin = reader.integer("begin", 0, Long.MAX_VALUE);
    return new ShardRows(
        reader.smallInteger("source", 0, Integer.MAX_VALUE),
        begin,
        reader.integer("end", begin, Long.MAX_VALUE),
        without,
        reader.string("salts"));
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("source", source)
        .put("begin", begin)
        .put("end", end)
        .put("without", JsonArray.ofIntegers(without.stream().mapToLong(Long::longValue).toArray()))
        .put("salts", salts)
        .build();
  }
}
