package io.hallmark.provenance.compliance;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.dataset.ManifestPart;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a policy proof is about: which policy, which data set, shard by shard, which versions of
/// lists, as of which time. Public; its digest is bound by the proof.
///
/// @param policy digest of the policy
/// @param manifest digest of the manifest
/// @param shards all shards of the manifest, once, in order
/// @param lists digest of the document of every list that the policy names
/// @param time the time of the statement, in the unit of the tags that hold times
/// @param published published counts by number of the rule
/// @param order the run whose windows are counted, if the policy has windows
public record PolicyStatement(
    Digest policy,
    Digest manifest,
    List<Shard> shards,
    SortedMap<String, Digest> lists,
    OptionalLong time,
    SortedMap<Integer, List<Long>> published,
    Optional<Order> order) {
  /// Type of the document.
  public static final String TYPE = "hallmark/policy-statement/v1";

  private static final long KIND = 5;
  private static final int MAX_NUMBER = 1 << 30;

  /// Copies the collections.
  public PolicyStatement {
    shards = List.copyOf(shards);
    lists = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(lists));
    published = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(published));
  }

  /// A statement about no run.
  public PolicyStatement(
      Digest policy,
      Digest manifest,
      List<Shard> shards,
      SortedMap<String, Digest> lists,
      OptionalLong time,
      SortedMap<Integer, List<Long>> published) {
    this(policy, manifest, shards, lists, time, published, Optional.empty());
  }

  /// The order in which a run reads records.
  ///
  /// @param program digest of the training program
  /// @param seed seed of the run
  public record Order(Digest program, Digest seed) {}

  /// A shard.
  ///
  /// @param part part of the data set
  /// @param rows number of records
  /// @param descriptor descriptor of its commitment
  public record Shard(String part, int rows, Digest descriptor) {}

  /// The shards of a manifest.
  public static List<Shard> shards(DatasetManifest manifest) {
    return shards(manifest.parts());
  }

  /// The shards of a manifest, or of an index of it.
  static List<Shard> shards(List<ManifestPart> parts) {
    return parts.stream().map(PolicyStatement::shard).toList();
  }

  private static Shard shard(ManifestPart part) {
    return new Shard(part.name(), part.rows(), part.descriptor());
  }

  /// The published counts as arrays.
  public Map<Integer, long[]> counts() {
    Map<Integer, long[]> out = new TreeMap<>();
    published.forEach(
        (rule, counts) -> out.put(rule, counts.stream().mapToLong(Long::longValue).toArray()));
    return out;
  }

  /// Reads a statement.
  ///
  /// @throws Malformed naming the place
  public static PolicyStatement read(byte[] bytes) throws Malformed {
    return Documents.read("policy statement", bytes, PolicyStatement::parse);
  }

  private static PolicyStatement parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    List<Shard> shards = new ArrayList<>();
    for (JsonReader s : reader.objects("shards")) {
      shards.add(
          new Shard(
              Documents.line(s, "part"),
              s.smallInteger("rows", 1, Integer.MAX_VALUE),
              s.digest("descriptor")));
    }
    SortedMap<String, Digest> lists = new TreeMap<>();
    JsonReader listed = reader.object("lists");
    for (String name : listed.source().members().keySet()) {
      lists.put(name, listed.digest(name));
    }
    SortedMap<Integer, List<Long>> published = new TreeMap<>();
    for (JsonReader p : reader.objects("published")) {
      if (published.put(p.smallInteger("rule", 0, MAX_NUMBER), p.integers("counts")) != null) {
        throw p.mismatch("rule", "each rule once");
      }
    }
    return new PolicyStatement(
        reader.digest("policy"),
        reader.digest("manifest"),
        shards,
        lists,
        reader.has("time") ? OptionalLong.of(reader.integer("time")) : OptionalLong.empty(),
        published,
        order(reader));
  }

  private static Optional<Order> order(JsonReader reader) throws DocumentException.Malformed {
    if (!reader.has("order")) {
      return Optional.empty();
    }
    JsonReader order = reader.object("order");
    return Optional.of(new Order(order.digest("program"), order.digest("seed")));
  }

  /// The document.
  public JsonObject toJson() {
    List<JsonValue> listed = new ArrayList<>();
    for (Shard s : shards) {
      listed.add(
          JsonObject.builder()
              .put("part", s.part())
              .put("rows", s.rows())
              .put("descriptor", s.descriptor())
              .build());
    }
    JsonObject.Builder names = JsonObject.builder();
    lists.forEach(names::put);
    List<JsonValue> counts = new ArrayList<>();
    published.forEach((rule, values) ->
        counts.add(
            JsonObject.builder()
                .put("rule", rule)
                .put(
                    "counts",
                    JsonArray.ofIntegers(values.stream().mapToLong(Long::longValue).toArray()))
                .build()));
    JsonObject.Builder out =
        JsonObject.builder()
            .put("type", TYPE)
            .put("policy", policy)
            .put("manifest", manifest)
            .put("shards", new JsonArray(listed))
            .put("lists", names.build())
            .put("published", new JsonArray(counts));
    time.ifPresent(t -> out.put("time", t));
    order.ifPresent(o ->
        out.put(
            "order",
            JsonObject.builder().put("program", o.program()).put("seed", o.seed()).build()));
    return out.build();
  }

  /// The canonical bytes.
  public byte[] write() {
    return CanonicalJson.write(toJson());
  }

  /// The tagged digest of the document.
  public Digest digest() {
    return Digests.document(toJson());
  }

  /// What the proof binds: the digest, the kind 5 and the number 0, 8 bytes each.
  public byte[] publicBytes() {
    ByteBuffer out = ByteBuffer.allocate(Digest.BYTES + 2 * Long.BYTES);
    return out.put(digest().bytes()).putLong(KIND).putLong(0).array();
  }
}
