package io.hallmark.provenance.policy;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonInteger;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.dataset.Fingerprint;
import io.hallmark.provenance.policy.Requirement.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Reads the rules of a policy document.
final class RuleReader {
  private static final long MAX_COUNT = 1L << 40;
  private final JsonReader reader;
  private final Set<String> lists;

  private RuleReader(JsonReader reader, Set<String> lists) {
    this.reader = reader;
    this.lists = lists;
  }

  /// Reads one rule.
  ///
  /// @param lists names of the lists that the policy declares
  static Rule read(JsonReader reader, Set<String> lists) throws DocumentException.Malformed {
    return new RuleReader(reader, lists).rule();
  }

  private Rule rule() throws DocumentException.Malformed {
    String kind =
        reader.oneOf(
            "kind",
            "in",
            "not-in",
            "range",
            "valid",
            "count",
            "distinct",
            "disjoint",
            "exclude",
            "within",
            "contains",
            "includes");
    Rule.Head head =
        new Rule.Head(
            reader.has("id") ? Optional.of(Documents.line(reader, "id")) : Optional.empty(),
            reader.has("reason") ? Optional.of(Documents.line(reader, "reason")) : Optional.empty(),
            reader.has("parts") ? reader.strings("parts") : List.of());
    return switch (kind) {
      case "in", "not-in" ->
          new PermittedRule(
              head,
              reader.strings("columns"),
              tuples(reader, "values", reader.array("values")),
              kind.equals("not-in"));
      case "range" ->
          new RangeRule(head, reader.string("column"), bound(reader, "min"), bound(reader, "max"));
      case "valid" -> new ValidRule(head, reader.string("from"), reader.string("until"), time());
      case "count" ->
          new CountRule(
              head,
              reader.strings("columns"),
              reader.has("require") ? requirements() : List.of(),
              reader.has("publish") && reader.truth("publish"));
      case "distinct" ->
          new SortedRule(
              head,
              reader.string("column"),
              reader.has("exclude") ? known(reader.strings("exclude")) : List.of(),
              List.of());
      case "disjoint" -> disjoint(head);
      case "exclude" -> new ExcludeRule(head, reader.string("column"), list());
      case "within" ->
          new WithinRule(
              head,
              reader.string("column"),
              list(),
              reader.has("complete") && reader.truth("complete"));
      case "contains" -> new ContainsRule(head, reader.string("column"), list());
      default -> includes(head);
    };
  }

  private SortedRule disjoint(Rule.Head head) throws DocumentException.Malformed {
    List<String> other = reader.strings("other");
    if (head.parts().isEmpty() || other.isEmpty()) {
      throw reader.mismatch("other", "parts and other, both not empty");
    }
    return new SortedRule(head, reader.string("column"), List.of(), other);
  }

  private IncludesRule includes(Rule.Head head) throws DocumentException.Malformed {
    String value = reader.string("value");
    if (!Fingerprint.isFingerprint(value)) {
      throw reader.mismatch("value", "60 lower-case hexadecimal digits");
    }
    return new IncludesRule(head, reader.string("column"), Fingerprint.limbs(value));
  }

  private OptionalLong time() throws DocumentException.Malformed {
    if (reader.value("at") instanceof JsonString) {
      reader.oneOf("at", "statement");
      return OptionalLong.empty();
    }
    return OptionalLong.of(reader.integer("at"));
  }

  private String list() throws DocumentException.Malformed {
    return known(List.of(reader.string("list"))).getFirst();
  }

  private List<String> known(List<String> names) throws DocumentException.Malformed {
    for (String name : names) {
      if (!lists.contains(name)) {
        throw reader.mismatch("list", "one of the lists " + lists + ", not \"" + name + "\"");
      }
    }
    return names;
  }

  private static OptionalLong bound(JsonReader from, String key)
      throws DocumentException.Malformed {
    return from.has(key) ? OptionalLong.of(from.integer(key)) : OptionalLong.empty();
  }

  private List<Requirement> requirements() throws DocumentException.Malformed {
    List<Requirement> out = new ArrayList<>();
    for (JsonReader q : reader.objects("require")) {
      out.add(requirement(q));
    }
    return out;
  }

  private static Requirement requirement(JsonReader q) throws DocumentException.Malformed {
    if (q.has("kinds")) {
      Group of = q.has("of") ? group(q, "of", false) : Group.ALL;
      long with = q.has("with") ? q.integer("with", 1, MAX_COUNT) : 1;
      return new Requirement.Kinds(q.smallInteger("kinds", 1, Integer.MAX_VALUE), with, of);
    }
    if (q.has("of") == q.has("each")) {
      throw q.mismatch("of", "either of or each, or kinds");
    }
    if (!q.has("at_least") && !q.has("at_most")) {
      throw q.mismatch("at_least", "at_least, at_most, or both");
    }
    boolean each = q.has("each");
    Group subject = each ? group(q, "each", true) : group(q, "of", false);
    return q.has("to")
        ? new Requirement.Share(
            each, subject, group(q, "to", true), ratio(q, "at_least"), ratio(q, "at_most"))
        : new Requirement.Amount(each, subject, count(q, "at_least"), count(q, "at_most"));
  }

  private static Optional<Long> count(JsonReader q, String key) throws DocumentException.Malformed {
    return q.has(key) ? Optional.of(q.integer(key, 0, MAX_COUNT)) : Optional.empty();
  }

  private static Optional<Ratio> ratio(JsonReader q, String key)
      throws DocumentException.Malformed {
    if (!q.has(key)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          q.value(key) instanceof JsonInteger
              ? Ratio.parse(q.integer(key, 0, MAX_COUNT) + "/1")
              : Ratio.parse(q.string(key)));
    } catch (IllegalArgumentException e) {
      throw q.mismatch(key, "a fraction u/v with terms below 2^20");
    }
  }

  private static Group group(JsonReader q, String key, boolean mayBeAll)
      throws DocumentException.Malformed {
    if (mayBeAll && q.value(key) instanceof JsonString) {
      q.oneOf(key, "all");
      return Group.ALL;
    }
    return new Group(Optional.of(tuples(q, key, q.array(key))));
  }

  /// Texts, or arrays of texts.
  private static List<List<String>> tuples(JsonReader from, String key, List<JsonValue> values)
      throws DocumentException.Malformed {
    List<List<String>> out = new ArrayList<>();
    for (JsonValue v : values) {
      List<String> tuple = new ArrayList<>();
      for (JsonValue text : v instanceof JsonArray a ? a.values() : List.of(v)) {
        if (!(text instanceof JsonString s)) {
          throw from.mismatch(key, "texts, or arrays of texts");
        }
        tuple.add(s.value());
      }
      out.add(tuple);
    }
    return out;
  }
}
