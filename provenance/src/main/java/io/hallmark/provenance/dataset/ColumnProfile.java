package io.hallmark.provenance.dataset;

import io.hallmark.provenance.Documents;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What the texts of one column have in common, gathered row by row. Memory is bounded: distinct
/// texts are kept while they are few, and whether a text came twice is known while they are not too
/// many.
final class ColumnProfile {
  /// Most distinct texts that are kept.
  static final int MOST_TEXTS = 4096;

  private static final int HASH_COST = 32;
  private static final double MOST_DEVIATIONS = 12;

  /// Most digits of a number, before and behind the point together: 10^13 is below 2^44.
  private static final int MOST_DIGITS = 13;

  private final String name;
  private final Budget budget;
  private final Set<String> texts = new TreeSet<>();
  private final Set<Long> hashes = new HashSet<>();
  private boolean few = true;
  private boolean repeated;
  private long count;
  private long empty;
  private boolean numbers = true;
  private boolean dates = true;
  private boolean fingerprints = true;
  private int before;
  private int behind;
  private LocalDate firstDay = LocalDate.MAX;
  private LocalDate lastDay = LocalDate.MIN;
  private long last = Long.MIN_VALUE;
  private long seen;
  private double mean;
  private double squares;
  private double least;
  private double most;
  private boolean ascending = true;
  private long words;

  /// Characters and hashes that all columns of a source may keep together.
  static final class Budget {
    private long left;

    Budget(long left) {
      this.left = left;
    }

    private boolean take(long amount) {
      left -= amount;
      return left >= 0;
    }
  }

  ColumnProfile(String name, Budget budget) {
    this.name = name;
    this.budget = budget;
  }

  /// Takes the next cell.
  void add(String text) {
    count++;
    remember(text);
    if (text.isEmpty()) {
      empty++;
      return;
    }
    numbers = numbers && isNumber(text);
    dates = dates && isDate(text);
    fingerprints = fingerprints && Fingerprint.isFingerprint(text);
    words += 1 + text.chars().filter(c -> c == ' ').count();
  }

  private void remember(String text) {
    if (few && !texts.contains(text)) {
      few =
          texts.size() < MOST_TEXTS
              && text.length() <= Documents.MAX_TEXT
              && budget.take(text.length() + 32L);
      if (few) {
        texts.add(text);
      } else {
        texts.clear();
      }
    }
    if (!repeated) {
      repeated = !hashes.add(hash(text)) || !budget.take(HASH_COST);
      if (repeated) {
        hashes.clear();
      }
    }
  }

  /// FNV-1a of 64 bits: a chance hit only makes a column look less like an identifier.
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private boolean isNumber(String text) {
    if (!text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?")) {
      return false;
    }
    int start = text.charAt(0) == '-' ? 1 : 0;
    int point = text.indexOf('.');
    int end = point < 0 ? text.length() : point;
    before = Math.max(before, end - start);
    behind = Math.max(behind, point < 0 ? 0 : text.length() - point - 1);
    if (text.length() <= MOST_DIGITS + 2) {
      moment(Double.parseDouble(text));
    }
    if (point < 0 && text.length() <= MOST_DIGITS + 1) {
      long value = Long.parseLong(text);
      ascending = ascending && value > last;
      last = value;
    }
    return true;
  }

  /// Mean and squares by Welford's recurrence, for a guess only.
  private void moment(double value) {
    seen++;
    double step = value - mean;
    mean += step / seen;
    squares += step * (value - mean);
    least = Math.min(least, value);
    most = Math.max(most, value);
  }

  private boolean isDate(String text) {
    if (text.length() != 10) {
      return false;
    }
    try {
      LocalDate day = LocalDate.parse(text);
      firstDay = day.isBefore(firstDay) ? day : firstDay;
      lastDay = day.isAfter(lastDay) ? day : lastDay;
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /// Name of the column.
  String name() {
    return name;
  }

  /// Number of cells.
  long count() {
    return count;
  }

  /// Number of empty cells.
  long empty() {
    return empty;
  }

  private boolean hasValues() {
    return empty < count;
  }

  /// Whether all values are plain decimal numbers.
  boolean isNumeric() {
    return hasValues() && numbers;
  }

  /// Whether all values are integers.
  boolean isInteger() {
    return isNumeric() && behind == 0;
  }

  /// Whether the numbers are within the bounds of a quantised column.
  boolean isQuantisable() {
    return isNumeric() && before + behind <= MOST_DIGITS && behind <= SchemaColumn.MAX_DIGITS;
  }

  /// Most digits behind the point.
  int digits() {
    return behind;
  }

  /// Whether some number is so far from the others that a standardised column would not hold it.
  boolean isSpread() {
    double deviation = Math.sqrt(squares / Math.max(seen, 1));
    return Math.max(most - mean, mean - least) > MOST_DEVIATIONS * deviation;
  }

  /// A bound on the magnitude of the numbers, in units of their last digit.
  long magnitude() {
    return (long) Math.ceil(Math.max(most, -least) * Math.pow(10, behind));
  }

  /// Whether all values are dates.
  boolean isDate() {
    return hasValues() && dates;
  }

  /// First day.
  long firstDay() {
    return firstDay.toEpochDay();
  }

  /// Last day.
  long lastDay() {
    return lastDay.toEpochDay();
  }

  /// Whether all values are fingerprints.
  boolean isFingerprint() {
    return hasValues() && fingerprints && empty == 0;
  }

  /// Whether the distinct texts are few enough to be known.
  boolean isFew() {
    return few;
  }

  /// The distinct texts in the order of their code units, the empty one too, if they are known.
  List<String> texts() {
    return List.copyOf(texts);
  }

  /// Whether no text came twice, as far as that is known: integers that grow from row to row do
  /// not.
  boolean isUnique() {
    return count > 1 && (!repeated || (isInteger() && ascending && empty == 0));
  }

  /// Words per value, on average.
  double words() {
    return hasValues() ? (double) words / (count - empty) : 0;
  }
}
