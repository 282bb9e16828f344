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
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Digests of files that were hashed before, for whoever signs a model again: as long as length and
/// time of a file are what they were, its digest is taken from here. **For signing only**: whoever
/// verifies hashes everything.
public final class HashCache {
  private static final String TYPE = "hallmark/hash-cache/v1";

  private HashCache() {}

  /// Hashes the files, those of the cache only if they changed, and writes the cache.
  ///
  /// @param cache the file; absent the first time
  public static SortedMap<String, Digest> hash(ModelFiles files, Path cache)
      throws IOException, Malformed {
    SortedMap<String, String> stamps = files.stamps();
    TreeMap<String, Digest> known = new TreeMap<>();
    if (Files.exists(cache)) {
      Map<String, String> kept = read(cache);
      stamps.forEach((name, stamp) -> {
        String line = kept.getOrDefault(name, "");
        if (line.length() > 64 && line.substring(64).equals(" " + stamp)) {
          known.put(name, Digest.parse(line.substring(0, 64)));
        }
      });
    }
    SortedMap<String, Digest> digests = files.hash(known);
    JsonObject.Builder lines = JsonObject.builder();
    digests.forEach((name, digest) -> lines.put(name, digest.hex() + " " + stamps.get(name)));
    AtomicFiles.write(
        cache,
        CanonicalJson.write(
            JsonObject.builder().put("type", TYPE).put("files", lines.build()).build()));
    return digests;
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
