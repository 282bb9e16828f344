package io.hallmark.provenance.policy;

import io.hallmark.provenance.policy.PolicyRefused.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Everything public that rules are compiled for.
///
/// @param schema columns that policies read
/// @param shards shards in the order of the manifest
/// @param lists lists by their name in the policy
/// @param time the time of the statement, in the unit of the tags that hold times
/// @param format widths
/// @param published published counts by number of the rule
/// @param order order of the run for rules about windows of it
/// @param histograms by number of a count rule: how many histogram commitments it sums; no shard is
///   read for it
public record PolicyContext(
    PolicySchema schema,
    List<ShardShape> shards,
    Map<String, ListSource> lists,
    OptionalLong time,
    PolicyFormat format,
    Map<Integer, long[]> published,
    Optional<RunOrder> order,
    Map<Integer, Integer> histograms) {
  /// Copies lists and maps.
  public PolicyContext {
    shards = List.copyOf(shards);
    lists = Map.copyOf(lists);
    published = Map.copyOf(published);
    histograms = Map.copyOf(histograms);
  }

  /// A context without published counts, order and histograms.
  public static PolicyContext of(
      PolicySchema schema,
      List<ShardShape> shards,
      Map<String, ListSource> lists,
      OptionalLong time) {
    return new PolicyContext(
        schema, shards, lists, time, PolicyFormat.STANDARD, Map.of(), Optional.empty(), Map.of());
  }

  /// The shards of some parts, of all parts if the list is empty.
  ///
  /// @throws PolicyRefused if a part has no shard
  List<Integer> shards(List<String> parts) throws PolicyRefused {
    List<Integer> out = new ArrayList<>();
    HashSet<String> found = new HashSet<>();
    for (int s = 0; s < shards.size(); s++) {
      if (parts.isEmpty() || parts.contains(shards.get(s).part())) {
        out.add(s);
        found.add(shards.get(s).part());
      }
    }
    for (String part : parts) {
      if (!found.contains(part)) {
        throw new PolicyRefused(Code.POLICY_PART, "no shard of part " + part);
      }
    }
    if (out.isEmpty()) {
      throw new PolicyRefused(Code.POLICY_PART, "no shard");
    }
    return out;
  }

  /// Records of some shards.
  int rows(List<Integer> some) {
    return some.stream().mapToInt(s -> shards.get(s).rows()).sum();
  }

  /// A list by name.
  ///
  /// @throws PolicyRefused if there is none
  ListSource list(String name) throws PolicyRefused {
    ListSource out = lists.get(name);
    if (out == null) {
      throw new PolicyRefused(Code.LIST_FORMAT, "no list " + name);
    }
    return out;
  }

  /// The entries of a published list to compare with a column.
  ///
  /// @throws PolicyRefused if it is private, empty, an entry exceeds the width of a key, or its
  ///   entries are digests of something else than those of the column
  EntryList published(String name, String column) throws PolicyRefused {
    requireComparable(name, column);
    return published(name);
  }

  /// Refuses to compare digests of two kinds.
  ///
  /// @throws PolicyRefused if the entries are digests of something else than those of the column
  void requireComparable(String name, String column) throws PolicyRefused {
    String kind = schema.digests().get(schema.digest(column)).kind();
    String listed = list(name).kind();
    if (!PolicySchema.isComparable(kind, listed)) {
      throw new PolicyRefused(
          Code.LIST_FORMAT,
          "the list %s has digests of the kind \"%s\", the column %s of \"%s\": they say nothing"
                  .formatted(name, listed, column, kind)
              + " about each other");
    }
  }

  private EntryList published(String name) throws PolicyRefused {
    if (list(name) instanceof ListSource.Published p && p.entries().size() > 0) {
      for (long key : p.entries().limb(0)) {
        if (key < 0 || key >>> format.key() != 0) {
          throw new PolicyRefused(Code.LIST_FORMAT, name + ": an entry beyond the width of a key");
        }
      }
      return p.entries();
    }
    throw new PolicyRefused(Code.LIST_FORMAT, name + " is private or empty");
  }

  /// The time that a rule means.
  long time(OptionalLong pinned) throws PolicyRefused {
    if (pinned.isPresent()) {
      return pinned.getAsLong();
    }
    if (time.isEmpty()) {
      throw new PolicyRefused(Code.POLICY_TIME, "the statement has no time");
    }
    return time.getAsLong();
  }
}
