package io.hallmark.provenance.openssf;

import io.hallmark.document.AtomicFiles;
import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException.Malformed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Digests of files that were hashed before, for whoever signs a model again: an edited text does
/// not cost the hashing of the weights. A digest is taken from here as long as length and times of
/// the file are what they were, where the system tells it also the number of the file and the time
/// of its last change, which nobody can set back. A file that changed in the last seconds before it
/// was hashed is not kept: another change could leave the same times. **For signing only**: whoever
/// verifies hashes everything.
public final class HashCache {
  private static final String TYPE = "hallmark/hash-cache/v1";

  /// Times of files are no finer than this on any usual file system.
  private static final Duration COARSE = Duration.ofSeconds(3);

  private HashCache() {}

  /// Digests, and which of them were computed.
  ///
  /// @param digests SHA-256 by name, of all files
  /// @param hashed names of the files that were read
  public record Result(SortedMap<String, Digest> digests, Set<String> hashed) {}

  /// Hashes the files, those of the cache only if they changed, and writes the cache.
  ///
  /// @param cache the file; absent the first time
  /// @param now the time before the files are read
  /// @throws ModelFiles.Unfit if a file changes while it is hashed
  public static Result hash(ModelFiles files, Path cache, Instant now)
      throws IOException, Malformed {
    SortedMap<String, FileStamp> stamps = files.stamps();
    TreeMap<String, Digest> known = new TreeMap<>();
    if (Files.exists(cache)) {
      Map<String, String> kept = read(cache);
      stamps.forEach((name, stamp) -> {
        String line = kept.getOrDefault(name, "");
        if (line.length() > 64 && line.substring(64).equals(" " + stamp.text())) {
          known.put(name, Digest.parse(line.substring(0, 64)));
        }
      });
    }
    SortedMap<String, Digest> digests = files.hash(known);
    files.requireUnchanged(stamps);
    JsonObject.Builder lines = JsonObject.builder();
    digests.forEach((name, digest) -> {
      FileStamp stamp = Objects.requireNonNull(stamps.get(name));
      if (stamp.changed().isBefore(now.minus(COARSE))) {
        lines.put(name, digest.hex() + " " + stamp.text());
      }
    });
    AtomicFiles.write(
        cache,
        CanonicalJson.write(
            JsonObject.builder().put("type", TYPE).put("files", lines.build()).build()));
    TreeSet<String> hashed = new TreeSet<>(digests.keySet());
    hashed.removeAll(known.keySet());
    return new Result(digests, hashed);
  }

  private static Map<String, String> read(Path cache) throws IOException, Malformed {
    return Documents.read(
        "hash cache",
        Files.readAllBytes(cache),
        in -> {
          in.oneOf("type", TYPE);
          JsonReader lines = in.object("files");
          Map<String, String> out = new TreeMap<>();
          for (String name : lines.source().members().keySet()) {
            String line = lines.string(name);
            if (line.length() < 66 || !Digest.isHex(line.substring(0, 64))) {
              throw lines.mismatch(name, "a digest, a length and a time");
            }
            out.put(name, line);
          }
          return out;
        });
  }
}
