package io.hallmark.provenance.policy;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A policy: readable rules with their reasons. Public.
///
/// @param document the document
/// @param name name for people
/// @param version version, at least 1
/// @param lists lists that rules name: pinned by the digest of their document, or, if absent,
///   chosen by the statement
/// @param windows into which windows a run is cut, over which counts hold; the committed records if
///   absent
/// @param rules rules in order
public record PolicyDocument(
    JsonObject document,
    String name,
    int version,
    Map<String, Optional<Digest>> lists,
    Optional<RunWindows> windows,
    List<Rule> rules) {
  /// Type of the document.
  public static final String TYPE = "hallmark/policy/v1";

  /// Most rules.
  public static final int MAX_RULES = 256;

  /// Copies the collections.
  public PolicyDocument {
    lists = Map.copyOf(lists);
    rules = List.copyOf(rules);
  }

  /// Reads canonical bytes.
  ///
  /// @throws VerificationException.Malformed naming the place
  public static PolicyDocument read(byte[] bytes) throws VerificationException.Malformed {
    return Documents.read("policy", bytes, PolicyDocument::parse);
  }

  /// Reads a policy that a person wrote: white space and the order of keys are free.
  ///
  /// @throws VerificationException.Malformed naming the place
  public static PolicyDocument readLenient(byte[] bytes) throws VerificationException.Malformed {
    return Documents.readLenient("policy", bytes, PolicyDocument::parse);
  }

  private static PolicyDocument parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    String name = Documents.line(reader, "name");
    int version = reader.smallInteger("version", 1, Integer.MAX_VALUE);
    Map<String, Optional<Digest>> lists = new LinkedHashMap<>();
    if (reader.has("lists")) {
      JsonReader listed = reader.object("lists");
      for (String list : listed.source().members().keySet()) {
        JsonValue value = listed.value(list);
        boolean byStatement = value instanceof JsonString s && s.value().equals("statement");
        lists.put(list, byStatement ? Optional.empty() : Optional.of(listed.digest(list)));
      }
    }
    List<Rule> rules = new ArrayList<>();
    for (JsonReader rule : reader.objects("rules")) {
      rules.add(RuleReader.read(rule, lists.keySet()));
    }
    if (rules.isEmpty() || rules.size() > MAX_RULES) {
      throw reader.mismatch("rules", "1 to " + MAX_RULES + " rules");
    }
    Optional<RunWindows> windows = RunWindows.read(reader);
    if (windows.isPresent() && rules.stream().noneMatch(CountRule.class::isInstance)) {
      throw reader.mismatch("windows", "a rule that counts");
    }
    return new PolicyDocument(reader.source(), name, version, lists, windows, rules);
  }

  /// The tagged digest of the document.
  public Digest digest() {
    return Digests.document(document);
  }

  /// The canonical bytes.
  public byte[] write() {
    return CanonicalJson.write(document);
  }

  /// The rules in plain words, one line each, with id and reason.
  public List<String> inWords() {
    List<String> out = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      String id = rule.head().id().map(s -> " (" + s + ")").orElse("");
      String reason = rule.head().reason().map(s -> " Reason: " + s + ".").orElse("");
      String where =
          rule instanceof CountRule
              ? windows.map(w -> " This holds " + w.inWords() + ".").orElse("")
              : "";
      out.add("%d.%s %s%s%s".formatted(i + 1, id, rule.inWords(), where, reason));
    }
    return out;
  }
}
