package io.hallmark.provenance.dataset;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.provenance.dataset.SchemaColumn.Codes;
import io.hallmark.provenance.dataset.SchemaColumn.Ignored;
import io.hallmark.provenance.dataset.SchemaColumn.Label;
import io.hallmark.provenance.dataset.SchemaColumn.LabelClass;
import io.hallmark.provenance.dataset.SchemaColumn.Numeric;
import io.hallmark.provenance.dataset.SchemaColumn.OneHot;
import io.hallmark.provenance.dataset.SchemaColumn.Target;
import io.hallmark.provenance.dataset.SchemaColumn.Words;
import io.hallmark.provenance.source.SourceFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The columns of a schema as JSON.
final class SchemaJson {
  /// Roles of columns.
  static final String[] ROLES = {"feature", "label", "target", "tag", "digest", "ignored"};

  private SchemaJson() {}

  /// Turns the message of a column's own check into one that names the place.
  interface Body<T> {
    T read() throws DocumentException.Malformed;
  }

  static <T> T at(JsonReader reader, Body<T> body) throws DocumentException.Malformed {
    try {
      return body.read();
    } catch (IllegalArgumentException e) {
      throw new DocumentException.Malformed(reader.path(), String.valueOf(e.getMessage()));
    }
  }

  static SchemaColumn column(JsonReader reader) throws DocumentException.Malformed {
    String name = reader.string("name");
    return at(
        reader,
        () ->
            switch (reader.oneOf("role", ROLES)) {
              case "tag" -> tag(name, reader);
              case "digest" -> digest(name, reader);
              case "label" -> label(name, reader);
              case "target" -> new Target(numeric(name, reader));
              case "ignored" -> new Ignored(name);
              default -> feature(name, reader);
            });
  }

  /// A tag: a codebook, integers or dates.
  static SchemaTag tag(String name, JsonReader reader) throws DocumentException.Malformed {
    String encoding = reader.oneOf("encoding", "codes", "integer", "date");
    if (encoding.equals("codes")) {
      return new SchemaTag.CodeTag(name, reader.strings("codes"));
    }
    return new SchemaTag.NumberTag(
        name,
        encoding.equals("date"),
        reader.integer("min"),
        reader.integer("max"),
        reader.has("missing") && reader.truth("missing"));
  }

  /// A digest of the cell or of the record.
  static SchemaTag digest(String name, JsonReader reader) throws DocumentException.Malformed {
    SchemaTag.Of[] all = SchemaTag.Of.values();
    String of =
        reader.oneOf("of", Arrays.stream(all).map(SchemaTag.Of::word).toArray(String[]::new));
    return new SchemaTag.DigestTag(
        name,
        Arrays.stream(all).filter(o -> o.word().equals(of)).findFirst().orElseThrow(),
        reader.optionalString("namespace"),
        reader.optionalDigest("key"));
  }

  private static void put(JsonObject.Builder object, SchemaTag tag) {
    switch (tag) {
      case SchemaTag.CodeTag c ->
          object
              .put("role", "tag")
              .put("encoding", "codes")
              .put("codes", JsonArray.ofStrings(c.codes()));
      case SchemaTag.NumberTag n -> {
        object
            .put("role", "tag")
            .put("encoding", n.date() ? "date" : "integer")
            .put("min", n.min())
            .put("max", n.max());
        if (n.missing()) {
          object.put("missing", true);
        }
      }
      case SchemaTag.DigestTag d -> {
        object.put("role", "digest").put("of", d.of().word());
        d.namespace().ifPresent(n -> object.put("namespace", n));
        d.key().ifPresent(k -> object.put("key", k));
      }
    }
  }

  private static SchemaColumn feature(String name, JsonReader reader)
      throws DocumentException.Malformed {
    return switch (reader.oneOf("encoding", "numeric", "one-hot", "codes", "words")) {
      case "words" -> words(name, reader, reader.smallInteger("mul", 1, 4095));
      case "one-hot" ->
          new OneHot(name, reader.strings("codes"), reader.smallInteger("one", 1, 4095));
      case "codes" -> new Codes(name, reader.strings("codes"), reader.smallInteger("mul", 1, 4095));
      default -> numeric(name, reader);
    };
  }

  static Words words(String name, JsonReader reader, int mul) throws DocumentException.Malformed {
    return new Words(
        name,
        reader.smallInteger("buckets", 2, Words.MAX_BUCKETS),
        reader.smallInteger("most", 1, 4095),
        mul);
  }

