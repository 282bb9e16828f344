package io.hallmark.provenance;

import io.hallmark.document.CanonicalJson;
import io.hallmark.document.DocumentException;
import io.hallmark.document.JsonReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/// How the documents of this module are read: a failure names the document and the place in it.
/// Times are RFC 3339 in UTC with whole seconds, such as `2027-12-31T23:59:59Z`.
public final class Documents {
  /// The longest name or text of one line, in UTF-16 code units.
  public static final int MAX_TEXT = 1000;

  /// The last second of the year 9999.
  private static final long LAST_SECOND = 253_402_300_799L;

  private Documents() {}

  /// Reads a signed or published document, which must be in canonical form.
  ///
  /// @param document what it is called in messages, such as `manifest`
  /// @throws VerificationException.Malformed if the bytes are anything else
  public static <T> T read(String document, byte[] bytes, JsonReader.Parser<T> parser)
      throws VerificationException.Malformed {
    try {
      return JsonReader.whole(CanonicalJson.read(bytes), parser);
    } catch (DocumentException.Malformed e) {
      throw malformed(document, e);
    }
  }

  /// Reads a document that a person wrote: white space and the order of keys are free.
  ///
  /// @param document what it is called in messages, such as `trust file`
  /// @throws VerificationException.Malformed if the bytes are anything else
  public static <T> T readLenient(String document, byte[] bytes, JsonReader.Parser<T> parser)
      throws VerificationException.Malformed {
    try {
      return JsonReader.whole(CanonicalJson.readLenient(bytes), parser);
    } catch (DocumentException.Malformed e) {
      throw malformed(document, e);
    }
  }

  private static VerificationException.Malformed malformed(
      String document, DocumentException.Malformed e) {
    return new VerificationException.Malformed(document + ": " + e.getMessage());
  }

  /// A time of a document.
  ///
  /// @throws DocumentException.Malformed unless it is exactly `YYYY-MM-DDTHH:MM:SSZ`
  public static Instant time(JsonReader reader, String key) throws DocumentException.Malformed {
    try {
      Instant time = DateTimeFormatter.ISO_INSTANT.parse(reader.string(key), Instant::from);
      if (text(time).equals(reader.string(key))) {
        return time;
      }
    } catch (DateTimeParseException e) {
      throw reader.mismatch(key, "a time such as \"2027-12-31T23:59:59Z\"");
    }
    throw reader.mismatch(key, "a time such as \"2027-12-31T23:59:59Z\"");
  }

  /// A time as documents write it; fractions of a second are dropped.
  ///
  /// @throws IllegalArgumentException if the year does not have four digits
  public static String text(Instant time) {
    String text = time.truncatedTo(ChronoUnit.SECONDS).toString();
    if (text.length() != 20) {
      throw new IllegalArgumentException("a year of four digits is needed: " + text);
    }
    return text;
  }

  /// A second since 1970 that a stranger signed as a time; the number itself if it is none of the
  /// years that documents can write.
  public static String textOfSecond(long seconds) {
    return seconds < 0 || seconds > LAST_SECOND
        ? "second " + seconds
        : text(Instant.ofEpochSecond(seconds));
  }

  /// A time that a person gave: a full time, or a day, whose first or last second is meant.
  ///
  /// @param endOfDay whether a day means its last second
  /// @throws IllegalArgumentException if the text is neither
  public static Instant parseTime(String text, boolean endOfDay) {
    try {
      if (text.length() == 10) {
        LocalTime clock = endOfDay ? LocalTime.of(23, 59, 59) : LocalTime.MIDNIGHT;
        return LocalDate.parse(text).atTime(clock).toInstant(ZoneOffset.UTC);
      }
      Instant time = Instant.parse(text).truncatedTo(ChronoUnit.SECONDS);
      return Instant.parse(text(time)); // a year that documents can write
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "expected a day such as 2027-12-31 or a time such as 2027-12-31T12:00:00Z, found " + text,
          e);
    }
  }

  /// A text of one line: not empty, at most [#MAX_TEXT] long, without control characters.
  ///
  /// @throws DocumentException.Malformed if it is anything else
  public static String line(JsonReader reader, String key) throws DocumentException.Malformed {
    String text = reader.string(key);
    if (!isLine(text)) {
      throw reader.mismatch(
          key, "a text of 1 to " + MAX_TEXT + " characters without control characters");
    }
    return text;
  }

  /// Whether a text has one line: not empty, not too long, without control characters.
  public static boolean isLine(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_TEXT
        && text.codePoints().noneMatch(Documents::isUnsafe);
  }

  /// A stranger's text as a terminal may show it: control characters and others that are not seen
  /// but change what is seen are written as escapes.
  public static String printable(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (isUnsafe(c)) {
            out.append("\\u{").append(Integer.toHexString(c)).append('}');
          } else {
            out.appendCodePoint(c);
          }
        });
    return out.toString();
  }

  private static boolean isUnsafe(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE
        || codePoint == 0xfffe
        || codePoint == 0xffff; // no characters of XML: one would spoil a whole picture
  }
}
