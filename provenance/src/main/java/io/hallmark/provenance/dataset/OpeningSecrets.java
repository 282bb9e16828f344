package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonString;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The secrets of a data set: the record secret (a copy for another holder has none), per shard 32
/// fresh bytes and the rows that it holds, and what the sources were. For the private folder only.
final class OpeningSecrets {
  private static final String TYPE = "hallmark/opening/v1";

  private static final String NONE = "none";

  private final Optional<RecordSecret> records;
  private final SortedMap<String, Shard> shards;
  private final List<OpenedSource> sources;

  /// A shard.
  private record Shard(Digest commitment, ShardRows rows) {}

  private OpeningSecrets(
      Optional<RecordSecret> records, SortedMap<String, Shard> shards, List<OpenedSource> sources) {
    this.records = records;
    this.shards = Collections.unmodifiableSortedMap(new TreeMap<>(shards));
    this.sources = List.copyOf(sources);
  }

  /// A record secret, no shards.
  static OpeningSecrets of(RecordSecret records) {
    return new OpeningSecrets(Optional.of(records), new TreeMap<>(), List.of());
  }

  /// Secrets of fresh commitments to the same shards.
  ///
  /// @param own the record secret, unless the holder gets none; then what the sources were is
  ///   withheld too, since their digests have no salt
  OpeningSecrets again(Optional<RecordSecret> own) {
    List<OpenedSource> known =
        own.isPresent() ? sources : sources.stream().map(OpenedSource::withheld).toList();
    OpeningSecrets out = new OpeningSecrets(own, new TreeMap<>(), known);
    for (Map.Entry<String, Shard> shard : shards.entrySet()) {
      out = out.withShard(shard.getKey(), shard.getValue().rows());
    }
    return out;
  }

  /// The same with one shard more, whose commitment gets fresh bytes. A shard of this name that was
  /// never published is replaced.
  OpeningSecrets withShard(String name, ShardRows rows) {
    byte[] fresh = new byte[Digest.BYTES];
    new SecureRandom().nextBytes(fresh);
    SortedMap<String, Shard> out = new TreeMap<>(shards);
    out.put(name, new Shard(Digest.of(fresh), rows));
    Arrays.fill(fresh, (byte) 0);
    return new OpeningSecrets(records, out, sources);
  }

  /// Whether there are secrets of a shard.
  boolean holds(String shard) {
    return shards.containsKey(shard);
  }

  /// The same without a shard, whose commitment can then be opened no more.
  OpeningSecrets withoutShard(String name) {
    SortedMap<String, Shard> out = new TreeMap<>(shards);
    out.remove(name);
    return new OpeningSecrets(records, out, sources);
  }

  /// The same with one source more.
  OpeningSecrets withSource(OpenedSource source) {
    List<OpenedSource> out = new ArrayList<>(sources);
    out.add(source);
    return new OpeningSecrets(records, shards, out);
  }

  /// What belongs to a version and those before it: a killed process may have left more.
  OpeningSecrets upTo(int version) {
    SortedMap<String, Shard> kept = new TreeMap<>(shards);
    kept.keySet().removeIf(name -> ShardName.of(name).orElseThrow().version() > version);
    return new OpeningSecrets(
        records, kept, sources.stream().filter(s -> s.version() <= version).toList());
  }

  /// The record secret.
  Optional<RecordSecret> records() {
    return records;
  }

  /// Lends the 32 bytes behind the commitment of a shard; they are erased when the user returns.
  <T> T withCommitment(String shard, Function<byte[], T> user) {
    byte[] lent = shard(shard).commitment().bytes();
    try {
      return user.apply(lent);
    } finally {
      Arrays.fill(lent, (byte) 0);
    }
  }

  /// The rows that a shard holds.
  ShardRows rows(String shard) {
    return shard(shard).rows();
  }

  private Shard shard(String name) {
    Shard shard = shards.get(name);
    if (shard == null) {
      throw new IllegalArgumentException("no part " + name);
    }
    return shard;
  }

  /// What was ingested, in order.
  List<OpenedSource> sources() {
    return sources;
  }

  static OpeningSecrets read(byte[] bytes) throws VerificationException.Malformed {
    return Documents.read("opening", bytes, OpeningSecrets::parse);
  }

  private static OpeningSecrets parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    List<OpenedSource> sources = new ArrayList<>();
    for (JsonReader source : reader.objects("sources")) {
      sources.add(OpenedSource.parse(source));
    }
    SortedMap<String, Shard> shards = new TreeMap<>();
    JsonReader named = reader.object("shards");
    for (String name : named.source().members().keySet()) {
      JsonReader shard = named.object(name);
      ShardRows rows = ShardRows.parse(shard.object("rows"));
      if (ShardName.of(name).isEmpty() || rows.source() >= sources.size()) {
        throw named.mismatch(name, "a shard of one of the sources");
      }
      shards.put(name, new Shard(shard.digest("commitment"), rows));
    }
    boolean none = reader.value("records") instanceof JsonString(String text) && text.equals(NONE);
    byte[] records = none ? new byte[0] : reader.digest("records").bytes();
    Optional<RecordSecret> secret = none ? Optional.empty() : Optional.of(RecordSecret.of(records));
    Arrays.fill(records, (byte) 0);
    return new OpeningSecrets(secret, shards, sources);
  }

  byte[] write() {
    JsonObject.Builder named = JsonObject.builder();
    shards.forEach((name, shard) ->
        named.put(
            name,
            JsonObject.builder()
                .put("commitment", shard.commitment())
                .put("rows", shard.rows().json())
                .build()));
    return CanonicalJson.write(
        JsonObject.builder()
            .put("type", TYPE)
            .put("records", records.map(RecordSecret::hexOfSecret).orElse(NONE))
            .put("shards", named.build())
            .put("sources", JsonArray.of(sources.stream().map(OpenedSource::json).toList()))
            .build());
  }
}
