package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonString;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// The secrets of a data set: the record secret (a copy for another holder has none), 32 fresh
/// bytes per commitment, and what the source was. For the private folder only.
final class OpeningSecrets {
  private static final String TYPE = "hallmark/opening/v1";

  private static final String NONE = "none";

  private final Optional<RecordSecret> records;
  private final SortedMap<String, Digest> commitments;
  private final SourceFile source;

  private OpeningSecrets(
      Optional<RecordSecret> records, SortedMap<String, Digest> commitments, SourceFile source) {
    this.records = records;
    this.commitments = Collections.unmodifiableSortedMap(new TreeMap<>(commitments));
    this.source = source;
  }

  /// Fresh secrets for these parts.
  static OpeningSecrets generate(
      Optional<RecordSecret> records, List<String> parts, SourceFile source) {
    SecureRandom random = new SecureRandom();
    SortedMap<String, Digest> commitments = new TreeMap<>();
    for (String part : parts) {
      byte[] fresh = new byte[Digest.BYTES];
      random.nextBytes(fresh);
      commitments.put(part, Digest.of(fresh));
      Arrays.fill(fresh, (byte) 0);
    }
    return new OpeningSecrets(records, commitments, source);
  }

  Optional<RecordSecret> records() {
    return records;
  }

  /// Lends the 32 bytes behind the commitment of a part; they are erased when the user returns.
  <T> T withCommitment(String part, Function<byte[], T> user) {
    Digest secret = commitments.get(part);
    if (secret == null) {
      throw new IllegalArgumentException("no part " + part);
    }
    byte[] lent = secret.bytes();
    try {
      return user.apply(lent);
    } finally {
      Arrays.fill(lent, (byte) 0);
    }
  }

  SourceFile source() {
    return source;
  }

  static OpeningSecrets read(byte[] bytes) throws VerificationException.Malformed {
    return Documents.read("opening", bytes, OpeningSecrets::parse);
  }

  private static OpeningSecrets parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    SortedMap<String, Digest> commitments = new TreeMap<>();
    JsonReader seeds = reader.object("commitments");
    for (String part : seeds.source().members().keySet()) {
      commitments.put(part, seeds.digest(part));
    }
    JsonReader source = reader.object("source");
    boolean none = reader.value("records") instanceof JsonString(String text) && text.equals(NONE);
    byte[] records = none ? new byte[0] : reader.digest("records").bytes();
    Optional<RecordSecret> secret = none ? Optional.empty() : Optional.of(RecordSecret.of(records));
    Arrays.fill(records, (byte) 0);
    return new OpeningSecrets(
        secret,
        commitments,
        new SourceFile(
            Documents.line(source, "name"),
            source.integer("length", 0, Long.MAX_VALUE),
            source.digest("sha256")));
  }

  byte[] write() {
    JsonObject.Builder seeds = JsonObject.builder();
    commitments.forEach(seeds::put);
    return CanonicalJson.write(
        JsonObject.builder()
            .put("type", TYPE)
            .put("records", records.map(RecordSecret::hexOfSecret).orElse(NONE))
            .put("commitments", seeds.build())
            .put(
                "source",
                JsonObject.builder()
                    .put("name", source.name())
                    .put("length", source.length())
                    .put("sha256", source.sha256())
                    .build())
            .build());
  }
}
