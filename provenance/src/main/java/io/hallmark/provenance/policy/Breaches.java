package io.hallmark.provenance.policy;

import java.util.ArrayList;
import java.util.List;

/// Collects what breaks a policy, for the owner of the data.
public final class Breaches {
  private final int limit;
  private final List<Breach> found = new ArrayList<>();
  private int rule;
  private long count;

  /// @param limit most breaches that are kept; all are counted
  public Breaches(int limit) {
    this.limit = limit;
  }

  /// One breach.
  ///
  /// @param rule number of the rule, from 0 on
  /// @param shard shard, or -1 if it concerns the whole set
  /// @param row row of the shard, or -1
  /// @param text what is wrong
  public record Breach(int rule, int shard, int row, String text) {}

  void rule(int number) {
    rule = number;
  }

  void at(int shard, int row, String text) {
    count++;
    if (found.size() < limit) {
      found.add(new Breach(rule, shard, row, text));
    }
  }

  void whole(String text) {
    at(-1, -1, text);
  }

  /// The breaches that were kept, in the order of rules, shards and rows.
  public List<Breach> list() {
    return List.copyOf(found);
  }

  /// How many there are.
  public long count() {
    return count;
  }
}
