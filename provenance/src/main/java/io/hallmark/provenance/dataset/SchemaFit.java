package io.hallmark.provenance.dataset;

import io.hallmark.document.Rational;
import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.dataset.SchemaColumn.Numeric;
import io.hallmark.provenance.dataset.SchemaColumn.Target;
import io.hallmark.provenance.dataset.SchemaDraft.DraftColumn;
import io.hallmark.provenance.dataset.SchemaDraft.DraftNumeric;
import io.hallmark.provenance.dataset.SchemaDraft.Fixed;
import io.hallmark.provenance.dataset.SchemaDraft.Range;
import io.hallmark.provenance.source.RecordSource;
import io.hallmark.provenance.source.SourceFile;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Computes the constants of a schema from the training rows of a source, in integers.
///
/// With n training rows, S the sum and Q the sum of squares of the raw values, V = nQ - S²:
///
/// ```text
/// mu  = nearest(S / n)
/// sh  = the largest shift, at most 48, for which mul is below 2^16
/// mul = nearest(2^(fx + sh) · n / sqrt(V)),  so that  x ~ 2^fx · (raw - mean) / deviation
/// ```
///
/// A standardised feature is declared in [-4096, 4095], whatever the training rows hold: with fx =
/// 8 that is sixteen deviations on both sides. A value outside is refused, never clipped.
public final class SchemaFit {
  private static final int MUL_LIMIT = 1 << 16;

  private final byte[] subjectKey;
  private final RecordSource source;
  private final SchemaDraft draft;
  private final List<DraftNumeric> numerics;
  private final List<SourceFile> readings = new ArrayList<>();
  private long trainingCount;

  private SchemaFit(RecordSource source, SchemaDraft draft, byte[] subjectKey) {
    this.subjectKey = subjectKey.clone();
    this.source = source;
    this.draft = draft;
    this.numerics =
        draft.columns().stream()
            .filter(DraftNumeric.class::isInstance)
            .map(DraftNumeric.class::cast)
            .toList();
  }

  /// The outcome of a fit.
  ///
  /// @param schema the fitted schema
  /// @param source the file that was read
  /// @param trainingRows rows that were looked at
  /// @param warnings what the owner should know, such as a constant column
  public record Fitted(
      DatasetSchema schema, SourceFile source, long trainingRows, List<String> warnings) {
    /// Copies the list.
    public Fitted {
      warnings = List.copyOf(warnings);
    }
  }

  /// Fits a draft to a source.
  ///
  /// @throws SourceException if a training row cannot be read, or is out of range
  /// @throws IllegalArgumentException if the draft itself is wrong
  /// @throws IOException if the source cannot be read
  public static Fitted fit(RecordSource source, SchemaDraft draft)
      throws SourceException, IOException {
    return fit(source, draft, new byte[0]);
  }

  /// Fits a draft to a source with personal identifiers.
  ///
  /// @param subjectKey the key of their digests
  /// @throws SourceException if a training row cannot be read, or is out of range
  /// @throws IllegalArgumentException if the draft itself is wrong
  /// @throws IOException if the source cannot be read
  public static Fitted fit(RecordSource source, SchemaDraft draft, byte[] subjectKey)
      throws SourceException, IOException {
    return new SchemaFit(source, draft, subjectKey).run();
  }

  private Fitted run() throws SourceException, IOException {
    if (!draft.originGiven()) {
      throw new IllegalArgumentException(
          "the schema has no \"origin\": add an origin record, or say \"origin\": \"none\"");
    }
    schema(placeholders(), draft.frac()); // refuses a wrong draft before anything is read
    int[] digits = digits();
    Moments[] moments = moments(digits);
    List<String> warnings = new ArrayList<>();
    List<Numeric> fitted = new ArrayList<>();
    for (int k = 0; k < moments.length; k++) {
      fitted.add(column(numerics.get(k), digits[k], moments[k], warnings));
    }
    DatasetSchema schema = schema(fitted, draft.frac());
    SourceFile file = checkRange(schema);
    if (readings.stream().anyMatch(earlier -> !earlier.equals(file))) {
      throw new SourceException(
          file.name(), 0, -1, "", "a file that does not change", "other bytes when read again");
    }
    warnings.addAll(file.notes());
    return new Fitted(schema, file, trainingCount, warnings);
  }

  /// The digits of every numeric column, looked for where the draft does not say them.
  private int[] digits() throws SourceException, IOException {
    int[] digits = numerics.stream().mapToInt(c -> c.digits().orElse(0)).toArray();
    if (numerics.stream().anyMatch(c -> c.digits().isEmpty())) {
      trainingRows((cell, k, text) -> {
        if (numerics.get(k).digits().isEmpty()) {
          digits[k] = Math.max(digits[k], cell.decimals(text));
        }
      });
    }
    return digits;
  }

  /// The moments of the columns whose constants or range depend on them.
  private Moments[] moments(int[] digits) throws SourceException, IOException {
    Moments[] moments = new Moments[numerics.size()];
    for (int k = 0; k < moments.length; k++) {
      moments[k] = new Moments();
    }
    if (numerics.stream().anyMatch(SchemaFit::isFitted)) {
      trainingRows((cell, k, text) -> {
        if (isFitted(numerics.get(k))) {
          moments[k].add(cell.raw(text, digits[k]));
        }
      });
    }
    return moments;
  }

  private static boolean isFitted(DraftNumeric column) {
    return column.standardize() || column.range().isEmpty();
  }

  @FunctionalInterface
  private interface NumberReader {
    void number(CellReader cell, int k, String text) throws SourceException;
  }

