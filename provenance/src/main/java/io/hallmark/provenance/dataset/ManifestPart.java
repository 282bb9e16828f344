package io.hallmark.provenance.dataset;

import io.hallmark.document.Digest;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonString;
import io.hallmark.document.JsonValue;
import io.hallmark.proof.commitment.ColumnShape;
import io.hallmark.proof.commitment.Descriptor;
import io.hallmark.proof.commitment.Geometry;
import io.hallmark.proof.commitment.Label;
import io.hallmark.provenance.VerificationException.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a manifest publishes about one shard of the data set: a part, or a piece of one.
///
/// @param name name of the shard, see [ShardName]
/// @param rows number of records
/// @param root root of the commitment
/// @param geometry geometry of the commitment
/// @param columns columns of the commitment
/// @param descriptor what links the commitment from other documents; recomputed by every reader
/// @param records root of the record tree
/// @param since digest of the manifest of the version that added the shard; empty in that version
///   itself. The dataset proof of the shard is bound to it, so that later versions need no new one
public record ManifestPart(
    String name,
    int rows,
    Digest root,
    Geometry geometry,
    List<ColumnShape> columns,
    Digest descriptor,
    Digest records,
    Optional<Digest> since) {
  private static final String NONE = "none";
  private static final int MAX_COLUMNS = 4 + 4 * DatasetSchema.MAX_TAGS;
  private static final int MAX_LABELS = 8;
  private static final long MAX_NUMBER = (1L << 53) - 1;

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if the name is not that of a shard
  public ManifestPart {
    columns = List.copyOf(columns);
    if (ShardName.of(name).isEmpty()) {
      throw new IllegalArgumentException(name + ": not the name of a shard");
    }
  }

  /// The name in its pieces.
  public ShardName shard() {
    return ShardName.of(name).orElseThrow();
  }

  /// The part that the shard belongs to: `train` or `test`.
  public String part() {
    return shard().part();
  }

  /// The same shard in a later version.
  ///
  /// @param added digest of the manifest of the version that added it
  ManifestPart since(Digest added) {
    return new ManifestPart(
        name, rows, root, geometry, columns, descriptor, records, Optional.of(since.orElse(added)));
  }

  /// Names of the columns of tags and digests.
  public List<String> tags() {
    return columns.stream()
        .map(ColumnShape::name)
        .filter(name -> name.matches("t[0-9]+|f[0-9]+\\.[0-9]"))
        .toList();
  }

  /// A new shard with the descriptor that belongs to its commitment.
  static ManifestPart of(
      String name,
      int rows,
      byte[] root,
      Geometry geometry,
      List<ColumnShape> columns,
      Digest records) {
    Digest descriptor = Digest.of(Descriptor.of(root, geometry, columns));
    return new ManifestPart(
        name, rows, Digest.of(root), geometry, columns, descriptor, records, Optional.empty());
  }

  /// Bounds every size, then recomputes the descriptor.
  void check(DatasetSchema schema, DatasetLimits limits) throws Rejected {
    check(DataShapes.of(schema, rows), DatasetLimits.cells(rows, schema), limits);
  }

  /// The same for a commitment to these columns.
  void check(List<ColumnShape> expected, long cells, DatasetLimits limits) throws Rejected {
    limit("cells", cells, limits.cells());
    limit("m", geometry.m(), limits.rowLengthLog());
    limit("nu", geometry.nu(), limits.domainLog());
    limit("B", geometry.openings(), limits.openings());
    if (!geometry.isValid()) {
      throw new Rejected("GEOMETRY_VALID", "part " + name + ": " + geometry);
    }
    if (!columns.equals(expected)) {
      throw new Rejected(
          "MANIFEST_COLUMNS", "the columns of part " + name + " are not those of the schema");
    }
    if (!descriptor.equals(Digest.of(Descriptor.of(root.bytes(), geometry, columns)))) {
      throw new Rejected("LINK_DESCRIPTOR", "of part " + name);
    }
  }

  private void limit(String what, long found, long most) throws Rejected {
    if (found > most) {
      throw new Rejected(
          "LIMIT", what + " of part " + name + " is " + found + ", the limit is " + most);
    }
  }

  static ManifestPart parse(JsonReader reader) throws DocumentException.Malformed {
    String name = reader.string("name");
    if (ShardName.of(name).isEmpty()) {
      throw reader.mismatch("name", "the name of a shard, such as \"train\" or \"train-2-1\"");
    }
    boolean added = reader.value("since") instanceof JsonString(String text) && text.equals(NONE);
    JsonReader commitment = reader.object("commitment");
    Geometry geometry =
        new Geometry(
            commitment.integer("m", 0, 64),
            commitment.integer("nu", 0, 64),
            commitment.integer("t", 0, MAX_NUMBER),
            commitment.integer("b", 0, MAX_NUMBER));
    List<ColumnShape> columns = new ArrayList<>();
    for (JsonReader column : commitment.objects("columns")) {
      List<Label> labels = new ArrayList<>();
      for (JsonReader label : column.objects("labels")) {
        labels.add(new Label(name(label), label.integer("extent", 1, MAX_NUMBER)));
      }
      if (labels.isEmpty() || labels.size() > MAX_LABELS) {
        throw column.mismatch("labels", "1 to " + MAX_LABELS + " labels");
      }
      columns.add(new ColumnShape(name(column), labels));
    }
    if (columns.isEmpty() || columns.size() > MAX_COLUMNS) {
      throw commitment.mismatch("columns", "1 to " + MAX_COLUMNS + " columns");
    }
    return new ManifestPart(
        name,
        reader.smallInteger("rows", 1, Integer.MAX_VALUE),
        commitment.digest("root"),
        geometry,
        columns,
        reader.digest("descriptor"),
        reader.digest("records"),
        added ? Optional.empty() : Optional.of(reader.digest("since")));
  }

  private static String name(JsonReader reader) throws DocumentException.Malformed {
    String name = reader.string("name");
    if (name.isEmpty() || name.length() > 255 || !name.chars().allMatch(c -> c > 32 && c < 127)) {
      throw reader.mismatch("name", "1 to 255 printable ASCII characters");
    }
    return name;
  }

  JsonObject toJson() {
    List<JsonValue> shapes = new ArrayList<>();
    for (ColumnShape column : columns) {
      List<JsonValue> labels = new ArrayList<>();
      for (Label label : column.labels()) {
        labels.add(
            JsonObject.builder().put("name", label.name()).put("extent", label.extent()).build());
      }
      shapes.add(
          JsonObject.builder()
              .put("name", column.name())
              .put("labels", new JsonArray(labels))
              .build());
    }
    return JsonObject.builder()
        .put("name", name)
        .put("rows", rows)
        .put("descriptor", descriptor)
        .put("records", records)
        .put("since", since.map(Digest::hex).orElse(NONE))
        .put(
            "commitment",
            JsonObject.builder()
                .put("root", root)
                .put("m", geometry.m())
                .put("nu", geometry.nu())
                .put("t", geometry.queries())
                .put("b", geometry.openings())
                .put("columns", new JsonArray(shapes))
                .build())
        .build();
  }
}
