package io.hallmark.cli.dataset;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.authority.InTotoStatement.Subject;
import io.hallmark.provenance.dataset.DatasetFolder;
import io.hallmark.provenance.dataset.DatasetManifest;
import io.hallmark.provenance.event.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What an event about a withdrawal will say, written down before the version without the records
/// is made: afterwards nothing of them is left to find. It stays until the event is where it was
/// asked for, whatever kills the process; then it is deleted.
///
/// @param shards names of the shards that the version removes
/// @param versions the versions that hold the records, the newest first
record WithdrawalNote(List<String> shards, List<Version> versions) {
  private static final String TYPE = "hallmark/withdrawal-note/v1";

  WithdrawalNote {
    shards = List.copyOf(shards);
    versions = List.copyOf(versions);
  }

  /// A version that holds the records.
  record Version(int version, Digest digest, Digest sha256) {
    Subject subject() {
      TreeMap<String, Digest> digests = new TreeMap<>();
      digests.put("sha256", sha256);
      digests.put("hallmark", digest);
      return new Subject("version-" + version + ".json", digests);
    }
  }

  static WithdrawalNote of(Set<String> shards, List<DatasetManifest> versions) {
    return new WithdrawalNote(
        shards.stream().sorted().toList(),
        versions.stream()
            .limit(LogEvent.MAX_ITEMS)
            .map(m -> new Version(m.version(), m.digest(), m.sha256()))
            .toList());
  }

  /// The file, in the private folder.
  ///
  /// @param id name of the withdrawal
  static Path file(Path dataset, String id) {
    return dataset.resolve(DatasetFolder.OPENING).resolve("withdrawal-" + id + ".json");
  }

  /// The note that a withdrawal left, if its event is not yet where it was asked for.
  static Optional<WithdrawalNote> read(Path file) throws IOException, VerificationException {
    return Files.exists(file)
        ? Optional.of(
            Documents.read("withdrawal note", Files.readAllBytes(file), WithdrawalNote::parse))
        : Optional.empty();
  }

  private static WithdrawalNote parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    List<Version> versions = new ArrayList<>();
    for (JsonReader v : reader.objects("versions")) {
      versions.add(
          new Version(
              v.smallInteger("version", 1, Integer.MAX_VALUE),
              v.digest("hallmark"),
              v.digest("sha256")));
    }
    if (versions.isEmpty()) {
      throw reader.mismatch("versions", "one or more versions");
    }
    return new WithdrawalNote(reader.strings("shards"), versions);
  }

  void write(Path file) throws IOException {
    JsonObject document =
        JsonObject.builder()
            .put("type", TYPE)
            .put("shards", JsonArray.ofStrings(shards))
            .put(
                "versions",
                JsonArray.of(
                    versions.stream()
                        .map(v ->
                            JsonObject.builder()
                                .put("version", v.version())
                                .put("hallmark", v.digest().hex())
                                .put("sha256", v.sha256().hex())
                                .build())
                        .toList()))
            .build();
    AtomicFiles.writePrivate(file, CanonicalJson.write(document));
  }

  /// The version that replaced the newest of these, if it is without the shards: the process may
  /// have been killed before there was one.
  Optional<DatasetManifest> replacedBy(List<DatasetManifest> history) {
    return history.stream()
        .filter(m -> m.parent().equals(Optional.of(versions.getFirst().digest())))
        .filter(m -> m.removed().containsAll(shards))
        .findFirst();
  }
}