  /// Hands over the numeric cells of the training rows.
  private void trainingRows(NumberReader reader) throws SourceException, IOException {
    SplitRule split = schema(placeholders(), draft.frac()).split();
    List<String> names =
        draft.columns().stream().filter(DraftColumn::isInSource).map(DraftColumn::name).toList();
    trainingCount = 0;
    SourceFile file =
        source.read((name, header) -> {
          int[] places = Headers.places(name, names, header);
          return (row, line, cells) -> {
            if (split.isTest(row)) {
              return;
            }
            trainingCount++;
            int k = 0;
            int i = 0;
            for (DraftColumn drafted : draft.columns()) {
              if (drafted instanceof DraftNumeric column) {
                CellReader cell = new CellReader(name, line, row, column.name());
                reader.number(cell, k++, cells.get(places[i]));
              }
              i += drafted.isInSource() ? 1 : 0;
            }
          };
        });
    requireRows();
    readings.add(file);
  }

  /// Encodes the training rows, and counts them.
  private SourceFile checkRange(DatasetSchema schema) throws SourceException, IOException {
    SplitRule split = schema.split();
    EncodedRow encoded = new EncodedRow(schema);
    trainingCount = 0;
    SourceFile file =
        source.read((name, header) -> {
          RowEncoder encoder = new RowEncoder(name, schema, header, subjectKey);
          return (row, line, cells) -> {
            if (!split.isTest(row)) {
              encoder.encode(row, line, cells, encoded);
              trainingCount++;
            }
          };
        });
    requireRows();
    return file;
  }

  private void requireRows() throws SourceException {
    if (trainingCount == 0) {
      throw new SourceException(source.name(), 0, -1, "", "training rows", "none");
    }
  }

  private List<Numeric> placeholders() {
    return numerics.stream().map(c -> new Numeric(c.name(), 0, false, 0, 1, 0, 0, 1)).toList();
  }

  /// A digest of identifiers names its key.
  private SchemaColumn keyed(SchemaColumn column) {
    return column instanceof SchemaTag.DigestTag d
            && d.of() == SchemaTag.Of.SUBJECT
            && subjectKey.length > 0
        ? new SchemaTag.DigestTag(
            d.name(), d.of(), d.namespace(), Optional.of(Fingerprint.keyCheck(subjectKey)))
        : column;
  }

  private DatasetSchema schema(List<Numeric> fitted, int frac) {
    List<SchemaColumn> columns = new ArrayList<>();
    int k = 0;
    for (DraftColumn column : draft.columns()) {
      columns.add(
          switch (column) {
            case Fixed(SchemaColumn fixed) -> keyed(fixed);
            case DraftNumeric n -> n.isTarget() ? new Target(fitted.get(k++)) : fitted.get(k++);
          });
    }
    return new DatasetSchema(
        draft.name(), frac, draft.testFraction(), draft.origin(), draft.format(), columns);
  }

  private Numeric column(DraftNumeric column, int digits, Moments moments, List<String> warnings) {
    if (!column.standardize()) {
      Numeric open =
          new Numeric(
              column.name(),
              digits,
              false,
              0,
              column.factor(),
              column.shift(),
              SchemaColumn.MIN,
              SchemaColumn.MAX);
      Range range = column.range().orElseGet(() -> room(open, moments));
      return new Numeric(
          column.name(), digits, false, 0, open.mul(), open.sh(), range.min(), range.max());
    }
    long mu = moments.mean();
    int mul = 1;
    int sh = 0;
    if (moments.isConstant()) {
      warnings.add(
          "column \"" + column.name() + "\" is constant in the training rows: mul 1, sh 0");
    } else {
      sh = SchemaColumn.MAX_SHIFT;
      while (sh > 0 && moments.factor(draft.frac() + sh).bitLength() > 16) {
        sh--;
      }
      BigInteger factor = moments.factor(draft.frac() + sh);
      mul = factor.max(BigInteger.ONE).min(BigInteger.valueOf(MUL_LIMIT - 1)).intValueExact();
    }
    return new Numeric(
        column.name(), digits, true, mu, mul, sh, SchemaColumn.MIN, SchemaColumn.MAX);
  }

  /// The smallest of [0, 2^k - 1] and [-2^k, 2^k - 1] that holds twice the training values, within
  /// 13 bits.
  private static Range room(Numeric open, Moments moments) {
    long low = Quantizer.quantize(open, moments.min());
    long high = Quantizer.quantize(open, moments.max());
    long need = Math.max(Math.max(2 * high, -2 * low), 1);
    int k = Math.min(64 - Long.numberOfLeadingZeros(need), 12);
    return new Range(low < 0 ? -(1 << k) : 0, (1 << k) - 1);
  }

  /// Exact sums of one column.
  private static final class Moments {
    private long count;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;
    private BigInteger sum = BigInteger.ZERO;
    private BigInteger squares = BigInteger.ZERO;

    void add(long raw) {
      BigInteger value = BigInteger.valueOf(raw);
      count++;
      min = Math.min(min, raw);
      max = Math.max(max, raw);
      sum = sum.add(value);
      squares = squares.add(value.multiply(value));
    }

    long min() {
      return min;
    }

    long max() {
      return max;
    }

    boolean isConstant() {
      return min == max;
    }

    /// nearest(S / n).
    long mean() {
      return new Rational(sum, BigInteger.valueOf(count)).nearest().longValueExact();
    }

    /// nearest(2^e · n / sqrt(V)) = floor((floor(sqrt(4·(2^e·n)² / V)) + 1) / 2).
    BigInteger factor(int e) {
      BigInteger variance = squares.multiply(BigInteger.valueOf(count)).subtract(sum.multiply(sum));
      BigInteger top = BigInteger.valueOf(count).shiftLeft(e + 1);
      return top.multiply(top).divide(variance).sqrt().add(BigInteger.ONE).shiftRight(1);
    }
  }
}
