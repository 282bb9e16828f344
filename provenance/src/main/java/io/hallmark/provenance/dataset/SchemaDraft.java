package io.hallmark.provenance.dataset;

import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonReader;
import io.hallmark.provenance.Documents;
import io.hallmark.provenance.VerificationException;
import io.hallmark.provenance.dataset.SchemaColumn.Codes;
import io.hallmark.provenance.dataset.SchemaColumn.Ignored;
import io.hallmark.provenance.dataset.SchemaColumn.OneHot;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/// A schema as its owner writes it, before [SchemaFit] computes the constants.
///
/// A feature has an `encoding`: `numeric` (if none is given), `one-hot` or `codes` with the list
/// `codes`, or `words` with `buckets`, `most` and `factor`. A numeric one has a `scale`:
/// `standardize` (if none is given), or `identity` with a `factor` and perhaps a `shift`; `digits`
/// after the decimal point (else as many as the training rows have); and a `range` of quantised
/// values, for `identity` only (else twice what the training rows need). A target is a number like
/// a feature.
///
/// @param name name of the data set
/// @param frac fx, 8 if none is given
/// @param testFraction fraction of rows for testing, a decimal string
/// @param originGiven whether the draft says anything about the origin
/// @param origin the origin record, or none
/// @param format format of the source's files, as far as it is declared
/// @param columns all columns of the source
public record SchemaDraft(
    String name,
    int frac,
    String testFraction,
    boolean originGiven,
    Optional<OriginRecord> origin,
    SourceFormat format,
    List<DraftColumn> columns) {
  private static final int DEFAULT_FRAC = 8;
  private static final SortedMap<String, String> NO_FIELDS = Collections.emptySortedMap();

  /// Copies the list.
  public SchemaDraft {
    columns = List.copyOf(columns);
  }

  /// A column of a draft.
  public sealed interface DraftColumn {
    /// Name in the header of the source.
    String name();

    /// Whether the source has a column of this name.
    default boolean isInSource() {
      return !(this instanceof Fixed(SchemaTag tag)) || tag.isInSource();
    }
  }

  /// A column without constants to compute.
  ///
  /// @param column the column
  public record Fixed(SchemaColumn column) implements DraftColumn {
    @Override
    public String name() {
      return column.name();
    }
  }

  /// A numeric feature or target.
  ///
  /// @param name name in the header
  /// @param digits digits after the decimal point, if given
  /// @param standardize whether to compute mu, mul and sh
  /// @param factor mul for `identity`
  /// @param shift sh for `identity`
  /// @param range smallest and largest quantised value, if given
  /// @param isTarget whether it is the target of a regression and no feature
  public record DraftNumeric(
      String name,
      OptionalInt digits,
      boolean standardize,
      int factor,
      int shift,
      Optional<Range> range,
      boolean isTarget)
      implements DraftColumn {}

  /// A range of quantised values.
  ///
  /// @param min smallest
  /// @param max largest
  public record Range(int min, int max) {}

  /// This draft with an origin that was declared to be missing.
  public SchemaDraft withoutOrigin() {
    return new SchemaDraft(name, frac, testFraction, true, Optional.empty(), format, columns);
  }

  /// This draft with the origin that files of metadata state, together with its own.
  ///
  /// @throws IllegalArgumentException if a mandatory field is missing, two texts differ, or the
  ///   draft says that there is no origin
  public SchemaDraft withOrigin(OriginFile file) {
    if (originGiven && origin.isEmpty()) {
      throw new IllegalArgumentException("the schema says \"origin\": \"none\"");
    }
    OriginFile own = new OriginFile(origin.map(OriginRecord::fields).orElse(NO_FIELDS), Map.of());
    return new SchemaDraft(
        name, frac, testFraction, true, Optional.of(own.and(file).toRecord()), format, columns);
  }

  /// The source in these files, by the declared format.
  ///
  /// @throws IllegalArgumentException if there is no file, or they have several formats
  /// @throws IOException if a folder cannot be listed
  public RecordSource source(List<Path> files) throws IOException {
    List<String> names =
        columns.stream().filter(DraftColumn::isInSource).map(DraftColumn::name).toList();
    return RecordSource.of(files, format, names);
  }

  /// Reads a draft; white space and the order of keys are free.
  ///
  /// @throws VerificationException.Malformed naming the place
  public static SchemaDraft read(byte[] bytes) throws VerificationException.Malformed {
    return Documents.readLenient("schema", bytes, SchemaDraft::parse);
  }

  private static SchemaDraft parse(JsonReader reader) throws DocumentException.Malformed {
    String name = reader.string("name");
    if (!DatasetSchema.isName(name)) {
      throw reader.mismatch("name", "1 to 64 letters, digits, '.', '_' and '-'");
    }
    long frac = reader.optionalInteger("frac", 0, DatasetSchema.MAX_FRAC).orElse(DEFAULT_FRAC);
    List<DraftColumn> columns = new ArrayList<>();
    for (JsonReader entry : reader.objects("columns")) {
      columns.add(SchemaJson.at(entry, () -> column(entry, Math.toIntExact(frac))));
    }
    boolean originGiven = reader.has("origin");
    return new SchemaDraft(
        name,
        Math.toIntExact(frac),
        reader.object("split").string("test"),
        originGiven,
        originGiven ? SchemaJson.origin(reader) : Optional.empty(),
        SchemaJson.format(reader),
        columns);
  }

  private static DraftColumn column(JsonReader reader, int frac)
      throws DocumentException.Malformed {
    String name = reader.string("name");
    return switch (reader.oneOf("role", SchemaJson.ROLES)) {
      case "tag" -> new Fixed(SchemaJson.tag(name, reader));
      case "digest" -> new Fixed(SchemaJson.digest(name, reader));
      case "label" -> new Fixed(SchemaJson.label(name, reader));
      case "target" -> numeric(name, reader, true);
      case "ignored" -> new Fixed(new Ignored(name));
      default -> feature(name, reader, frac);
    };
  }

  private static DraftColumn feature(String name, JsonReader reader, int frac)
      throws DocumentException.Malformed {
    String encoding =
        reader.has("encoding")
            ? reader.oneOf("encoding", "numeric", "one-hot", "codes", "words")
            : "numeric";
    return switch (encoding) {
      case "one-hot" -> new Fixed(new OneHot(name, reader.strings("codes"), 1 << frac));
      case "words" ->
          new Fixed(SchemaJson.words(name, reader, reader.smallInteger("factor", 1, 4095)));
      case "codes" ->
          new Fixed(
              new Codes(name, reader.strings("codes"), reader.smallInteger("factor", 1, 4095)));
      default -> numeric(name, reader, false);
    };
  }

  private static DraftNumeric numeric(String name, JsonReader reader, boolean isTarget)
      throws DocumentException.Malformed {
    boolean standardize =
        !reader.has("scale")
            || reader.oneOf("scale", "standardize", "identity").equals("standardize");
    OptionalInt digits =
        reader.has("digits")
            ? OptionalInt.of(reader.smallInteger("digits", 0, SchemaColumn.MAX_DIGITS))
            : OptionalInt.empty();
    if (standardize) {
      return new DraftNumeric(name, digits, true, 1, 0, Optional.empty(), isTarget);
    }
    int shift = reader.has("shift") ? reader.smallInteger("shift", 0, SchemaColumn.MAX_SHIFT) : 0;
    Optional<Range> range = reader.has("range") ? Optional.of(range(reader)) : Optional.empty();
    int factor = reader.smallInteger("factor", 1, 65535);
    return new DraftNumeric(name, digits, false, factor, shift, range, isTarget);
  }

  private static Range range(JsonReader reader) throws DocumentException.Malformed {
    List<Long> bounds = reader.integers("range");
    if (bounds.size() != 2
        || bounds.get(0) < SchemaColumn.MIN
        || bounds.get(0) > bounds.get(1)
        || bounds.get(1) > SchemaColumn.MAX) {
      throw reader.mismatch("range", "[min, max] within [-4096, 4095]");
    }
    return new Range(Math.toIntExact(bounds.get(0)), Math.toIntExact(bounds.get(1)));
  }
}
