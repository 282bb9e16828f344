package io.hallmark.provenance.source;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/// The cells of one Parquet column as texts, by its type and never by its writer.
///
/// Integers, decimals and floating-point numbers follow [NumberText]; truth values are `true` and
/// `false`; dates `YYYY-MM-DD`; times `HH:MM:SS` with a fraction if there is one; points in time
/// the same behind a date and `T`, with `Z` if they are in UTC; identifiers (UUID) lower-case with
/// hyphens; texts are their characters; null is empty.
final class ParquetCells {
  private static final int LONGEST_DECIMAL = 64;
  private static final DateTimeFormatter DATE = DateTimeFormatter.ISO_LOCAL_DATE;

  private final ColumnSchema schema;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private Validity[] layers = new Validity[0];
  private Validity leaf = Validity.NO_NULLS;
  private Values values = i -> Optional.empty();

  ParquetCells(ColumnSchema schema) {
    this.schema = schema;
  }

  /// The text of a present value, unless it has none.
  @FunctionalInterface
  private interface Values {
    Optional<String> text(int i);
  }

  /// What a column of this type is, if it is none that can be read.
  static Optional<String> refusal(ColumnSchema schema) {
    if (schema.maxRepetitionLevel() > 0) {
      return Optional.of("a list or map");
    }
    LogicalType type = schema.logicalType();
    return switch (schema.type()) {
      case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> Optional.empty();
      case INT96 -> Optional.of("a point in time of 96 bits");
      case BYTE_ARRAY ->
          isText(type) || type instanceof LogicalType.DecimalType
              ? Optional.empty()
              : Optional.of("bytes that are no text");
      case FIXED_LEN_BYTE_ARRAY ->
          type instanceof LogicalType.DecimalType || type instanceof LogicalType.UuidType
              ? Optional.empty()
              : Optional.of("bytes that are no text");
    };
  }

  private static boolean isText(LogicalType type) {
    return type instanceof LogicalType.StringType
        || type instanceof LogicalType.EnumType
        || type instanceof LogicalType.JsonType;
  }

  /// Takes the current batch of a reader.
  void load(ColumnReader reader) {
    layers = new Validity[reader.getLayerCount()];
    for (int k = 0; k < layers.length; k++) {
      layers[k] = reader.getLayerValidity(k);
    }
    leaf = reader.getLeafValidity();
    values = values(reader);
  }

  /// The text of a cell of the batch, unless its value has none (a number that is infinite or none,
  /// bytes that are not UTF-8, a date out of the years 0 to 9999).
  Optional<String> text(int i) {
    if (leaf.isNull(i)) {
      return Optional.of("");
    }
    for (Validity layer : layers) {
      if (layer.isNull(i)) {
        return Optional.of("");
      }
    }
    return values.text(i);
  }

  private Values values(ColumnReader reader) {
    LogicalType type = schema.logicalType();
    return switch (schema.type()) {
      case BOOLEAN -> {
        boolean[] all = reader.getBooleans();
        yield i -> Optional.of(all[i] ? "true" : "false");
      }
      case INT32 -> {
        int[] all = reader.getInts();
        boolean unsigned = type instanceof LogicalType.IntType t && !t.isSigned();
        yield i -> number(type, unsigned ? Integer.toUnsignedLong(all[i]) : all[i]);
      }
      case INT64 -> {
        long[] all = reader.getLongs();
        yield type instanceof LogicalType.IntType t && !t.isSigned()
            ? i -> Optional.of(Long.toUnsignedString(all[i]))
            : i -> number(type, all[i]);
      }
      case FLOAT -> {
        float[] all = reader.getFloats();
        yield i -> NumberText.of(all[i]);
      }
      case DOUBLE -> {
        double[] all = reader.getDoubles();
        yield i -> NumberText.of(all[i]);
      }
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT96 -> {
        byte[] bytes = reader.getBinaryValues();
        int[] offsets = reader.getBinaryOffsets();
        yield i -> bytes(type, bytes, offsets[i], offsets[i + 1]);
      }
    };
  }

  private static Optional<String> number(LogicalType type, long value) {
    return switch (type) {
      case null -> Optional.of(Long.toString(value));
      case LogicalType.IntType _ -> Optional.of(Long.toString(value));
      case LogicalType.DecimalType d -> NumberText.of(BigDecimal.valueOf(value, d.scale()));
      case LogicalType.DateType _ -> date(value);
      case LogicalType.TimeType t -> time(value, perSecond(t.unit()));
      case LogicalType.TimestampType t ->
          point(value, perSecond(t.unit()), t.isAdjustedToUTC() ? "Z" : "");
      default -> Optional.empty();
    };
  }

  private static long perSecond(LogicalType.TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000;
      case MICROS -> 1_000_000;
      case NANOS -> 1_000_000_000;
    };
  }

  private static Optional<String> date(long day) {
    long first = LocalDate.of(0, 1, 1).toEpochDay();
    long last = LocalDate.of(9999, 12, 31).toEpochDay();
    return day < first || day > last
        ? Optional.empty()
        : Optional.of(DATE.format(LocalDate.ofEpochDay(day)));
  }

  private static Optional<String> time(long value, long perSecond) {
    long second = Math.floorDiv(value, perSecond);
    if (second < 0 || second >= 24 * 60 * 60) {
      return Optional.empty();
    }
    return Optional.of(clock(second) + fraction(Math.floorMod(value, perSecond), perSecond));
  }

  private static Optional<String> point(long value, long perSecond, String zone) {
    long second = Math.floorDiv(value, perSecond);
    Optional<String> day = date(Math.floorDiv(second, 24 * 60 * 60));
    String fraction = fraction(Math.floorMod(value, perSecond), perSecond);
    return day.map(d -> d + "T" + clock(Math.floorMod(second, 24L * 60 * 60)) + fraction + zone);
  }

  private static String clock(long second) {
    LocalTime time = LocalTime.ofSecondOfDay(second);
    return two(time.getHour()) + ":" + two(time.getMinute()) + ":" + two(time.getSecond());
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  /// A point and the digits without zeros at their end, or nothing.
  private static String fraction(long part, long perSecond) {
    if (part == 0) {
      return "";
    }
    String digits = Long.toString(perSecond + part).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return "." + digits.substring(0, end);
  }

  private Optional<String> bytes(LogicalType type, byte[] bytes, int from, int to) {
    if (type instanceof LogicalType.DecimalType d) {
      return to == from || to - from > LONGEST_DECIMAL
          ? Optional.empty()
          : NumberText.of(new BigDecimal(new BigInteger(bytes, from, to - from), d.scale()));
    }
    if (type instanceof LogicalType.UuidType) {
      ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
      return in.remaining() == 16
          ? Optional.of(new UUID(in.getLong(), in.getLong()).toString())
          : Optional.empty();
    }
    for (int k = from; k < to; k++) {
      if (bytes[k] < 0) {
        return decoded(bytes, from, to);
      }
    }
    return Optional.of(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
  }

  private Optional<String> decoded(byte[] bytes, int from, int to) {
    try {
      return Optional.of(utf8.decode(ByteBuffer.wrap(bytes, from, to - from)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// What a value should have been.
  String expected() {
    return switch (schema.type()) {
      case FLOAT, DOUBLE -> "a finite number";
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT96 -> "UTF-8, or a value of its type";
      default -> "a value of its type, dates from the years 0 to 9999";
    };
  }
}
