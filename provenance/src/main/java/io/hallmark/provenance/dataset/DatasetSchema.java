package io.hallmark.provenance.dataset;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.Digest;
import io.hallmark.document.Digests;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonArray;
import io.hallmark.document.JsonObject;
import io.hallmark.document.JsonReader;
import io.hallmark.document.JsonValue;
import io.hallmark.document.Rational;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.SchemaColumn.Codes;
import io.hallmark.provenance.dataset.SchemaColumn.Label;
import io.hallmark.provenance.dataset.SchemaColumn.Numeric;
import io.hallmark.provenance.dataset.SchemaColumn.OneHot;
import io.hallmark.provenance.dataset.SchemaColumn.Target;
import io.hallmark.provenance.dataset.SchemaColumn.Words;
import io.hallmark.provenance.source.SourceFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How the cells of a source become the integers that are committed: a fitted schema, public, part
/// of the manifest.
///
/// @param name name of the data set; the split depends on it
/// @param frac fx: bits after the binary point of a standardised feature
/// @param testFraction fraction of rows for testing, a decimal string in [0, 1)
/// @param origin the origin record, or none
/// @param format format of the source's files, as far as it is declared
/// @param columns all columns of the source; features are numbered in this order
public record DatasetSchema(
    String name,
    int frac,
    String testFraction,
    Optional<OriginRecord> origin,
    SourceFormat format,
    List<SchemaColumn> columns) {
  /// Type of the document.
  public static final String TYPE = "hallmark/schema/v1";

  /// Most features.
  public static final int MAX_FEATURES = 1 << 16;

  /// Most tags and digests.
  public static final int MAX_TAGS = 64;

  /// Largest fx: 2^11 is within the range of a feature.
  public static final int MAX_FRAC = 11;

  /// Checks everything that is not a matter of one column.
  ///
  /// @throws IllegalArgumentException naming what is wrong
  public DatasetSchema {
    columns = List.copyOf(columns);
    require(isName(name), "a name of 1 to 64 letters, digits, '.', '_' and '-'");
    require(frac >= 0 && frac <= MAX_FRAC, "frac from 0 to " + MAX_FRAC);
    require(Rational.isDecimal(testFraction), "a decimal test fraction");
    Rational fraction = Rational.parse(testFraction);
    require(
        fraction.signum() >= 0 && fraction.compareTo(Rational.ONE) < 0,
        "a test fraction from 0 to below 1");
    Set<String> names = new HashSet<>();
    long features = 0;
    long labels = 0;
    for (SchemaColumn column : columns) {
      require(names.add(column.name()), "each column once, not \"" + column.name() + "\" twice");
      features += column.width();
      labels += column instanceof Label || column instanceof Target ? 1 : 0;
      if (column instanceof OneHot oneHot) {
        require(oneHot.one() == 1 << frac, "one = 2^frac in \"" + column.name() + "\"");
      }
    }
    require(labels == 1, "exactly one label or target column, not " + labels);
    require(
        columns.stream().noneMatch(c -> c instanceof SchemaTag && c.name().equals("class")),
        "another name than \"class\" for a tag: policies call the label so");
    require(
        columns.stream().filter(SchemaTag.class::isInstance).count() <= MAX_TAGS,
        "at most " + MAX_TAGS + " tags and digests");
    require(features >= 1 && features <= MAX_FEATURES, "1 to 65536 features, not " + features);
    require(
        columns.stream().anyMatch(DatasetSchema::varies), "a feature whose range is not one value");
  }

  private static boolean varies(SchemaColumn column) {
    return switch (column) {
      case Numeric c -> c.min() < c.max();
      case OneHot _, Words _ -> true;
      case Codes c -> c.codes().size() > 1;
      case Label _, Target _, SchemaColumn.Ignored _, SchemaTag _ -> false;
    };
  }

  /// A feature of the committed table.
  ///
  /// @param name name of the column, with the code for a one-hot feature
  /// @param min smallest value, declared and proven
  /// @param max largest value, declared and proven
  public record Feature(String name, int min, int max) {}

  /// Whether a text can name a data set.
  public static boolean isName(String text) {
    return text.matches("[A-Za-z0-9._-]{1,64}");
  }

  /// The features in order; the first index of the committed table.
  public List<Feature> features() {
    List<Feature> features = new ArrayList<>();
    for (SchemaColumn column : columns) {
      switch (column) {
        case Numeric c -> features.add(new Feature(c.name(), c.min(), c.max()));
        case OneHot c ->
            c.codes().forEach(code -> features.add(new Feature(c.name() + "=" + code, 0, c.one())));
        case Words c -> {
          for (int k = 0; k < c.buckets(); k++) {
            features.add(new Feature(c.name() + "#" + k, 0, c.most() * c.mul()));
          }
        }
        case Codes c -> features.add(new Feature(c.name(), 0, (c.codes().size() - 1) * c.mul()));
        case Label _, Target _, SchemaColumn.Ignored _, SchemaTag _ -> {}
      }
    }
    return List.copyOf(features);
  }

  /// The tags in order: codes and numbers.
  public List<SchemaTag> tags() {
    return tags(false);
  }

  /// The digests in order.
  public List<SchemaTag.DigestTag> digests() {
    return tags(true).stream().map(SchemaTag.DigestTag.class::cast).toList();
  }

  private List<SchemaTag> tags(boolean digests) {
    return columns.stream()
        .filter(SchemaTag.class::isInstance)
        .map(SchemaTag.class::cast)
        .filter(t -> t instanceof SchemaTag.DigestTag == digests)
        .toList();
  }

  /// Names of the committed columns after features and labels: `t0`, … for tags, then `f0.0`, … for
  /// the limbs of digests.
  public List<String> tagColumns() {
    List<String> out = new ArrayList<>();
    for (int j = 0; j < tags().size(); j++) {
      out.add("t" + j);
    }
    List<SchemaTag.DigestTag> digests = digests();
    for (int d = 0; d < digests.size(); d++) {
      for (int k = 0; k < digests.get(d).committed(); k++) {
        out.add("f" + d + "." + k);
      }
    }
    return List.copyOf(out);
  }

  /// Name of the column of the source that a committed tag column belongs to.
  String tagName(int committed) {
    int next = 0;
    for (boolean digests : new boolean[] {false, true}) {
      for (SchemaTag t : tags(digests)) {
        next += t.committed();
        if (committed < next) {
          return t.name();
        }
      }
    }
    throw new IllegalArgumentException("tag column " + committed);
  }

  /// Number of features, n0.
  public int featureCount() {
    return columns.stream().mapToInt(SchemaColumn::width).sum();
  }

  /// The column of labels or targets.
  public SchemaColumn label() {
    return columns.stream()
        .filter(c -> c instanceof Label || c instanceof Target)
        .findFirst()
        .orElseThrow();
  }

  /// Number of classes, C; 0 if the data set is for regressions.
  public int classCount() {
    return label() instanceof Label label ? label.classes().size() : 0;
  }

  /// Name of a class.
  public String className(int index) {
    return label() instanceof Label label ? label.classes().get(index).name() : "";
  }

  /// The target column, if the data set is for regressions.
  public Optional<Target> target() {
    return label() instanceof Target target ? Optional.of(target) : Optional.empty();
  }

  /// The split rule.
  public SplitRule split() {
    return new SplitRule(name, Rational.parse(testFraction));
  }

  /// The tagged digest of the document.
  public Digest digest() {
    return Digests.document(toJson());
  }

  /// Reads a fitted schema in canonical form or, for people, with free white space.
  ///
  /// @throws VerificationException.Malformed if it is no fitted schema
  public static DatasetSchema read(byte[] bytes) throws VerificationException.Malformed {
    return Documents.readLenient("schema", bytes, DatasetSchema::parse);
  }

  /// Reads the schema inside another document.
  ///
  /// @throws DocumentException.Malformed naming the place
  static DatasetSchema parse(JsonReader reader) throws DocumentException.Malformed {
    reader.oneOf("type", TYPE);
    List<SchemaColumn> columns = new ArrayList<>();
    for (JsonReader entry : reader.objects("columns")) {
      columns.add(SchemaJson.column(entry));
    }
    try {
      return new DatasetSchema(
          reader.string("name"),
          reader.smallInteger("frac", 0, MAX_FRAC),
          reader.object("split").string("test"),
          SchemaJson.origin(reader),
          SchemaJson.format(reader),
          columns);
    } catch (IllegalArgumentException e) {
      throw new DocumentException.Malformed(reader.path(), String.valueOf(e.getMessage()));
    }
  }

  /// The document.
  public JsonObject toJson() {
    List<JsonValue> entries = new ArrayList<>();
    columns.forEach(c -> entries.add(SchemaJson.write(c)));
    JsonObject.Builder builder =
        JsonObject.builder()
            .put("type", TYPE)
            .put("name", name)
            .put("frac", frac)
            .put("split", JsonObject.builder().put("test", testFraction).build())
            .put("columns", new JsonArray(entries));
    SchemaJson.putOrigin(builder, origin);
    SchemaJson.putFormat(builder, format);
    return builder.build();
  }

  /// The canonical bytes.
  public byte[] write() {
    return CanonicalJson.write(toJson());
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException("expected " + expected);
    }
  }
}
