package io.hallmark.provenance.openssf;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonBoolean;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.VerificationException.Rejected;
import io.hallmark.provenance.authority.InTotoStatement;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is signed: the files of a model with their SHA-256, an in-toto statement whose one subject
/// is the model, with the digest of the concatenated digests of its files in order.
///
/// Other tools' statements may have further fields, which are ignored; numbers that are no integers
/// and `null` in them are not read.
///
/// @param model name of the model
/// @param resources digest by name, at least one
/// @param ignored literal paths that were left out
record ModelManifest(String model, SortedMap<String, Digest> resources, List<String> ignored) {
  static final String PREDICATE_TYPE = "https://model_signing/signature/v1.0";
  private static final String SHA256 = "sha256";

  ModelManifest {
    TreeMap<String, Digest> sorted = new TreeMap<>(ModelFiles.ORDER);
    sorted.putAll(resources);
    resources = Collections.unmodifiableSortedMap(sorted);
    ignored = List.copyOf(ignored);
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("a model without files");
    }
  }

  private Digest digest() {
    MessageDigest all = Digests.newSha256();
    resources.values().forEach(d -> all.update(d.bytes()));
    return Digest.of(all.digest());
  }

  /// The statement.
  byte[] write() {
    List<JsonValue> entries = new ArrayList<>();
    resources.forEach((name, digest) ->
        entries.add(
            JsonObject.builder()
                .put("name", name)
                .put("algorithm", SHA256)
                .put("digest", digest)
                .build()));
    JsonObject serialization =
        JsonObject.builder()
            .put("method", "files")
            .put("hash_type", SHA256)
            .put("allow_symlinks", false)
            .put("ignore_paths", JsonArray.ofStrings(ignored))
            .build();
    JsonObject subject =
        JsonObject.builder()
            .put("name", model)
            .put("digest", JsonObject.builder().put(SHA256, digest()).build())
            .build();
    return CanonicalJson.write(
        JsonObject.builder()
            .put("_type", InTotoStatement.TYPE)
            .put("subject", new JsonArray(List.of(subject)))
            .put("predicateType", PREDICATE_TYPE)
            .put(
                "predicate",
                JsonObject.builder()
                    .put("resources", new JsonArray(entries))
                    .put("serialization", serialization)
                    .build())
            .build());
  }

  /// Reads a statement and checks the rules that need no files.
  ///
  /// @throws Malformed if it is no such statement
  /// @throws Rejected `OMS_TYPE`, `OMS_METHOD`, `OMS_NAMES` or `OMS_SUBJECT`
  static ModelManifest read(byte[] payload) throws VerificationException {
    JsonObject statement;
    try {
      statement = object(CanonicalJson.readLenient(payload), "statement");
    } catch (DocumentException.Malformed e) {
      throw new Malformed("model statement: " + e.getMessage());
    }
    require(
        text(statement, "_type").equals(InTotoStatement.TYPE)
            && text(statement, "predicateType").equals(PREDICATE_TYPE),
        "OMS_TYPE",
        "not a model signature v1.0, but " + text(statement, "predicateType"));
    JsonObject predicate = object(member(statement, "predicate"), "predicate");
    List<String> ignored = serialization(predicate);
    SortedMap<String, Digest> resources = resources(predicate);
    JsonArray subjects = array(statement, "subject");
    require(subjects.values().size() == 1, "OMS_SUBJECT", "exactly one subject");
    JsonObject subject = object(subjects.values().getFirst(), "subject");
    ModelManifest out = new ModelManifest(text(subject, "name"), resources, ignored);
    String digest = text(object(member(subject, "digest"), "digest"), SHA256);
    require(
        digest.equals(out.digest().hex()),
        "OMS_SUBJECT",
        "the subject is not the digest of the listed files");
    return out;
  }

  private static List<String> serialization(JsonObject predicate) throws VerificationException {
    JsonObject serialization = object(member(predicate, "serialization"), "serialization");
    require(
        text(serialization, "method").equals("files") && serialization.find("shard_size").isEmpty(),
        "OMS_METHOD",
        "method " + text(serialization, "method") + " is not supported, only files");
    require(
        text(serialization, "hash_type").equals(SHA256), "OMS_METHOD", "only sha256 is supported");
    require(
        !serialization.find("allow_symlinks").equals(Optional.of(new JsonBoolean(true))),
        "OMS_METHOD",
        "links are not supported");
    List<String> ignored = new ArrayList<>();
    if (serialization.find("ignore_paths").isPresent()) {
      for (JsonValue value : array(serialization, "ignore_paths").values()) {
        ignored.add(name(string(value, "ignore_paths")));
      }
    }
    return ignored;
  }

  private static SortedMap<String, Digest> resources(JsonObject predicate)
      throws VerificationException {
    TreeMap<String, Digest> resources = new TreeMap<>(ModelFiles.ORDER);
    for (JsonValue value : array(predicate, "resources").values()) {
      JsonObject entry = object(value, "resource");
      boolean single =
          text(entry, "name").equals(ModelFiles.SINGLE)
              && array(predicate, "resources").values().size() == 1;
      String name = single ? ModelFiles.SINGLE : name(text(entry, "name"));
      require(
          resources.isEmpty() || ModelFiles.ORDER.compare(resources.lastKey(), name) < 0,
          "OMS_NAMES",
          "not in order, or twice: " + name);
      String digest = text(entry, "digest");
      require(
          text(entry, "algorithm").equals(SHA256) && Digest.isHex(digest),
          "OMS_METHOD",
          "only sha256 is supported: " + name);
      resources.put(name, Digest.parse(digest));
    }
    require(!resources.isEmpty(), "OMS_NAMES", "a model without files");
    return resources;
  }

  /// A relative name with `/`, without empty, `.` and `..` parts.
  static String name(String name) throws Rejected {
    boolean good =
        !name.isEmpty() && !name.startsWith("/") && !name.endsWith("/") && name.indexOf('\0') < 0;
    for (String part : name.split("/", -1)) {
      good &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    require(good, "OMS_NAMES", "not a name inside the model: " + name);
    return name;
  }

  static void require(boolean holds, String check, String detail) throws Rejected {
    if (!holds) {
      throw new Rejected(check, detail);
    }
  }

  static JsonValue member(JsonObject in, String key) throws Malformed {
    return in.find(key).orElseThrow(() -> new Malformed("model signature: no \"" + key + "\""));
  }

  static JsonObject object(JsonValue value, String what) throws Malformed {
    if (value instanceof JsonObject o) {
      return o;
    }
    throw new Malformed("model signature: " + what + " is no object");
  }

  static JsonArray array(JsonObject in, String key) throws Malformed {
    if (member(in, key) instanceof JsonArray a) {
      return a;
    }
    throw new Malformed("model signature: \"" + key + "\" is no array");
  }

  static String text(JsonObject in, String key) throws Malformed {
    return string(member(in, key), key);
  }

  private static String string(JsonValue value, String key) throws Malformed {
    if (value instanceof JsonString s) {
      return s.value();
    }
    throw new Malformed("model signature: \"" + key + "\" is no string");
  }
}
