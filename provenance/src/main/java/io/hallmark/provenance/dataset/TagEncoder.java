package io.hallmark.provenance.dataset;

import io.hallmark.provenance.SourceException;
import io.hallmark.provenance.VerificationException.Malformed;
import io.hallmark.provenance.dataset.SchemaTag.CodeTag;
import io.hallmark.provenance.dataset.SchemaTag.DigestTag;
import io.hallmark.provenance.dataset.SchemaTag.NumberTag;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns the texts of tag and digest columns into integers.
final class TagEncoder {
  private final SchemaTag tag;
  private final Map<String, Integer> codes = new HashMap<>();
  private final byte[] subjectKey;

  /// @param subjectKey key of personal identifiers; empty if nobody gave one
  TagEncoder(SchemaTag tag, byte[] subjectKey) {
    this.tag = tag;
    this.subjectKey = subjectKey;
    if (tag instanceof CodeTag c) {
      c.codes().forEach(code -> codes.put(code, codes.size()));
    }
  }

  /// Encodes one cell.
  ///
  /// @param cell its place
  /// @param text its text; nothing for a digest of the record
  /// @param record all texts of the record
  /// @param out receives the integers from `at` on
  void encode(CellReader cell, String text, List<String> record, long[] out, int at)
      throws SourceException {
    switch (tag) {
      case CodeTag c -> {
        Integer code = codes.get(text);
        if (code == null) {
          throw cell.fault("one of the codes " + c.codes(), CellReader.quote(text));
        }
        out[at] = code;
      }
      case NumberTag n -> out[at] = number(n, cell, text);
      case DigestTag d -> {
        long[] limbs = digest(d, cell, text, record);
        System.arraycopy(limbs, 0, out, at, limbs.length);
      }
    }
  }

  private static long number(NumberTag n, CellReader cell, String text) throws SourceException {
    if (text.isEmpty()) {
      if (n.missing()) {
        return n.min() - 1;
      }
      throw cell.fault("a value: the schema says that none is missing", "an empty cell");
    }
    long value;
    try {
      value = n.date() ? LocalDate.parse(text).toEpochDay() : integer(text);
    } catch (DateTimeParseException | NumberFormatException e) {
      throw cell.fault(n.date() ? "a date YYYY-MM-DD" : "an integer", CellReader.quote(text));
    }
    if (value < n.min() || value > n.max()) {
      throw cell.fault(
          "a value in the declared range [" + n.min() + ", " + n.max() + "]",
          CellReader.quote(text) + (n.date() ? ", day " + value : ""));
    }
    return value;
  }

  private static long integer(String text) {
    if (!text.matches("-?(0|[1-9][0-9]{0,11})")) {
      throw new NumberFormatException(text);
    }
    return Long.parseLong(text);
  }

  private long[] digest(DigestTag d, CellReader cell, String text, List<String> record)
      throws SourceException {
    try {
      return switch (d.of()) {
        case GIVEN -> {
          if (!Fingerprint.isFingerprint(text)) {
            throw cell.fault("60 lower-case hexadecimal digits", CellReader.quote(text));
          }
          yield Fingerprint.limbs(text);
        }
        case TEXT, TEXT_FOLDED ->
            Fingerprint.ofText(
                text.getBytes(StandardCharsets.UTF_8), d.of() == SchemaTag.Of.TEXT_FOLDED);
        case RECORD -> Fingerprint.ofRecord(record);
        case SUBJECT -> {
          if (text.isEmpty()) {
            throw cell.fault("an identifier", "an empty cell");
          }
          yield Fingerprint.ofSubject(subjectKey, d.namespace().orElseThrow(), text);
        }
      };
    } catch (Malformed e) {
      throw cell.fault("a text of assigned characters", String.valueOf(e.getMessage()));
    }
  }
}