  private static Numeric numeric(String name, JsonReader reader)
      throws DocumentException.Malformed {
    return new Numeric(
        name,
        reader.smallInteger("digits", 0, SchemaColumn.MAX_DIGITS),
        reader.oneOf("scale", "standardize", "identity").equals("standardize"),
        reader.integer("mu"),
        reader.smallInteger("mul", 1, 65535),
        reader.smallInteger("sh", 0, SchemaColumn.MAX_SHIFT),
        reader.smallInteger("min", SchemaColumn.MIN, SchemaColumn.MAX),
        reader.smallInteger("max", SchemaColumn.MIN, SchemaColumn.MAX));
  }

  static Label label(String name, JsonReader reader) throws DocumentException.Malformed {
    List<LabelClass> classes = new ArrayList<>();
    for (JsonReader entry : reader.objects("classes")) {
      classes.add(at(entry, () -> new LabelClass(entry.string("name"), entry.strings("values"))));
    }
    return new Label(name, classes);
  }

  static JsonObject write(SchemaColumn column) {
    JsonObject.Builder object = JsonObject.builder().put("name", column.name());
    switch (column) {
      case Ignored _ -> object.put("role", "ignored");
      case SchemaTag t -> put(object, t);
      case Label label -> {
        List<JsonValue> classes = new ArrayList<>();
        for (LabelClass c : label.classes()) {
          classes.add(
              JsonObject.builder()
                  .put("name", c.name())
                  .put("values", JsonArray.ofStrings(c.values()))
                  .build());
        }
        object.put("role", "label").put("classes", new JsonArray(classes));
      }
      case OneHot c ->
          object
              .put("role", "feature")
              .put("encoding", "one-hot")
              .put("codes", JsonArray.ofStrings(c.codes()))
              .put("one", c.one());
      case Words c ->
          object
              .put("role", "feature")
              .put("encoding", "words")
              .put("buckets", c.buckets())
              .put("most", c.most())
              .put("mul", c.mul());
      case Codes c ->
          object
              .put("role", "feature")
              .put("encoding", "codes")
              .put("codes", JsonArray.ofStrings(c.codes()))
              .put("mul", c.mul());
      case Numeric c -> put(object.put("role", "feature").put("encoding", "numeric"), c);
      case Target t -> put(object.put("role", "target"), t.value());
    }
    return object.build();
  }

  private static void put(JsonObject.Builder object, Numeric c) {
    object
        .put("digits", c.digits())
        .put("scale", c.standardized() ? "standardize" : "identity")
        .put("mu", c.mu())
        .put("mul", c.mul())
        .put("sh", c.sh())
        .put("min", c.min())
        .put("max", c.max());
  }

  /// The origin record: an object, or the string "none".
  static Optional<OriginRecord> origin(JsonReader reader) throws DocumentException.Malformed {
    if (reader.value("origin") instanceof JsonString) {
      reader.oneOf("origin", "none");
      return Optional.empty();
    }
    return Optional.of(OriginRecord.parse(reader.object("origin")));
  }

  /// The format of the source: nothing declared if there is no key `source`.
  static SourceFormat format(JsonReader reader) throws DocumentException.Malformed {
    if (!reader.has("source")) {
      return SourceFormat.BY_NAME;
    }
    JsonReader source = reader.object("source");
    Optional<SourceFormat.Kind> kind = Optional.empty();
    if (source.has("format")) {
      SourceFormat.Kind[] all = SourceFormat.Kind.values();
      String[] words = Arrays.stream(all).map(SourceFormat.Kind::word).toArray(String[]::new);
      String word = source.oneOf("format", words);
      kind = Arrays.stream(all).filter(k -> k.word().equals(word)).findFirst();
    }
    Optional<Character> delimiter = Optional.empty();
    if (source.has("delimiter")) {
      String text = source.string("delimiter");
      if (text.length() != 1) {
        throw source.mismatch("delimiter", "one character");
      }
      delimiter = Optional.of(text.charAt(0));
    }
    Optional<SourceFormat.Kind> declared = kind;
    Optional<Character> cut = delimiter;
    if (kind.isEmpty() && delimiter.isEmpty()) {
      throw reader.mismatch("source", "a format or a delimiter");
    }
    return at(source, () -> new SourceFormat(declared, cut));
  }

  static void putFormat(JsonObject.Builder object, SourceFormat format) {
    if (format.equals(SourceFormat.BY_NAME)) {
      return;
    }
    JsonObject.Builder source = JsonObject.builder();
    format.declared().ifPresent(kind -> source.put("format", kind.word()));
    format.delimiter().ifPresent(c -> source.put("delimiter", String.valueOf(c)));
    object.put("source", source.build());
  }

  static void putOrigin(JsonObject.Builder object, Optional<OriginRecord> origin) {
    origin.ifPresentOrElse(
        record -> object.put("origin", record.toJson()), () -> object.put("origin", "none"));
  }
}
